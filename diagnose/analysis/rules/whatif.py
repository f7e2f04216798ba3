"""What cases come to under other rules: a moved threshold or an edited rule base, against the rules as they are."""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from diagnose.analysis.compare import Across, RuleChange, ThresholdChange, across, rules_between, thresholds_between
from diagnose.case import Case
from diagnose.diagnosis import CaseRecord, Diagnosed, Record, RulesRecord
from diagnose.knowledge import Compare, Provable, Rulebase, comparisons


class Reading(Record):
    """A number that a rule read, in words and as an interval, and the threshold it is compared with, old and new.

    An open end of the interval, and a threshold that is not compared with, are None.
    """

    measure: str
    title: str
    scale: str
    said: str
    lowest: float | None
    highest: float | None
    threshold: str
    before: float | None
    after: float | None


class TurnedRule(Record):
    """A criterion or finding that comes out otherwise, and the numbers it read."""

    id: str
    title: str
    kind: Literal["criterion", "finding"]
    before: str | None
    after: str | None
    readings: tuple[Reading, ...]


class CaseUnder(Record):
    """One case under both: `name` as the user called it; each row of `differing` has the old and the new conclusion."""

    name: str
    case: CaseRecord
    differing: Across
    turned: tuple[TurnedRule, ...]

    @property
    def changes(self) -> bool:
        """Whether any conclusion on it is another."""
        return self.differing.differ


class _Turned(NamedTuple):
    id: str
    title: str
    kind: Literal["criterion", "finding"]
    before: str | None
    after: str | None


class RuleWhatIf(Record):
    """Cases under the rules as they are and under others: what differs in the rules, and in each case."""

    schema_version: Literal[1] = 1
    lang: str
    before: RulesRecord
    after: RulesRecord
    rules: tuple[RuleChange, ...]
    thresholds: tuple[ThresholdChange, ...]
    cases: tuple[CaseUnder, ...]


def rule_whatif(cases: Sequence[tuple[str, Case]], before: Rulebase, after: Rulebase, lang: str = "id") -> RuleWhatIf:
    """Return what changes in `cases`, each with a name to call it, when `after` takes the place of `before`.

    Raises:
        EngineError: the engine did not do what it was asked.
    """
    return RuleWhatIf(
        lang=lang,
        before=RulesRecord(version=before.framework.version, sha256=before.sha256),
        after=RulesRecord(version=after.framework.version, sha256=after.sha256),
        rules=rules_between(before, after, lang),
        thresholds=thresholds_between(before, after, lang),
        cases=tuple(_under(name, case, before, after, lang) for name, case in cases),
    )


def _under(name: str, case: Case, before: Rulebase, after: Rulebase, lang: str) -> CaseUnder:
    both = [Diagnosed(case, base, lang, narrow=False) for base in (before, after)]
    old, new = (diagnosed.diagnosis for diagnosed in both)
    differing = across([old, new]).differing()
    titles = {f.id: f.title for d in (old, new) for f in d.findings}
    turned = [
        *(_Turned(row.id, row.title, "criterion", *row.truths) for row in differing.criteria),
        *(
            _Turned(row.id, titles[row.id], "finding", *("met" if text else None for text in row.texts))
            for row in differing.findings
            if row.differs
        ),
    ]
    return CaseUnder(
        name=name,
        case=old.case,
        differing=differing,
        turned=tuple(
            TurnedRule(
                id=one.id,
                title=one.title,
                kind=one.kind,
                before=one.before,
                after=one.after,
                readings=tuple(_readings(one.id, *both)),
            )
            for one in turned
        ),
    )


def _readings(rule: str, before: Diagnosed, after: Diagnosed) -> Iterator[Reading]:
    """Yield the numbers that `rule` compares with a threshold, where the comparison or the threshold is another."""
    pairs = [_numbers(d.rules, rule, d.case.year) for d in (before, after)]
    for key in dict.fromkeys((*pairs[0], *pairs[1])):
        old, new = (pair.get(key) for pair in pairs)
        if old == new and all(pairs):
            continue
        base = after if key in pairs[1] else before
        code, threshold = key
        found, measure = base.measured[code], base.rules.measures[base.measured[code].measure]
        yield Reading(
            measure=code,
            title=measure.title.get(base.lang),
            scale=measure.scale,
            said=base.phrases.measured(found),
            lowest=found.low if found.low > float("-inf") else None,
            highest=found.high if found.high < float("inf") else None,
            threshold=threshold,
            before=old,
            after=new,
        )


def _numbers(base: Rulebase, rule: str, year: int) -> dict[tuple[str, str], float]:
    """Return the value of each threshold that `rule` compares a measure with in `year`, by measure and threshold."""
    found = base.criteria.get(rule) or base.findings.get(rule)
    return {
        (compare.code, name): threshold.value
        for compare, name in (thresholds_read(found, base) if found else ())
        if (threshold := base.threshold(name, year)) is not None
    }


def thresholds_read(rule: Provable, base: Rulebase) -> Iterator[tuple[Compare, str]]:
    """Yield each comparison that `rule` makes with a threshold, and its name."""
    for compare in comparisons(rule.when):
        if not base.measures[compare.measure].labels:
            ((_, name),) = compare.tests().items()
            if isinstance(name, str):
                yield compare, name
