"""How values of a case are written in cells, so that they can be read back and nothing is lost."""

import calendar
import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from diagnose.case import Claim, Fact, Field
from diagnose.common import words
from diagnose.intake.workbook.titles import codes, is_open, meaning

Shown = str | int | float | dt.date | None
Row = dict[str, Shown]  # what the cells of a row say, by the name of the field
_AMBIGUOUS = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}")  # 1.407 is a count in Indonesian and a fraction in English


class Writer:
    """Writes values in one language; `agency` gives the name of an agency by its id."""

    def __init__(self, lang: str, agency: Callable[[str], str]) -> None:
        self._lang, self._agency, self._words = lang, agency, words(lang)

    def plain(self, field: Field, value: Any) -> Shown:
        """Return what a cell says for a value that is no fact; None for a value that says nothing."""
        if value is None:
            return None
        if field.kind == "flag":
            value = "yes" if value else "no"
        if isinstance(value, tuple):
            return self._lines(field, value)
        if field.kind == "agency":
            return self._agency(value)
        return self.value(field, value)

    def fact(self, field: Field, fact: Fact[Any]) -> Shown:
        """Return what a cell says for a fact; None where it is unknown."""
        if fact.disputed:
            return self._words["book.disputed"]
        return self.said(field, fact)

    def said(self, field: Field, said: Fact[Any] | Claim[Any]) -> Shown:
        """Return what a cell says for a value or bounds of `field`; None where neither is known."""
        if said.value is not None:
            return self.value(field, said.value)
        low, high = said.at_least, said.at_most
        if isinstance(low, dt.date) and isinstance(high, dt.date) and _month(low, high):
            return f"{low:%Y-%m}"
        if low is not None and high is not None:
            return self._words["book.between"].format(self._text(field, low), self._text(field, high))
        if low is not None:
            return f">= {self._text(field, low)}"
        return None if high is None else f"<= {self._text(field, high)}"

    def value(self, field: Field, value: Any) -> Shown:
        """Return what a cell says for one known value of `field`."""
        known = codes(field)
        if value in known:
            return known[value].get(self._lang)
        if isinstance(value, str) and is_open(field) and (meaning(value, known) or value.startswith('"')):
            return f'"{value}"'  # taken by its letters, since without quotes it would be taken for a code
        return value if isinstance(value, str | int | float | dt.date) else str(value)

    def _text(self, field: Field, value: Any) -> str:
        shown = self.value(field, value)
        if isinstance(shown, dt.date):
            return shown.isoformat()
        if not isinstance(shown, int | float):
            return str(shown)
        text = f"{Decimal(repr(shown)).normalize():f}"
        if _AMBIGUOUS.fullmatch(text):
            text += "0"
        return text.replace(".", ",") if self._lang == "id" else text

    def _lines(self, field: Field, values: tuple[str, ...]) -> str:
        """Write a list in one cell, a line each; the line end stays where a single one holds a semicolon."""
        if not values:
            return self._words["book.empty_list"]
        if field.kind == "agencies":
            return "\n".join(self._agency(v) for v in values)
        lines = [str(self.value(field, v)) for v in values]
        return "\n".join(lines) + ("\n" if len(lines) == 1 and ";" in lines[0] else "")


def _month(low: dt.date, high: dt.date) -> bool:
    last = calendar.monthrange(low.year, low.month)[1]
    return low.day == 1 and high == low.replace(day=last)
