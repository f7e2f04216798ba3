"""Compile rules to tiers of positive engine rules: two rails for each condition, so that nothing is ever negated.

Tiers: parts of long conjunctions; criteria and measure-only findings; the gates of each level from 2 to 4;
dimensions; findings on levels; saran. Each derived fact has a kind: ``met`` and ``unmet`` (criteria, and
findings, which hold or do not), ``at_least`` and ``below`` (``aspect:level``), ``saran`` (a rule calls for it),
``withheld`` (it is senseless, or done), ``so`` and ``lacking`` (each thing that it asks for, ``saran:number``).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from diagnose.engine import MAX_PATTERNS, Alternatives, Atom, Conjunction, EngineRule
from diagnose.knowledge.conditions import GATED, Bound, Compare, levels_read, rails
from diagnose.knowledge.models import Criterion, Finding, Provable
from diagnose.knowledge.saran import Saran

SECOND = "~second"  # marks the second reading of an aspect
_WIDTH = MAX_PATTERNS - 1


@dataclass
class _Tiers:
    parts: list[EngineRule] = field(default_factory=list)
    truths: list[EngineRule] = field(default_factory=list)
    gates: dict[int, list[EngineRule]] = field(default_factory=lambda: {level: [] for level in GATED})
    dimensions: list[EngineRule] = field(default_factory=list)
    level_parts: list[EngineRule] = field(default_factory=list)
    on_levels: list[EngineRule] = field(default_factory=list)
    saran: list[EngineRule] = field(default_factory=list)


@dataclass(frozen=True)
class Compiled:
    """The tiers for the engine, and the rules they came from."""

    tiers: tuple[tuple[EngineRule, ...], ...]
    criteria: tuple[Criterion, ...]
    findings: tuple[Finding, ...]

    @property
    def provable(self) -> tuple[Provable, ...]:
        """The criteria and the findings."""
        return (*self.criteria, *self.findings)


def compile_rules(
    criteria: Iterable[Criterion],
    findings: Iterable[Finding],
    dimensions: Mapping[str, tuple[str, ...]],
    bound: Callable[[Compare], Bound],
    advice: Iterable[Saran],
) -> Compiled:
    """Return the engine rules for `criteria` and `findings`.

    `dimensions` gives the aspects of each dimension; `bound` is as for `conditions.rails`; `advice` the saran
    that may be called for.
    """
    criteria, findings = tuple(criteria), tuple(findings)
    saran = {s.id: s for s in advice}
    tiers = _Tiers()
    for criterion in criteria:
        both = rails(criterion.when, bound)
        _conclude(criterion.id, ("met", criterion.id), both.met, tiers.parts, tiers.truths)
        _conclude(criterion.id, ("unmet", criterion.id), both.unmet, tiers.parts, tiers.truths)
        tiers.saran += _calls(criterion, Atom("unmet", criterion.id), saran)
    for aspect in dict.fromkeys(a for aspects in dimensions.values() for a in aspects):
        _gates(aspect, [c for c in criteria if c.aspect == aspect], tiers)
    for dimension, aspects in dimensions.items():
        _dimension(dimension, aspects, tiers)
    for finding in findings:
        both = rails(finding.when, bound)
        late = bool(levels_read(finding.when))
        parts, truths = (tiers.level_parts, tiers.on_levels) if late else (tiers.parts, tiers.truths)
        _conclude(finding.id, ("met", finding.id), both.met, parts, truths)
        _conclude(finding.id, ("unmet", finding.id), both.unmet, parts, truths)
        tiers.saran += _calls(finding, Atom("met", finding.id), saran)
    in_force = {c.id for c in criteria}
    for advised in saran.values():
        _withhold(advised, in_force, bound, tiers)
    gates = [tiers.gates[level] for level in GATED]
    ordered = [tiers.parts, tiers.truths, *gates, tiers.dimensions, tiers.level_parts, tiers.on_levels, tiers.saran]
    return Compiled(tuple(tuple(t) for t in ordered if t), criteria, findings)


def _calls(rule: Provable, reason: Atom, saran: Mapping[str, Saran]) -> list[EngineRule]:
    """Return that `rule` calls for each of its saran that is in force."""
    return [EngineRule(s, (reason,), ("saran", s)) for s in rule.saran if s in saran]


def _withhold(saran: Saran, criteria: set[str], bound: Callable[[Compare], Bound], tiers: _Tiers) -> None:
    """A saran is withheld where a criterion it needs is unmet, where `unless` holds, and where all it asks is so."""
    tiers.saran += [
        EngineRule(saran.id, (Atom("unmet", needed),), ("withheld", saran.id))
        for needed in saran.needs
        if needed in criteria
    ]
    if saran.unless is not None:
        _conclude(saran.id, ("withheld", saran.id), rails(saran.unless, bound).met, tiers.parts, tiers.saran)
    asked = [f"{saran.id}:{number}" for number, _ in enumerate(saran.asks)]
    for name, request in zip(asked, saran.asks, strict=True):
        both = rails(request.so, bound)
        _conclude(saran.id, ("so", name), both.met, tiers.parts, tiers.truths)
        _conclude(saran.id, ("lacking", name), both.unmet, tiers.parts, tiers.truths)
    if asked:
        _conclude(
            saran.id, ("withheld", saran.id), [tuple(Atom("so", name) for name in asked)], tiers.truths, tiers.saran
        )


def _conclude(
    name: str,
    conclusion: tuple[str, str],
    alternatives: Alternatives,
    parts: list[EngineRule],
    truths: list[EngineRule],
) -> None:
    """Add a rule for each alternative; what is too long for one rule is proven in parts first."""
    for number, conjunction in enumerate(alternatives):
        premises: Conjunction = conjunction
        if len(conjunction) > _WIDTH:
            premises = ()
            for start in range(0, len(conjunction), _WIDTH):
                part = f"{conclusion[0]} {conclusion[1]} {number} {start}"
                parts.append(EngineRule(name, conjunction[start : start + _WIDTH], ("part", part)))
                premises += (Atom("part", part),)
        truths.append(EngineRule(name, premises, conclusion))


def _gates(aspect: str, criteria: list[Criterion], tiers: _Tiers) -> None:
    """An aspect stands at level k or above when it does at k-1 and all criteria of k are met; below k when one is not.

    That it is then below k+1 too is left to whoever reads the level, which saves the engine a third of its gates.
    """
    readings = {aspect: "second"}
    if any(c.reading != "both" for c in criteria):
        readings[aspect + SECOND] = "main"
    for name, left_out in readings.items():
        for level in GATED:
            here = [c.id for c in criteria if c.level == level and c.reading != left_out]
            lower = [Atom("at_least", f"{name}:{level - 1}")] if level > GATED[0] else []
            proven: Alternatives = [(*lower, *(Atom("met", c) for c in here))]
            refuted: Alternatives = [(Atom("unmet", c),) for c in here]
            gate, tier = f"{name}:{level}", tiers.gates[level]
            if len(proven[0]) > _WIDTH:
                raise ValueError(f"level {level} of {aspect} has {len(here)} criteria; {_WIDTH - 1} work")
            tier += [EngineRule(gate, premises, ("at_least", gate)) for premises in proven]
            tier += [EngineRule(gate, premises, ("below", gate)) for premises in refuted]


def _dimension(dimension: str, aspects: tuple[str, ...], tiers: _Tiers) -> None:
    """A dimension stands at its lowest aspect."""
    for level in GATED:
        gate = f"{dimension}:{level}"
        proven = tuple(Atom("at_least", f"{a}:{level}") for a in aspects)
        tiers.dimensions.append(EngineRule(gate, proven, ("at_least", gate)))
        tiers.dimensions += [EngineRule(gate, (Atom("below", f"{a}:{level}"),), ("below", gate)) for a in aspects]
