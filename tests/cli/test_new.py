"""A new case: five answers, each checked as it is given, and the commands that come next run as printed."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from diagnose import load_case
from diagnose.cli import app

ANSWERS = "Kabupaten Garut\n32.05\n2024\n42\n442\n"


def test_five_answers_make_a_case_and_what_comes_next_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ["baru"], input=ANSWERS)
    assert done.exit_code == 0, done.stderr
    case = load_case("garut-2024.yaml")
    assert (case.region.name, case.region.code, case.region.kind, case.year) == (
        "Kabupaten Garut",
        "32.05",
        "kabupaten",
        2024,
    )
    assert case.facts["region.kecamatan"].value == 42
    commands = re.findall(r"^  konvergensi (.+?)  ", done.stdout, re.MULTILINE)
    assert len(commands) == 2
    for command in commands:
        after = CliRunner().invoke(app, shlex.split(command), input="selesai\n")
        assert after.exit_code == 0, after.stderr


def test_what_cannot_be_is_asked_again_and_a_count_may_be_unknown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    typed = "Serang\nKota Serang\n3673\n36.73\n1990\n2024\n6\n\n"
    done = CliRunner().invoke(app, ["baru", "-o", "serang.yaml"], input=typed)
    assert done.exit_code == 0, done.stderr
    case = load_case("serang.yaml")
    assert case.region.kind == "kota"
    assert not case.facts["region.desa_kelurahan"].known
    assert done.stderr.count("! ") == 3


def test_what_is_given_is_not_asked_and_stopping_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    options = ["--region", "Kabupaten Garut", "--code", "32.05", "--year", "2024"]
    assert CliRunner().invoke(app, ["baru", *options], input="42\n").exit_code == 2
    assert list(tmp_path.iterdir()) == []
    assert CliRunner().invoke(app, ["baru", *options], input="42\n442\n").exit_code == 0
    assert CliRunner().invoke(app, ["baru", *options], input="42\n442\n").exit_code == 2  # it is there already
