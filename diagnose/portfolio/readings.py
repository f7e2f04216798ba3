"""Every way in which a measure is read, by column: what `inference.measures` does for one case, for many at once."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import product
from typing import Any

import numpy as np

from diagnose.inference import NO, YES
from diagnose.knowledge import (
    Measure,
    ReadAgree,
    ReadDays,
    ReadEntries,
    ReadExtent,
    ReadFact,
    ReadListed,
    ReadLowest,
    ReadRoster,
    ReadSeries,
    ReadShare,
    ReadTally,
)
from diagnose.portfolio.cells import Mask, Numbers
from diagnose.portfolio.facts import Facts, Interval
from diagnose.portfolio.intervals import difference, how_many, quotient
from diagnose.portfolio.pairs import PAIRED, of_pair
from diagnose.portfolio.rosters import entries_by_function, entries_fitting, roster
from diagnose.portfolio.series import series
from diagnose.portfolio.survey import covered, of_them_all, tallied

Lists = Mapping[str, Sequence[str]]
Seen = tuple[Numbers, Numbers, Mask]  # the bounds, and where statements exclude one another


@dataclass(frozen=True)
class MeasuredColumn:
    """What a measure comes to in each case; `unsure` where some function's answer is not known."""

    low: Numbers
    high: Numbers
    unsure: Mask


def measure_columns(facts: Facts, measures: Iterable[Measure], lists: Lists) -> dict[str, MeasuredColumn]:
    """Return every one of `measures` by the code that rules compare (see `inference.Measured`)."""
    found: dict[str, MeasuredColumn] = {}
    for definition in measures:
        reading = definition.read
        if isinstance(reading, ReadRoster | ReadEntries):
            of = roster(facts, reading) if isinstance(reading, ReadRoster) else entries_by_function(facts, reading)
            over = reading.count_in or reading.share_in
            if over:
                found[definition.id] = _counted(definition, [of(f) for f in lists[over]], facts)
                continue
            if definition.per_function:
                for name, functions in lists.items():
                    found[f"{definition.id}@{name}"] = _worst(definition, [of(f) for f in functions])
                continue
        low, high = single(facts, reading, lists)
        found[definition.id] = MeasuredColumn(low, high, np.zeros(facts.rows, bool))
    return found


def _extent_of(facts: Facts, reading: ReadRoster | ReadEntries, functions: Sequence[str]) -> Interval:
    """Return how many of `functions` say yes, in words: none, some, most, all."""
    of = roster(facts, reading) if isinstance(reading, ReadRoster) else entries_by_function(facts, reading)
    low, high = facts.full(0.0), facts.full(0.0)
    for least, most in map(of, functions):
        low += least >= YES
        high += most >= YES
    whole = facts.full(float(len(functions)))
    return how_many(low, whole), how_many(high, whole)


def _unsure(seen: Sequence[Interval]) -> Mask:
    return reduce(np.logical_or, ((low < YES) & (high >= YES) for low, high in seen))


def _worst(definition: Measure, seen: Sequence[Interval]) -> MeasuredColumn:
    worst = np.maximum if definition.better == "lower" else np.minimum
    low, high = (reduce(worst, ends) for ends in zip(*seen, strict=True))
    return MeasuredColumn(low, high, _unsure(seen))


def _counted(definition: Measure, seen: Sequence[Interval], facts: Facts) -> MeasuredColumn:
    low, high = facts.full(0.0), facts.full(0.0)
    for least, most in seen:
        low += least >= YES
        high += most >= YES
    if definition.scale == "share":
        low, high = low / len(seen), high / len(seen)
    return MeasuredColumn(low, high, _unsure(seen))


def single(facts: Facts, reading: object, lists: Lists) -> Interval:
    """Return what `reading`, one that is not seen function by function, comes to in each case."""
    low, high, _ = _seen(facts, reading, lists)
    return low, high


def _seen(facts: Facts, reading: object, lists: Lists) -> Seen:
    """Return what `reading` comes to, and where statements of it exclude one another."""
    if isinstance(reading, ReadAgree):
        return _agreed(facts, reading, lists)
    if isinstance(reading, ReadRoster | ReadEntries) and reading.extent_in:
        low, high = _extent_of(facts, reading, lists[reading.extent_in])
        return low, high, np.zeros(facts.rows, bool)
    try:
        read = _WAYS[type(reading)]
    except KeyError:
        raise TypeError(f"no such reading: {reading!r}") from None
    low, high = read(facts, reading)
    if isinstance(reading, ReadTally) and reading.covering is not None:
        low, high = of_them_all(low, high, covered(facts, reading.covering, lists[reading.within or ""]))
    return _where_held(facts, low, high, getattr(reading, "requires", None))


def _where_held(facts: Facts, low: Numbers, high: Numbers, needed: str | None) -> Seen:
    """Return the least there is where what is `needed` is known not to have been held; both where sources disagree."""
    contradicted = np.zeros(facts.rows, bool)
    if needed is None:
        return low, high, contradicted
    column = facts.column(needed)
    never = column.high <= 0
    denied = (column.low <= 0) & (never if column.disputed is None else never | column.disputed)
    stated = low > NO
    contradicted = never & stated
    return np.where(denied, NO, low), np.where(never & ~stated, NO, high), contradicted


def _fact(facts: Facts, reading: ReadFact) -> Interval:
    low, high = facts.bounds(reading.fact)
    if reading.capped_by is None:
        return low, high
    cap = facts.bounds(reading.capped_by)
    return np.minimum(low, cap[0]), np.minimum(high, cap[1])


def _lowest(facts: Facts, reading: ReadLowest) -> Interval:
    entries, _, field = reading.lowest.partition("[*]")
    complete = facts.bounds(reading.all_listed)[0] >= YES
    some = np.zeros(facts.rows, bool)
    low, high = facts.full(math.inf), facts.full(math.inf)
    for key in facts.keys(entries):
        there = facts.present(entries, key)
        least, most = facts.bounds(f"{entries}[{key}]{field}")
        low = np.where(there, np.minimum(low, least), low)
        high = np.where(there, np.minimum(high, most), high)
        some = some | there
    low = np.where(complete | (high == NO), low, -math.inf)
    nothing = complete & ~some
    low, high = np.where(some, low, -math.inf), np.where(some, high, math.inf)
    return np.where(nothing, NO, low), np.where(nothing, NO, high)


def _share(facts: Facts, reading: ReadShare) -> Interval:
    return quotient(facts.bounds(reading.part), facts.bounds(reading.whole))


def _extent(facts: Facts, reading: ReadExtent) -> Interval:
    part, whole = facts.bounds(reading.part_of), facts.bounds(reading.whole)
    return how_many(part[0], whole[1]), how_many(part[1], whole[0])


def _days(facts: Facts, reading: ReadDays) -> Interval:
    return difference(facts.bounds(reading.to), facts.bounds(reading.days_from))


def _agreed(facts: Facts, reading: ReadAgree, lists: Lists) -> Seen:
    """Return what all statements allow together, whichever side of a dispute is right."""
    every = [_together(facts, said) for said in product(*(_ends(facts, part, lists) for part in reading.agree))]
    lows, highs, contradicted = zip(*every, strict=True)
    return reduce(np.minimum, lows), reduce(np.maximum, highs), reduce(np.logical_or, contradicted)


def _ends(facts: Facts, part: object, lists: Lists) -> list[Seen]:
    """As `inference.measures`: what `part` comes to; of a disputed fact each end by itself."""
    low, high, excluded = _seen(facts, part, lists)
    column = facts.column(part.fact) if isinstance(part, ReadFact) else None
    if column is None or column.disputed is None or not (open_ := column.disputed & ~column.known).any():
        return [(low, high, excluded)]
    return [(low, np.where(open_, low, high), excluded), (np.where(open_, high, low), high, excluded)]


def _together(facts: Facts, said: Iterable[Seen]) -> Seen:
    """Return what all of `said` allow; where they exclude one another, each may be right."""
    all_low, all_high = facts.open()
    any_low, any_high = facts.full(math.inf), facts.full(-math.inf)
    contradicted, any_said = np.zeros(facts.rows, bool), np.zeros(facts.rows, bool)
    for low, high, excluded in said:
        says = np.isfinite(low) | np.isfinite(high)
        all_low, all_high = np.maximum(all_low, low), np.minimum(all_high, high)
        any_low = np.where(says, np.minimum(any_low, low), any_low)
        any_high = np.where(says, np.maximum(any_high, high), any_high)
        contradicted, any_said = contradicted | (excluded & says), any_said | says
    contradicted |= all_low > all_high
    return np.where(contradicted, any_low, all_low), np.where(contradicted, any_high, all_high), contradicted


def _listed(facts: Facts, reading: ReadListed) -> Interval:
    given = facts.given(reading.listed)
    named = facts.column(f"{reading.listed}[{reading.entry}]").low >= YES
    low, high = facts.open()
    return np.where(named, YES, np.where(given, NO, low)), np.where(named, YES, np.where(given, NO, high))


def _series(facts: Facts, reading: ReadSeries) -> Interval:
    own = series(facts, reading.figures, reading.of)
    other = series(facts, reading.figures_against, reading.against or ())
    if reading.as_ in PAIRED:
        return of_pair(facts, reading)
    known, low, high = own.latest
    if reading.as_ == "latest":
        return np.where(known, low, -math.inf), np.where(known, high, math.inf)
    known, (low, high), against = own.beside(other, (-1, 1) if reading.neighbouring else (0,))
    found = difference((low, high), against) if reading.as_ == "difference" else quotient((low, high), against)
    return np.where(known, found[0], -math.inf), np.where(known, found[1], math.inf)


_WAYS: Mapping[type, Callable[[Facts, Any], Interval]] = {
    ReadFact: _fact,
    ReadLowest: _lowest,
    ReadShare: _share,
    ReadExtent: _extent,
    ReadTally: tallied,
    ReadEntries: entries_fitting,
    ReadDays: _days,
    ReadSeries: _series,
    ReadListed: _listed,
}
