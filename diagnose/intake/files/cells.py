"""What a cell says: its text, whether it says anything, whether that is a value; figures are read in `common`."""

import datetime as dt

from pydantic_core import PydanticCustomError

from diagnose.case import UNKNOWN_WORDS
from diagnose.common import figures

_NOTHING = frozenset({"", "-", "--", "–", "—", "n/a", "na", "null", "nihil data", "?"}) | UNKNOWN_WORDS
_SERIAL = 5  # digits of a day as spreadsheets count them, from 1927 to 2173
_ERRORS = frozenset({"#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#N/A"})
count, day, number, text = figures.count, figures.day, figures.number, figures.plain
scaled, year = figures.scaled, figures.year


def sound(raw: object) -> object:
    """Return the value of a cell as it is, where it is a value.

    Raises:
        PydanticCustomError: ``cell_formula``: it holds a formula, or text that a spreadsheet would take for one;
            ``cell_error``: it holds the error of a formula.
    """
    if raw is not None and not isinstance(raw, str | int | float | dt.date | dt.time | dt.timedelta):
        raise PydanticCustomError("cell_formula", "formula")  # openpyxl's formulas of several cells
    if isinstance(raw, str) and raw.lstrip().startswith("="):
        raise PydanticCustomError("cell_formula", "formula")
    if isinstance(raw, str) and raw.strip().upper() in _ERRORS:
        raise PydanticCustomError("cell_error", "error", {"given": raw})
    return raw


def nothing(raw: object) -> bool:
    """Tell whether a cell says nothing: it is empty, a dash, or says "belum diketahui"."""
    return text(raw).casefold() in _NOTHING


def counted_day(raw: object) -> dt.date | None:
    """Return the day that a spreadsheet counts as `raw`, where the format of the cell was lost: 45728."""
    said = text(int(raw) if isinstance(raw, float) and raw.is_integer() else raw)
    count = int(said) if said.isascii() and said.isdigit() and len(said) == _SERIAL else 0
    return dt.date(1899, 12, 30) + dt.timedelta(days=count) if count else None
