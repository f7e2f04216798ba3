"""Score the examples in the rules: change each criterion and finding a little and see whether an example notices.

A mutant is a rule with one clause dropped, one joint turned (all, any), one comparison turned or moved.
A mutant that no example of its rule tells from the original survives: the examples say too little.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from pydantic_core import PydanticCustomError

from diagnose.analysis.rules.examples import TRUTHS, example_case
from diagnose.case import Case, case_from
from diagnose.engine import make_engine
from diagnose.inference import Measured, digest, measure_for
from diagnose.knowledge import (
    REGION_KINDS,
    AllOf,
    AnyOf,
    Bound,
    Compare,
    Condition,
    Criterion,
    LevelIs,
    Measure,
    Provable,
    ReadEntries,
    ReadListed,
    Rulebase,
    compile_rules,
    levels_read,
    rails,
)

# how far a threshold is moved on each scale: the least that an example should notice
_STEP = {"share": 1 / 12, "percent": 1.0}
Turn = Callable[[Bound], Bound]


@dataclass(frozen=True)
class Mutant:
    """A changed criterion or finding: what was changed, the condition, and how bounds are read in it."""

    rule: str
    change: str
    when: Condition
    turned: str | None = None
    turn: Turn | None = None


@dataclass(frozen=True)
class Score:
    """How many mutants there were, and those that no example told from the original."""

    mutants: int
    survivors: tuple[Mutant, ...]

    @property
    def killed(self) -> float:
        """The share of mutants that an example told from the original, 0 to 1."""
        return 1 - len(self.survivors) / self.mutants if self.mutants else 1.0


def score(rules: Rulebase) -> Score:
    """Return how well the examples of `rules` tell the criteria from their mutants."""
    count, survivors = 0, []
    for rule in rules.provable:
        examples = [
            (expected, case, measure_for(case, rules, rule))
            for expected in TRUTHS
            for facts in getattr(rule.examples, expected)
            for case in [case_from(example_case(facts, rule))]
        ]
        for mutant in mutants(rule, rules):
            count += 1
            if all(_truth(mutant, rule, rules, case, measured) == e for e, case, measured in examples):
                survivors.append(mutant)
    return Score(count, tuple(survivors))


def _truth(mutant: Mutant, rule: Provable, rules: Rulebase, case: Case, measured: dict[str, Measured]) -> str:
    def bound(compare: Compare) -> Bound:
        found = rules.bound(compare, case.year)
        return mutant.turn(found) if mutant.turn and compare.code == mutant.turned else found

    changed = rule.model_copy(update={"when": mutant.when, "saran": ()})
    if isinstance(changed, Criterion):
        compiled = compile_rules([changed], [], {}, bound, {})
    else:
        levels = bool(levels_read(rule.when))  # only then does the chain below a finding matter
        below = [c.model_copy(update={"saran": ()}) for c in rules.engine_for(case)[0].criteria if levels]
        compiled = compile_rules(below, [changed], rules.aspects if levels else {}, bound, {})
    engine = make_engine(f"mutant {mutant.rule}", compiled.tiers)
    return digest(compiled, engine, measured).truth(rule.id)


def mutants(rule: Provable, rules: Rulebase) -> Iterator[Mutant]:
    """Yield the mutants of `rule`."""
    for change, when in _structural(rule.when):
        if _compiles(when):
            yield Mutant(rule.id, change, when)
    for compare in _comparisons(rule.when):
        for change, turn in _turns(compare, rules):
            yield Mutant(rule.id, f"{compare.code}: {change}", rule.when, compare.code, turn)


def _compiles(when: Condition) -> bool:
    """Tell whether a condition is narrow enough for the engine; no rule could say what is not."""
    try:
        rails(when, lambda compare: Bound(low=0.0))
    except PydanticCustomError:
        return False
    return True


def _structural(condition: Condition) -> Iterator[tuple[str, Condition]]:
    """Yield conditions with one clause dropped, or one joint turned."""
    if not isinstance(condition, AllOf | AnyOf):
        return
    parts = condition.all if isinstance(condition, AllOf) else condition.any
    make: Callable[[tuple[Condition, ...]], Condition]
    make, other = (_all_of, _any_of) if isinstance(condition, AllOf) else (_any_of, _all_of)
    if len(parts) > 1:
        yield "all <-> any", other(parts)
        for i in range(len(parts)):
            yield f"drop clause {i + 1}", make((*parts[:i], *parts[i + 1 :]))
    for i, part in enumerate(parts):
        for change, inner in _structural(part):
            yield f"{change} in clause {i + 1}", make((*parts[:i], inner, *parts[i + 1 :]))


def _all_of(parts: tuple[Condition, ...]) -> Condition:
    return AllOf.model_construct(all=parts)


def _any_of(parts: tuple[Condition, ...]) -> Condition:
    return AnyOf.model_construct(any=parts)


def _comparisons(condition: Condition) -> Iterator[Compare]:
    if isinstance(condition, AllOf | AnyOf):
        for part in condition.all if isinstance(condition, AllOf) else condition.any:
            yield from _comparisons(part)
    elif not isinstance(condition, LevelIs):
        yield condition


def _turns(compare: Compare, rules: Rulebase) -> Iterator[tuple[str, Turn]]:
    """Yield the ways to turn a comparison round or move where it stands."""
    labels = rules.measures[compare.measure].labels
    step = _step(rules.measures[compare.measure], rules)
    yield "turned round", lambda b: Bound(b.high, b.low, not b.high_open, not b.low_open)
    if not _without_draft(compare, rules):
        yield "one step down", lambda b: _moved(b, -step)
    highest = len(labels) - 1 if labels else None
    if highest is None:  # above the best label nothing is left to be met
        yield "one step up", lambda b: _moved(b, step)
        yield "end left out", lambda b: replace(b, low_open=not b.low_open, high_open=not b.high_open)


def _step(measure: Measure, rules: Rulebase) -> float:
    """Return the least by which `measure` can change where nothing is finer: a share by one function of its list."""
    listed = measure.read.over()
    if measure.scale == "share" and listed:
        return (1 + 1e-9) / max(len(rules.lists(kind).get(listed, ())) for kind in REGION_KINDS)
    return _STEP.get(measure.scale, 1.0)


def _without_draft(compare: Compare, rules: Rulebase) -> bool:
    """Tell whether an answer is read that can only be yes or no, so that a step from yes means the same."""
    measure = rules.measures[compare.measure]
    return measure.scale == "answer" and isinstance(measure.read, ReadListed | ReadEntries)


def _moved(bound: Bound, step: float) -> Bound:
    return replace(
        bound,
        low=None if bound.low is None else bound.low + step,
        high=None if bound.high is None else bound.high + step,
    )
