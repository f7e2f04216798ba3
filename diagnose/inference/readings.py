"""What each way of reading comes to in one case: one function a class, chosen by the class of the reading."""

import math
from functools import singledispatch

from diagnose.case import Case, tallies
from diagnose.inference.intervals import NO, OPEN, YES, Seen, bounds, difference, how_many, quotient
from diagnose.inference.rosters import entries_fitting
from diagnose.inference.series import of_series
from diagnose.knowledge import (
    ReadAgree,
    ReadDays,
    ReadEntries,
    ReadExtent,
    ReadFact,
    ReadingBase,
    ReadListed,
    ReadLowest,
    ReadSeries,
    ReadShare,
    ReadTally,
)


@singledispatch
def read(reading: ReadingBase, case: Case) -> Seen:
    """Return what `reading` comes to in `case`, and the facts it was read from."""
    raise TypeError(f"no such reading: {reading!r}")


def _where_held(seen: Seen, needed: str | None, case: Case) -> Seen:
    """Return what is `seen` of something, or the least there is where it is known not to have been held.

    Sources that disagree on whether it was leave both possible; so do a statement on it and one that it was not held.
    """
    if needed is None:
        return seen
    entry = case.facts.get(needed)
    low, high = bounds(case, needed)
    denied = entry is not None and entry.known and low <= 0 and (high <= 0 or bool(entry.disputed))
    if not denied:
        return seen
    stated = seen.low > NO
    if high <= 0 and not stated:
        return Seen(NO, NO, (needed,))
    return Seen(NO, seen.high, (needed, *seen.facts), contradicted=high <= 0)


@read.register
def _fact(reading: ReadFact, case: Case) -> Seen:
    low, high = bounds(case, reading.fact)
    facts: tuple[str, ...] = (reading.fact,)
    if reading.capped_by is not None:
        cap_low, cap_high = bounds(case, reading.capped_by)
        facts = facts if cap_low >= YES else (reading.capped_by,) if cap_high == NO else (*facts, reading.capped_by)
        low, high = min(low, cap_low), min(high, cap_high)
    return _where_held(Seen(low, high, facts), reading.requires, case)


@read.register
def _lowest(reading: ReadLowest, case: Case) -> Seen:
    entries = [entry for _, entry in case.entries(reading.lowest)]
    complete = bounds(case, reading.all_listed)[0] >= YES
    if not entries:
        seen = Seen(*((NO, NO) if complete else OPEN), (reading.all_listed,))
    else:
        high = min(e.high for e in entries)
        worst = tuple(e.path for e in entries if e.high == high) if high < YES else tuple(e.path for e in entries)
        low = min(e.low for e in entries) if complete or high == NO else -math.inf
        seen = Seen(low, high, worst if complete or high == NO else (*worst, reading.all_listed))
    return _where_held(seen, reading.requires, case)


@read.register
def _share(reading: ReadShare, case: Case) -> Seen:
    return Seen(*quotient(bounds(case, reading.part), bounds(case, reading.whole)), (reading.part, reading.whole))


@read.register
def _extent(reading: ReadExtent, case: Case) -> Seen:
    part, whole = bounds(case, reading.part_of), bounds(case, reading.whole)
    return Seen(how_many(part[0], whole[1]), how_many(part[1], whole[0]), (reading.part_of, reading.whole))


@read.register
def _agreed(reading: ReadAgree, case: Case) -> Seen:
    return agreed([read(part, case) for part in reading.agree])


def agreed(said: list[Seen]) -> Seen:
    """Return what several statements of one thing allow together."""
    saying = [s for s in said if (s.low, s.high) != OPEN]
    facts = tuple(dict.fromkeys(path for s in saying or said for path in s.facts))
    if not saying:
        return Seen(*OPEN, facts)
    low, high = max(s.low for s in saying), min(s.high for s in saying)
    contradicted = any(s.contradicted for s in saying)
    if low > high or contradicted:  # each may be right
        return Seen(min(s.low for s in saying), max(s.high for s in saying), facts, contradicted=True)
    return Seen(low, high, facts)


@read.register
def _tally(reading: ReadTally, case: Case) -> Seen:
    counts, asked = tallies(case, reading.tally)
    if not counts:
        return Seen(*OPEN, (reading.item,), total=asked)
    inside = [counts[a] for a in reading.answers]
    outside = [b for a, b in counts.items() if a not in reading.answers]
    low, high = sum(b[0] for b in inside), sum(b[1] for b in inside)
    others = sum(b[0] for b in outside), sum(b[1] for b in outside)
    if asked is not None:
        low, high = max(low, asked - others[1]), min(high, asked - others[0])
    if reading.as_ == "count":
        return Seen(low, high, (reading.item,), total=asked)
    if asked is None:
        low, high = _of_all(low, others[1], 0.0), _of_all(high, others[0], 1.0)
    else:
        low, high = (low / asked, high / asked) if asked else OPEN
    if reading.as_ == "extent":
        return Seen(how_many(low, 1.0), how_many(high, 1.0), (reading.item,))
    return Seen(low, high, (reading.item,), total=asked)


def _of_all(part: float, others: float, unbounded: float) -> float:
    """Return `part` as a share of itself and `others`; `unbounded` where that cannot be told."""
    if math.isinf(part) or math.isinf(others) or part + others == 0:
        return unbounded
    return part / (part + others)


@read.register
def _entries(reading: ReadEntries, case: Case) -> Seen:
    return entries_fitting(case, reading)


@read.register
def _days(reading: ReadDays, case: Case) -> Seen:
    first, then = bounds(case, reading.days_from), bounds(case, reading.to)
    return Seen(*difference(then, first), (reading.days_from, reading.to))


@read.register
def _series(reading: ReadSeries, case: Case) -> Seen:
    return of_series(reading, case)


@read.register
def _listed(reading: ReadListed, case: Case) -> Seen:
    if getattr(case, reading.listed) is None:
        return Seen(*OPEN, (reading.listed,))
    path = f"{reading.listed}[{reading.entry}]"
    return Seen(YES, YES, (path,)) if path in case.facts else Seen(NO, NO, (reading.listed,))
