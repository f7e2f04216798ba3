"""One test for each bug of files and of what is printed, that was found in use and mended, named after it."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from diagnose import InputError, load_rules
from diagnose.case.load import load_case
from diagnose.cli import app

HEAD = 'region: {code: "36.99", name: Kabupaten Contoh, kind: kabupaten}\nyear: 2022\n'


def test_the_result_never_overwrites_the_case_not_even_through_a_link(tmp_path: Path) -> None:
    case = tmp_path / "kasus.yaml"
    case.write_text(HEAD, encoding="utf-8")
    link = tmp_path / "link.txt"
    link.symlink_to(case)
    for target in (case, link):
        result = CliRunner().invoke(app, ["diagnose", str(case), "-o", str(target)])
        assert result.exit_code == 2
        assert "berkas kasusnya sendiri" in result.stderr
    assert case.read_text(encoding="utf-8") == HEAD


def test_a_link_stays_a_link_and_a_pipe_a_pipe(tmp_path: Path) -> None:
    target = tmp_path / "hasil.txt"
    assert CliRunner().invoke(app, ["diagnose", "fiktif-kota-2024", "-o", str(target)]).exit_code == 0
    link = tmp_path / "link.txt"
    link.symlink_to(target)
    assert CliRunner().invoke(app, ["diagnose", "lebak-2022", "-o", str(link)]).exit_code == 0
    assert link.is_symlink()
    assert "Kabupaten Lebak" in target.read_text(encoding="utf-8")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = subprocess.Popen([sys.executable, "-c", f"print(len(open({str(pipe)!r}).read()))"], stdout=subprocess.PIPE)
    assert CliRunner().invoke(app, ["diagnose", "lebak-2022", "-o", str(pipe)]).exit_code == 0
    assert int(reader.communicate(timeout=20)[0]) > 1000
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize("command", ["lebak-2022 >&-", "lebak-2022 > /dev/full", "lebak-2022 -o ''", "/dev/zero"])
def test_a_closed_or_full_output_and_an_endless_input_end_without_a_traceback(command: str) -> None:
    shell = f"{sys.executable} -m diagnose diagnose {command}"
    root = Path(__file__).parents[2]
    done = subprocess.run(shell, shell=True, capture_output=True, cwd=root, check=False, timeout=60)
    assert b"Traceback" not in done.stderr


def test_a_folder_named_like_a_rule_file_is_told_and_not_read(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").mkdir()
    with pytest.raises(InputError, match=r"x\.yaml: R01 ini folder"):
        load_rules(tmp_path)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_whole_diagnosis_replaces_the_first_screen_of_any_kind_of_region_and_back(lang: str, tmp_path: Path) -> None:
    target = tmp_path / "hasil.txt"
    for typed in (["fiktif-kota-2024"], ["lebak-2022"], ["lebak-2022", "--lengkap"], ["fiktif-kota-2024"]):
        done = CliRunner().invoke(app, ["diagnose", *typed, "--lang", lang, "-o", str(target)])
        assert done.exit_code == 0, done.stderr


@pytest.mark.parametrize(("typed", "region"), [("HARAP", "Kabupaten Fiktif Harapan"), ("muara", "Kota Fiktif Muara")])
def test_a_shipped_case_is_found_by_the_name_of_its_region(typed: str, region: str) -> None:
    assert load_case(typed).region.name == region
