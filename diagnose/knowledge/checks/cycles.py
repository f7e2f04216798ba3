"""Saran that wait for one another."""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from diagnose.common import Problem
from diagnose.knowledge.rulebase import Rulebase


def check(base: Rulebase) -> Iterator[Problem]:
    """Yield a circle of saran, or packages of saran, that each come after the next."""
    for block in base.blocks:
        if block.kind == "saran" and block.content.id in block.content.after:
            yield Problem(block.place("after"), "saran_circle", {"given": f"{block.content.id} -> {block.content.id}"})
    act = {s.id: s.package or s.id for s in base.saran.values()}
    after: dict[str, set[str]] = {}
    for s in base.saran.values():
        after.setdefault(act[s.id], set()).update(act[a] for a in s.after if act[a] != act[s.id])
    try:
        TopologicalSorter(after).prepare()
    except CycleError as error:
        circle = error.args[1]
        block = next(b for b in base.blocks if b.kind == "saran" and act[b.content.id] in circle and b.content.after)
        yield Problem(block.place("after"), "saran_circle", {"given": " -> ".join(circle)})
