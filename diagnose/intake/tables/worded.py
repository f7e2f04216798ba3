"""Columns that hold words where figures would stand: names of villages under a title that elsewhere counts them."""

from collections.abc import Sequence

from diagnose.intake.files import Row, nothing, text
from diagnose.intake.tables.content import code_of


def worded(rows: Sequence[Row]) -> frozenset[int]:
    """Return the columns of which the first rows say something, and always in words that are no answer."""
    words: set[int] = set()
    others: set[int] = set()
    for row in rows:
        for column, cell in enumerate(row.cells):
            if not nothing(cell):
                named = isinstance(cell, str) and not any(c.isdigit() for c in text(cell)) and len(text(cell)) > 1
                (words if named and not code_of("answer", cell) else others).add(column)
    return frozenset(words - others)
