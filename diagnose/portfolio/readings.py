"""Every way in which a measure is read, by column: what `inference.measures` does for one case, for many at once."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np

from diagnose.case import Extent, rank
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
from diagnose.portfolio.rosters import entries_by_function, entries_fitting, roster
from diagnose.portfolio.series import series

NONE, SOME, MOST, ALL = (rank(extent) for extent in Extent)


Lists = Mapping[str, Sequence[str]]


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


def _seen(facts: Facts, reading: object, lists: Lists) -> tuple[Numbers, Numbers, Mask]:
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
    return _where_held(facts, low, high, getattr(reading, "requires", None))


def _where_held(facts: Facts, low: Numbers, high: Numbers, needed: str | None) -> tuple[Numbers, Numbers, Mask]:
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


def _agreed(facts: Facts, reading: ReadAgree, lists: Lists) -> tuple[Numbers, Numbers, Mask]:
    """Return what all statements allow; where they exclude one another, each may be right."""
    all_low, all_high = facts.open()
    any_low, any_high = facts.full(math.inf), facts.full(-math.inf)
    contradicted, said = np.zeros(facts.rows, bool), np.zeros(facts.rows, bool)
    for part in reading.agree:
        low, high, excluded = _seen(facts, part, lists)
        says = np.isfinite(low) | np.isfinite(high)
        all_low, all_high = np.maximum(all_low, low), np.minimum(all_high, high)
        any_low = np.where(says, np.minimum(any_low, low), any_low)
        any_high = np.where(says, np.maximum(any_high, high), any_high)
        contradicted, said = contradicted | (excluded & says), said | says
    contradicted |= all_low > all_high
    return np.where(contradicted, any_low, all_low), np.where(contradicted, any_high, all_high), contradicted


def _tally(facts: Facts, reading: ReadTally) -> Interval:
    tally = facts.tallies(reading.tally)
    opened = facts.open()
    if not tally.put.any():
        return opened
    inside = [counts for answer, counts in tally.counts.items() if answer in reading.answers]
    outside = [counts for answer, counts in tally.counts.items() if answer not in reading.answers]
    low, high = (sum((counts[end] for counts in inside), facts.full(0.0)) for end in (0, 1))
    others = [sum((counts[end] for counts in outside), facts.full(0.0)) for end in (0, 1)]
    asked, told = tally.asked, tally.told
    low = np.where(told, np.maximum(low, asked - others[1]), low)
    high = np.where(told, np.minimum(high, asked - others[0]), high)
    if reading.as_ != "count":
        with np.errstate(invalid="ignore", divide="ignore"):
            low = np.where(told, np.where(asked > 0, low / asked, opened[0]), _of_all(low, others[1], 0.0))
            high = np.where(told, np.where(asked > 0, high / asked, opened[1]), _of_all(high, others[0], 1.0))
    if reading.as_ == "extent":
        low, high = how_many(low, facts.full(1.0)), how_many(high, facts.full(1.0))
    return np.where(tally.put, low, opened[0]), np.where(tally.put, high, opened[1])


def _of_all(part: Numbers, others: Numbers, unbounded: float) -> Numbers:
    """As `inference.readings`: `part` as a share of itself and `others`; `unbounded` where that cannot be told."""
    open_ = np.isinf(part) | np.isinf(others) | (part + others == 0)
    return np.where(open_, unbounded, part / (part + others))


def _listed(facts: Facts, reading: ReadListed) -> Interval:
    given = facts.given(reading.listed)
    named = facts.column(f"{reading.listed}[{reading.entry}]").low >= YES
    low, high = facts.open()
    return np.where(named, YES, np.where(given, NO, low)), np.where(named, YES, np.where(given, NO, high))


def how_many(part: Numbers, whole: Numbers) -> Numbers:
    """As `intervals.how_many`, by column."""
    with np.errstate(invalid="ignore"):
        found = np.where(part <= 0, NONE, np.where(part >= whole, ALL, np.where(part > whole / 2, MOST, SOME)))
    return np.where(np.isinf(part), part, found)


def quotient(part: Interval, whole: Interval) -> Interval:
    """As `intervals.quotient`, by column."""
    with np.errstate(invalid="ignore", divide="ignore"):
        low = np.where(np.isinf(part[0]), -math.inf, np.where(np.isinf(whole[1]), 0.0, part[0] / whole[1]))
        high = np.where(np.isinf(part[1]), math.inf, part[1] / whole[0])
    opened = (whole[0] <= 0) | np.isinf(whole[0])
    return np.where(opened, -math.inf, low), np.where(opened, math.inf, high)


def difference(then: Interval, first: Interval) -> Interval:
    """As `intervals.difference`, by column."""
    return then[0] - first[1], then[1] - first[0]


def _series(facts: Facts, reading: ReadSeries) -> Interval:
    own, other = series(facts, reading, reading.of), series(facts, reading, reading.against or ())
    known, low, high = own.latest
    if reading.as_ == "latest":
        return np.where(known, low, -math.inf), np.where(known, high, math.inf)
    if reading.as_ in ("change", "last_change"):
        known, first_low, first_high = own.first if reading.as_ == "change" else own.before_latest
        found = difference((low, high), (first_low, first_high))
    else:
        known, (low, high), against = own.shared(other)
        found = difference((low, high), against) if reading.as_ == "difference" else quotient((low, high), against)
    return np.where(known, found[0], -math.inf), np.where(known, found[1], math.inf)


_WAYS: Mapping[type, Callable[[Facts, Any], Interval]] = {
    ReadFact: _fact,
    ReadLowest: _lowest,
    ReadShare: _share,
    ReadExtent: _extent,
    ReadTally: _tally,
    ReadEntries: entries_fitting,
    ReadDays: _days,
    ReadSeries: _series,
    ReadListed: _listed,
}
