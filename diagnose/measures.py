"""Facts to measures: every sum, share and count that rules read, computed once and before any rule is tried.

A measure is an interval: both ends equal where the facts are known, open where they are not. No reading
looks at a regency's name; each knows only how to count what it is pointed at.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from diagnose.case import Case
from diagnose.fact import Answer, Extent, rank
from diagnose.facttable import FactEntry
from diagnose.knowledge import Measure
from diagnose.questionnaire import tallies
from diagnose.readings import (
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

Interval = tuple[float, float]
OPEN: Interval = (-math.inf, math.inf)
YES, NO = rank(Answer.YES), rank(Answer.NO)


@dataclass(frozen=True)
class Measured:
    """What a measure comes to in one case.

    `code` is what rules compare it as: the measure's id, with ``@list`` where it is the worst over a list of
    functions. `facts` are the paths it was read from, `by_function` those of each function; `lacking` the
    functions whose answer is known and is not yes, `unsure` those whose answer is unknown; `total` what a count
    or share is out of; `contradicted` that statements of it disagree.
    """

    measure: str
    low: float
    high: float
    facts: tuple[str, ...]
    over: str | None = None
    by_function: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lacking: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    total: float | None = None
    contradicted: bool = False

    @property
    def code(self) -> str:
        """The name rules compare it under."""
        return self.measure if self.over is None else f"{self.measure}@{self.over}"

    @property
    def known(self) -> bool:
        """Whether it is known exactly."""
        return self.low == self.high


@dataclass(frozen=True)
class _Seen:
    """An interval, and the facts it comes from."""

    low: float
    high: float
    facts: tuple[str, ...] = ()


def measure(case: Case, definition: Measure, lists: Mapping[str, tuple[str, ...]]) -> list[Measured]:
    """Return the measure of `case`: its worst over each of `lists` where it is read per function, else one."""
    reading = definition.read
    if isinstance(reading, ReadRoster | ReadEntries):
        by_function = _roster(case, reading) if isinstance(reading, ReadRoster) else _entries_by_function(case, reading)
        over = reading.count_in or reading.share_in
        if over:
            return [_counted(definition, {f: by_function(f) for f in lists[over]})]
        if definition.per_function:
            each = {name: {f: by_function(f) for f in functions} for name, functions in lists.items()}
            return [_worst(definition, name, seen) for name, seen in each.items()]
    low, high, facts, total, contradicted = _single(case, reading)
    return [Measured(definition.id, low, high, facts, total=total, contradicted=contradicted)]


def _over_functions(definition: Measure, low: float, high: float, seen: Mapping[str, _Seen]) -> Measured:
    lacking = tuple(f for f, s in seen.items() if s.high < YES)
    return Measured(
        definition.id,
        low,
        high,
        tuple(dict.fromkeys(path for s in seen.values() for path in s.facts)),
        by_function={f: s.facts for f, s in seen.items()},
        lacking=lacking,
        unsure=tuple(f for f, s in seen.items() if s.low < YES <= s.high),
    )


def _worst(definition: Measure, name: str, seen: Mapping[str, _Seen]) -> Measured:
    """Return the worst over a list: a condition on it holds for each function of the list."""
    worst = max if definition.better == "lower" else min
    low, high = worst(s.low for s in seen.values()), worst(s.high for s in seen.values())
    return replace(_over_functions(definition, low, high, seen), over=name)


def _counted(definition: Measure, seen: Mapping[str, _Seen]) -> Measured:
    low = float(sum(s.low >= YES for s in seen.values()))
    high = float(sum(s.high >= YES for s in seen.values()))
    total = float(len(seen))
    counted = replace(_over_functions(definition, low, high, seen), total=total)
    return replace(counted, low=low / total, high=high / total) if definition.scale == "share" else counted


def _single(case: Case, reading: Any) -> tuple[float, float, tuple[str, ...], float | None, bool]:
    total: float | None = None
    contradicted = False
    if isinstance(reading, ReadFact):
        seen = _fact(case, reading.fact, reading.capped_by)
    elif isinstance(reading, ReadLowest):
        seen = _lowest(case, reading)
    elif isinstance(reading, ReadShare):
        part, whole = _bounds(case, reading.part), _bounds(case, reading.whole)
        seen = _Seen(*_quotient(part, whole), (reading.part, reading.whole))
    elif isinstance(reading, ReadExtent):
        part, whole = _bounds(case, reading.part_of), _bounds(case, reading.whole)
        low, high = _how_many(part[0], whole[1]), _how_many(part[1], whole[0])
        seen = _Seen(low, high, (reading.part_of, reading.whole))
    elif isinstance(reading, ReadAgree):
        seen, contradicted = _agreed(case, reading)
    elif isinstance(reading, ReadTally):
        seen, total = _tally(case, reading)
    elif isinstance(reading, ReadEntries):
        seen = _entries(case, reading)
    elif isinstance(reading, ReadDays):
        first, then = _bounds(case, reading.days_from), _bounds(case, reading.to)
        seen = _Seen(*_difference(then, first), (reading.days_from, reading.to))
    elif isinstance(reading, ReadSeries):
        seen = _series(case, reading)
    elif isinstance(reading, ReadListed):
        seen = _listed(case, reading)
    else:
        raise TypeError(f"no such reading: {reading!r}")
    return seen.low, seen.high, seen.facts, total, contradicted


def _bounds(case: Case, path: str) -> Interval:
    entry = case.facts.get(path)
    return (entry.low, entry.high) if entry else OPEN


def _fact(case: Case, path: str, cap: str | None) -> _Seen:
    low, high = _bounds(case, path)
    if cap is None:
        return _Seen(low, high, (path,))
    cap_low, cap_high = _bounds(case, cap)
    facts = (path,) if cap_low >= YES else (cap,) if cap_high == NO else (path, cap)
    return _Seen(min(low, cap_low), min(high, cap_high), facts)


def _lowest(case: Case, reading: ReadLowest) -> _Seen:
    entries = [entry for _, entry in case.entries(reading.lowest)]
    complete = _bounds(case, reading.all_listed)[0] >= YES
    if not entries:
        return _Seen(NO, NO, (reading.all_listed,)) if complete else _Seen(*OPEN, (reading.all_listed,))
    high = min(e.high for e in entries)
    worst = tuple(e.path for e in entries if e.high == high) if high < YES else tuple(e.path for e in entries)
    low = min(e.low for e in entries) if complete or high == NO else -math.inf
    return _Seen(low, high, worst if complete or high == NO else (*worst, reading.all_listed))


def _agreed(case: Case, reading: ReadAgree) -> tuple[_Seen, bool]:
    said = [_Seen(low, high, facts) for low, high, facts, _, _ in (_single(case, part) for part in reading.agree)]
    saying = [s for s in said if (s.low, s.high) != OPEN]
    low, high = max((s.low for s in saying), default=-math.inf), min((s.high for s in saying), default=math.inf)
    facts = tuple(dict.fromkeys(path for s in saying or said for path in s.facts))
    if low > high:
        return _Seen(saying[0].low, saying[0].high, facts), True
    return _Seen(low, high, facts), False


def _how_many(part: float, whole: float) -> float:
    if math.isinf(part) or math.isinf(whole):
        return rank(Extent.NONE) if part == 0 else part if math.isinf(part) else -math.inf if part < whole else math.inf
    if part <= 0:
        return rank(Extent.NONE)
    if part >= whole:
        return rank(Extent.ALL)
    return rank(Extent.MOST) if part > whole / 2 else rank(Extent.SOME)


def _quotient(part: Interval, whole: Interval) -> Interval:
    if whole[0] <= 0 or math.isinf(whole[0]):
        return OPEN
    low = -math.inf if math.isinf(part[0]) else part[0] / whole[1] if not math.isinf(whole[1]) else 0.0
    return low, math.inf if math.isinf(part[1]) else part[1] / whole[0]


def _difference(then: Interval, first: Interval) -> Interval:
    return then[0] - first[1], then[1] - first[0]


def _tally(case: Case, reading: ReadTally) -> tuple[_Seen, float | None]:
    counts, asked = tallies(case, reading.tally)
    facts = (f"questionnaire.items[{reading.tally}]",)
    if not counts or (asked is None and reading.as_ != "count"):
        return _Seen(*OPEN, facts), asked
    inside = [counts[a] for a in reading.answers]
    outside = [b for a, b in counts.items() if a not in reading.answers]
    low, high = sum(b[0] for b in inside), sum(b[1] for b in inside)
    if not asked:
        return _Seen(low, high, facts), asked
    low, high = max(low, asked - sum(b[1] for b in outside)), min(high, asked - sum(b[0] for b in outside))
    if reading.as_ == "extent":
        return _Seen(_how_many(low, asked), _how_many(high, asked), facts), None
    return _Seen(low / asked, high / asked, facts) if reading.as_ == "share" else _Seen(low, high, facts), asked


def _roster(case: Case, reading: ReadRoster) -> Callable[[str], _Seen]:
    entries = case.entries(f"{reading.roster}.agencies[*]")
    others = case.facts[f"{reading.roster}.others"]
    cap = _bounds(case, reading.capped_by) if reading.capped_by else None
    held = _by_function(case, entries)

    def of(function: str) -> _Seen:
        mine = held.get(function) or [others]
        low, high = max(e.low for e in mine), max(e.high for e in mine)
        facts = tuple(e.path for e in mine if e.high == high)
        if cap is not None and reading.capped_by and cap[0] < YES:
            facts = (reading.capped_by,) if cap[1] == NO else (*facts, reading.capped_by)
            low, high = min(low, cap[0]), min(high, cap[1])
        return _Seen(low, high, facts)

    return of


def _by_function(case: Case, entries: Iterable[tuple[str, FactEntry]]) -> dict[str, list[FactEntry]]:
    """Group entries by the functions that their agency holds; each comes with the agency's id."""
    holds = case.register.holds
    grouped: dict[str, list[FactEntry]] = {}
    for agency, entry in entries:
        for function in holds(agency):
            grouped.setdefault(function, []).append(entry)
    return grouped


def _fits(case: Case, entry: FactEntry, where: Mapping[str, str | tuple[str, ...]]) -> Interval:
    """Return whether a list entry fits `where`, as an answer that may be open."""
    low, high = YES, YES
    for name, allowed in where.items():
        wanted = (allowed,) if isinstance(allowed, str) else allowed
        leaf = case.facts.get(f"{entry.path}.{name}")
        value = leaf.value if leaf else entry.value.get(name)
        if value is None or isinstance(value, dict | list):
            low = NO
        elif str(value) not in wanted:
            return NO, NO
    return low, high


def _told(case: Case, path: str, where: Mapping[str, str | tuple[str, ...]]) -> tuple[str, ...]:
    """Return the facts that tell whether the entry at `path` fits `where`."""
    return tuple(leaf for name in where if (leaf := f"{path}.{name}") in case.facts) or (path,)


def _entries(case: Case, reading: ReadEntries) -> _Seen:
    fits = {e.path: _fits(case, e, reading.where) for _, e in case.entries(f"{reading.entries}[*]")}
    complete = reading.all_listed is not None and _bounds(case, reading.all_listed)[0] >= YES
    low = float(sum(f[0] >= YES for f in fits.values()))
    high = float(sum(f[1] >= YES for f in fits.values())) if complete else math.inf
    facts = tuple(leaf for p, f in fits.items() if f[1] >= YES for leaf in _told(case, p, reading.where))
    return _Seen(low, high, facts if facts else ((reading.all_listed or reading.entries),))


def _entries_by_function(case: Case, reading: ReadEntries) -> Callable[[str], _Seen]:
    entries = [entry for _, entry in case.entries(f"{reading.entries}[*]")]
    fits = {e.path: _fits(case, e, reading.where) for e in entries}
    held = _by_function(case, ((str(e.value.get("agency", "")), e) for e in entries))
    all_listed = reading.all_listed or reading.entries
    complete = _bounds(case, all_listed)[0] >= YES

    def of(function: str) -> _Seen:
        mine = [(e, fits[e.path]) for e in held.get(function, ())]
        sure = tuple(leaf for e, f in mine if f[0] >= YES for leaf in _told(case, e.path, reading.where))
        maybe = tuple(leaf for e, f in mine if f[0] < YES <= f[1] for leaf in _told(case, e.path, reading.where))
        if sure:
            return _Seen(YES, YES, sure)
        if complete and not maybe:
            return _Seen(NO, NO, tuple(e.path for e, _ in mine) or (all_listed,))
        return _Seen(NO, YES, maybe or (all_listed,))

    return of


def _series(case: Case, reading: ReadSeries) -> _Seen:
    def figures(systems: tuple[str, ...]) -> dict[int, FactEntry]:
        found: dict[int, FactEntry] = {}
        for system in systems:
            for key, entry in case.entries(f"{reading.series}[*].percent"):
                name, _, year = key.rpartition(" ")
                if name == system and int(year) <= case.year and entry.known:
                    found[int(year)] = entry
        return dict(sorted(found.items()))

    own = figures(reading.of)
    other = figures(reading.against or ())
    missing = _Seen(*OPEN, (reading.series,))
    if not own:
        return missing
    years = list(own)
    last = own[years[-1]]
    if reading.as_ == "latest":
        return _Seen(last.low, last.high, (last.path,))
    if reading.as_ == "change":
        first = own[years[0]]
        change = _difference((last.low, last.high), (first.low, first.high))
        return missing if first is last else _Seen(*change, (first.path, last.path))
    shared = [year for year in years if year in other]
    if not shared:
        return missing
    a, b = own[shared[-1]], other[shared[-1]]
    if reading.as_ == "difference":
        return _Seen(*_difference((a.low, a.high), (b.low, b.high)), (a.path, b.path))
    return _Seen(*_quotient((a.low, a.high), (b.low, b.high)), (a.path, b.path))


def _listed(case: Case, reading: ReadListed) -> _Seen:
    if getattr(case, reading.listed) is None:
        return _Seen(*OPEN, (reading.listed,))
    path = f"{reading.listed}[{reading.entry}]"
    return _Seen(YES, YES, (path,)) if path in case.facts else _Seen(NO, NO, (reading.listed,))
