"""The empty table of cases as an Excel file: a sheet to fill, and one that says what each column is."""

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from diagnose.case import Kind, Register, how_to_write, kind_at, label, register_file
from diagnose.common import repacked, words
from diagnose.knowledge import REGION_KINDS
from diagnose.portfolio.layout import KIND, YEAR


def template_book(columns: Sequence[str], lang: str) -> bytes:
    """Return an Excel file with `columns` to fill, and what they are in the words of `lang`."""
    w, register, book = words(lang), Register(register_file()), Workbook()
    sheet = book.worksheets[0]
    sheet.title = w["portfolio.cases_sheet"]
    sheet.append(list(columns))
    sheet.freeze_panes = "E2"
    for cell in sheet[1]:
        cell.font, cell.alignment = Font(bold=True), Alignment(text_rotation=60, vertical="bottom")
    told = book.create_sheet(w["portfolio.columns_sheet"])
    told.append([w["portfolio.column"], w["portfolio.meaning"], w["portfolio.how"]])
    for column in columns:
        told.append([column, label(column, lang, register) or "", _how(column, lang)])
    told.freeze_panes = "A2"
    for letter, width in (("A", 60), ("B", 70), ("C", 40)):
        told.column_dimensions[letter].width = width
    file = io.BytesIO()
    book.save(file)
    return repacked(file.getvalue())


def _how(column: str, lang: str) -> str:
    if column == KIND:
        return " / ".join(REGION_KINDS)
    kind = Kind("year") if column == YEAR else kind_at(column)
    if kind is None:
        kind = Kind("count" if ".tally." in column else "answer")
    return how_to_write(kind, lang)
