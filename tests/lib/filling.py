"""Forms that tests fill as people would, and what is read of them."""

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from diagnose.case.model import Case
from diagnose.common.problems import InputError
from diagnose.intake.records import Intake
from diagnose.intake.workbook import read_workbook
from diagnose.intake.workbook.marks import MATRIX
from diagnose.intake.workbook.write.workbook import workbook

Edit = Callable[[Any], object]


def saved(folder: Path, book: Any, name: str = "isian.xlsx") -> Path:
    path = folder / name
    book.save(path)
    return path


@cache
def blank(lang: str) -> bytes:
    return workbook(None, lang)


def opened(case: Case | None, lang: str = "id") -> Any:
    return load_workbook(io.BytesIO(workbook(case, lang) if case else blank(lang)))


def row_of(book: Any, ident: str) -> tuple[Worksheet, int]:
    """The sheet and row that the hidden column calls `ident`."""
    for sheet in book.worksheets:
        for row in range(1, sheet.max_row + 1):
            if sheet.cell(row, 1).value == ident:
                return sheet, row
    raise AssertionError(ident)


def fill(book: Any, path: str, value: Any, part: str = "value") -> str:
    """Fill the cell of a fact; return its sheet and cell."""
    sheet, row = row_of(book, path)
    head = max(r for r in range(1, row) if sheet.cell(r, 1).value == "#facts")
    cell = next(c for c in sheet[head] if c.value == part)
    target = sheet.cell(row, cell.column)
    target.value = value
    return f"{sheet.title}!{target.coordinate}"


def add(book: Any, path: str, **values: Any) -> tuple[Worksheet, int]:
    """Fill the first empty row of a list."""
    sheet, row = row_of(book, f"#list {path}")
    columns = {c.value: c.column for c in sheet[row] if c.value}
    while any(sheet.cell(row, columns[name]).value not in (None, "") for name in columns) or row_hidden(sheet, row):
        row += 1
    for name, value in values.items():
        sheet.cell(row, columns[name]).value = value
    return sheet, row


def row_hidden(sheet: Worksheet, row: int) -> bool:
    return bool(sheet.row_dimensions[row].hidden)


def seat(book: Any, path: str, agency: str, **values: Any) -> None:
    """Fill the row of an agency that is on the form."""
    sheet, row = row_of(book, f"#list {path}")
    columns = {c.value: c.column for c in sheet[row] if c.value}
    found = next(r for r in range(row, sheet.max_row) if sheet.cell(r, columns["agencies"]).value == agency)
    for name, value in values.items():
        sheet.cell(found, columns[name]).value = value


def answer(book: Any, column: int, **answers: str) -> None:
    """Fill answers of the OPD whose column is the given one, counted from 0."""
    sheet, row = row_of(book, MATRIX)
    first = next(c.column for c in sheet[row] if c.value == "opd")
    for question, said in answers.items():
        sheet.cell(row_of(book, question)[1], first + column).value = said


def identified(book: Any) -> None:
    """Fill what no case can do without."""
    for path, value in (("region.code", "99.99"), ("region.name", "Kabupaten Contoh"), ("region.kind", "kabupaten")):
        fill(book, path, value)
    fill(book, "year", 2022)


def read(folder: Path, edit: Edit, case: Case | None = None, lang: str = "id") -> Intake:
    """What is read of a form after `edit`; a blank form is filled with a region and year first."""
    book = opened(case, lang)
    if case is None:
        identified(book)
    edit(book)
    return read_workbook(saved(folder, book))


def told(folder: Path, edit: Edit, case: Case | None = None) -> list[str]:
    """The problems of a form that cannot be used, in English."""
    with pytest.raises(InputError) as caught:
        read(folder, edit, case)
    return [p.text("en") for p in caught.value.problems]
