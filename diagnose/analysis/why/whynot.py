"""Answer why not: what keeps an aspect, or the aspects of a dimension, below a level."""

from diagnose.analysis.why.gaps import gap
from diagnose.analysis.why.ground import Ground
from diagnose.analysis.why.measures import decided
from diagnose.analysis.why.records import Answer, AspectGap, Gap, Missing, WhyNot
from diagnose.analysis.why.rules import criterion_step, question_steps
from diagnose.analysis.why.why import resolve
from diagnose.case import Case
from diagnose.common import InputError, Place, Problem
from diagnose.diagnosis import Truth
from diagnose.knowledge import LEVELS, Criterion, Rulebase, comparisons


def why_not(case: Case, rules: Rulebase, target: str, *, level: int | None = None, lang: str = "id") -> WhyNot:
    """Tell which criteria keep `target`, an aspect or a dimension, below `level`; without one, the next level.

    Raises:
        InputError: there is no such aspect or dimension, or no such level.
        EngineError: the engine did not do what it was asked.
    """
    return shortfall(Ground(case, rules, lang), target, level=level)


def shortfall(ground: Ground, target: str, *, level: int | None = None) -> WhyNot:
    """Tell what keeps `target` below `level`, as `why_not`, for a case that is diagnosed already.

    Raises:
        InputError: there is no such aspect or dimension, or no such level.
    """
    found = resolve(ground, target, among=list(ground.names))
    aim = min(ground.level(found).lowest + 1, LEVELS[-1]) if level is None else level
    if aim not in LEVELS:
        raise InputError([Problem(Place("why-not"), "why_not_level", {"given": aim})])
    aspects = ground.rules.aspects.get(found, (found,))
    gaps = [_aspect(ground, aspect, aim) for aspect in aspects]
    below = [g for g in gaps if g.truth != "met"]
    return WhyNot(**dict(ground.about()), target=found, wanted=aim, aspects=tuple(below or gaps))


def _aspect(ground: Ground, aspect: str, aim: int) -> AspectGap:
    level = ground.level(aspect)
    truth: Truth = "met" if level.lowest >= aim else "unmet" if level.highest < aim else "unknown"
    missing = tuple(
        _missing(ground, c)
        for k in LEVELS
        if k <= aim
        for c in sorted(ground.gate(aspect, k), key=lambda c: ground.inference.truth(c.id) == "unknown")
        if ground.inference.truth(c.id) != "met"
    )
    word = {"met": "why.stands", "unmet": "why.falls_short", "unknown": "why.may_stand"}[truth]
    said = ground.words[word].format(ground.span(level), aim, _how_many(ground, missing))
    return AspectGap(
        id=aspect, name=ground.names[aspect], level=level, wanted=aim, truth=truth, statement=said, missing=missing
    )


def _how_many(ground: Ground, missing: tuple[Missing, ...]) -> str:
    unmet = sum(m.criterion.truth == "unmet" for m in missing)
    counts = {"why.n_unmet": unmet, "why.n_unknown": len(missing) - unmet}
    return ground.listed([ground.words[word].format(n) for word, n in counts.items() if n])


def _missing(ground: Ground, criterion: Criterion) -> Missing:
    step = criterion_step(ground, criterion, full=True)
    questions = question_steps(ground, criterion.id)
    return Missing(
        level=criterion.level,
        criterion=step.model_copy(update={"children": tuple(c for c in step.children if c.kind != "question")}),
        gaps=_gaps(ground, criterion),
        saran=_answers(ground, criterion),
        questions=questions,
    )


def _gaps(ground: Ground, criterion: Criterion) -> tuple[Gap, ...]:
    truth = ground.inference.truth(criterion.id)
    proven = {atom for atom, _ in ground.inference.tests((truth, criterion.id))} if truth != "unknown" else set()
    found = [gap(ground, c) for c in comparisons(criterion.when) if decided(ground, c, truth, proven) == truth]
    return tuple(dict.fromkeys(found))


def _answers(ground: Ground, criterion: Criterion) -> tuple[Answer, ...]:
    """Return the saran that answer a criterion; those that come first, where its own still need something else."""
    given = [s for s in ground.diagnosis.saran if criterion.id in s.rules]
    if not given:
        needs = {n for name in criterion.saran for n in ground.rules.saran[name].needs}
        given = [s for s in ground.diagnosis.saran if needs & set(s.rules)]
        if ground.inference.truth(criterion.id) != "unmet":
            given = []
    return tuple(Answer(id=s.id, text=s.text) for s in given)
