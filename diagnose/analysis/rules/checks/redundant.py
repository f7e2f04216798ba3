"""Redundancy, proven: no criterion follows from those beside and below it, no finding says what another says."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import z3

from diagnose.analysis.rules.checks.world import World, place_of, possible, solver_of, worlds
from diagnose.common import Problem
from diagnose.knowledge import Criterion, Finding, Rulebase, comparisons, levels_read


def check(base: Rulebase) -> Iterator[Problem]:
    """Yield each criterion that gates nothing, and each pair of findings that always hold together.

    A criterion gates nothing where the others of its aspect, of the same or lower levels, imply it in every reading
    that it belongs to; findings are compared with those of their kind.
    """
    every = [(world, solver_of(world)) for world in worlds(base)]
    for criterion in base.criteria.values():
        within = {_gates(w, criterion): (w, s) for w, s in every if criterion in w.criteria}
        implied = [_implied_by(w, s, criterion) for w, s in within.values()]
        if implied and all(implied):
            by = ", ".join(sorted({name for names in implied for name in names}))
            yield Problem(place_of(base, criterion, "when"), "criterion_redundant", {"given": criterion.id, "by": by})
    for one, other in combinations(base.findings.values(), 2):
        if one.kind == other.kind and _reads(one) & _reads(other) and _same(every, one, other):
            yield Problem(place_of(base, other, "when"), "finding_twice", {"given": other.id, "other": one.id})


def _reads(finding: Finding) -> set[str]:
    """Return the measures and levels that `finding` reads; two that share none do not always hold together."""
    return {c.measure for c in comparisons(finding.when)} | set(levels_read(finding.when))


def _gates(world: World, criterion: Criterion) -> tuple[object, ...]:
    """Return what whether `criterion` follows depends on: worlds in which it is the same need one proof."""
    gates = [c for reading in ("main", "second") for c in world.gates(criterion.aspect, reading)]
    return *(c.id for c in gates), *world.rests_on(*(c.when for c in gates))


def _implied_by(world: World, solver: Any, criterion: Criterion) -> set[str]:
    """Return the criteria that together imply `criterion` in all its readings; none where one reading needs it."""
    readings = ("main", "second") if criterion.reading == "both" else (criterion.reading,)
    names: set[str] = set()
    for reading in readings:
        gates = world.gates(criterion.aspect, reading)
        others = [c for c in gates if c.level <= criterion.level and c.id != criterion.id]
        marks = {z3.Bool(f"met {c.id}"): c for c in others}
        met = [z3.Implies(mark, world.truth(c.when)) for mark, c in marks.items()]
        solver.push()
        solver.add(*met, z3.Not(world.truth(criterion.when)))
        needed = possible(solver, *marks)
        core = set() if needed else {c.id for mark, c in marks.items() if mark in solver.unsat_core()}
        solver.pop()
        if not core:  # needed, or never unmet at all, which `reach` tells
            return set()
        names |= core
    return names


def _same(every: list[tuple[World, Any]], one: Finding, other: Finding) -> bool:
    inside = [(w, s) for w, s in every if one in w.findings or other in w.findings]
    if not all(one in w.findings and other in w.findings for w, _ in inside):
        return False
    unlike = {w.rests_on(one.when, other.when): (w, s) for w, s in inside}
    return not any(possible(s, z3.Xor(w.truth(one.when), w.truth(other.when))) for w, s in unlike.values())
