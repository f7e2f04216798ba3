"""A few rules for an engine, and the names of those that fire."""

from diagnose.engine.atoms import Atom
from diagnose.engine.rules import Engine, EngineRule

HIGH = Atom("lo", "m", ">=", 2.0)


def rule(name: str, *premises: Atom, concludes: tuple[str, str] | None = None) -> EngineRule:
    return EngineRule(name, premises, concludes or ("met", name))


def names(engine: Engine, facts: dict[tuple[str, str], float]) -> list[str]:
    return [firing.rule.name for firing in engine.run(facts)]
