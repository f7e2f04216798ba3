"""Reach, proven: every rule can be met and can be unmet, and every clause of it makes a difference."""

from collections.abc import Iterator

import z3

from diagnose.analysis.rules.checks.world import place_of, possible, solver_of, worlds
from diagnose.common import Problem
from diagnose.knowledge import AllOf, AnyOf, Condition, Rulebase


def check(base: Rulebase) -> Iterator[Problem]:
    """Yield each rule that in some kind of region and year in force can never be met, or never be unmet.

    A clause is idle where leaving it out changes nothing, in any region or year in which the rule is in force.
    """
    found: dict[str, set[str]] = {"never_met": set(), "never_unmet": set()}
    works: dict[tuple[str, str], bool] = {}
    judged: set[tuple[object, ...]] = set()
    for world in worlds(base):
        solver = solver_of(world)
        for rule in (*world.criteria, *world.findings):
            same = (rule.id, *world.rests_on(rule.when))
            if same in judged:
                continue
            judged.add(same)
            met = world.truth(rule.when)
            if not possible(solver, met):
                found["never_met"].add(rule.id)
            if not possible(solver, z3.Not(met)):
                found["never_unmet"].add(rule.id)
            for clause, without in _without(rule.when):
                at = (rule.id, clause)
                works[at] = works.get(at, False) or possible(solver, z3.Xor(met, world.truth(without)))
    for rule in base.provable:
        place = place_of(base, rule, "when")
        for key in (key for key, ids in found.items() if rule.id in ids):
            yield Problem(place, key, {"given": rule.id})
        if not any(rule.id in ids for ids in found.values()):
            for clause in (clause for (given, clause), does in works.items() if given == rule.id and not does):
                yield Problem(place, "clause_idle", {"given": rule.id, "clause": clause})


def _without(condition: Condition, at: str = "") -> Iterator[tuple[str, Condition]]:
    """Yield `condition` less one clause, for each that can be left out: ``2.1`` is the first of the second."""
    if not isinstance(condition, AllOf | AnyOf):
        return
    parts = condition.all if isinstance(condition, AllOf) else condition.any

    def joined(parts: tuple[Condition, ...]) -> Condition:
        return AllOf(all=parts) if isinstance(condition, AllOf) else AnyOf(any=parts)

    for i, part in enumerate(parts):
        here = f"{at}{i + 1}"
        if len(parts) > 1:
            yield here, joined((*parts[:i], *parts[i + 1 :]))
        for clause, less in _without(part, f"{here}."):
            yield clause, joined((*parts[:i], less, *parts[i + 1 :]))
