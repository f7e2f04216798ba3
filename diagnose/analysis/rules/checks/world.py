"""Fully known worlds as z3 terms: a variable for each fact, a term for each measure, a truth for each condition.

Imported only by the checks that prove something; it needs z3 (``pip install 'konvergensi[proofs]'``).
"""

import math
from collections.abc import Iterator
from copy import copy
from fractions import Fraction
from typing import Any

import z3

from diagnose.analysis.rules.checks.terms import Term, agreed, extreme, how_many, of_function, over, term
from diagnose.analysis.rules.checks.variables import Facts
from diagnose.common import EngineError, Place
from diagnose.inference import YES
from diagnose.knowledge import (
    GATED,
    REGION_KINDS,
    AllOf,
    AnyOf,
    Compare,
    Condition,
    Criterion,
    LevelIs,
    Measure,
    ReadAgree,
    ReadingBase,
    Rule,
    Rulebase,
    comparisons,
    levels_read,
)

TIMEOUT = 120_000  # milliseconds a query may take; on a quiet machine none takes 20,000


class World:
    """Every fully known case of one `kind` of region in one `year`; `suffix` keeps the variables of two worlds apart.

    `facts` holds a variable for each fact that measures read, `constraints` what any case obeys, `terms` each
    measure by code (see `measures.Measured.code`), `signs` for each measure which way it goes with each fact.
    """

    def __init__(self, base: Rulebase, kind: str, year: int, suffix: str = "") -> None:
        self.base, self.kind, self.suffix = base, kind, suffix
        self._known = Facts(suffix)
        self.facts, self.constraints = self._known.facts, self._known.constraints
        self.terms: dict[str, Term] = {}
        self.signs: dict[str, dict[str, int]] = {}
        for measure in base.measures.values():
            self._known.signs = self.signs[measure.id] = {}
            self.terms |= self._measure(measure)
        self._known.tie_entries()
        self._in_force(year)

    def at(self, year: int) -> "World":
        """Return this world in another year: the same facts, judged by the rules and numbers in force then."""
        other = copy(self)
        other._in_force(year)
        return other

    def _in_force(self, year: int) -> None:
        self.year = year
        self._levels: dict[str, Any] = {}
        self.criteria = tuple(c for c in self.base.criteria.values() if c.holds_for(year, self.kind))
        self.findings = tuple(f for f in self.base.findings.values() if f.holds_for(year, self.kind))

    def truth(self, condition: Condition) -> Any:
        """Return when `condition` is met, as a z3 truth."""
        if isinstance(condition, AllOf):
            return z3.And([self.truth(c) for c in condition.all])
        if isinstance(condition, AnyOf):
            return z3.Or([self.truth(c) for c in condition.any])
        if isinstance(condition, LevelIs):
            at_least = self.level(condition.level) >= (condition.at_least or condition.below)
            return at_least if condition.at_least else z3.Not(at_least)
        return self._compared(condition)

    def level(self, name: str, second: bool = False) -> Any:
        """Return the level, 1 to 4, of an aspect (in its second reading, if asked) or a dimension."""
        key = f"{name}~{second}"
        if key not in self._levels:
            if name in self.base.aspects:
                self._levels[key] = extreme([self.level(a, second) for a in self.base.aspects[name]])
            else:
                gates = self.gates(name, "second" if second else "main")
                met = {k: z3.And([self.truth(c.when) for c in gates if c.level == k]) for k in GATED}
                level: Any = z3.IntVal(GATED[-1])
                for k in reversed(GATED):
                    level = z3.If(met[k], level, k - 1)
                self._levels[key] = level
        return self._levels[key]

    def gates(self, aspect: str, reading: str) -> list[Criterion]:
        """Return the criteria in force that `aspect` must meet in one reading, ``main`` or ``second``."""
        return [c for c in self.criteria if c.aspect == aspect and c.reading in ("both", reading)]

    def rests_on(self, *conditions: Condition) -> tuple[object, ...]:
        """Return what the truths of `conditions` depend on: two worlds in which it is the same judge them alike.

        That is the kind of region, the numbers that are compared and, where levels are read, the criteria in force.
        """
        read = {name for condition in conditions for name in levels_read(condition)}
        criteria = self.criteria if read else ()
        compares = (*map(comparisons, (*conditions, *(c.when for c in criteria))),)
        bounds = tuple(self.base.bound(compare, self.year) for found in compares for compare in found)
        return self.kind, *(c.id for c in criteria), *bounds

    def values(self, model: Any) -> dict[str, float]:
        """Return what each measure comes to in a z3 `model` of this world, by code; nothing falls short of nought."""
        parts = {c: (_number(model, t.value), _number(model, over(t))) for c, t in self.terms.items()}
        return {c: float(value / by) if by else math.inf for c, (value, by) in parts.items()}

    def _compared(self, compare: Compare) -> Any:
        term, bound = self.terms[compare.code], self.base.bound(compare, self.year)
        parts = []
        for limit, is_open, sign in ((bound.low, bound.low_open, 1), (bound.high, bound.high_open, -1)):
            if limit is not None:
                exact = z3.RealVal(str(Fraction(str(limit))))
                beyond = sign * (term.value - exact * over(term))
                parts.append(beyond > 0 if is_open else beyond >= 0)
        return z3.And(parts)

    def _measure(self, measure: Measure) -> dict[str, Term]:
        reading, lists, over = measure.read, self.base.lists(self.kind), measure.read.over()
        if over and measure.scale != "extent":
            count = z3.Sum([z3.If(of_function(reading, self._known, f) >= int(YES), 1, 0) for f in lists[over]])
            return {measure.id: Term(count, z3.IntVal(len(lists[over])) if measure.scale == "share" else None)}
        if reading.by_each_function():
            most = measure.better == "lower"
            each = {
                name: [of_function(reading, self._known, f) for f in functions] for name, functions in lists.items()
            }
            return {f"{measure.id}@{name}": Term(extreme(seen, most)) for name, seen in each.items()}
        return {measure.id: self._term(reading, measure.scale)}

    def _term(self, reading: ReadingBase, scale: str) -> Term:
        """Return what `reading` comes to, where part of it counts functions or speaks of more than were asked."""
        if isinstance(reading, ReadAgree):
            # answers of some respondents tell of the others only where they cover them, which worlds leave open
            parts = [part for part in reading.agree if not getattr(part, "covering", None)]
            return agreed([self._term(part, scale) for part in parts], self._known)
        listed = reading.over()
        if not listed:
            return term(reading, self._known, scale)
        functions = self.base.lists(self.kind)[listed]
        having = z3.Sum([z3.If(of_function(reading, self._known, f) >= int(YES), 1, 0) for f in functions])
        return Term(how_many(having, z3.IntVal(len(functions))))


def worlds(base: Rulebase) -> Iterator[World]:
    """Yield a world for each kind of region and each year in which what is in force changes."""
    first, *later = base.changes()
    every = [World(base, kind, first) for kind in REGION_KINDS]
    yield from every
    for year in later:
        yield from (world.at(year) for world in every)


def solver_of(*worlds: World) -> Any:
    """Return a z3 solver that knows the constraints of `worlds`."""
    solver = z3.Solver()
    solver.set("timeout", TIMEOUT)
    solver.set("core.minimize", True)
    for world in worlds:
        solver.add(world.constraints)
    return solver


def possible(solver: Any, *also: Any) -> bool:
    """Tell whether what `solver` knows and all of `also` can hold at once.

    Raises:
        EngineError: z3 cannot tell in time.
    """
    answer = solver.check(*also)
    if answer == z3.unknown:
        raise EngineError(f"z3: {solver.reason_unknown()}, {TIMEOUT // 1000} s")
    return bool(answer == z3.sat)


def place_of(base: Rulebase, rule: Rule, at: str) -> Place:
    """Return the place of the field `at` of `rule`; of the framework where `rule` stands in no file."""
    found = (b for b in base.blocks if b.kind in ("criteria", "findings") and b.content.id == rule.id)
    block = next(found, None)
    return block.place(at) if block else next(b.place() for b in base.blocks if b.kind == "framework")


def _number(model: Any, term: Any) -> Fraction:
    return Fraction(str(model.eval(term, model_completion=True)))
