"""Why a criterion is met, unmet or unknown, and why a finding holds or does not."""

from collections.abc import Iterator

from diagnose.analysis.why.ground import Ground
from diagnose.analysis.why.measures import measure_steps
from diagnose.analysis.why.records import Step
from diagnose.diagnosis import Truth
from diagnose.engine import Derived
from diagnose.knowledge import AllOf, AnyOf, Condition, Criterion, Finding, LevelIs, Provable


def provable_step(ground: Ground, rule: Provable, *, full: bool, only: tuple[str, ...] | None = None) -> Step:
    """Return why a criterion or a finding is as it is; without `full` only that it is; `only` keeps the facts named."""
    if isinstance(rule, Criterion):
        return criterion_step(ground, rule, full=full, only=only)
    return finding_step(ground, rule, full=full, only=only)


def criterion_step(ground: Ground, rule: Criterion, *, full: bool, only: tuple[str, ...] | None = None) -> Step:
    """Return why a criterion is met, unmet or unknown, as `provable_step`."""
    if rule.id not in ground.in_force:
        return _not_in_force(ground, rule)
    said = ground.criteria[rule.id].statement
    if ground.inference.truth(rule.id) == "unknown":
        said = ground.words["why.criterion_unknown"].format(ground.title(rule))
    return _step(ground, rule, said, full=full, only=only)


def finding_step(ground: Ground, rule: Finding, *, full: bool, only: tuple[str, ...] | None = None) -> Step:
    """Return why a finding holds, does not, or cannot be told, as `provable_step`."""
    if rule.id not in ground.in_force:
        return _not_in_force(ground, rule)
    if rule.id in ground.findings:
        said = ground.findings[rule.id].statement
    else:
        unknown = ground.inference.truth(rule.id) == "unknown"
        said = ground.words["why.finding_unknown" if unknown else "why.finding_unmet"].format(ground.title(rule))
    return _step(ground, rule, said, full=full, only=only)


def question_steps(ground: Ground, rule_id: str) -> tuple[Step, ...]:
    """Return the questions that a rule waits for, each with who can answer it."""
    return tuple(
        Step(
            kind="question",
            id=" ".join(asked.measures),
            statement=ground.words["why.ask"].format(asked.who, asked.question),
        )
        for asked in ground.questions(rule_id)
    )


def _step(ground: Ground, rule: Provable, said: str, *, full: bool, only: tuple[str, ...] | None) -> Step:
    truth = ground.inference.truth(rule.id)
    below: tuple[Step, ...] = ()
    if full:
        below = (*measure_steps(ground, rule, only), *_levels(ground, rule, truth), *question_steps(ground, rule.id))
    return Step(
        kind="criterion" if isinstance(rule, Criterion) else "finding",
        id=rule.id,
        rule=rule.id,
        title=ground.title(rule),
        truth=_truth(truth),
        statement=said,
        condition=ground.rule_words.condition(rule.when),
        asumsi_sistem=ground.choices(rule),
        sources=rule.sources,
        children=below,
    )


def _truth(truth: str) -> Truth:
    return "met" if truth == "met" else "unmet" if truth == "unmet" else "unknown"


def _not_in_force(ground: Ground, rule: Provable) -> Step:
    return Step(
        kind="criterion" if isinstance(rule, Criterion) else "finding",
        id=rule.id,
        rule=rule.id,
        title=ground.title(rule),
        statement=ground.words["why.not_in_force"].format(
            ground.title(rule), ground.case.region.kind, ground.case.year
        ),
        sources=rule.sources,
    )


def _levels(ground: Ground, rule: Provable, truth: str) -> Iterator[Step]:
    """Yield the levels that a finding reads; those that decided it have its truth."""
    from diagnose.analysis.why.steps import level_step

    decided = {code.rpartition(":")[0] for code in _levels_behind(ground, (truth, rule.id))}
    for read in _level_conditions(rule.when):
        step = level_step(ground, read.level, _truth(truth) if read.level in decided else None)
        said = ground.words["why.level_read"].format(
            ground.rule_words.condition(read), ground.span(ground.level(read.level))
        )
        yield step.model_copy(
            update={"statement": said[:1].upper() + said[1:], "condition": ground.rule_words.condition(read)}
        )


def _level_conditions(condition: Condition) -> Iterator[LevelIs]:
    if isinstance(condition, AllOf | AnyOf):
        for part in condition.all if isinstance(condition, AllOf) else condition.any:
            yield from _level_conditions(part)
    elif isinstance(condition, LevelIs):
        yield condition


def _levels_behind(ground: Ground, conclusion: Derived) -> Iterator[str]:
    for firing in ground.inference.proofs.get(conclusion, []):
        for atom in firing.rule.premises:
            if atom.kind in ("at_least", "below"):
                yield atom.code
            elif atom.kind == "part":
                yield from _levels_behind(ground, (atom.kind, atom.code))
