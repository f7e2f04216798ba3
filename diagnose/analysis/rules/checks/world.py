"""Fully known worlds as z3 terms: a variable for each fact, a term for each measure, a truth for each condition.

Imported only by the checks that prove something; it needs z3 (``pip install 'konvergensi[proofs]'``).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import permutations
from typing import Any

import z3

from diagnose.case import Case, CountFact, PercentFact, questionnaire
from diagnose.common import EngineError, Place, types_below
from diagnose.inference import NO, YES
from diagnose.knowledge import (
    LEVELS,
    REGION_KINDS,
    AllOf,
    AnyOf,
    Compare,
    Condition,
    Criterion,
    LevelIs,
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
    Rule,
    Rulebase,
)

TIMEOUT = 20_000  # milliseconds a query may take
BOTH_WAYS = 2  # a measure that a fact both raises and lowers
_TOPS = {"answer": 2, "extent": 3}


@dataclass(frozen=True)
class Term:
    """What a measure comes to: a z3 number, or one divided by another, kept apart so that comparing stays linear."""

    value: Any
    by: Any = None


@dataclass(frozen=True)
class Variable:
    """A fact of a world; `origin` is the path it is told by, `frame` that it is the size of what is measured."""

    term: Any
    origin: str
    frame: bool = False


class World:
    """Every fully known case of one `kind` of region in one `year`; `suffix` keeps the variables of two worlds apart.

    `facts` holds a variable for each fact that measures read, `constraints` what any case obeys, `terms` each
    measure by code (see `measures.Measured.code`), `signs` for each measure which way it goes with each fact.
    """

    def __init__(self, base: Rulebase, kind: str, year: int, suffix: str = "") -> None:
        self.base, self.kind, self.year, self.suffix = base, kind, year, suffix
        self.facts: dict[str, Variable] = {}
        self.constraints: list[Any] = []
        self.terms: dict[str, Term] = {}
        self.signs: dict[str, dict[str, int]] = {}
        self._entries: dict[tuple[str, str], list[tuple[Mapping[str, Any], Any]]] = {}
        self._levels: dict[str, Any] = {}
        self.criteria = tuple(c for c in base.criteria.values() if c.holds_for(year, kind))
        self.findings = tuple(f for f in base.findings.values() if f.holds_for(year, kind))
        for measure in base.measures.values():
            self._signs = self.signs[measure.id] = {}
            self.terms |= self._measure(measure)
        self._tie_entries()

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
                self._levels[key] = _extreme([self.level(a, second) for a in self.base.aspects[name]])
            else:
                gates = self.gates(name, "second" if second else "main")
                met = {k: z3.And([self.truth(c.when) for c in gates if c.level == k]) for k in LEVELS}
                level: Any = z3.IntVal(LEVELS[-1])
                for k in reversed(LEVELS):
                    level = z3.If(met[k], level, k - 1)
                self._levels[key] = level
        return self._levels[key]

    def gates(self, aspect: str, reading: str) -> list[Criterion]:
        """Return the criteria in force that `aspect` must meet in one reading, ``main`` or ``second``."""
        return [c for c in self.criteria if c.aspect == aspect and c.reading in ("both", reading)]

    def values(self, model: Any) -> dict[str, float]:
        """Return what each measure comes to in a z3 `model` of this world, by code."""
        return {c: float(_number(model, t.value) / _number(model, _over(t))) for c, t in self.terms.items()}

    def _compared(self, compare: Compare) -> Any:
        term, bound = self.terms[compare.code], self.base.bound(compare, self.year)
        parts = []
        for limit, is_open, sign in ((bound.low, bound.low_open, 1), (bound.high, bound.high_open, -1)):
            if limit is not None:
                exact = z3.RealVal(str(Fraction(str(limit))))
                beyond = sign * (term.value - exact * _over(term))
                parts.append(beyond > 0 if is_open else beyond >= 0)
        return z3.And(parts)

    def _measure(self, measure: Measure) -> dict[str, Term]:
        reading, lists = measure.read, self.base.lists(self.kind)
        if isinstance(reading, ReadRoster | ReadEntries):
            over = reading.count_in or reading.share_in
            if over:
                count = z3.Sum([z3.If(self._by_function(reading, f) >= int(YES), 1, 0) for f in lists[over]])
                return {measure.id: Term(count, z3.IntVal(len(lists[over])) if measure.scale == "share" else None)}
            if measure.per_function:
                most = measure.better == "lower"
                each = {name: [self._by_function(reading, f) for f in functions] for name, functions in lists.items()}
                return {f"{measure.id}@{name}": Term(_extreme(seen, most)) for name, seen in each.items()}
        term = self._single(reading, measure.scale)
        if measure.scale == "share" and isinstance(reading, ReadShare):
            self.constraints.append(term.value <= term.by)
        return {measure.id: term}

    def _by_function(self, reading: ReadRoster | ReadEntries, function: str) -> Any:
        if isinstance(reading, ReadEntries):
            return z3.If(self._entry(reading, function), int(YES), int(NO))
        return self._capped(self._scaled(f"{reading.roster}[{function}]", "answer", origin=reading.roster), reading)

    def _capped(self, value: Any, reading: ReadFact | ReadRoster) -> Any:
        return _extreme([value, self._fact(reading.capped_by)]) if reading.capped_by else value

    def _single(self, reading: Any, scale: str) -> Term:
        requires = getattr(reading, "requires", None)
        if isinstance(reading, ReadFact):
            value = self._capped(self._fact(reading.fact), reading)
        elif isinstance(reading, ReadLowest):
            value = self._scaled(reading.lowest, scale)
        elif isinstance(reading, ReadShare):
            part, whole = self._fact(reading.part), self._fact(reading.whole, -1)
            self.constraints.append(whole > 0)
            return Term(part, whole)
        elif isinstance(reading, ReadExtent):
            part, whole = self._fact(reading.part_of), self._fact(reading.whole, -1)
            self.constraints += [part <= whole, whole >= 1]
            value = _how_many(part, whole)
        elif isinstance(reading, ReadTally):
            inside, asked = self._tally(reading)
            if reading.as_ == "share":
                return Term(inside, asked)
            value = _how_many(inside, asked) if reading.as_ == "extent" else inside
        elif isinstance(reading, ReadEntries):
            value = self._entry(reading, "")
        elif isinstance(reading, ReadDays):
            value = self._fact(reading.to) - self._fact(reading.days_from, -1)
        elif isinstance(reading, ReadSeries):
            return self._series(reading)
        elif isinstance(reading, ReadListed):
            value = 2 * self._variable(f"{reading.listed}[{reading.entry}]", 1, z3.Int, 0, 1)
        elif isinstance(reading, ReadAgree):
            first, *others = (self._single(part, scale) for part in reading.agree)
            self.constraints += [first.value * _over(o) == o.value * _over(first) for o in others]
            return first
        else:
            raise TypeError(f"no such reading: {reading!r}")
        return Term(z3.If(self._fact(requires) <= 0, 0, value)) if requires else Term(value)

    def _tally(self, reading: ReadTally) -> tuple[Any, Any]:
        origin = f"questionnaire.items[{reading.tally}]"
        answers = next(q for q in questionnaire().questions if q.id == reading.tally).answers
        given = {
            a: self._variable(f"{origin} {a}", int(a in reading.answers), z3.Int, 0, origin=origin) for a in answers
        }
        asked = self._variable(f"{origin} asked", 0, z3.Int, 1, origin=origin, frame=True)
        self.constraints.append(z3.Sum(list(given.values())) == asked)
        return z3.Sum([given[a] for a in reading.answers]), asked

    def _entry(self, reading: ReadEntries, function: str) -> Any:
        """Return whether `function` has an entry that fits; without a function, how many fit."""
        told = ", ".join(f"{name}={reading.where[name]}" for name in sorted(reading.where))
        path = f"{reading.entries}[{told}]" + (f"[{function}]" if function else "")
        new = path not in self.facts
        sort, low = (z3.Bool, None) if function else (z3.Int, 0)
        term = self._variable(path, 1, sort, low, origin=reading.entries)
        if new:
            self._entries.setdefault((reading.entries, function), []).append((reading.where, term))
        return term

    def _tie_entries(self) -> None:
        """Tie entries that fit a narrower `where` to those that fit a wider one, and functions to the count."""
        for (entries, function), seen in self._entries.items():
            for (narrow, some), (wide, more) in permutations(seen, 2):
                if _narrower(narrow, wide):
                    self.constraints.append(z3.Implies(some, more) if function else some <= more)
            for where, counted in self._entries.get((entries, ""), ()) if function else ():
                self.constraints += [z3.Implies(some, counted >= 1) for fits, some in seen if _narrower(fits, where)]

    def _series(self, reading: ReadSeries) -> Term:
        origin = f"{reading.series}[*].{reading.figure}"
        sort, low, high = _domain(_model_of(origin))

        def figure(of: tuple[str, ...], which: str, sign: int) -> Any:
            path = origin.replace("*", f"{'/'.join(of)} {which}")
            return self._variable(path, sign, sort, low, high, origin=origin)

        if reading.as_ in ("ratio", "difference"):
            both = f"of a year shared with {'/'.join(reading.against or ())}"
            ours = figure(reading.of, both, 1)
            theirs = figure(reading.against or (), f"of a year shared with {'/'.join(reading.of)}", -1)
            if reading.as_ == "difference":
                return Term(ours - theirs)
            self.constraints.append(theirs > 0)
            return Term(ours, theirs)
        last = figure(reading.of, "last", 1)
        if reading.as_ == "latest":
            return Term(last)
        return Term(last - figure(reading.of, "first" if reading.as_ == "change" else "before last", -1))

    def _fact(self, path: str, sign: int = 1) -> Any:
        return self._variable(path, sign, *_domain(_model_of(path)))

    def _scaled(self, path: str, scale: str, origin: str = "") -> Any:
        return self._variable(path, 1, z3.Int, 0, _TOPS[scale], origin=origin)

    def _variable(
        self, path: str, sign: int, sort: Any, low: Any = None, high: Any = None, origin: str = "", frame: bool = False
    ) -> Any:
        if path not in self.facts:
            term = sort(path + self.suffix)
            self.facts[path] = Variable(term, origin or path, frame)
            self.constraints += [] if low is None else [term >= low]
            self.constraints += [] if high is None else [term <= high]
        ways = {self._signs.get(path, 0), sign} - {0}
        self._signs[path] = max(ways, default=0) if len(ways) < 2 else BOTH_WAYS
        return self.facts[path].term


def worlds(base: Rulebase) -> Iterator[World]:
    """Yield a world for each kind of region and each year in which what is in force changes."""
    for year in base.changes():
        for kind in REGION_KINDS:
            yield World(base, kind, year)


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
        raise EngineError(f"z3: {solver.reason_unknown()}")
    return bool(answer == z3.sat)


def place_of(base: Rulebase, rule: Rule, at: str) -> Place:
    """Return the place of the field `at` of `rule`; of the framework where `rule` stands in no file."""
    found = (b for b in base.blocks if b.kind in ("criteria", "findings") and b.content.id == rule.id)
    block = next(found, None)
    return block.place(at) if block else next(b.place() for b in base.blocks if b.kind == "framework")


def _narrower(narrow: Mapping[str, Any], wide: Mapping[str, Any]) -> bool:
    def words(allowed: Any) -> set[str]:
        return {allowed} if isinstance(allowed, str) else set(allowed)

    return all(name in narrow and words(narrow[name]) <= words(allowed) for name, allowed in wide.items())


def _extreme(terms: list[Any], most: bool = False) -> Any:
    """Return the least of `terms`, or the greatest."""
    result, *others = terms
    for term in others:
        result = z3.If((term > result) if most else (term < result), term, result)
    return result


def _how_many(part: Any, whole: Any) -> Any:
    return z3.If(part <= 0, 0, z3.If(part >= whole, 3, z3.If(2 * part > whole, 2, 1)))


def _number(model: Any, term: Any) -> Fraction:
    return Fraction(str(model.eval(term, model_completion=True)))


def _over(term: Term) -> Any:
    return z3.IntVal(1) if term.by is None else term.by


@cache
def _model_of(path: str) -> Any:
    """Return the model of the fact at `path`."""
    models: list[Any] = [Case]
    for part in path.replace("]", "").replace("[", ".").split("."):
        below: Any = 0 if part == "*" else part
        models = [a for m in models for a in (types_below(m, below) or ([m] if part == "*" else []))]
    return models[0]


def _domain(model: Any) -> tuple[Any, int | None, int | None]:
    """Return the z3 sort, lowest and highest value of a fact."""
    said = str(model.model_fields["value"].annotation)
    scale = next((top for name, top in (("Answer", 2), ("Extent", 3)) if name in said), None)
    if scale is not None:
        return z3.Int, 0, scale
    if PercentFact in model.__mro__:
        return z3.Real, 0, 100
    if CountFact in model.__mro__:
        return z3.Int, 0, None
    return (z3.Int if "date" in said else z3.Real), None, None
