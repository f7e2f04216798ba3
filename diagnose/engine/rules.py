"""What an engine is given and what it gives back: rules, and the firings that prove what follows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from diagnose.engine.atoms import Atom

Derived = tuple[str, str]  # kind and code of a fact that a rule concludes


@dataclass(frozen=True)
class EngineRule:
    """One positive rule: when all of `premises` hold, `conclusion` does. `name` is the public id it stands for."""

    name: str
    premises: tuple[Atom, ...]
    conclusion: Derived


class Firing(Protocol):
    """One rule that fired, and what it was matched with."""

    @property
    def rule(self) -> EngineRule:
        """The rule."""

    @property
    def values(self) -> tuple[float | None, ...]:
        """For each premise of the rule, the number it was matched with; None for a derived fact."""


class Engine(Protocol):
    """Rules in tiers, compiled once; a rule reads what is given and what earlier tiers conclude."""

    @property
    def stands_in(self) -> bool:
        """Whether it only stands in for durable_rules, the engine that is meant to conclude."""

    def run(self, facts: Mapping[Derived, float]) -> list[Firing]:
        """Return every firing that follows from `facts`, number by (kind, code): tier by tier, in the order of rules.

        Facts that no rule reads are left out.

        Raises:
            EngineError: a fact is not a finite number, or the engine did not do what it was asked.
        """
