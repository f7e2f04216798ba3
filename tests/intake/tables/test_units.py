"""What figures are multiples of, as titles, cells and formats say it; and what a sheet does not show."""

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from diagnose.intake.recognise import Wanted, read
from diagnose.intake.records import Intake
from diagnose.intake.tables import Asked
from tests.lib.desks import Desk, keys

HEAD = ("Kecamatan", "Desa", "Alokasi Stunting")


def amount(data: dict[str, Any]) -> Any:
    found = data.get("dana_desa", {}).get("amount_rupiah", {})
    return found.get("value", found.get("at_least"))


@pytest.mark.parametrize(
    ("title", "cell", "rupiah"),
    [
        ("Alokasi Stunting (Rp. 000)", "10500", 10_500_000),
        ("Alokasi Stunting (Rp 000.000)", "10,5", 10_500_000),
        ("Alokasi Stunting (x 1.000)", "10500", 10_500_000),
        ("Alokasi Stunting (Rp Jt)", "10,5", 10_500_000),
        ("Alokasi Stunting", "Rp10,5 juta", 10_500_000),
        ("Alokasi Stunting", "20 jt", 20_000_000),
        ("Alokasi Stunting", "1,5 M", None),  # a thousand million, or a million
        ("Alokasi Stunting (Rp. 000)", "10.500", None),  # ten and a half thousand, or so many thousand
        ("Alokasi Stunting (juta)", "20 jt", None),
    ],
)
def test_amounts_are_of_the_unit_that_title_or_cell_says(
    title: str, cell: str, rupiah: int | None, tmp_path: Path
) -> None:
    text = f"Kecamatan;Desa;{title}\nA;Sukamaju;{cell}\n"
    assert amount(Desk(tmp_path).read("villages", text).tree.data) == rupiah


def book(path: Path, form: str = "", *, low: bool = False, narrow: bool = False) -> Intake:
    """Two villages, the second with an amount that is shown in that format, in a row or column that is not seen."""
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet()
        for r, row in enumerate([HEAD, ("A", "Sukamaju", 3), ("A", "Mekar", 10.5)]):
            for c, value in enumerate(row):
                sheet.write(r, c, value, made.add_format({"num_format": form}) if form and c == 2 and r else None)
        if low:
            sheet.set_row(2, 0)
        if narrow:
            sheet.set_column(2, 2, 0)
    return read(Wanted(path, "villages"), None, None, "id", Asked("Kabupaten Contoh", 2025))


@pytest.mark.parametrize(
    ("form", "rupiah"),
    [
        ('#,##0.0" juta"', 13_500_000),
        ('"Rp"#,##0.0\\ "jt"', 13_500_000),
        ('#,##0.0,,"jt"', 13.5),  # what is shown in millions is whole in the cell
        ('#,##0.0" m"', 13.5),
        ("#,##0.00", 13.5),
    ],
)
def test_a_word_in_the_format_of_a_cell_is_part_of_what_it_shows(form: str, rupiah: float, tmp_path: Path) -> None:
    assert amount(book(tmp_path / "t.xlsx", form).tree.data) == rupiah


def test_rows_and_columns_of_no_size_are_hidden(tmp_path: Path) -> None:
    intake = book(tmp_path / "t.xlsx", low=True)
    assert amount(intake.tree.data) == 3
    assert "table_rows_hidden" in keys(intake.doubts)
    intake = book(tmp_path / "t.xlsx", narrow=True)
    assert amount(intake.tree.data) is None
    assert "table_columns_hidden" in keys(intake.doubts)
