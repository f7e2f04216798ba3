"""Thresholds and terms in force in every year that they are used, and conditions narrow enough to compile."""

from collections.abc import Iterator
from itertools import product

from pydantic_core import PydanticCustomError

from diagnose.common import Problem
from diagnose.knowledge.checks.conditions import conditions_of
from diagnose.knowledge.conditions import Condition, rails
from diagnose.knowledge.models import REGION_KINDS, Rule
from diagnose.knowledge.rulebase import Block, Rulebase


def check(base: Rulebase) -> Iterator[Problem]:
    """Yield rules that a threshold fails in some year, conditions that are too wide, and terms with no wording."""
    for block in base.blocks:
        for condition, *at in conditions_of(block.content):
            yield from _of(block, base, condition, at)
    for block in (b for b in base.blocks if b.kind == "terms"):
        for year, kind in product(base.changes(), REGION_KINDS):
            if base.term(block.content.id, year, kind) is None:
                yield Problem(block.place("id"), "term_not_in_year", {"given": block.content.id, "year": year})
                break


def _of(block: Block, base: Rulebase, condition: Condition, at: list[str | int]) -> Iterator[Problem]:
    for year in base.changes(block.content) if isinstance(block.content, Rule) else base.changes():
        try:
            rails(condition, lambda c, y=year: base.bound(c, y))  # type: ignore[misc]
        except PydanticCustomError as error:
            yield Problem(block.place(*at), error.type, dict(error.context or {}))
            return
        except KeyError as error:
            yield Problem(block.place(*at), "threshold_not_in_year", {"given": error.args[0], "year": year})
            return
