"""The command `ask`: what it asks, shows, writes and keeps."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from diagnose.case.load import load_case
from diagnose.cli import app
from diagnose.common.content import folder
from tests.analysis.ask.test_ask import SHIPPED


def run(*args: str, typed: str = "") -> Result:
    return CliRunner().invoke(app, ["ask", *args], input=typed)


def test_the_command_asks_writes_and_tells_what_changed(tmp_path: Path) -> None:
    target = tmp_path / "baru.yaml"
    typed = "?\nmungkin\nya\n" + "\n" * 8 + "selesai\n"
    result = run("fiktif-kota-2024", "-o", str(target), typed=typed)
    assert result.exit_code == 0
    assert "Ketik ya, tidak, atau konsep" in result.stderr
    assert '"mungkin" bukan jawaban' in result.stderr
    assert "1 dari " in result.stderr
    assert "Rentang kebijakan" in result.stdout
    assert f"konvergensi diagnose {target}" in result.stdout
    lines = target.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# yaml-language-server")
    assert lines[1] == "# dibuat dari fiktif-kota-2024.yaml dengan konvergensi ask"
    assert load_case(target).facts["goals.agencies[bappeda]"].value == "yes"
    assert max(len(line) for line in result.stderr.splitlines() if str(target) not in line) <= 82
    assert max(map(len, result.stdout.replace(str(target), "").splitlines())) <= 80


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("name", SHIPPED)
def test_no_path_key_or_placeholder_is_shown(name: str, lang: str, tmp_path: Path) -> None:
    result = run(name, "--all", "--lang", lang, "-o", str(tmp_path / "x.yaml"), typed="\n" * 400)
    assert result.exit_code == 0
    for odd in ("{", "None:", "_", "[*]", "ask."):
        assert odd not in result.stderr, odd
    assert not (tmp_path / "x.yaml").exists()


def test_json_tells_answers_and_levels(tmp_path: Path) -> None:
    target = tmp_path / "baru.yaml"
    result = run("fiktif-kota-2024", "-o", str(target), "--format", "json", typed="ya\n")
    found = json.loads(result.stdout)
    assert found["written"] == str(target)
    assert found["answers"][0]["fact"] == "goals.agencies[bappeda]"
    assert {"id", "name", "dimension", "before", "after"} == found["levels"][0].keys()
    assert found["decisive_left"] > 0


def test_the_end_of_the_input_keeps_what_was_answered(tmp_path: Path) -> None:
    target = tmp_path / "baru.yaml"
    assert run("fiktif-kota-2024", "-o", str(target), typed="ya\ntidak").exit_code == 0
    facts = load_case(target).facts
    assert (
        facts["goals.agencies[bappeda]"].value,
        facts["goals.agencies[dinas_sosial_dan_pemberdayaan_perempuan]"].value,
    ) == (
        "yes",
        "no",
    )


def test_a_closed_or_broken_input_never_hangs(tmp_path: Path) -> None:
    for given in (b"", b"\xff\xfe\n\nselesai\n"):
        command = [sys.executable, "-m", "diagnose", "ask", "fiktif-kota-2024", "-o", str(tmp_path / "x.yaml")]
        done = subprocess.run(command, input=given, capture_output=True, timeout=60, check=False)
        assert done.returncode == 0
        assert b"Traceback" not in done.stderr


def test_no_file_is_overwritten_unasked_and_all_is_refused_before_the_first_question(tmp_path: Path) -> None:
    held = tmp_path / "held.yaml"
    held.write_text("old")
    own = tmp_path / "kasus.yaml"
    own.write_text((folder("facts") / "cases" / "fiktif-kota-2024.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    for args in ([str(own), "-o", str(held)], [str(own), "-o", str(own), "--overwrite"], [str(own), "-o", "no/x.yaml"]):
        result = run(*args, typed="ya\n")
        assert result.exit_code == 2
        assert "1 dari" not in result.stderr
    assert held.read_text() == "old"
    assert run(str(own), "-o", str(held), "--overwrite", typed="ya\n").exit_code == 0
    assert load_case(held)


def test_without_a_name_the_file_is_called_after_the_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("fiktif-kota-2024", typed="ya\n").exit_code == 0
    assert [p.name for p in tmp_path.iterdir()] == ["fiktif-kota-2024-jawaban.yaml"]
    assert run("fiktif-kota-2024", typed="ya\n").exit_code == 2


def test_where_no_level_is_open_it_says_so(tmp_path: Path) -> None:
    result = run("lebak-2022", "-o", str(tmp_path / "x.yaml"))
    assert result.exit_code == 0
    assert "Tidak ada pertanyaan yang menentukan tingkat" in result.stderr
    assert "--all" in result.stderr
    assert list(tmp_path.iterdir()) == []
