"""Figures over the years, by column: which years each case has, and what stands in them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from diagnose.portfolio.cells import Mask, Numbers
from diagnose.portfolio.facts import Facts, Interval

Known = tuple[Mask, Numbers, Numbers]


@dataclass(frozen=True)
class Series:
    """For each year, in order: where a figure is known, and its bounds there."""

    rows: int
    years: dict[int, Known]

    @property
    def latest(self) -> Known:
        """The latest figure."""
        some, low, high = np.zeros(self.rows, bool), np.zeros(self.rows), np.zeros(self.rows)
        for known, least, most in self.years.values():
            low, high, some = np.where(known, least, low), np.where(known, most, high), some | known
        return some, low, high

    def beside(self, other: "Series", steps: Sequence[int]) -> tuple[Mask, Interval, Interval]:
        """Return the latest figure that `other` has one beside, and that one; `steps` are years from one to the other.

        Of two beside the same figure, that of the last of `steps`.
        """
        some = np.zeros(self.rows, bool)
        found = [np.zeros(self.rows) for _ in range(4)]
        for year, step in product(self.years, steps):
            if year + step not in other.years:
                continue
            known, low, high = self.years[year]
            also, other_low, other_high = other.years[year + step]
            both = known & also
            some |= both
            found = [
                np.where(both, new, old) for new, old in zip((low, high, other_low, other_high), found, strict=True)
            ]
        return some, (found[0], found[1]), (found[2], found[3])


def series(facts: Facts, figures: str, systems: Sequence[str]) -> Series:
    """Return the `figures` (``figures[*].value``) of `systems` up to the year of the cases.

    In a year that two of them have, the later one precedes.
    """
    entries, _, figure = figures.partition("[*].")
    years: dict[int, Known] = {}
    for system in systems:
        for key in facts.keys(entries):
            name, _, year = key.rpartition(" ")
            if (name or "all") != system or not year.isdigit() or int(year) > facts.year:
                continue
            column = facts.column(f"{entries}[{key}].{figure}")
            known = column.known | np.isfinite(column.low) | np.isfinite(column.high)
            old = years.get(int(year))
            if old is None:
                years[int(year)] = known, column.low, column.high
            else:
                low, high = np.where(known, column.low, old[1]), np.where(known, column.high, old[2])
                years[int(year)] = old[0] | known, low, high
    return Series(facts.rows, {year: _bounded(years[year]) for year in sorted(years)})


def _bounded(known: Known) -> Known:
    return known[0], np.where(known[0], known[1], -math.inf), np.where(known[0], known[2], math.inf)
