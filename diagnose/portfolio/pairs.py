"""The latest figure of a series and one before it, by column: how they differ, and where they can be compared."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from diagnose.inference import NO, YES
from diagnose.knowledge import ReadSeries
from diagnose.portfolio.cells import Mask, Numbers
from diagnose.portfolio.facts import Facts, Interval
from diagnose.portfolio.intervals import quotient

PAIRED = ("change", "last_change", "last_fall", "last_ratio", "told", "rise_beyond", "fall_beyond")


@dataclass(frozen=True)
class _Figures:
    """A figure of each case: whether there is one, of which name and year, and the bounds of it and of its ends."""

    known: Mask
    name: Numbers
    year: Numbers
    value: Interval
    lower: Interval
    upper: Interval
    told: Mask

    def where(self, mask: Mask, other: "_Figures") -> "_Figures":
        """Return these figures where `mask` holds, and `other` where it does not."""

        def pick(a: Numbers, b: Numbers) -> Numbers:
            return np.where(mask, a, b)

        def both(a: Interval, b: Interval) -> Interval:
            return pick(a[0], b[0]), pick(a[1], b[1])

        return _Figures(
            np.where(mask, self.known, other.known),
            pick(self.name, other.name),
            pick(self.year, other.year),
            both(self.value, other.value),
            both(self.lower, other.lower),
            both(self.upper, other.upper),
            np.where(mask, self.told, other.told),
        )


def of_pair(facts: Facts, reading: ReadSeries) -> Interval:
    """Return what a reading of two figures comes to in each case; open where they cannot be compared."""
    last = before = _none(facts)
    for figures in _by_year(facts, reading):
        earlier = last.known & ~before.known if reading.as_ == "change" else last.known
        before = last.where(figures.known & earlier, before)
        last = figures.where(figures.known, last)
    known = before.known & last.known
    if reading.over_break is not None:
        broken = before.name != last.name
        for year in reading.breaks:
            broken |= (before.year < year) & (last.year >= year)
        known &= broken == reading.over_break
    low, high = _compared(reading, before, last)
    return np.where(known, low, -math.inf), np.where(known, high, math.inf)


def _compared(reading: ReadSeries, before: _Figures, last: _Figures) -> Interval:
    if reading.as_ == "told":
        told = np.where(before.told & last.told, YES, NO)
        return told, told
    if reading.as_ == "last_ratio":
        return quotient(last.value, before.value)
    then, first = {
        "change": (last.value, before.value),
        "last_change": (last.value, before.value),
        "last_fall": (before.value, last.value),
        "rise_beyond": (last.lower, before.upper),
        "fall_beyond": (before.lower, last.upper),
    }[reading.as_]
    return then[0] - first[1], then[1] - first[0]


def _by_year(facts: Facts, reading: ReadSeries) -> Iterator[_Figures]:
    """Yield the figures of each year up to that of the cases, in order; of a year that two names have, the later's."""
    years: dict[int, _Figures] = {}
    for place, system in enumerate(reading.of):
        for key in facts.keys(reading.series):
            name, _, year = key.rpartition(" ")
            if (name or "all") == system and year.isdigit() and int(year) <= facts.year:
                found = _entry(facts, f"{reading.series}[{key}]", reading, place, int(year))
                old = years.get(int(year))
                years[int(year)] = found if old is None else found.where(found.known, old)
    yield from (years[year] for year in sorted(years))


def _entry(facts: Facts, entry: str, reading: ReadSeries, place: int, year: int) -> _Figures:
    known, value = _read(facts, f"{entry}.{reading.figure}")
    ends = [_read(facts, f"{entry}.{end}") for end in reading.ends or ()]
    (low_told, lower), (high_told, upper) = ends or [(np.zeros(facts.rows, bool), facts.open())] * 2
    number = facts.full
    return _Figures(known, number(place), number(year), value, lower, upper, low_told & high_told)


def _read(facts: Facts, path: str) -> tuple[Mask, Interval]:
    column = facts.column(path)
    known = column.known | np.isfinite(column.low) | np.isfinite(column.high)
    return known, (np.where(known, column.low, -math.inf), np.where(known, column.high, math.inf))


def _none(facts: Facts) -> _Figures:
    no = np.zeros(facts.rows, bool)
    return _Figures(no, facts.full(-1), facts.full(-1), facts.open(), facts.open(), facts.open(), no)
