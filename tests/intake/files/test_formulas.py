"""Cells with formulas: the result that the file keeps counts, and where it keeps none that is told with its cell."""

import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from diagnose.common import InputError
from diagnose.intake.files import open_table
from diagnose.intake.recognise import Wanted, read, recognised
from diagnose.intake.records import Intake
from diagnose.intake.tables import Asked
from tests.lib.desks import counts, keys
from tests.lib.packing import with_part

ASKED = Asked("Kabupaten Contoh", 2025)
_EMPTY = re.compile(rb"<c ([^>]*)>(<f>[^<]*</f>)<v></v>")  # how Excel keeps a text of no letters


def book(path: Path, rows: list[list[Any]], saved_by_excel: bool = True) -> Path:
    """A workbook with formulas as Excel saves it; or as programs write it, with a result that nobody worked out."""
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet()
        percent = made.add_format({"num_format": "0.0%"})
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if isinstance(value, tuple):
                    shown = percent if isinstance(value[1], float) else None
                    sheet.write_formula(r, c, value[0], shown, value[1])
                else:
                    sheet.write(r, c, value)
    if saved_by_excel:  # which leaves no word that everything is to be computed anew
        with_part(path, "xl/workbook.xml", lambda said: said.replace(b' fullCalcOnLoad="1"', b""))
        with_part(path, "xl/worksheets/sheet1.xml", lambda said: _EMPTY.sub(rb'<c \1 t="str">\2<v></v>', said))
    return path


def taken(path: Path, kind: str, mapping: str = "") -> Intake:
    path.with_name(f"{path.stem}.peta.yaml").write_text(f"kind: {kind}\ncomplete: ya\n{mapping}", encoding="utf-8")
    return read(Wanted(path, recognised(path)), None, None, "id", ASKED)


VILLAGES: list[list[Any]] = [
    ["No", "Kecamatan", "Desa", "Alokasi Stunting (Rp)", "Skor Konvergensi (%)"],
    [1, "Air Putih", "Satu", ("=10000000*2", 20_000_000), ("=71/100", 0.71)],
    [("=A2+1", 2), ("=B2", "Air Putih"), "Dua", ("=D2/2", 10_000_000), ("=C1", "")],
    ["Jumlah", None, None, ("=SUM(D2:D3)", 30_000_000), None],
]


def test_what_a_formula_came_to_counts_as_a_typed_value_does(tmp_path: Path) -> None:
    intake = taken(book(tmp_path / "desa.xlsx", VILLAGES), "villages")
    assert intake.tree.data["dana_desa"]["amount_rupiah"]["value"] == 30_000_000
    assert intake.tree.data["desa_convergence"]["above_40_percent"]["at_least"] == 1  # 71 %, as the format shows it
    assert counts(intake)["totals"] == 1
    assert "cell_formula" not in keys(intake.doubts)


def test_a_result_that_nobody_worked_out_is_no_figure_and_its_cell_is_told(tmp_path: Path) -> None:
    intake = taken(book(tmp_path / "desa.xlsx", VILLAGES, saved_by_excel=False), "villages")
    assert "value" not in intake.tree.data.get("dana_desa", {}).get("amount_rupiah", {})
    told = [d for d in intake.doubts if d.key == "cell_formula"]
    assert {str(d.place).rpartition("!")[2] for d in told} == {"D2", "E2", "B3"}
    assert all("simpan" in d.text("id") for d in told)


@pytest.mark.parametrize("saved_by_excel", [True, False])
def test_the_score_of_a_village_form_may_be_a_formula(saved_by_excel: bool, tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["FORMULIR 4"],
        ["Desa", ":", ("=B9", "Sukamaju")],
        ["Kecamatan", ":", "Air Putih"],
        ["Tahun : 2025"],
    ]
    rows += [["TINGKAT KONVERGENSI DESA", None, ("=SUM(C9)", 30), ("=SUM(D9)", 60), ("=C5/D5", 0.5)]]
    rows += [["A", "Ibu hamil", 30, 60, 50]]
    path = book(tmp_path / "a.xlsx", rows, saved_by_excel)
    if saved_by_excel:
        assert recognised(path) == "scorecards"
        intake = taken(path, "scorecards")
        assert intake.tree.data["desa_convergence"]["above_40_percent"]["value"] == 1
        assert not intake.doubts
    else:
        rows[1][2] = "Sukamaju"
        intake = taken(book(path, rows, saved_by_excel), "scorecards")
        assert "cell_formula" in keys(intake.doubts)
        assert "above_40_percent" not in intake.tree.data.get("desa_convergence", {})


def test_the_error_of_a_formula_is_told_and_is_no_value(tmp_path: Path) -> None:
    rows = [list(row) for row in VILLAGES]
    rows[1][3] = ("=1/0", "#DIV/0!")
    intake = taken(book(tmp_path / "desa.xlsx", rows), "villages")
    assert "cell_error" in keys(intake.doubts)
    assert intake.tree.data["dana_desa"]["amount_rupiah"] != {"value": 10_000_000}


def test_what_a_library_prints_of_a_broken_style_is_kept_from_the_output(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "desa.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write(0, 0, "Desa", book.add_format({"bold": True}))
    with_part(path, "xl/styles.xml", lambda said: said.replace(b'xfId="0"', b'xfId="99"'))
    with suppress(InputError), open_table(path) as table:
        list(table.rows)
    assert capsys.readouterr().out == ""
