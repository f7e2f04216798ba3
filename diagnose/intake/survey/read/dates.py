"""On which days a questionnaire was answered; day first or month first is told by the whole column."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from pydantic_core import PydanticCustomError

from diagnose.case import plain_name
from diagnose.common import Place, words
from diagnose.intake.files import Cell, cells
from diagnose.intake.survey.fields import DATE
from diagnose.intake.survey.read.columns import SUBMITTED
from diagnose.intake.survey.read.records import Told

_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")


class _Given(Protocol):
    @property
    def cell(self) -> Cell: ...
    @property
    def place(self) -> Place: ...
    @property
    def title(self) -> str: ...


class Days:
    """The days of all rows of a table: what the respondent gave, else the day of the submission."""

    def __init__(self, lines: Sequence[Mapping[str, Sequence[_Given]]]) -> None:
        self._first: dict[str, bool | None] = {}
        self._told: set[str] = set()
        for field in (DATE, SUBMITTED):
            column = [given for line in lines for given in line.get(field, ())]
            self._first[field] = _day_first(given.cell for given in column)
            if self._first[field] is None and any(plain_name(given.title) in _indonesian() for given in column):
                self._first[field] = True

    def of(self, line: Mapping[str, Sequence[_Given]], told: Told) -> dt.date | None:
        """Return the day of one row; None where it gives none, or none that can be read in one way only."""
        for field in (DATE, SUBMITTED):
            for given in line.get(field, ()):
                try:
                    found = _readings(given.cell)
                except PydanticCustomError as error:
                    told.unread(given.place, error.type, **(error.context or {}))
                    continue
                first = self._first[field]
                if len(found) == 1 or first is not None:
                    return found[-1 if first is False else 0]
                if field not in self._told:  # once says it: the whole column is so
                    self._told.add(field)
                    told.unread(given.place, "answers_date_unsure", given=cells.text(given.cell))
        return None


def _indonesian() -> frozenset[str]:
    """Return the titles under which Google writes days first."""
    return frozenset(plain_name(title) for title in words("id")["import.answers.called_submitted"].split(";"))


def _day_first(column: Iterable[Cell]) -> bool | None:
    """Tell whether days are written first; None where nothing tells, or some are and some are not."""
    ways = set()
    for cell in column:
        written = _YEAR_LAST.match(cell.strip()) if isinstance(cell, str) else None
        if written and max(int(written[1]), int(written[2])) > 12:
            ways.add(int(written[1]) > 12)
    return ways.pop() if len(ways) == 1 else None


def _readings(cell: Cell) -> tuple[dt.date, ...]:
    """Return the day that `cell` says; where it can be read in two ways, with the day first and with the month first.

    Raises:
        PydanticCustomError: ``cell_not_date``.
    """
    given = cells.text(cell)
    if written := _YEAR_FIRST.match(given):
        return (_date(given, *map(int, written.groups())),)
    if written := _YEAR_LAST.match(given):
        first, second, year = map(int, written.groups())
        pairs = dict.fromkeys(((first, second), (second, first)))  # day and month
        return tuple(_date(given, year, month, day) for day, month in pairs if month <= 12) or (
            _date(given, year, 0, 0),
        )
    found = cells.day(cell)
    if isinstance(found, str):  # a month
        raise PydanticCustomError("cell_not_date", "no day", {"given": given})
    return (found,)


def _date(given: str, year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise PydanticCustomError("cell_not_date", "no such day", {"given": given}) from None
