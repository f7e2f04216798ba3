"""Thresholds in force in every year that a rule is, and conditions narrow enough to compile."""

from collections.abc import Iterator

from pydantic_core import PydanticCustomError

from diagnose.common import Problem
from diagnose.knowledge.conditions import rails
from diagnose.knowledge.models import Criterion, Finding
from diagnose.knowledge.rulebase import Block, Rulebase


def check(base: Rulebase) -> Iterator[Problem]:
    """Yield rules that a threshold fails in some year, and conditions that are too wide."""
    for block in base.blocks:
        yield from _of(block, base)


def _of(block: Block, base: Rulebase) -> Iterator[Problem]:
    if isinstance(block.content, Criterion | Finding):
        for year in base.changes(block.content):
            try:
                rails(block.content.when, lambda c, y=year: base.bound(c, y))  # type: ignore[misc]
            except PydanticCustomError as error:
                yield Problem(block.place("when"), error.type, dict(error.context or {}))
                return
            except KeyError as error:
                yield Problem(block.place("when"), "threshold_not_in_year", {"given": error.args[0], "year": year})
                return
