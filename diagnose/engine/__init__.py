"""The one door to the inference engine: durable_rules, and a plain evaluator that can stand in for it."""

from diagnose.engine.atoms import Alternatives, Atom, Conjunction
from diagnose.engine.choice import ENGINE_VARIABLE, EngineName, chosen_engine, make_engine, stood_in
from diagnose.engine.limits import MAX_PATTERNS, RuleLimitError
from diagnose.engine.rules import Derived, Engine, EngineRule, Firing

__all__ = [
    "ENGINE_VARIABLE",
    "MAX_PATTERNS",
    "Alternatives",
    "Atom",
    "Conjunction",
    "Derived",
    "Engine",
    "EngineName",
    "EngineRule",
    "Firing",
    "RuleLimitError",
    "chosen_engine",
    "make_engine",
    "stood_in",
]
