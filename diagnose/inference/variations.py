"""The levels of one case under many variations of its measures at once, without the engine.

A column of truths is two whole numbers, with a bit for each variation: in which a condition is met, and in which it
is unmet. All and any are then one operation each, however many variations there are, and a level is what the engine's
gates make of it: reached where all criteria up to it are met, missed where one of them is unmet.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from diagnose.knowledge import GATED, LEVELS, AllOf, AnyOf, Bound, Compare, Condition, Criterion, Rulebase

Bounds = tuple[float, float]
Truths = tuple[int, int]  # the variations in which something is met, and those in which it is unmet


@dataclass(frozen=True)
class Varied:
    """The level of one aspect in each variation: `reached` and `missed` hold, by level, the variations as bits."""

    reached: Mapping[int, int]
    missed: Mapping[int, int]

    def level(self, number: int) -> tuple[int, int]:
        """Return the lowest and highest level that the aspect can stand at in the variation `number`."""
        lowest = LEVELS[0] + sum(reached >> number & 1 for reached in self.reached.values())
        return lowest, LEVELS[-1] - sum(missed >> number & 1 for missed in self.missed.values())


class Variations:
    """Variations of the measures of one case, by which criteria are tried."""

    def __init__(
        self, rules: Rulebase, year: int, measured: Mapping[str, Bounds], changed: Sequence[Mapping[str, Bounds]]
    ) -> None:
        """Take the bounds of each measure by code, as they are and as each variation changes them."""
        self._rules, self._year, self._measured = rules, year, measured
        self._all = (1 << len(changed)) - 1
        self._changed: dict[str, list[tuple[int, Bounds]]] = {}
        for number, changes in enumerate(changed):
            for code, bounds in changes.items():
                self._changed.setdefault(code, []).append((1 << number, bounds))

    def levels(self, criteria: Sequence[Criterion]) -> Varied:
        """Return the levels of the aspect that `criteria` decide."""
        reached, missed = self._all, 0
        every: tuple[dict[int, int], dict[int, int]] = ({}, {})
        for level in GATED:
            for criterion in criteria:
                if criterion.level == level:
                    met, unmet = self.truth(criterion.when)
                    reached &= met
                    missed |= unmet
            every[0][level], every[1][level] = reached, missed
        return Varied(*every)

    def truth(self, condition: Condition) -> Truths:
        """Return where `condition`, one that reads no level, is met and where it is unmet."""
        if isinstance(condition, Compare):
            return self._compared(condition)
        assert isinstance(condition, AllOf | AnyOf)
        every, some = self._all, 0
        if isinstance(condition, AllOf):
            for met, unmet in map(self.truth, condition.all):
                every, some = every & met, some | unmet
            return every, some
        for met, unmet in map(self.truth, condition.any):
            some, every = some | met, every & unmet
        return some, every

    def _compared(self, compare: Compare) -> Truths:
        bound = self._rules.bound(compare, self._year)
        met, unmet = (self._all if holds else 0 for holds in compared(bound, self._measured[compare.code]))
        for bit, bounds in self._changed.get(compare.code, ()):
            holds, fails = compared(bound, bounds)
            met = met | bit if holds else met & ~bit
            unmet = unmet | bit if fails else unmet & ~bit
        return met, unmet


def compared(bound: Bound, bounds: Bounds) -> tuple[bool, bool]:
    """Return whether a value that lies within `bounds` surely fulfils `bound`, and whether it surely does not."""
    low, high = bounds
    met, unmet = True, False
    if bound.low is not None:
        met = low > bound.low if bound.low_open else low >= bound.low
        unmet = high <= bound.low if bound.low_open else high < bound.low
    if bound.high is not None:
        met = met and (high < bound.high if bound.high_open else high <= bound.high)
        unmet = unmet or (low >= bound.high if bound.high_open else low > bound.high)
    return met, unmet
