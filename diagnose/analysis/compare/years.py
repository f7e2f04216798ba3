"""One regency over years: each change of level split exactly into what facts, rules and thresholds contributed.

The split is by replay. Four inferences, each differing from the one before in one thing: the facts become those of
the later year, then the rules, then the thresholds. What the level moves at a step is that step's part, so the parts
add up to the whole change. In another order a part can come out otherwise; the order is told with the result.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from diagnose.analysis.compare.across import Across, across
from diagnose.analysis.compare.rulediff import RuleChange, ThresholdChange, rules_between, thresholds_between
from diagnose.analysis.whatif import FactChange, changed_facts
from diagnose.diagnosis import CaseRecord, Diagnosed, Diagnosis, Interval, Record, RulesRecord, Truth
from diagnose.inference import Inference, infer
from diagnose.knowledge import Rulebase, Thresholds, comparisons

Step = Literal["facts", "rules", "thresholds"]
STEPS: tuple[Step, ...] = ("facts", "rules", "thresholds")


class Part(Record):
    """What one step of the replay adds to the lower and to the upper end of a level."""

    step: Step
    lowest: int
    highest: int


class LevelSplit(Record):
    """The level of an aspect, or of a dimension (`dimension` is None), in two years, and the parts of its change."""

    id: str
    name: str
    dimension: str | None
    before: Interval
    after: Interval
    parts: tuple[Part, ...]

    @property
    def changed(self) -> bool:
        """Whether the level is another."""
        return self.before != self.after


class Turn(Record):
    """A criterion that came out otherwise: at which steps of the replay, and the changed facts that it read.

    `truths` are how it came out before the first step and after each; None where it is not in force. `facts` are
    none where only rules or thresholds turned it.
    """

    id: str
    title: str
    aspect: str
    gates: int
    truths: tuple[Truth | None, ...]
    steps: tuple[Step, ...]
    facts: tuple[str, ...]


class YearPair(Record):
    """What changed from one case to the next.

    `facts` are all that differ, by which `turns` are explained. `kept_thresholds` are those that the rules of the
    later year need and the earlier year does not have: the replay took them from the later year throughout.
    """

    before: CaseRecord
    after: CaseRecord
    levels: tuple[LevelSplit, ...]
    turns: tuple[Turn, ...]
    facts: tuple[FactChange, ...]
    rules: tuple[RuleChange, ...]
    thresholds: tuple[ThresholdChange, ...]
    kept_thresholds: tuple[str, ...]
    conclusions: Across


class YearsCompared(Record):
    """One regency over years: every conclusion in each year, and the changes from each to the next.

    `order` is the order of the replay.
    """

    schema_version: Literal[1] = 1
    lang: str
    order: tuple[Step, ...]
    cases: tuple[CaseRecord, ...]
    rules: tuple[RulesRecord, ...]
    conclusions: Across
    pairs: tuple[YearPair, ...]


def compare_years(diagnosed: Sequence[Diagnosed]) -> YearsCompared:
    """Return the changes between cases of one regency, in the order of their years.

    Cases of the same year stay in the order given.

    Raises:
        EngineError: the engine did not do what it was asked.
    """
    in_order = sorted(diagnosed, key=lambda one: one.case.year)
    diagnoses = [one.diagnosis for one in in_order]
    return YearsCompared(
        lang=in_order[0].lang,
        order=STEPS,
        cases=tuple(d.case for d in diagnoses),
        rules=tuple(d.rules for d in diagnoses),
        conclusions=across(diagnoses),
        pairs=tuple(_pair(first, then) for first, then in pairwise(in_order)),
    )


def replay(before: Diagnosed, after: Diagnosed) -> tuple[Inference, ...]:
    """Return four inferences: as before; with the facts of after; with its rules too; with its thresholds too.

    Raises:
        EngineError: the engine did not do what it was asked.
    """
    year = before.case.year
    return (
        before.inference,
        infer(after.case, before.rules, rules_of=year),
        infer(after.case, after.rules, thresholds=Thresholds(before.rules, year)),
        after.inference,
    )


def _pair(before: Diagnosed, after: Diagnosed) -> YearPair:
    rules, lang, years = (before.rules, after.rules), before.lang, (before.case.year, after.case.year)
    told = before.diagnosis, after.diagnosis
    run = replay(before, after)
    conclusions = across(told)
    facts = changed_facts(before, after)
    changed = [fact.fact for fact in facts]
    return YearPair(
        before=told[0].case,
        after=told[1].case,
        levels=tuple(
            _split(row.id, row.name, row.dimension, run)
            for row in conclusions.levels
            if all(level is not None for level in row.levels)
        ),
        turns=tuple(_turn(rule, told, run, changed) for rule in _turned(run)),
        facts=facts,
        rules=rules_between(*rules, lang, years=years, kind=after.case.region.kind),
        thresholds=thresholds_between(*rules, lang, years=years),
        kept_thresholds=_kept(run[2], Thresholds(before.rules, years[0]), after.rules),
        conclusions=conclusions.differing(),
    )


def _split(subject: str, name: str, dimension: str | None, run: Sequence[Inference]) -> LevelSplit:
    levels = [inference.level(subject) for inference in run]
    return LevelSplit(
        id=subject,
        name=name,
        dimension=dimension,
        before=Interval(lowest=levels[0][0], highest=levels[0][1]),
        after=Interval(lowest=levels[-1][0], highest=levels[-1][1]),
        parts=tuple(
            Part(step=step, lowest=new[0] - old[0], highest=new[1] - old[1])
            for step, (old, new) in zip(STEPS, pairwise(levels), strict=True)
        ),
    )


def _truths(rule: str, run: Sequence[Inference]) -> list[Truth | None]:
    """Return how a criterion comes out in each inference; None where it is not in force."""
    found: list[Truth | None] = []
    for inference in run:
        held = any(c.id == rule for c in inference.compiled.criteria)
        found.append(inference.truth(rule) if held else None)  # type: ignore[arg-type]
    return found


def _turned(run: Sequence[Inference]) -> list[str]:
    """Return the criteria that do not come out the same in every inference."""
    every = dict.fromkeys(c.id for inference in run for c in inference.compiled.criteria)
    return [rule for rule in every if len(set(_truths(rule, run))) > 1]


def _turn(rule: str, told: tuple[Diagnosis, Diagnosis], run: Sequence[Inference], changed: Sequence[str]) -> Turn:
    truths = _truths(rule, run)
    steps = tuple(step for step, (old, new) in zip(STEPS, pairwise(truths), strict=True) if old != new)
    found = [(a.id, c) for d in told for a in d.aspects for c in a.criteria if c.id == rule]
    aspect, criterion = found[-1]
    read = {r.fact for _, c in found for r in c.read}
    because = tuple(c for c in changed if c in read or any(c.startswith((f"{r}[", f"{r}.")) for r in read))
    return Turn(
        id=rule,
        title=criterion.title,
        aspect=aspect,
        gates=criterion.gates,
        truths=tuple(truths),
        steps=steps,
        facts=because if "facts" in steps else (),
    )


def _kept(mixed: Inference, earlier: Thresholds, later: Rulebase) -> tuple[str, ...]:
    """Return the thresholds that the later rules name and the earlier year does not have."""
    names = {t.id for t in later.thresholds}
    read = dict.fromkeys(
        name
        for rule in mixed.compiled.provable
        for compare in comparisons(rule.when)
        for name in compare.tests().values()
        if isinstance(name, str) and name in names
    )
    return tuple(name for name in read if earlier.base.threshold(name, earlier.year) is None)
