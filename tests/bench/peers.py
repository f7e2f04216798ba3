"""What is compared: engines that take the same tiers and the same facts, and must come to the same conclusions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from diagnose.engine import Derived, Engine, EngineRule

Facts = Mapping[Derived, float]
Tiers = Sequence[Sequence[EngineRule]]
FAR = 1e12  # stands for an open end where an engine wants a number: no comparison of a low (high) bound holds there


class Peer(Protocol):
    """`proof` says what comes with the conclusions; `engine`, whether it is one of the engines of the aim."""

    @property
    def name(self) -> str: ...
    @property
    def proof(self) -> str: ...
    @property
    def engine(self) -> bool: ...

    def conclude(self, facts: Facts) -> set[Derived]: ...


class DisagreementError(Exception):
    """Two engines conclude different things from the same rules and facts."""


def agree(peers: Iterable[Peer], cases: Mapping[str, Facts]) -> dict[str, int]:
    """Return how many conclusions each case has, once all `peers` have come to the same ones.

    Raises:
        DisagreementError: with the engines, the case and what they differ in.
    """
    first, *others = peers
    counts: dict[str, int] = {}
    for case, facts in cases.items():
        wanted = first.conclude(facts)
        for other in others:
            if differs := sorted(wanted ^ other.conclude(facts)):
                shown = ", ".join(f"{kind} {code}" for kind, code in differs[:5])
                raise DisagreementError(f"{first.name} and {other.name} differ on '{case}' in {len(differs)}: {shown}")
        counts[case] = len(wanted)
    return counts


@dataclass(frozen=True)
class Durable:
    """Our engine: guards, conclusions, and every firing with the facts it matched."""

    compiled: Engine
    name: str = "durable_rules"
    proof: str = "full"
    engine: bool = False

    def conclude(self, facts: Facts) -> set[Derived]:
        return {firing.rule.conclusion for firing in self.compiled.run(facts)}


@dataclass(frozen=True)
class DurableRead:
    """The same, and every number of every firing read, which a diagnosis does only for what it shows."""

    compiled: Engine
    name: str = "durable_rules, all of it read"
    proof: str = "full"
    engine: bool = False

    def conclude(self, facts: Facts) -> set[Derived]:
        return {firing.rule.conclusion for firing in self.compiled.run(facts) if firing.values}


@dataclass(frozen=True)
class Plain:
    """The evaluator that stands in where durable_rules cannot be built."""

    compiled: Engine
    name: str = "plain evaluator"
    proof: str = "full"
    engine: bool = False

    def conclude(self, facts: Facts) -> set[Derived]:
        return {firing.rule.conclusion for firing in self.compiled.run(facts)}


class Vocabulary:
    """The facts that `tiers` read and what they conclude, numbered; for engines that want plain names."""

    def __init__(self, tiers: Tiers) -> None:
        rules = [rule for tier in tiers for rule in tier]
        concluded = dict.fromkeys(rule.conclusion for rule in rules)
        read = dict.fromkeys((a.kind, a.code) for rule in rules for a in rule.premises)
        self.conclusions: list[Derived] = list(concluded)
        self.measures: list[Derived] = [fact for fact in read if fact not in concluded]
        self.number = {fact: i for i, fact in enumerate((*self.measures, *self.conclusions))}
        self.passed_on = {fact for fact in concluded if fact in read}
        self.open_end = {fact: -FAR if fact[0] == "lo" else FAR for fact in self.measures}


def by_conclusion(tier: Iterable[EngineRule]) -> dict[Derived, list[EngineRule]]:
    """Group `tier` by what is concluded: engines without a proof need not try the other ways to the same."""
    grouped: dict[Derived, list[EngineRule]] = {}
    for rule in tier:
        grouped.setdefault(rule.conclusion, []).append(rule)
    return grouped
