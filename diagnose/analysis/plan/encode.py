"""From criteria to formulas: which moves it takes to have each criterion of a goal proven met in one case.

Every measure is tried out on the case itself, with the moves laid over it, so that a formula says what the diagnosis
would: nothing about how a measure is read stands here but which facts it reads.
"""

import math
from collections.abc import Callable, Iterable, Mapping

from diagnose.analysis.plan.formula import (
    FALSE,
    TRUE,
    Formula,
    all_of,
    any_of,
    at_least,
    from_trials,
    moves_in,
    replaced,
)
from diagnose.analysis.plan.moves import Move, carried_out, touches
from diagnose.case import Case
from diagnose.common import EngineError, cached_property
from diagnose.inference import YES, Measured, Seen, how_many, infer_levels, measure
from diagnose.knowledge import (
    AllOf,
    AnyOf,
    Bound,
    Compare,
    Condition,
    Criterion,
    ForEach,
    LevelIs,
    Measure,
    ReadTally,
    Rulebase,
)


class Encoder:
    """The formulas of one case over its moves.

    A move that brings more agencies in leaves open what answers said of all of them (see `unsettling`). A cautious
    encoder takes all such moves as made when it reads those answers, so that its formulas hold whichever of them are.
    """

    def __init__(self, case: Case, rules: Rulebase, moves: Iterable[Move], *, cautious: bool = False) -> None:
        self.cautious = cautious
        self.case, self.rules = case, rules
        self.moves: Mapping[str, Move] = {m.id: m for m in moves}
        self._cases: dict[frozenset[str], Case] = {frozenset(): case}
        self._measured: dict[tuple[str, frozenset[str]], dict[str, Measured]] = {}
        self._needs: dict[str, Formula] = {}

    def criteria(self, criteria: Iterable[Criterion]) -> Formula:
        """Return what it takes to meet all of `criteria`, each move together with what its saran needs."""
        plain = all_of(self.condition(c.when) for c in criteria)
        return replaced(plain, self._with_needs)

    def condition(self, condition: Condition) -> Formula:
        """Return what it takes to prove `condition` met, whatever a move itself may need."""
        if isinstance(condition, AllOf):
            return all_of(self.condition(c) for c in condition.all)
        if isinstance(condition, AnyOf):
            return any_of(self.condition(c) for c in condition.any)
        if isinstance(condition, LevelIs):
            raise TypeError("criteria come before levels")
        return self._compare(condition)

    def case_with(self, moves: frozenset[str]) -> Case:
        """Return the case with `moves` carried out."""
        if moves not in self._cases:
            self._cases[moves] = carried_out(self.case, [self.moves[m] for m in sorted(moves)])
        return self._cases[moves]

    @cached_property
    def unsettling(self) -> frozenset[str]:
        """The moves that change of whom the answers to a survey are to speak."""
        return frozenset().union(*(self._unsettle(m) for m in self.rules.measures.values()))

    def _unsettle(self, definition: Measure) -> frozenset[str]:
        rosters = {p.covering for p in definition.read.parts() if isinstance(p, ReadTally) and p.covering}
        return frozenset(
            move.id
            for move in self.moves.values()
            if any(path.startswith(f"{roster}.") for path in move.patterns() for roster in rosters)
        )

    @cached_property
    def _met_now(self) -> frozenset[str]:
        found = infer_levels(self.case, self.rules)
        return frozenset(c.id for c in found.compiled.criteria if found.truth(c.id) == "met")

    def waits_for(self, move: str) -> frozenset[str]:
        """Return the moves that a move may need to come first, since its saran makes sense only after them."""
        return frozenset(moves_in(self._with_needs(move))) - {move}

    def _with_needs(self, move: str) -> Formula:
        """Return `move` with what makes the criteria met that its saran needs."""
        if move not in self._needs:
            self._needs[move] = FALSE  # a move that waits for itself is never made
            needs = self.rules.saran[self.moves[move].lever.saran].needs
            lacking = [self.rules.criteria[c] for c in needs if c not in self._met_now]
            in_force = [c for c in lacking if c.holds_for(self.case.year, self.case.region.kind)]
            self._needs[move] = all_of([move, self.criteria(in_force)])
        return self._needs[move]

    def _compare(self, compare: Compare) -> Formula:
        definition = self.rules.measures[compare.measure]
        bound = self.rules.bound(compare, self.case.year)
        by_function = bool(definition.read.over() or definition.read.by_each_function()) and bound.low is not None
        if by_function and bound.high is None and isinstance(compare, ForEach):
            functions = self.rules.lists(self.case.region.kind)[compare.for_each]
            return all_of(self._function(definition, compare.code, f, bound) for f in functions)
        counted = definition.read.over()
        if by_function and bound.high is None and counted:
            functions = self.rules.lists(self.case.region.kind)[counted]
            each = [self._function(definition, compare.code, f, Bound(low=YES)) for f in functions]
            return at_least(_number(bound, definition.scale, len(functions)), each)
        stated = next((part.over() for part in definition.read.parts() if part.over()), None)
        if stated and bound.low is not None and bound.high is None:
            return self._stated_over(definition, compare.code, stated, bound)
        touching = self._touching(definition)
        return self._tried(touching, lambda some: _proven(self._measure(definition, compare.code, some), bound))

    def _stated_over(self, definition: Measure, code: str, listed: str, bound: Bound) -> Formula:
        """Return what it takes where one statement counts functions and others tell how many they are.

        A move of one agency leaves the others unsaid, so that only the count tells.
        """
        whole: list[str] = []
        each_one: list[str] = []
        for move in self._touching(definition):
            (whole if self.moves[move].agency is None else each_one).append(move)
        at_once = self._tried(whole, lambda some: _proven(self._measure(definition, code, some), bound))
        if at_once == TRUE or not each_one:
            return at_once
        if not _proven(self._measure(definition, code, frozenset(each_one)), bound):
            return at_once
        functions = self.rules.lists(self.case.region.kind)[listed]
        each = [self._function(definition, code, f, Bound(low=YES)) for f in functions]
        counted = at_least(_number(bound, definition.scale, len(functions)), each)
        return any_of([at_once, any_of(each_one) if counted == TRUE else counted])

    def _function(self, definition: Measure, code: str, function: str, bound: Bound) -> Formula:
        touching = [m for m in self._touching(definition) if self._reaches(m, definition, function)]

        def proven(some: frozenset[str]) -> bool:
            return _proven(self._measure(definition, code, some).seen[function], bound)

        return self._tried(touching, proven)

    def _tried(self, touching: list[str], proven: Callable[[frozenset[str]], bool]) -> Formula:
        try:
            return from_trials(touching, proven)
        except ValueError as error:
            raise EngineError(str(error)) from None

    def _touching(self, definition: Measure) -> list[str]:
        """Return the moves that change a fact which the measure reads."""
        read = definition.read.paths()
        return [move.id for move in self.moves.values() if touches({*move.patterns()}, read)]

    def _reaches(self, move: str, definition: Measure, function: str) -> bool:
        """Tell whether a move that touches a measure touches what it sees of `function`."""
        of = self.moves[move]
        return of.agency is None or function in of.functions

    def _measure(self, definition: Measure, code: str, moves: frozenset[str]) -> Measured:
        key = (definition.id, moves)
        if key not in self._measured:
            lists = self.rules.lists(self.case.region.kind)
            made = moves | self._unsettle(definition) if self.cautious else moves
            found = measure(self.case_with(made), definition, lists)
            self._measured[key] = {m.code: m for m in found}
        return self._measured[key][code]


def _proven(seen: Seen | Measured, bound: Bound) -> bool:
    """Tell whether what was measured lies within `bound` for sure."""
    low_ok = bound.low is None or seen.low > bound.low or (seen.low == bound.low and not bound.low_open)
    high_ok = bound.high is None or seen.high < bound.high or (seen.high == bound.high and not bound.high_open)
    return low_ok and high_ok


def _number(bound: Bound, scale: str, total: int) -> int:
    """Return how many functions of `total` it takes to reach `bound`."""
    wanted = next((n for n in range(total + 1) if _proven(Seen(_of(n, scale, total), math.inf), bound)), None)
    return total + 1 if wanted is None else wanted


def _of(n: int, scale: str, total: int) -> float:
    if scale == "extent":
        return how_many(float(n), float(total))
    return n / total if scale == "share" else float(n)
