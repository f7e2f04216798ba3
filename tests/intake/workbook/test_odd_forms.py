"""Forms that people renamed, reordered, cut or copied, and workbooks that are none."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from diagnose.case.load import case_of_tree, load_case
from diagnose.common.problems import InputError
from diagnose.intake.workbook import is_workbook, read_workbook
from tests.lib.filling import add, fill, read, row_of, saved, told


def test_renamed_reordered_and_moved_sheets_and_rows_are_still_understood(tmp_path: Path) -> None:
    case = load_case("lebak-2022")

    def edit(book: Any) -> None:
        for i, sheet in enumerate(book.worksheets):
            if not sheet.title.startswith("_"):
                sheet.title = f"Lembar {i}"
        book._sheets = [*book._sheets[::-1]]
        sheet, row = row_of(book, "decree.number")
        other = row_of(book, "decree.signed")[1]
        for column in range(1, 8):
            one, two = sheet.cell(row, column), sheet.cell(other, column)
            if type(one).__name__ == type(two).__name__ == "Cell":
                one.value, two.value = two.value, one.value

    back = case_of_tree(read(tmp_path, edit, case).tree)
    assert back.facts == case.facts


def test_a_removed_sheet_leaves_its_facts_unknown_and_is_told(tmp_path: Path) -> None:
    intake = read(tmp_path, lambda book: book.remove(book["Mitra"]), load_case("lebak-2022"))
    assert "partners" not in intake.tree.data
    assert "decree" in intake.tree.data
    assert [(d.key, d.values["given"]) for d in intake.doubts] == [("form_sheet_missing", "Mitra")]


def test_an_older_form_is_read_and_said_to_be_older(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        next(r for r in book["_meta"].iter_rows(max_col=2) if r[0].value == "version")[1].value = 0
        fill(book, "decree.signed", "ya")

    intake = read(tmp_path, edit)
    assert intake.tree.data["decree"] == {"signed": "yes"}
    assert [d.key for d in intake.doubts] == ["form_older"]


def test_what_stands_outside_the_lists_and_on_other_sheets_is_told_and_not_read(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        sheet = row_of(book, "capacity.even")[0]
        sheet.cell(sheet.max_row + 3, 2).value = "Diisi oleh Budi"
        book.create_sheet("Coretan")["B2"] = 5
        fill(book, "capacity.even", "ya")

    intake = read(tmp_path, edit)
    assert intake.tree.data["capacity"] == {"even": "yes"}
    assert sorted(d.key for d in intake.doubts) == ["form_row_outside", "form_sheet_foreign"]


def test_a_cell_that_is_merged_over_rows_holds_for_each_of_them(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        sheet, row = add(book, "programmes.items", name="Satu", agency="Dinas Sosial")
        add(book, "programmes.items", name="Dua")
        add(book, "programmes.items", name="Tiga", agency="Disdik")
        sheet.merge_cells(start_row=row, end_row=row + 1, start_column=3, end_column=3)

    items = read(tmp_path, edit).tree.data["programmes"]["items"]
    assert [(i["name"], i.get("agency")) for i in items] == [
        ("Satu", "Dinas Sosial"),
        ("Dua", "Dinas Sosial"),
        ("Tiga", "Disdik"),
    ]


def test_empty_rows_between_entries_are_passed_over(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        sheet, row = add(book, "partners.items", name="A", kind="LSM atau organisasi nirlaba")
        sheet.cell(row + 3, 2).value, sheet.cell(row + 3, 3).value = "B", "University"

    items = read(tmp_path, edit).tree.data["partners"]["items"]
    assert items == [{"name": "A", "kind": "ngo"}, {"name": "B", "kind": "university"}]


def test_another_workbook_is_no_form(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0]["A1"] = "Anggaran 2022"
    path = saved(tmp_path, book)
    assert not is_workbook(path)
    with pytest.raises(InputError, match="konvergensi form xlsx"):
        read_workbook(path)


def test_a_copied_sheet_is_told_and_not_read_twice(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        fill(book, "capacity.even", "ya")
        book.copy_worksheet(row_of(book, "capacity.even")[0])

    assert "filled twice" in " ".join(told(tmp_path, edit))


def test_a_merged_range_over_a_whole_sheet_costs_nothing(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        fill(book, "capacity.even", "ya")
        sheet = book.create_sheet("Luas")
        sheet["B1"] = 1
        sheet.merged_cells.add("B1:XFD1048576")

    assert read(tmp_path, edit).tree.data["capacity"] == {"even": "yes"}
