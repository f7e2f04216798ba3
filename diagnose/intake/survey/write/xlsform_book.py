"""Tables as an Excel file of plain texts: equal tables give equal bytes, and no text is taken for a formula."""

import io
from collections.abc import Mapping, Sequence

from diagnose.common import InputError, Place, Problem, repacked

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 70


def book(sheets: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    """Return a workbook of `sheets`, whose first rows are titles.

    Raises:
        InputError: openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook
        from openpyxl.styles import Alignment, Font
        from openpyxl.utils import get_column_letter
    except ImportError as error:
        raise InputError([Problem(Place("xlsx"), "office_missing", {"given": error.name})]) from None
    made = Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for r, row in enumerate(rows, 1):
            for c, text in enumerate(row, 1):
                if text:
                    cell = sheet.cell(r, c)
                    cell.value, cell.data_type = text, "s"
                    cell.alignment = Alignment(wrap_text=True, vertical="top")
                    cell.font = Font(bold=r == 1)
                    cell.quotePrefix = text.startswith(_FORMULA)
        for c in range(1, len(rows[0]) + 1):
            longest = max((len(row[c - 1]) for row in rows), default=0)
            sheet.column_dimensions[get_column_letter(c)].width = min(longest + 2, _WIDEST)
        sheet.freeze_panes = "A2"
    out = io.BytesIO()
    made.save(out)
    return repacked(out.getvalue(), timeless=True)
