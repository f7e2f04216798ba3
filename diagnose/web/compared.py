"""Rows of a comparison, and the Excel workbook that they are taken along in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from diagnose.common import InputError, Place, Problem
from diagnose.diagnosis import Interval, span
from diagnose.web.workspace import CaseFile

_WIDE, _NARROW = 30, 16
_SHEET = 31  # characters that the name of a sheet may have


@dataclass(frozen=True)
class Row:
    """One case in the table: its file, what it is of, the level of each aspect; what is wrong where it has none."""

    file: CaseFile
    region: str
    year: int
    fictional: bool
    known: tuple[int, int]
    levels: tuple[Interval, ...]
    problem: str = ""


def compared_book(rows: Sequence[Row], aspects: Sequence[str], w: Mapping[str, str]) -> bytes:
    """Return `rows` as a workbook; no text of it is a formula, and an open level is its range.

    Raises:
        InputError: openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook
        from openpyxl.styles import Alignment, Font
        from openpyxl.utils import get_column_letter
    except ImportError:
        raise InputError([Problem(Place("banding"), "excel_missing")]) from None
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # a new book has a sheet
    sheet.title = w["web.compare"][:_SHEET]
    head = [w["web.region"], w["web.year"], *aspects, w["web.known"], w["web.known_asked"]]
    lines: list[list[str | int]] = [[*head]]
    for row in rows:
        said: list[str | int] = [row.problem] if row.problem else [_level(level) for level in row.levels]
        figures: list[int] = [] if row.problem else list(row.known)
        name = f"{row.region} ({w['fictional']})" if row.fictional else row.region
        lines.append([name, row.year or "", *said, *figures])
    for number, line in enumerate(lines, 1):
        for at, value in enumerate(line, 1):
            cell = sheet.cell(number, at, value)
            if isinstance(value, str):
                cell.data_type = "s"
            if number == 1:
                cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    for at in range(1, len(head) + 1):
        sheet.column_dimensions[get_column_letter(at)].width = _WIDE if at == 1 else _NARROW
    sheet.freeze_panes = "C2"
    note = sheet.cell(len(lines) + 2, 1, w["compare.not_ranked"])
    note.data_type = "s"
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _level(level: Interval) -> str | int:
    return level.lowest if level.lowest == level.highest else span(level)
