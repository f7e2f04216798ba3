"""How much is known is one count, with one denominator, wherever it is told."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from diagnose.cli import app


def told(*typed: str) -> str:
    done = CliRunner().invoke(app, list(typed))
    assert done.exit_code == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("case", ["lebak-2022", "fiktif-kota-2024"])
def test_check_screen_memo_form_and_import_tell_one_count(case: str, tmp_path: Path) -> None:
    checked = json.loads(told("check", case, "--format", "json"))
    known, asked = checked["facts"]["known"], checked["facts"]["asked"]
    for parts in ("sections", "agencies"):
        assert sum(part["known"] for part in checked[parts]) == known
        assert sum(part["asked"] for part in checked[parts]) == asked
    said = f"{known} dari {asked}"
    assert said in told("check", case)
    assert said in told("diagnose", case)
    assert said in told("diagnose", case, "--tanya")
    for template in ("nota-dinas", "telaahan-staf", "lampiran"):
        assert said in " ".join(told("memo", case, "-t", template, "-f", "txt").split())
    book = tmp_path / "isian.xlsx"
    told("form", "xlsx", "--case", case, "-o", str(book))
    sheet = load_workbook(book)["Kelengkapan"]
    assert any(said in str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    imported = json.loads(told("import", str(book), "--into", case, "-o", str(tmp_path / "k.yaml"), "--format", "json"))
    assert (imported["facts_known"], imported["facts_asked"]) == (known, asked)
