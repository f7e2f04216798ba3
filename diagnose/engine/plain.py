"""A plain evaluator with the face of the engine, for machines on which durable_rules cannot be built.

It tries each rule in turn, tier by tier, on what is known: the same firings in the same order, matched with the
same numbers. It knows nothing of how durable_rules works, and the tests hold the two against each other.
"""

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from diagnose.common import EngineError
from diagnose.engine.limits import refuse_rules
from diagnose.engine.rules import Derived, EngineRule, Firing

_OPERATORS: Mapping[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}


@dataclass(frozen=True)
class PlainFiring:
    """One rule that fired, and for each premise the number it was matched with; None for a derived fact."""

    rule: EngineRule
    values: tuple[float | None, ...]


class PlainEngine:
    """Rules in tiers, tried one after the other; see `rules.Engine`. `used`: whether any has concluded anything."""

    stands_in = True
    used = False

    def __init__(self, tiers: Sequence[Sequence[EngineRule]]) -> None:
        """Take `tiers`; a rule may read what earlier tiers conclude.

        Raises:
            EngineError: durable_rules would refuse the rules.
        """
        refuse_rules(tiers)
        self._tiers = tuple(tuple(tier) for tier in tiers)
        self._read = {(a.kind, a.code) for tier in tiers for rule in tier for a in rule.premises}

    def run(self, facts: Mapping[Derived, float]) -> list[Firing]:
        """Return every firing that follows from `facts`; see `rules.Engine.run`."""
        PlainEngine.used = True
        known: dict[Derived, float] = {}
        for fact in self._read & facts.keys():
            n = facts[fact]
            if isinstance(n, bool) or not isinstance(n, int | float) or not math.isfinite(n):
                raise EngineError(f"'{fact[0]}:{fact[1]}' is not a finite number: {n!r}")
            known[fact] = float(n)
        firings: list[Firing] = []
        for tier in self._tiers:
            fired = [PlainFiring(rule, values) for rule in tier if (values := _matched(rule, known)) is not None]
            for firing in fired:
                known.setdefault(firing.rule.conclusion, 1.0)
            firings += fired
        return firings


def _matched(rule: EngineRule, known: Mapping[Derived, float]) -> tuple[float | None, ...] | None:
    """Return the number that each premise of `rule` is matched with; None where one does not hold."""
    values: list[float | None] = []
    for atom in rule.premises:
        n = known.get((atom.kind, atom.code))
        if n is None:
            return None
        if atom.op == "holds":
            values.append(None)
        elif _OPERATORS[atom.op](n, atom.value):
            values.append(n)
        else:
            return None
    return tuple(values)
