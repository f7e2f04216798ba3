"""The second evaluator: the same rules over many cases at once, a column a measure, without the engine.

Written from the conditions themselves, not from how they are compiled, so that the two can be held against each
other. It needs numpy (``pip install 'konvergensi[columns]'``) and is imported only where it is used.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from diagnose.knowledge import AllOf, AnyOf, Compare, Condition, Criterion, LevelIs, Rulebase

Column = NDArray[np.float64]
Truths = NDArray[np.int8]  # 1 met, -1 unmet, 0 unknown, one for each case
Levels = NDArray[np.int8]


@dataclass(frozen=True)
class Evaluated:
    """What follows for each case: truths of rules, levels of aspects (``~second`` too) and dimensions, saran given."""

    truths: Mapping[str, Truths]
    lowest: Mapping[str, Levels]
    highest: Mapping[str, Levels]
    saran: Mapping[str, NDArray[np.bool_]]


def evaluate(rules: Rulebase, low: Mapping[str, Column], high: Mapping[str, Column], year: int, kind: str) -> Evaluated:
    """Evaluate `rules` for cases of one `year` and one `kind` of region.

    `low` and `high` hold the bounds of each measure by code (see `measures.Measured.code`), an array with an
    element for each case; infinite where open.
    """
    return _Columns(rules, low, high, year, kind).evaluated()


def compared(
    rules: Rulebase, compare: Compare, low: Mapping[str, Column], high: Mapping[str, Column], year: int
) -> Truths:
    """Return how one comparison comes out for each case of `year`, from the bounds of the measure that it reads."""
    return _Columns(rules, low, high, year, "").compared(compare)


class _Columns:
    def __init__(
        self, rules: Rulebase, low: Mapping[str, Column], high: Mapping[str, Column], year: int, kind: str
    ) -> None:
        self.rules, self.low, self.high, self.year, self.kind = rules, low, high, year, kind
        self.cases = len(next(iter(low.values())))
        self.lowest: dict[str, Levels] = {}
        self.highest: dict[str, Levels] = {}

    def evaluated(self) -> Evaluated:
        criteria = [c for c in self.rules.criteria.values() if c.holds_for(self.year, self.kind)]
        findings = [f for f in self.rules.findings.values() if f.holds_for(self.year, self.kind)]
        truths = {c.id: self.truth(c.when) for c in criteria}
        for dimension, aspects in self.rules.aspects.items():
            for aspect in aspects:
                own = [c for c in criteria if c.aspect == aspect]
                self.level(aspect, [c for c in own if c.reading != "second"], truths)
                self.level(f"{aspect}~second", [c for c in own if c.reading != "main"], truths)
            self.lowest[dimension] = np.minimum.reduce([self.lowest[a] for a in aspects])
            self.highest[dimension] = np.minimum.reduce([self.highest[a] for a in aspects])
        truths |= {f.id: self.truth(f.when) for f in findings}
        saran = {s: np.zeros(self.cases, bool) for s in self.rules.saran}
        in_force = {s for s, advice in self.rules.saran.items() if advice.holds_for(self.year, self.kind)}
        for rule, fires in [*((c, -1) for c in criteria), *((f, 1) for f in findings)]:
            for name in in_force & set(rule.saran):
                saran[name] |= truths[rule.id] == fires
        for name, given in saran.items():
            for needed in self.rules.saran[name].needs:
                given &= truths[needed] >= 0 if needed in truths else True
            if unless := self.rules.saran[name].unless:
                given &= self.truth(unless) < 1
            if asks := self.rules.saran[name].asks:
                given &= np.minimum.reduce([self.truth(request.so) for request in asks]) < 1
        return Evaluated(truths, self.lowest, self.highest, saran)

    def level(self, name: str, criteria: list[Criterion], truths: Mapping[str, Truths]) -> None:
        lowest, highest = np.ones(self.cases, np.int8), np.ones(self.cases, np.int8)
        for k in (2, 3, 4):
            here = np.minimum.reduce([truths[c.id] for c in criteria if c.level == k])
            lowest[(lowest == k - 1) & (here == 1)] = k
            highest[(highest == k - 1) & (here >= 0)] = k
        self.lowest[name], self.highest[name] = lowest, highest

    def truth(self, condition: Condition) -> Truths:
        """Kleene's three values as -1, 0, 1: all is the least of the parts, any the greatest."""
        if isinstance(condition, AllOf):
            least: Truths = np.minimum.reduce([self.truth(c) for c in condition.all])
            return least
        if isinstance(condition, AnyOf):
            greatest: Truths = np.maximum.reduce([self.truth(c) for c in condition.any])
            return greatest
        if isinstance(condition, LevelIs):
            k = condition.at_least or condition.below or 4
            reached = _three(self.lowest[condition.level] >= k, self.highest[condition.level] < k)
            return reached if condition.at_least else -reached
        return self.compared(condition)

    def compared(self, compare: Compare) -> Truths:
        low, high = self.low[compare.code], self.high[compare.code]
        ((test, named),) = compare.tests().items()
        labels = self.rules.measures[compare.measure].labels
        if not labels:
            threshold = next(
                t.value
                for t in self.rules.thresholds
                if t.id == named and (t.from_year or 0) <= self.year <= (t.until_year or 9999)
            )
            first = last = threshold
        else:
            places = [labels.index(name) for name in ((named,) if isinstance(named, str) else named)]
            first, last = float(min(places)), float(max(places))
            low, high = np.maximum(low, 0.0), np.minimum(high, len(labels) - 1.0)
        if test == "at_least":
            return _three(low >= first, high < first)
        if test == "above":
            return _three(low > first, high <= first)
        if test == "at_most":
            return _three(high <= last, low > last)
        if test == "below":
            return _three(high < last, low >= last)
        return _three((low >= first) & (high <= last), (high < first) | (low > last))


def _three(met: NDArray[np.bool_], unmet: NDArray[np.bool_]) -> Truths:
    return met.astype(np.int8) - unmet.astype(np.int8)
