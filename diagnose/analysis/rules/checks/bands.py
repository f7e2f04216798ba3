"""Bands, proven: of the findings of one band exactly one holds, whatever the facts."""

from collections.abc import Iterator
from itertools import combinations

import z3

from diagnose.analysis.rules.checks.world import place_of, possible, solver_of, worlds
from diagnose.common import Problem
from diagnose.knowledge import Finding, Rulebase


def check(base: Rulebase) -> Iterator[Problem]:
    """Yield pairs of findings of a band that can hold at once, and bands of which none may hold."""
    bands: dict[str, list[Finding]] = {}
    for finding in base.findings.values():
        if finding.band:
            bands.setdefault(finding.band, []).append(finding)
    every = [(world, solver_of(world)) for world in worlds(base)] if bands else []
    for band, members in bands.items():
        for one, other in combinations(members, 2):
            if any(
                one in w.findings and other in w.findings and possible(s, w.truth(one.when), w.truth(other.when))
                for w, s in every
            ):
                values = {"given": band, "one": one.id, "other": other.id}
                yield Problem(place_of(base, other, "when"), "band_overlaps", values)
        for world, solver in every:
            inside = [f for f in members if f in world.findings]
            if inside and possible(solver, *(z3.Not(world.truth(f.when)) for f in inside)):
                yield Problem(place_of(base, inside[0], "band"), "band_gap", {"given": band})
                break
