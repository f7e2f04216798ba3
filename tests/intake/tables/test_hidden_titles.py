"""A row of titles that the file hides is told as such."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from diagnose.common import InputError
from diagnose.intake.tables import read_table


def test_a_hidden_row_of_titles_is_told_as_such(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Kecamatan", "Desa", "Alokasi Stunting"], ["Air Putih", "Sukamaju", 50_000_000]):
        sheet.append(row)
    sheet.row_dimensions[1].hidden = True
    path = tmp_path / "desa.xlsx"
    book.save(path)
    with pytest.raises(InputError) as error:
        read_table("villages", path, None, None, "id")
    assert [p.key for p in error.value.problems] == ["table_titles_hidden"]
    assert "Alokasi Stunting" in str(error.value)
