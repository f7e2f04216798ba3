"""How much of the form is filled: formulas that count while it is filled, of ranges that only the program writes."""

from collections.abc import Sequence
from itertools import groupby

from openpyxl.formatting.rule import DataBarRule

from diagnose.case import Case, questionnaire
from diagnose.intake.workbook.marks import END, TEXT
from diagnose.intake.workbook.write.matrix import Matrix
from diagnose.intake.workbook.write.sheet import Page

_ENTRIES = 18  # the width of the column on lists


def completeness(page: Page, pages: Sequence[Page], matrix: Matrix | None, case: Case | None) -> None:
    """Write how much of `case` was known, then the counts by sheet, and by OPD those of the questionnaire."""
    words = page.book.words
    if case is not None:
        known = sum(fact.known for fact in case.facts.values())
        page.line(words["book.case_known"].format(known, len(case.facts)), "k_help")
    page.sheet.column_dimensions["F"].width = _ENTRIES
    page.heading(words["book.by_sheet"])
    _head(page, "sheet", "answered", "asked", "share", "entries")
    first = page.row + 1
    for other in pages:
        if other.asked or other.named or other.entries:
            _sheet(page, other)
    _total(page, first)
    _bars(page, first, page.row)
    page.row += 1
    if matrix is not None:
        _by_agency(page, matrix)
    page.mark(END)


def _by_agency(page: Page, matrix: Matrix) -> None:
    page.heading(page.book.words["book.by_opd"])
    _head(page, "opd", "answered", "asked", "share")
    first, sheet, asked = page.row + 1, _quoted(matrix.page), len(questionnaire().questions)
    for name, answers in matrix.answers():
        page.row += 1
        page.mark(TEXT)
        page.book.formula(page.sheet, page.row, 2, f'IF({sheet}!{name}="","",{sheet}!{name})', "k_label")
        page.book.formula(page.sheet, page.row, 3, f"COUNTA({sheet}!{answers})", "k_number_fixed")
        page.book.formula(page.sheet, page.row, 4, f'IF(B{page.row}="",0,{asked})', "k_number_fixed")
        _share(page)
    _bars(page, first, page.row)
    page.row += 1


def _head(page: Page, *names: str) -> None:
    page.row += 1
    page.mark(TEXT)
    for column, name in enumerate(names, 2):
        page.write(column, page.book.words[f"book.column.{name}"], "k_head")


def _sheet(page: Page, other: Page) -> None:
    sheet, unknown = _quoted(other), page.book.words["book.unknown"]
    page.row += 1
    page.mark(TEXT)
    page.write(2, other.sheet.title, "k_label")
    unsaid = "".join(f'-COUNTIF({sheet}!{part},"{unknown}")' for part in _joined(other.ranges))
    page.book.formula(page.sheet, page.row, 3, _counted(sheet, other.ranges) + unsaid, "k_number_fixed")
    named = "".join(f"+COUNTA({sheet}!{part})" for part in other.named)
    page.book.formula(page.sheet, page.row, 4, f"{other.asked}{named}", "k_number_fixed")
    _share(page)
    if other.entries:
        page.book.formula(page.sheet, page.row, 6, _counted(sheet, other.entries), "k_number_fixed")
    else:
        page.write(6, None, "k_number_fixed")


def _counted(sheet: str, cells: Sequence[str]) -> str:
    return "+".join(f"COUNTA({sheet}!{part})" for part in _joined(cells)) or "0"


def _joined(cells: Sequence[str]) -> list[str]:
    """Join cells that stand one below the other; what is a range already stays."""
    rows = [int(cell.rpartition("$")[2]) for cell in cells if ":" not in cell]
    column = next((cell.split("$")[1] for cell in cells), "")
    found = [cell for cell in cells if ":" in cell]
    for _, group in groupby(enumerate(rows), lambda pair: pair[1] - pair[0]):
        run = [row for _, row in group]
        found.append(f"${column}${run[0]}:${column}${run[-1]}")
    return found


def _total(page: Page, first: int) -> None:
    last = page.row
    page.row += 1
    page.mark(TEXT)
    page.write(2, page.book.words["book.total"], "k_label")
    for column, letter in ((3, "C"), (4, "D"), (6, "F")):
        page.book.formula(page.sheet, page.row, column, f"SUM({letter}{first}:{letter}{last})", "k_number_fixed")
    _share(page)


def _share(page: Page) -> None:
    page.book.formula(page.sheet, page.row, 5, f'IF(D{page.row}=0,"",C{page.row}/D{page.row})', "k_percent")


def _bars(page: Page, first: int, last: int) -> None:
    rule = DataBarRule("num", 0, "num", 1, color="8FB8C4")  # type: ignore[no-untyped-call]
    page.sheet.conditional_formatting.add(f"E{first}:E{last}", rule)


def _quoted(page: Page) -> str:
    return "'" + page.sheet.title.replace("'", "''") + "'"
