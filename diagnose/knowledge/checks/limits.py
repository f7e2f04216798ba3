"""Limits of the inference engine."""

from collections.abc import Iterator

from diagnose.case import Case
from diagnose.common import Problem
from diagnose.engine import RuleLimitError
from diagnose.knowledge.rulebase import Rulebase


def check(base: Rulebase) -> Iterator[Problem]:
    """Yield what the engine refuses of the compiled rules."""
    case = Case.model_validate({"region": {"code": "00.00", "name": "Kabupaten", "kind": "kabupaten"}, "year": 2022})
    try:
        base.engine_for(case)
    except (RuleLimitError, ValueError) as error:
        yield Problem(next(b.place() for b in base.blocks if b.kind == "framework"), "engine_limit", {"why": error})
