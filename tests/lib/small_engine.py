"""A few rules for an engine, and the names of those that fire."""

from diagnose.engine.atoms import Atom
from diagnose.engine.rules import Engine, EngineRule

HIGH = Atom("lo", "m", ">=", 2.0)


def rule(name: str, *premises: Atom, concludes: tuple[str, str] | None = None) -> EngineRule:
    return EngineRule(name, premises, concludes or ("met", name))


def names(engine: Engine, facts: dict[tuple[str, str], float]) -> list[str]:
    return [firing.rule.name for firing in engine.run(facts)]


def fnv1a(text: str) -> int:
    """Return the 32-bit FNV-1a hash of `text`, which the engine takes for its identity."""
    value = 2166136261
    for byte in text.encode():
        value = (value ^ byte) * 16777619 % 2**32
    return value
