"""Run the rules over one case and digest what fired: truths, levels as intervals, saran, and the proof of each."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from diagnose.case import Case
from diagnose.engine import Atom, Derived, Engine, Firing
from diagnose.inference.measures import Measured, measure
from diagnose.knowledge import GATED, LEVELS, SECOND, Compiled, Provable, Rulebase, Thresholds, comparisons, levels_read


@dataclass(frozen=True)
class Inference:
    """What follows from the facts of one case.

    `measured` by the code rules compare, `proofs` the firings behind each conclusion; `stand_in` where a plain
    evaluator concluded in place of durable_rules.
    """

    compiled: Compiled
    measured: dict[str, Measured]
    proofs: dict[Derived, list[Firing]]
    stand_in: bool = False
    _behind: dict[Derived, list[Measured]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def truth(self, rule_id: str) -> str:
        """Return "met", "unmet" or "unknown" for a criterion or finding."""
        met, unmet = ("met", rule_id) in self.proofs, ("unmet", rule_id) in self.proofs
        if met and unmet:  # cannot be: each rail is the other's negation, on bounds that do not cross
            raise AssertionError(f"{rule_id} is proven met and unmet")
        return "met" if met else "unmet" if unmet else "unknown"

    def level(self, subject: str, *, second: bool = False) -> tuple[int, int]:
        """Return the lowest and highest level that an aspect or dimension can stand at."""
        name = subject + SECOND if second else subject
        lowest = max([LEVELS[0], *(k for k in GATED if ("at_least", f"{name}:{k}") in self.proofs)])
        highest = min([LEVELS[-1], *(k - 1 for k in GATED if ("below", f"{name}:{k}") in self.proofs)])
        return lowest, highest

    def tests(self, conclusion: Derived) -> Iterator[tuple[Atom, float]]:
        """Yield the comparisons of measures that prove `conclusion`, each with the number it was matched with."""
        for firing in self.proofs.get(conclusion, ()):
            for atom, value in zip(firing.rule.premises, firing.values, strict=True):
                if value is not None:
                    yield atom, value
                elif atom.kind == "part":
                    yield from self.tests((atom.kind, atom.code))

    def behind(self, conclusion: Derived) -> list[Measured]:
        """Return the measures that prove `conclusion`, in the order they were compared."""
        if conclusion not in self._behind:
            codes = dict.fromkeys(atom.code for atom in self._compared(conclusion))
            self._behind[conclusion] = [self.measured[code] for code in codes]
        return self._behind[conclusion]

    def _compared(self, conclusion: Derived) -> Iterator[Atom]:
        """Yield the comparisons of measures that prove `conclusion`, as `tests` without their numbers."""
        for firing in self.proofs.get(conclusion, ()):
            for atom in firing.rule.premises:
                if atom.op != "holds":
                    yield atom
                elif atom.kind == "part":
                    yield from self._compared((atom.kind, atom.code))

    def read_by(self, rule: Provable) -> list[Measured]:
        """Return every measure that `rule` reads, proven or not."""
        return [self.measured[code] for code in dict.fromkeys(c.code for c in comparisons(rule.when))]


def measure_all(case: Case, rules: Rulebase) -> dict[str, Measured]:
    """Return every measure of the rule base for `case`, by code."""
    lists = rules.lists(case.region.kind)
    return {found.code: found for m in rules.measures.values() for found in measure(case, m, lists)}


def measure_for(case: Case, rules: Rulebase, rule: Provable) -> dict[str, Measured]:
    """Return the measures of `case` that `rule` rests on, by code: those it reads, and below levels that it reads."""
    gating = rules.gating if levels_read(rule.when) else ()
    read = dict.fromkeys([*(c.measure for c in comparisons(rule.when)), *(m.id for m in gating)])
    lists = rules.lists(case.region.kind)
    return {found.code: found for name in read for found in measure(case, rules.measures[name], lists)}


def engine_facts(measured: dict[str, Measured]) -> dict[Derived, float]:
    """Return the bounds of the measures as the engine's facts; an open end is no fact."""
    facts: dict[Derived, float] = {}
    for code, m in measured.items():
        if not math.isinf(m.low):
            facts["lo", code] = m.low
        if not math.isinf(m.high):
            facts["hi", code] = m.high
    return facts


def infer(
    case: Case, rules: Rulebase, *, rules_of: int | None = None, thresholds: Thresholds | None = None
) -> Inference:
    """Fire the rules in force for `case` and return what follows.

    With `rules_of`, those in force in that year instead of the year of the case; with `thresholds`, compared with
    those thresholds wherever they are in force (see `Rulebase.engine_of`).

    Raises:
        EngineError: the engine did not do what it was asked.
    """
    compiled, engine = rules.engine_of(case.region.kind, case.year if rules_of is None else rules_of, thresholds)
    measured = measure_all(case, rules)
    return digest(compiled, engine, measured)


def infer_levels(case: Case, rules: Rulebase) -> Inference:
    """Return what follows for `case` of criteria and levels alone, in half the time that findings and saran take too.

    Raises:
        EngineError: as `infer`.
    """
    lists = rules.lists(case.region.kind)
    measured = {found.code: found for m in rules.gating for found in measure(case, m, lists)}
    return digest(*rules.engine_of(case.region.kind, case.year, levels_only=True), measured)


def infer_rule(case: Case, rules: Rulebase, rule: Provable) -> Inference:
    """Return what follows for `case` of what `rule` rests on: enough to judge it, and it alone.

    Raises:
        EngineError: as `infer`.
    """
    return digest(*rules.engine_of(case.region.kind, case.year), measure_for(case, rules, rule))


def digest(compiled: Compiled, engine: Engine, measured: dict[str, Measured]) -> Inference:
    """Run `engine` on measures and gather the firings by conclusion."""
    proofs: dict[Derived, list[Firing]] = {}
    for firing in engine.run(engine_facts(measured)):
        proofs.setdefault(firing.rule.conclusion, []).append(firing)
    return Inference(compiled, measured, proofs, engine.stands_in)
