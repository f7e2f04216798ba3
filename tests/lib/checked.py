"""What a check of the rules finds in a changed rule base."""

from importlib import import_module
from typing import Any

from diagnose.common.problems import Problem
from diagnose.knowledge.models import Measure
from diagnose.knowledge.rulebase import Rulebase


def found(base: Rulebase, check: str) -> list[tuple[str, dict[str, Any]]]:
    problems: list[Problem] = list(import_module(f"diagnose.analysis.rules.checks.{check}").check(base))
    return [(p.key, dict(p.values)) for p in problems]


def other(measure: Measure, **said: object) -> Measure:
    """`measure` with `said` put in its place; model_copy would keep the places of its scale."""
    return Measure.model_validate({**{name: getattr(measure, name) for name in Measure.model_fields}, **said})
