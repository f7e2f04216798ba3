"""Why a criterion is met, unmet or unknown, and why a finding holds or does not."""

from collections.abc import Iterator

from diagnose.analysis.why.measures import measure_steps
from diagnose.analysis.why.records import Step
from diagnose.analysis.why.steps import level_step
from diagnose.diagnosis import Diagnosed, Truth
from diagnose.engine import Derived
from diagnose.knowledge import AllOf, AnyOf, Condition, Criterion, Finding, LevelIs, Provable


def provable_step(diagnosed: Diagnosed, rule: Provable, *, full: bool, only: tuple[str, ...] | None = None) -> Step:
    """Return why a criterion or a finding is as it is; without `full` only that it is; `only` keeps the facts named."""
    if isinstance(rule, Criterion):
        return criterion_step(diagnosed, rule, full=full, only=only)
    return finding_step(diagnosed, rule, full=full, only=only)


def criterion_step(diagnosed: Diagnosed, rule: Criterion, *, full: bool, only: tuple[str, ...] | None = None) -> Step:
    """Return why a criterion is met, unmet or unknown, as `provable_step`."""
    if rule.id not in diagnosed.in_force:
        return _not_in_force(diagnosed, rule)
    said = diagnosed.criteria[rule.id].statement
    if diagnosed.inference.truth(rule.id) == "unknown":
        said = diagnosed.words["why.criterion_unknown"].format(diagnosed.title(rule))
    return _step(diagnosed, rule, said, full=full, only=only)


def finding_step(diagnosed: Diagnosed, rule: Finding, *, full: bool, only: tuple[str, ...] | None = None) -> Step:
    """Return why a finding holds, does not, or cannot be told, as `provable_step`."""
    if rule.id not in diagnosed.in_force:
        return _not_in_force(diagnosed, rule)
    if rule.id in diagnosed.findings:
        said = diagnosed.findings[rule.id].statement
    else:
        unknown = diagnosed.inference.truth(rule.id) == "unknown"
        said = diagnosed.words["why.finding_unknown" if unknown else "why.finding_unmet"].format(diagnosed.title(rule))
    return _step(diagnosed, rule, said, full=full, only=only)


def question_steps(diagnosed: Diagnosed, rule_id: str) -> tuple[Step, ...]:
    """Return the questions that a rule waits for, each with who can answer it."""
    return tuple(
        Step(
            kind="question",
            id=" ".join(asked.measures),
            statement=diagnosed.words["why.ask"].format(asked.who, asked.question),
        )
        for asked in diagnosed.questions(rule_id)
    )


def _step(diagnosed: Diagnosed, rule: Provable, said: str, *, full: bool, only: tuple[str, ...] | None) -> Step:
    truth = diagnosed.inference.truth(rule.id)
    below: tuple[Step, ...] = ()
    if full:
        below = (
            *measure_steps(diagnosed, rule, only),
            *_levels(diagnosed, rule, truth),
            *question_steps(diagnosed, rule.id),
        )
    return Step(
        kind="criterion" if isinstance(rule, Criterion) else "finding",
        id=rule.id,
        rule=rule.id,
        title=diagnosed.title(rule),
        truth=_truth(truth),
        statement=said,
        condition=diagnosed.rule_words.condition(rule.when),
        asumsi_sistem=diagnosed.choices(rule),
        sources=rule.sources,
        children=below,
    )


def _truth(truth: str) -> Truth:
    return "met" if truth == "met" else "unmet" if truth == "unmet" else "unknown"


def _not_in_force(diagnosed: Diagnosed, rule: Provable) -> Step:
    return Step(
        kind="criterion" if isinstance(rule, Criterion) else "finding",
        id=rule.id,
        rule=rule.id,
        title=diagnosed.title(rule),
        statement=diagnosed.words["why.not_in_force"].format(
            diagnosed.title(rule), diagnosed.case.region.kind, diagnosed.case.year
        ),
        sources=rule.sources,
    )


def _levels(diagnosed: Diagnosed, rule: Provable, truth: str) -> Iterator[Step]:
    """Yield the levels that a finding reads; those that decided it have its truth."""
    decided = {code.rpartition(":")[0] for code in _levels_behind(diagnosed, (truth, rule.id))}
    for read in _level_conditions(rule.when):
        step = level_step(diagnosed, read.level, _truth(truth) if read.level in decided else None)
        said = diagnosed.words["why.level_read"].format(
            diagnosed.rule_words.condition(read), diagnosed.span(diagnosed.level(read.level))
        )
        yield step.model_copy(
            update={"statement": said[:1].upper() + said[1:], "condition": diagnosed.rule_words.condition(read)}
        )


def _level_conditions(condition: Condition) -> Iterator[LevelIs]:
    if isinstance(condition, AllOf | AnyOf):
        for part in condition.all if isinstance(condition, AllOf) else condition.any:
            yield from _level_conditions(part)
    elif isinstance(condition, LevelIs):
        yield condition


def _levels_behind(diagnosed: Diagnosed, conclusion: Derived) -> Iterator[str]:
    for firing in diagnosed.inference.proofs.get(conclusion, []):
        for atom in firing.rule.premises:
            if atom.kind in ("at_least", "below"):
                yield atom.code
            elif atom.kind == "part":
                yield from _levels_behind(diagnosed, (atom.kind, atom.code))
