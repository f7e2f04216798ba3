"""Kinds of region: no rule is in force where nobody has the facts it reads, and each basis is one of some saran."""

from collections.abc import Iterator

from diagnose.case import REGION_KINDS, vocabulary
from diagnose.common import Problem
from diagnose.knowledge.checks.conditions import conditions_of
from diagnose.knowledge.conditions import comparisons
from diagnose.knowledge.models import Measure, Rule
from diagnose.knowledge.rulebase import Block, Rulebase
from diagnose.knowledge.saran import Package, Saran


def check(base: Rulebase) -> Iterator[Problem]:
    """Yield comparisons of a measure in a kind of region that lacks every fact by which it stands, and idle bases."""
    for block in base.blocks:
        if isinstance(block.content, Saran | Package):
            yield from _bases(block)
        if not isinstance(block.content, Rule):
            continue
        for condition, *at in conditions_of(block.content):
            for measure in (base.measures[compare.measure] for compare in comparisons(condition)):
                for kind in block.content.regions:
                    having = _regions(measure)
                    if kind not in having:
                        values = {"given": measure.id, "region": kind, "having": ", ".join(sorted(having))}
                        yield Problem(block.place(*at), "fact_not_of_region", values)


def _bases(block: Block) -> Iterator[Problem]:
    """Yield bases of a saran in kinds of region where it is not given."""
    regions = getattr(block.content, "regions", REGION_KINDS)
    for i, basis in enumerate(block.content.basis):
        for kind in basis.regions:
            if kind not in regions and "regions" in basis.model_fields_set:
                values = {"given": kind, "having": ", ".join(regions)}
                yield Problem(block.place("basis", i, "regions"), "basis_not_of_region", values)


def _regions(measure: Measure) -> set[str]:
    """Return the kinds of region that have a fact which makes a statement in `measure`."""
    facts = vocabulary().facts
    found: set[str] = set()
    for part in measure.read.parts():
        stated = [facts[path] for path in part.stated() or part.paths() if path in facts]
        if not stated:
            return set(REGION_KINDS)  # it reads lists or answers, which every region may have
        found |= {kind for fact in stated for kind in fact.regions}
    return found
