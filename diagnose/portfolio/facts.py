"""The facts of many cases of one year and one kind of region, by column: what readings look at."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from diagnose.portfolio.cells import Column, Mask, Numbers, blank
from diagnose.portfolio.layout import Layout

Interval = tuple[Numbers, Numbers]


@dataclass
class Facts:
    """The facts of `rows` cases: a column for each path that the table has.

    `local` gives, for agencies of a region's own, the functions that each holds in each row where the table says so.
    """

    rows: int
    year: int
    kind: str
    columns: Mapping[str, Column]
    layout: Layout
    local: Mapping[str, tuple[Mask, Mapping[str, Mask]]]

    def __post_init__(self) -> None:
        """Make what is asked for again and again."""
        self._blank = blank(self.rows)
        self._once: dict[object, Interval] = {}
        self._present: dict[tuple[str, str], Mask] = {}
        self._below: dict[tuple[str, str], list[Column]] = {}
        for path, column in self.columns.items():
            before, bracket, rest = path.partition("[")
            if bracket:
                self._below.setdefault((before, rest.partition("]")[0]), []).append(column)

    def once(self, key: object, work: Callable[[], Interval]) -> Interval:
        """Return what `work` returns, worked out once for `key`."""
        if key not in self._once:
            self._once[key] = work()
        return self._once[key]

    def column(self, path: str) -> Column:
        """Return the facts at `path`; blank where the table has no such column."""
        return self.columns.get(path, self._blank)

    def bounds(self, path: str) -> Interval:
        """Return the bounds of the fact at `path` as ranks; open where nothing is said."""
        column = self.column(path)
        return column.low, column.high

    def keys(self, entries: str) -> Sequence[str]:
        """Return the keys of the entries of a list that any case can have."""
        return self.layout.entries.get(entries, ())

    def present(self, entries: str, key: str) -> Mask:
        """Return in which cases the list has the entry `key`: where any cell of it is not blank."""
        found = self._present.get((entries, key))
        if found is None:
            found = np.zeros(self.rows, bool)
            for column in self._below.get((entries, key), ()):
                found = found | column.said
            self._present[entries, key] = found
        return found

    def holds(self, agency: str, function: str) -> Mask | bool:
        """Return in which cases `agency` holds `function`; one truth where it is the same in all."""
        usual = function in self.layout.register.holds(agency)
        if agency not in self.local:
            return usual
        said, functions = self.local[agency]
        own = functions.get(function)
        return np.where(said, False if own is None else own, usual)

    def full(self, number: float) -> Numbers:
        """Return a column of one number."""
        return np.full(self.rows, number)

    def open(self) -> Interval:
        """Return a column of which nothing is known."""
        return self.full(-math.inf), self.full(math.inf)

    def given(self, listed: str) -> Mask:
        """Return in which cases a list that names some of a few things is given: any is said to be in it, or not."""
        some = np.zeros(self.rows, bool)
        for key in self.keys(listed):
            some |= self.column(f"{listed}[{key}]").known
        return some
