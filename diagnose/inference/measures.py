"""Facts to measures: every sum, share and count that rules read, computed once and before any rule is tried.

A measure is an interval: both ends equal where the facts are known, open where they are not. No reading
looks at a regency's name; each knows only how to count what it is pointed at.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import product

from diagnose.case import Case, Extent, rank
from diagnose.inference.intervals import YES, Seen, how_many
from diagnose.inference.readings import agreed, read
from diagnose.inference.rosters import by_function
from diagnose.knowledge import Measure, ReadAgree, ReadFact, ReadingBase, ReadRoster, ReadTally


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
    reading, over = definition.read, definition.read.over()
    if over and definition.scale != "extent":
        of = by_function(reading, case)
        return [_counted(definition, {f: of(f) for f in lists[over]})]
    if reading.by_each_function():
        of = by_function(reading, case)
        return [_worst(definition, name, {f: of(f) for f in functions}) for name, functions in lists.items()]
    seen = _seen(reading, case, lists)
    total, contradicted = seen.total, seen.contradicted
    found = Measured(definition.id, seen.low, seen.high, seen.facts, total=total, contradicted=contradicted)
    for part in reading.parts():
        if listed := part.over():
            of = by_function(part, case)
            each = {f: of(f) for f in lists[listed]}
            found = replace(found, seen=each, lacking=tuple(f for f, s in each.items() if s.high < YES))
    return [found]


def _seen(reading: ReadingBase, case: Case, lists: Mapping[str, tuple[str, ...]]) -> Seen:
    """Return what `reading` comes to, where part of it counts functions or speaks of more than were asked."""
    if isinstance(reading, ReadAgree):
        every = [agreed(list(said)) for said in product(*(_ends(part, case, lists) for part in reading.agree))]
        low, high = min(s.low for s in every), max(s.high for s in every)
        return replace(every[0], low=low, high=high, contradicted=any(s.contradicted for s in every))
    listed = reading.over()
    if listed:
        each = [by_function(reading, case)(f) for f in lists[listed]]
        low, high = (float(sum(getattr(s, end) >= YES for s in each)) for end in ("low", "high"))
        facts = tuple(dict.fromkeys(path for s in each for path in s.facts))
        return Seen(how_many(low, len(each)), how_many(high, len(each)), facts)
    seen = read(reading, case)
    if not isinstance(reading, ReadTally) or reading.covering is None:
        return seen
    if not _covered(case, reading.covering, lists[reading.within or ""]):
        least = rank(Extent.SOME) if seen.low > rank(Extent.NONE) else -math.inf  # those who did are some of all
        most = rank(Extent.MOST) if seen.high < rank(Extent.ALL) else math.inf
        return Seen(least, most, seen.facts)
    return seen


def _ends(reading: ReadingBase, case: Case, lists: Mapping[str, tuple[str, ...]]) -> tuple[Seen, ...]:
    """Return what `reading` comes to; of a disputed fact each end by itself, since one of them is right."""
    seen = _seen(reading, case, lists)
    entry = case.facts.get(reading.fact) if isinstance(reading, ReadFact) else None
    if entry is None or not entry.disputed or entry.settled:
        return (seen,)
    return replace(seen, high=seen.low), replace(seen, low=seen.high)


def _covered(case: Case, path: str, functions: tuple[str, ...]) -> bool:
    """Tell whether the respondents hold every one of `functions` that may have a place in the roster at `path`."""
    of = by_function(ReadRoster(roster=path), case)
    held = {f for agency in case.questionnaire.respondents for f in case.register.holds(agency)}
    return all(f in held or of(f).high < YES for f in functions)


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
