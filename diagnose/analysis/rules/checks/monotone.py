"""Monotony, proven: no fact that gets better lowers the level of an aspect."""

from collections.abc import Iterator
from typing import Any

import z3

from diagnose.analysis.rules.checks.variables import BOTH_WAYS
from diagnose.analysis.rules.checks.world import World, possible, solver_of, worlds
from diagnose.case import vocabulary
from diagnose.common import Problem
from diagnose.knowledge import Rulebase, comparisons

_BETTER = {"higher": 1, "lower": -1}


def check(base: Rulebase) -> Iterator[Problem]:
    """Yield facts that criteria read in two opposite directions, and aspects whose level falls as facts improve."""
    place = next(b.place() for b in base.blocks if b.kind == "framework")
    torn: dict[str, None] = {}
    fallen: dict[str, str] = {}
    seen: set[tuple[object, ...]] = set()
    for worse in worlds(base):
        same = (*(c.id for c in worse.criteria), *worse.rests_on(*(c.when for c in worse.criteria)))
        if same in seen:  # a year in which only findings change proves nothing new
            continue
        seen.add(same)
        directions = _directions(worse)
        torn |= {worse.facts[path].origin: None for path, ways in directions.items() if len(ways) > 1}
        better = World(base, worse.kind, worse.year, " after")
        solver = solver_of(worse, better)
        solver.add(_ties(worse, better, directions))
        falls = {
            aspect: z3.Or([better.level(aspect, second) < worse.level(aspect, second) for second in (False, True)])
            for aspects in base.aspects.values()
            for aspect in aspects
            if aspect not in fallen
        }
        if possible(solver, z3.Or(list(falls.values()))):
            for aspect, fall in falls.items():
                if possible(solver, fall):
                    fallen[aspect] = _told(solver, fall, worse, better)
    for path in torn:
        yield Problem(place, "fact_read_two_ways", {"given": path})
    for aspect, facts in fallen.items():
        yield Problem(place, "level_falls", {"given": aspect, "facts": facts})


def _directions(world: World) -> dict[str, set[int]]:
    """Return for each fact that criteria read which ways are better: 1 for more, -1 for less, 0 for neither."""
    found: dict[str, set[int]] = {}
    read = {compare.measure for c in world.base.criteria.values() for compare in comparisons(c.when)}
    for name in sorted(read):
        better = _BETTER.get(world.base.measures[name].better, 0)
        for path, sign in world.signs[name].items() if better else ():
            ways = {1, -1} if sign == BOTH_WAYS else {sign * better} - {0}
            found.setdefault(path, set()).update(ways)
    still = vocabulary().undirected
    return {p: set() if world.facts[p].origin in still else ways for p, ways in found.items()}


def _ties(worse: World, better: World, directions: dict[str, set[int]]) -> Iterator[Any]:
    """Yield what holds between two worlds of which the second is better, or the same, in every fact."""
    still = vocabulary().undirected
    for path, variable in worse.facts.items():
        before, after = variable.term, better.facts[path].term
        ways = directions.get(path, set())
        if variable.frame or variable.origin in still or len(ways) > 1:
            yield before == after
        elif ways:
            less, more = (before, after) if 1 in ways else (after, before)
            yield z3.Implies(less, more) if z3.is_bool(less) else less <= more


def _told(solver: Any, fall: Any, worse: World, better: World) -> str:
    """Return the facts that lower the level, each with its values before and after; as few as will do."""
    solver.push()
    solver.add(fall)
    pairs = {path: (v.term, better.facts[path].term) for path, v in worse.facts.items()}
    for before, after in pairs.values():
        if possible(solver, before == after):
            solver.add(before == after)
    possible(solver)
    model = solver.model()
    values = {p: [model.eval(t, model_completion=True) for t in pair] for p, pair in pairs.items()}
    solver.pop()
    return "; ".join(f"{p}: {a} -> {b}" for p, (a, b) in values.items() if not z3.eq(a, b))
