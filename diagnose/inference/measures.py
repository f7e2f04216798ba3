"""Facts to measures: every sum, share and count that rules read, computed once and before any rule is tried.

A measure is an interval: both ends equal where the facts are known, open where they are not. No reading
looks at a regency's name; each knows only how to count what it is pointed at.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from diagnose.case import Case
from diagnose.inference.intervals import YES, Seen
from diagnose.inference.readings import read
from diagnose.inference.rosters import by_function
from diagnose.knowledge import Measure


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
    if over:
        of = by_function(reading, case)
        return [_counted(definition, {f: of(f) for f in lists[over]})]
    if reading.by_each_function():
        of = by_function(reading, case)
        return [_worst(definition, name, {f: of(f) for f in functions}) for name, functions in lists.items()]
    seen = read(reading, case)
    total, contradicted = seen.total, seen.contradicted
    return [Measured(definition.id, seen.low, seen.high, seen.facts, total=total, contradicted=contradicted)]


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
