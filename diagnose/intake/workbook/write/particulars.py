"""The sheets on single cells: what is known of one cell of a list beyond the cell, and the sides of disputes."""

from collections.abc import Iterable

from diagnose.case import ABOUT, Field, Table, tables
from diagnose.intake.workbook.layout import form_file
from diagnose.intake.workbook.marks import CLAIMS, DETAILS, with_about
from diagnose.intake.workbook.titles import table_title
from diagnose.intake.workbook.write.cells import Row
from diagnose.intake.workbook.write.filled import Filled, Particular
from diagnose.intake.workbook.write.sheet import Page

_LEAST = 10


def details(page: Page, filled: Filled) -> None:
    """Write the sources, years and notes that hold for one cell of a list."""
    rows = [
        _where(p) | {name: getattr(p.fact, name) for name in ABOUT}
        for p in filled.particulars()
        if p.entry is not None and not p.own and any(getattr(p.fact, name) is not None for name in ABOUT)
    ]
    _table(page, DETAILS, rows)


def disputes(page: Page, filled: Filled) -> None:
    """Write the sides of each dispute, a row each."""
    _table(page, CLAIMS, list(_claims(filled, filled.particulars())))


def _table(page: Page, table: Table, rows: list[Row]) -> None:
    page.table(with_about(table), rows, _LEAST)
    lang, first = page.book.lang, page.entries.pop().replace("$", "")
    lists = [table_title(t).get(lang) for t in tables()]
    sheets = [s.title.get(lang) for s in form_file().sheets if table is CLAIMS and s.holds]
    page.book.choose(page.sheet, first, page.book.list_name(f"list_{table.path}", [*lists, *sheets]), strict=False)


def _claims(filled: Filled, particulars: Iterable[Particular]) -> Iterable[Row]:
    for p in particulars:
        counted = False
        for claim in p.fact.disputed:
            counts = not counted and p.fact.counts is not None and claim.value == p.fact.counts
            counted = counted or counts
            yield _where(p) | {
                "claim": filled.write.said(p.field, claim),
                "source": claim.source,
                "year": claim.year,
                "counts": filled.write.plain(Field("counts", "flag"), True) if counts else None,
            }


def _where(p: Particular) -> Row:
    return {"list": p.where, "entry": p.entry, "cell": p.cell}
