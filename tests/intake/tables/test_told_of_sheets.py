"""What is not read of a workbook is told: names of children, hidden parts, sheets that say the same."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from diagnose.common import InputError
from diagnose.intake.recognise import Wanted, read, recognised
from tests.lib.desks import keys
from tests.lib.varieties import ASKED


@pytest.mark.parametrize("names", [["Budi", "Siti"]])
def test_a_list_of_children_by_name_is_counted_and_no_name_is_kept(names: list[str], tmp_path: Path) -> None:
    path = tmp_path / "balita.csv"
    rows = "".join(
        f"{n};{name};36019900{n:08};01/02/2023;Air Putih;Sukamaju;TB/U sangat pendek\n"
        for n, name in enumerate(names, 1)
    )
    path.write_text("No;Nama Anak;NIK;Tanggal Lahir;Kecamatan;Desa;Status\n" + rows, encoding="utf-8")
    kind = recognised(path)
    assert kind == "children"
    intake = read(Wanted(path, kind), None, None, "id", ASKED)
    told = f"{intake.tree.data} {intake.doubts} {intake.counts} {intake.about}"
    assert not any(name in told for name in names)
    assert "36019900" not in told
    assert {c.key: c.number for c in intake.counts}["import.tables.private"] == len(names)


def test_hidden_columns_and_sheets_are_told(tmp_path: Path) -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["Kecamatan", "Desa", "Alokasi Stunting", "Pagu Dana Desa"])
    sheet.append(["Air Putih", "Sukamaju", 5_000_000, 800_000_000])
    sheet.column_dimensions["D"].hidden = True
    other: Any = book.create_sheet("Lama")
    other.sheet_state = "hidden"
    path = tmp_path / "desa.xlsx"
    book.save(str(path))
    intake = read(Wanted(path, "villages"), None, None, "id", ASKED)
    assert {"table_columns_hidden", "table_sheets_hidden"} <= set(keys(intake.doubts))


def test_what_two_sheets_hold_alike_is_asked_about(tmp_path: Path) -> None:
    book = Workbook()
    for name in ("Rekap", "Dinkes"):
        sheet: Any = book.create_sheet(name)
        sheet.append(["Perangkat Daerah", "Sub Kegiatan", "Sumber Dana", "Pagu", "Tagging"])
        sheet.append(["Dinas Kesehatan", "Gizi", "APBD Kab", 5_000_000, "Stunting"])
    path = tmp_path / "x.xlsx"
    book.save(str(path))
    with pytest.raises(InputError) as caught:
        read(Wanted(path, "budget"), None, None, "id", ASKED)
    assert keys(caught.value.problems) == ["table_sheets_overlap"]
