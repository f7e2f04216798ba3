"""Facts to measures: every sum, share and count that rules read, computed once and before any rule is tried.

A measure is an interval: both ends equal where the facts are known, open where they are not. No reading
looks at a regency's name; each knows only how to count what it is pointed at.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from diagnose.case import Case, FactEntry, tallies
from diagnose.inference.intervals import NO, OPEN, YES, Seen, bounds, difference, how_many, quotient
from diagnose.inference.rosters import entries_by_function, entries_fitting, roster
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


@dataclass(frozen=True)
class Measured:
    """What a measure comes to in one case.

    `code` is what rules compare it as: the measure's id, with ``@list`` where it is the worst over a list of
    functions. `facts` are the paths it was read from, `seen` what was seen of each function; `lacking` the
    functions whose answer is known and is not yes, `unsure` those whose answer is unknown; `total` what a count
    or share is out of; `contradicted` that statements of it disagree.
    """

    measure: str
    low: float
    high: float
    facts: tuple[str, ...]
    over: str | None = None
    seen: Mapping[str, Seen] = field(default_factory=dict)
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


def measure(case: Case, definition: Measure, lists: Mapping[str, tuple[str, ...]]) -> list[Measured]:
    """Return the measure of `case`: its worst over each of `lists` where it is read per function, else one."""
    reading = definition.read
    if isinstance(reading, ReadRoster | ReadEntries):
        by_function = roster(case, reading) if isinstance(reading, ReadRoster) else entries_by_function(case, reading)
        over = reading.count_in or reading.share_in
        if over:
            return [_counted(definition, {f: by_function(f) for f in lists[over]})]
        if definition.per_function:
            each = {name: {f: by_function(f) for f in functions} for name, functions in lists.items()}
            return [_worst(definition, name, seen) for name, seen in each.items()]
    low, high, facts, total, contradicted = _single(case, reading)
    return [Measured(definition.id, low, high, facts, total=total, contradicted=contradicted)]


def _over_functions(definition: Measure, low: float, high: float, seen: Mapping[str, Seen]) -> Measured:
    lacking = tuple(f for f, s in seen.items() if s.high < YES)
    return Measured(
        definition.id,
        low,
        high,
        tuple(dict.fromkeys(path for s in seen.values() for path in s.facts)),
        seen=seen,
        lacking=lacking,
        unsure=tuple(f for f, s in seen.items() if s.low < YES <= s.high),
    )


def _worst(definition: Measure, name: str, seen: Mapping[str, Seen]) -> Measured:
    """Return the worst over a list: a condition on it holds for each function of the list."""
    worst = max if definition.better == "lower" else min
    low, high = worst(s.low for s in seen.values()), worst(s.high for s in seen.values())
    return replace(_over_functions(definition, low, high, seen), over=name)


def _counted(definition: Measure, seen: Mapping[str, Seen]) -> Measured:
    low = float(sum(s.low >= YES for s in seen.values()))
    high = float(sum(s.high >= YES for s in seen.values()))
    total = float(len(seen))
    counted = replace(_over_functions(definition, low, high, seen), total=total)
    return replace(counted, low=low / total, high=high / total) if definition.scale == "share" else counted


def _single(case: Case, reading: Any) -> tuple[float, float, tuple[str, ...], float | None, bool]:
    total: float | None = None
    contradicted = False
    requires = getattr(reading, "requires", None)
    if requires and bounds(case, requires)[1] <= 0:
        seen = Seen(0.0, 0.0, (requires,))
    elif isinstance(reading, ReadFact):
        seen = _fact(case, reading.fact, reading.capped_by)
    elif isinstance(reading, ReadLowest):
        seen = _lowest(case, reading)
    elif isinstance(reading, ReadShare):
        part, whole = bounds(case, reading.part), bounds(case, reading.whole)
        seen = Seen(*quotient(part, whole), (reading.part, reading.whole))
    elif isinstance(reading, ReadExtent):
        part, whole = bounds(case, reading.part_of), bounds(case, reading.whole)
        low, high = how_many(part[0], whole[1]), how_many(part[1], whole[0])
        seen = Seen(low, high, (reading.part_of, reading.whole))
    elif isinstance(reading, ReadAgree):
        seen, contradicted = _agreed(case, reading)
    elif isinstance(reading, ReadTally):
        seen, total = _tally(case, reading)
    elif isinstance(reading, ReadEntries):
        seen = entries_fitting(case, reading)
    elif isinstance(reading, ReadDays):
        first, then = bounds(case, reading.days_from), bounds(case, reading.to)
        seen = Seen(*difference(then, first), (reading.days_from, reading.to))
    elif isinstance(reading, ReadSeries):
        seen = _series(case, reading)
    elif isinstance(reading, ReadListed):
        seen = _listed(case, reading)
    else:
        raise TypeError(f"no such reading: {reading!r}")
    return seen.low, seen.high, seen.facts, total, contradicted


def _fact(case: Case, path: str, cap: str | None) -> Seen:
    low, high = bounds(case, path)
    if cap is None:
        return Seen(low, high, (path,))
    cap_low, cap_high = bounds(case, cap)
    facts = (path,) if cap_low >= YES else (cap,) if cap_high == NO else (path, cap)
    return Seen(min(low, cap_low), min(high, cap_high), facts)


def _lowest(case: Case, reading: ReadLowest) -> Seen:
    entries = [entry for _, entry in case.entries(reading.lowest)]
    complete = bounds(case, reading.all_listed)[0] >= YES
    if not entries:
        return Seen(NO, NO, (reading.all_listed,)) if complete else Seen(*OPEN, (reading.all_listed,))
    high = min(e.high for e in entries)
    worst = tuple(e.path for e in entries if e.high == high) if high < YES else tuple(e.path for e in entries)
    low = min(e.low for e in entries) if complete or high == NO else -math.inf
    return Seen(low, high, worst if complete or high == NO else (*worst, reading.all_listed))


def _agreed(case: Case, reading: ReadAgree) -> tuple[Seen, bool]:
    said = [Seen(low, high, facts) for low, high, facts, _, _ in (_single(case, part) for part in reading.agree)]
    saying = [s for s in said if (s.low, s.high) != OPEN]
    low, high = max((s.low for s in saying), default=-math.inf), min((s.high for s in saying), default=math.inf)
    facts = tuple(dict.fromkeys(path for s in saying or said for path in s.facts))
    if low > high:
        return Seen(saying[0].low, saying[0].high, facts), True
    return Seen(low, high, facts), False


def _tally(case: Case, reading: ReadTally) -> tuple[Seen, float | None]:
    counts, asked = tallies(case, reading.tally)
    facts = (f"questionnaire.items[{reading.tally}]",)
    if not counts:
        return Seen(*OPEN, facts), asked
    inside = [counts[a] for a in reading.answers]
    outside = [b for a, b in counts.items() if a not in reading.answers]
    low, high = sum(b[0] for b in inside), sum(b[1] for b in inside)
    others = sum(b[0] for b in outside), sum(b[1] for b in outside)
    if asked is not None:
        low, high = max(low, asked - others[1]), min(high, asked - others[0])
    if reading.as_ == "count":
        return Seen(low, high, facts), asked
    if asked is not None:
        low, high = (low / asked, high / asked) if asked else OPEN
    else:
        low, high = _share(low, others[1], 0.0), _share(high, others[0], 1.0)
    if reading.as_ == "extent":
        return Seen(how_many(low, 1.0), how_many(high, 1.0), facts), None
    return Seen(low, high, facts), asked


def _share(part: float, others: float, unbounded: float) -> float:
    """Return `part` as a share of itself and `others`; `unbounded` where that cannot be told."""
    if math.isinf(part) or math.isinf(others) or part + others == 0:
        return unbounded
    return part / (part + others)


def _series(case: Case, reading: ReadSeries) -> Seen:
    def figures(systems: tuple[str, ...]) -> dict[int, FactEntry]:
        found: dict[int, FactEntry] = {}
        for system in systems:
            for key, entry in case.entries(f"{reading.series}[*].{reading.figure}"):
                name, _, year = key.rpartition(" ")
                if (name or "all") == system and year.isdigit() and int(year) <= case.year and entry.known:
                    found[int(year)] = entry
        return dict(sorted(found.items()))

    own = figures(reading.of)
    other = figures(reading.against or ())
    missing = Seen(*OPEN, (reading.series,))
    if not own:
        return missing
    years = list(own)
    last = own[years[-1]]
    if reading.as_ == "latest":
        return Seen(last.low, last.high, (last.path,))
    if reading.as_ in ("change", "last_change"):
        first = own[years[0] if reading.as_ == "change" else years[max(len(years) - 2, 0)]]
        change = difference((last.low, last.high), (first.low, first.high))
        return missing if first is last else Seen(*change, (first.path, last.path))
    shared = [year for year in years if year in other]
    if not shared:
        return missing
    a, b = own[shared[-1]], other[shared[-1]]
    if reading.as_ == "difference":
        return Seen(*difference((a.low, a.high), (b.low, b.high)), (a.path, b.path))
    return Seen(*quotient((a.low, a.high), (b.low, b.high)), (a.path, b.path))


def _listed(case: Case, reading: ReadListed) -> Seen:
    if getattr(case, reading.listed) is None:
        return Seen(*OPEN, (reading.listed,))
    path = f"{reading.listed}[{reading.entry}]"
    return Seen(YES, YES, (path,)) if path in case.facts else Seen(NO, NO, (reading.listed,))
