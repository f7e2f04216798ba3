"""The one door to durable_rules."""

from diagnose.engine.adapter import MAX_PATTERNS, Derived, Engine, EngineRule, Firing
from diagnose.engine.atoms import Alternatives, Atom, Conjunction

__all__ = [
    "MAX_PATTERNS",
    "Alternatives",
    "Atom",
    "Conjunction",
    "Derived",
    "Engine",
    "EngineRule",
    "Firing",
]
