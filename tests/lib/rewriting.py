"""Workbooks as another program saves them: cell by cell anew, by a library that shares nothing with the one that reads.

What a spreadsheet program changes on the way is changed here too: texts stand in one table for all sheets, styles, ids
and parts are numbered anew, formulas have their last value beside them, empty cells keep a style, and numbers have no
more digits than such programs keep.
"""

import datetime as dt
from pathlib import Path
from typing import Any

import xlsxwriter
from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell

DIGITS = 15


def rewritten(path: Path, folder: Path) -> Path:
    """The workbook at `path` as another program saves it."""
    target = folder / f"{path.stem}-lain.xlsx"
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        formats: dict[str, Any] = {}
        for sheet in load_workbook(path).worksheets:
            made = book.add_worksheet(sheet.title)
            if sheet.sheet_state != "visible":
                made.hide()
            for merged in sheet.merged_cells.ranges:
                left, top, right, bottom = merged.bounds
                made.merge_range(top - 1, left - 1, bottom - 1, right - 1, "")
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell, MergedCell):
                        continue
                    look = cell.number_format
                    if look not in formats:
                        formats[look] = book.add_format({"num_format": look})
                    _write(made, cell.row - 1, cell.column - 1, cell, formats[look])
    return target


def _write(sheet: Any, row: int, column: int, cell: Any, look: Any) -> None:
    value = cell.value
    if value is None:
        if cell.has_style:
            sheet.write_blank(row, column, None, look)
    elif cell.data_type == "f":
        sheet.write_formula(row, column, value, look, 0)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, look)
    elif isinstance(value, dt.date | dt.time):
        sheet.write_datetime(row, column, value, look)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, float(f"{value:.{DIGITS}g}"), look)
    else:
        sheet.write_string(row, column, value, look)
