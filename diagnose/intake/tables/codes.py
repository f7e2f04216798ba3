"""Codes of rows, which tell whether one stands under another: 1.02 above 1.02.02, 1 above 1.1."""

import re
from collections.abc import Collection

from diagnose.intake.files import Cell, Row, cells

_CODE = re.compile(r"\d{1,2}(?:\.\d{1,6})+")
_CODED = re.compile(r"^\s*\d{1,2}(?:\.\d{1,4})+\.?\s+(?=[^\W\d])")
_FIRST = 3  # columns among which codes stand


def said_text(cell: Cell) -> str:
    """Return the text of a cell; of a whole number without decimals."""
    return cells.text(int(cell) if isinstance(cell, float) and cell.is_integer() else cell)


def is_code(text: str) -> bool:
    """Tell whether `text` is a code of several ranks."""
    return bool(_CODE.fullmatch(text))


def code_of_row(row: Row) -> str:
    """Return the code of a row; empty where it has none."""
    return next((t for c in row.cells[:_FIRST] if is_code(t := said_text(c))), "")


def code_above(row: Row, below: Row, figures: Collection[int]) -> bool:
    """Tell whether the code of the row `below` is under that of `row`; no code stands in the columns of `figures`."""
    pairs = [
        (said_text(row[at]), said_text(below[at]))
        for at in range(min(_FIRST, len(row.cells), len(below.cells)))
        if at not in figures
    ]
    return any((is_code(a) or a.isdigit()) and is_code(b) and b.startswith(f"{a}.") for a, b in pairs)


def uncoded(raw: Cell) -> Cell:
    """Return a word without the code before it: "1.1.1 PAD"."""
    return _CODED.sub("", raw) if isinstance(raw, str) else raw
