"""One case under many combinations of changes at once, by column: the levels of each, exactly as the engine gives them.

A measure depends on the few changes that touch what it is read from. So each comparison is worked out once for every
way in which these few can be made, by the same columns as a table of cases, and looked up for every combination.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from itertools import chain, combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from diagnose.case import Case, vocabulary
from diagnose.common import EngineError
from diagnose.inference import looks_at
from diagnose.inference.columns import Levels, Truths, compared
from diagnose.knowledge import GATED, AllOf, AnyOf, Compare, Condition, Criterion, Rulebase
from diagnose.portfolio.cells import Column, Faults
from diagnose.portfolio.columns import agencies_by_id, column_at, functions_by_agency
from diagnose.portfolio.derive import derived
from diagnose.portfolio.facts import Facts
from diagnose.portfolio.files import of_cases
from diagnose.portfolio.layout import lay_out
from diagnose.portfolio.readings import MeasuredColumn, measure_columns
from diagnose.portfolio.rows import row_of

Combinations = NDArray[np.int16]  # a row a combination: the numbers of the changes made, -1 where there are fewer
_AT_ONCE = 1 << 17  # combinations, which bounds memory
_LOOKED_UP = 18  # changes that bear on one measure; of more, only the ways that occur are worked out


class Variants:
    """A case, and what each of some changes alone makes of it."""

    def __init__(self, rules: Rulebase, case: Case, changed: Sequence[Case], most: int) -> None:
        """Take the case as it is and as each change leaves it; at most `most` changes are combined.

        Where two changes say something of the same fact, the later of `changed` counts.

        Raises:
            EngineError: a case cannot be told as a row.
        """
        self._rules, self._year, self._kind = rules, case.year, case.region.kind
        self._number, self._most = len(changed), most
        table = of_cases([row_of(case), *map(row_of, changed)])
        self._layout, faults = lay_out(table.schema.names, "<case>"), Faults()
        self._columns = {path: column_at(table, path, self._layout, faults) for path in self._layout.kinds}
        for path in self._layout.entries:
            self._columns |= agencies_by_id(path, self._columns, self._layout, faults)
        functions = self._layout.functions.items()
        self._local = {agency: functions_by_agency(table, column, faults) for agency, column in functions}
        if faults.found:
            raise EngineError(f"a case is no row of a table: {faults.found[0][1:]}")
        self._touched = {path: _touched(column, len(changed)) for path, column in self._columns.items()}
        self._bearing: dict[str, tuple[int, ...]] = {}
        self._possible: dict[int, NDArray[np.int64]] = {}
        self._measured: dict[str, tuple[NDArray[np.int64], Mapping[str, MeasuredColumn]]] = {}

    def levels(self, made: Combinations) -> tuple[Mapping[str, Levels], Mapping[str, Levels]]:
        """Return the lowest and the highest level of each aspect under each combination."""
        low: dict[str, list[Levels]] = {}
        high: dict[str, list[Levels]] = {}
        for start in range(0, len(made), _AT_ONCE):
            some = _Some(self, made[start : start + _AT_ONCE])
            for aspect in chain(*self._rules.aspects.values()):
                lowest, highest = some.level(aspect)
                low.setdefault(aspect, []).append(lowest)
                high.setdefault(aspect, []).append(highest)
        return {a: np.concatenate(parts) for a, parts in low.items()}, {a: np.concatenate(p) for a, p in high.items()}

    def criteria(self, aspect: str) -> list[Criterion]:
        """Return the criteria that decide the level of `aspect`."""
        every = self._rules.criteria.values()
        own = [c for c in every if c.aspect == aspect and c.reading != "second"]
        return [c for c in own if c.holds_for(self._year, self._kind)]

    def bearing(self, measure: str) -> tuple[int, ...]:
        """Return the changes that bear on what `measure` is read from."""
        if measure not in self._bearing:
            touching = {change for path in self._read(measure) for change in self._touched[path]}
            self._bearing[measure] = tuple(sorted(touching))
        return self._bearing[measure]

    def truths(self, compare: Compare, ways: NDArray[np.int64]) -> Truths:
        """Return how `compare` comes out where the changes that bear on it are made in `ways`, a bit each."""
        known = self._measured.get(compare.measure)
        if known is None or known[0] is not ways:
            self._measured[compare.measure] = known = ways, self._work_out(compare.measure, ways)
        column = known[1][compare.code]
        return compared(self._rules, compare, {compare.code: column.low}, {compare.code: column.high}, self._year)

    def _work_out(self, measure: str, ways: NDArray[np.int64]) -> Mapping[str, MeasuredColumn]:
        bearing = self.bearing(measure)
        columns: dict[str, Column] = {}
        for path in self._read(measure):
            rows = np.zeros(len(ways), np.intp)
            for change in self._touched[path]:
                rows[(ways >> bearing.index(change) & 1).astype(bool)] = change + 1
            columns[path] = self._columns[path].take(rows)
        local = {
            agency: (_first(said, len(ways)), {f: _first(mask, len(ways)) for f, mask in functions.items()})
            for agency, (said, functions) in self._local.items()
        }
        columns = derived(columns, len(ways), self._kind, self._year)
        facts = Facts(len(ways), self._year, self._kind, columns, self._layout, local)
        return measure_columns(facts, [self._rules.measures[measure]], self._rules.lists(self._kind))

    def _read(self, measure: str) -> list[str]:
        """Return the columns that a measure is read from, with those that facts among them follow from."""
        places = set(self._rules.places[measure])
        for _ in vocabulary().follows:  # no chain is longer than there are rules
            causes = {
                rule.when for rule in vocabulary().follows if any(looks_at(frozenset(places), [p]) for p in rule.then)
            }
            if causes <= places:
                break
            places |= causes
        return [path for path in self._columns if looks_at(frozenset(places), [path])]

    def possible(self, bearing: int) -> NDArray[np.int64]:
        """Return the ways in which so many changes can be made, at most `most` of them at once."""
        if bearing not in self._possible:
            sizes = range(min(self._most, bearing) + 1)
            sets = chain.from_iterable(combinations(range(bearing), size) for size in sizes)
            self._possible[bearing] = np.array([sum(1 << bit for bit in some) for some in sets], np.int64)
        return self._possible[bearing]

    @property
    def number(self) -> int:
        """How many changes there are."""
        return self._number


class _Some:
    """Some of the combinations: how each comparison comes out, looked up by the changes that bear on it."""

    def __init__(self, variants: Variants, made: Combinations) -> None:
        self._of, self._made = variants, made
        self._ways: dict[tuple[int, ...], NDArray[np.int64]] = {}

    def level(self, aspect: str) -> tuple[Levels, Levels]:
        criteria = self._of.criteria(aspect)
        lowest, highest = np.ones(len(self._made), np.int8), np.ones(len(self._made), np.int8)
        for level in GATED:
            here = reduce(np.minimum, [self._truth(c.when) for c in criteria if c.level == level], np.int8(1))
            lowest += (lowest == level - 1) & (here == 1)
            highest += (highest == level - 1) & (here >= 0)
        return lowest, highest

    def _truth(self, condition: Condition) -> Any:
        """Kleene's three values as -1, 0, 1: all is the least of the parts, any the greatest."""
        if isinstance(condition, AllOf):
            return reduce(np.minimum, map(self._truth, condition.all))
        if isinstance(condition, AnyOf):
            return reduce(np.maximum, map(self._truth, condition.any))
        assert isinstance(condition, Compare)  # criteria come before levels
        bearing = self._of.bearing(condition.measure)
        if not bearing:
            return self._of.truths(condition, self._of.possible(0))[0]
        made = self._bits(bearing)
        if len(bearing) > _LOOKED_UP:
            ways, places = np.unique(made, return_inverse=True)
            return self._of.truths(condition, ways)[places]
        ways = self._of.possible(len(bearing))
        table = np.zeros(1 << len(bearing), np.int8)
        table[ways] = self._of.truths(condition, ways)
        return table[made]

    def _bits(self, bearing: tuple[int, ...]) -> NDArray[np.int64]:
        """Return for each combination which of the changes `bearing` it makes, a bit for each."""
        if bearing not in self._ways:
            bit = np.zeros(self._of.number + 1, np.int64)  # the last is what -1 stands for
            for place, change in enumerate(bearing):
                bit[change] = 1 << place
            self._ways[bearing] = reduce(np.bitwise_or, (bit[column] for column in self._made.T))
        return self._ways[bearing]


def _touched(column: Column, changes: int) -> tuple[int, ...]:
    """Return the changes under which a column says something else than without any."""
    words = np.array([*column.words, ""], object)[column.codes]
    parts: list[Any] = [column.low, column.high, column.said, column.known, words]
    parts += [] if column.disputed is None else [column.disputed]
    parts += [mask for mask, _ in column.possible]
    differs = reduce(np.logical_or, (part[1:] != part[0] for part in parts))
    assert len(differs) == changes
    return tuple(map(int, np.flatnonzero(differs)))


def _first(mask: NDArray[np.bool_], rows: int) -> NDArray[np.bool_]:
    """Return what stands in the first row, in each of so many."""
    return np.full(rows, mask[0])


def every(changes: int, most: int) -> Combinations:
    """Return every combination of at most `most` of so many changes, from none on."""
    parts = []
    for size in range(min(most, changes) + 1):
        flat = np.fromiter(chain.from_iterable(combinations(range(changes), size)), np.int16)
        rows = flat.reshape(-1, size) if size else np.empty((1, 0), np.int16)
        parts.append(np.pad(rows, ((0, 0), (0, most - size)), constant_values=-1))
    return np.concatenate(parts)


Worked = tuple[Combinations, Mapping[str, Levels], Mapping[str, Levels]]
Again = Callable[[Sequence[Sequence[int]]], Worked]


def levels_of(rules: Rulebase) -> Callable[[Case, Sequence[Case], int], tuple[Worked, Again]]:
    """Return how to work out, for a case and what each change makes of it, the levels of every set of some changes.

    What is returned takes the case, the changed ones and how many changes are combined at most; it gives the sets
    with their levels, and how to work out others.
    """

    def worked(case: Case, changed: Sequence[Case], most: int) -> tuple[Worked, Again]:
        variants, made = Variants(rules, case, changed, most), every(len(changed), most)

        def again(some: Sequence[Sequence[int]]) -> Worked:
            rows = [[*steps, *[-1] * (most - len(steps))] for steps in some]
            few = np.array(rows, np.int16).reshape(len(rows), most)
            return (few, *variants.levels(few))

        return (made, *variants.levels(made)), again

    return worked
