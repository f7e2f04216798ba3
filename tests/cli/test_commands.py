"""The command as a person or a script uses it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from diagnose import __version__
from diagnose.cli import app
from diagnose.cli.table import COMMANDS

ROOT = Path(__file__).parents[2]


def run(*args: str) -> Result:
    return CliRunner().invoke(app, ["diagnose", *args])


def process(*args: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "diagnose", *args],
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, **more},
        check=False,
    )


def test_the_text_has_a_ladder_that_reads_without_colour_at_80_columns() -> None:
    result = run("lebak-2022")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert "\x1b" not in result.stdout
    assert "  Rentang kebijakan               1      [==1==]  [     ]  [     ]  [     ]" in lines
    assert "  Subsistem yang terlibat         3      [=====]  [=====]  [==3==]  [     ]" in lines


@pytest.mark.parametrize("lang", ["id", "en"])
def test_no_placeholder_or_empty_heading_is_left_in_the_text_and_ids_stand_beside_names(lang: str) -> None:
    text = run("lebak-2022", "--lengkap", "--lang", lang).stdout
    assert not set("{}") & set(text)
    assert "None" not in text
    assert text.count("(policy_goals.range)") == 1
    assert text.count("[amend-decree]") == 1
    assert "policy_" not in run("lebak-2022", "--lang", lang).stdout
    lines = text.splitlines()
    headings = [i for i, line in enumerate(lines) if line and set(line) == {"-"}]
    assert all(lines[i + 1].strip() or lines[i + 2].strip() for i in headings)


def test_the_two_languages_say_different_things_of_one_diagnosis() -> None:
    both = {lang: json.loads(run("lebak-2022", "--format", "json", "--lang", lang).stdout) for lang in ("id", "en")}
    assert both["id"]["facts_sha256"] == both["en"]["facts_sha256"]
    for part in ("findings", "saran", "unknown"):
        assert len(both["id"][part]) == len(both["en"][part])
    assert both["id"]["aspects"][0]["name"] != both["en"]["aspects"][0]["name"]
    assert [s["id"] for s in both["id"]["saran"]] == [s["id"] for s in both["en"]["saran"]]


def test_json_has_the_promised_fields() -> None:
    found = json.loads(run("lebak-2022", "--format", "json").stdout)
    assert found["schema_version"] == 1
    assert {"version", "sha256"} <= found["rules"].keys()
    assert len(found["facts_sha256"]) == 64
    assert {"id", "name", "level"} <= found["dimensions"][0].keys()
    assert {"id", "dimension", "name", "level", "criteria"} <= found["aspects"][0].keys()
    criterion = found["aspects"][0]["criteria"][0]
    assert {"id", "gates", "truth", "read"} <= criterion.keys()
    assert {"fact", "value", "source"} == criterion["read"][0].keys()
    assert {"id", "text", "actor", "rule", "because", "sources"} <= found["saran"][0].keys()
    assert {"findings", "unknown", "conflicts"} <= found.keys()


def test_every_fact_that_is_read_is_told_with_its_source_if_known() -> None:
    found = json.loads(run("lebak-2022", "--format", "json").stdout)
    read = [r for a in found["aspects"] for c in a["criteria"] for r in c["read"]]
    assert {r["source"] is None for r in read if r["value"] is not None} == {False}
    assert {r["source"] for r in read if r["value"] is None} == {None}


def test_the_output_is_the_same_bytes_whatever_the_hash_seed() -> None:
    outputs = {process("diagnose", "lebak-2022", "--format", "json", PYTHONHASHSEED=seed).stdout for seed in ("1", "2")}
    assert len(outputs) == 1


def test_stdout_carries_the_result_alone() -> None:
    done = process("diagnose", "lebak-2022", "--format", "json")
    assert json.loads(done.stdout)
    assert done.stderr == b""


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "hasil.json"
    assert run("fiktif-kota-2024", "--format", "json", "-o", str(target)).exit_code == 0
    result = run("lebak-2022", "--format", "json", "-o", str(target))
    assert result.exit_code == 0
    assert result.stdout == ""
    assert json.loads(target.read_text(encoding="utf-8"))["case"]["region"] == "Kabupaten Lebak"
    assert [p.name for p in tmp_path.iterdir()] == ["hasil.json"]
    target.write_text("old")
    bad = tmp_path / "bad.yaml"
    bad.write_text("year: 2022")
    assert run(str(bad), "-o", str(target)).exit_code == 2
    assert target.read_text() == "old"


def test_a_place_that_cannot_be_written_is_said_to_be_so(tmp_path: Path) -> None:
    for target in (tmp_path / "no" / "hasil.txt", tmp_path):
        result = run("lebak-2022", "-o", str(target))
        assert result.exit_code == 2
        assert "tidak dapat ditulis" in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "args", [["nope.yaml"], [], ["lebak-2022", "--format", "pdf"], ["lebak-2022", "--rules", "no"]]
)
def test_bad_input_and_usage_end_with_2_and_no_traceback(args: list[str]) -> None:
    done = process("diagnose", *args)
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr
    assert b"Traceback" not in done.stderr


def test_problems_are_told_in_the_language_asked_for(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("year: 2022")
    assert "wajib ada" in run(str(bad)).stderr
    assert "is required" in run(str(bad), "--lang", "en").stderr


def test_a_console_without_utf8_still_gets_a_report() -> None:
    done = process("diagnose", "lebak-2022", PYTHONIOENCODING="cp1252")
    assert done.returncode == 0
    assert "Kabupaten Lebak" in done.stdout.decode("utf-8")


def test_control_characters_of_a_case_never_reach_the_terminal(tmp_path: Path) -> None:
    case = tmp_path / "kasus.yaml"
    case.write_text('region: {code: "36.99", name: "Kab \\e[31m\\u202eX", kind: kabupaten}\nyear: 2022\n')
    text = run(str(case)).stdout
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_a_reader_that_leaves_early_is_no_error() -> None:
    command = f"{sys.executable} -m diagnose diagnose lebak-2022 --format json | head -c 10"
    done = subprocess.run(command, shell=True, capture_output=True, cwd=ROOT, check=False)
    assert b"Traceback" not in done.stderr


def test_every_command_is_where_the_table_says_and_help_tells_it_in_both_languages() -> None:
    for name in COMMANDS:
        assert CliRunner().invoke(app, [name, "--help"]).exit_code == 0, name
    for lang, group in (("id", "Mendiagnosis:"), ("en", "Diagnose:")):
        text = CliRunner().invoke(app, ["--help"], env={"KONVERGENSI_LANG": lang}).stdout
        assert group in text
        assert all(f"  {name} " in text for name in COMMANDS)


def test_the_version_is_told_without_a_command() -> None:
    done = CliRunner().invoke(app, ["--version"])
    assert done.exit_code == 0
    assert done.stdout == f"konvergensi {__version__}\n"


def test_help_and_version_load_nothing_heavy() -> None:
    for args in (["--help"], ["--version"]):
        code = f"""
import sys
from diagnose.cli import app
try:
    app({args!r})
except SystemExit:
    pass
heavy = {{"jinja2", "yaml", "pydantic", "durable_rules_engine"}} & set(sys.modules)
sys.exit(f"loaded {{heavy}}" if heavy else 0)
"""
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=False)
        assert done.returncode == 0, done.stderr
