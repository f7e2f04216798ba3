"""Answer why not: what keeps an aspect, or the aspects of a dimension, below a level."""

from diagnose.analysis.why.gaps import gap
from diagnose.analysis.why.measures import decided
from diagnose.analysis.why.records import Answer, AspectGap, Gap, Missing, WhyNot
from diagnose.analysis.why.rules import criterion_step, question_steps
from diagnose.analysis.why.why import about
from diagnose.common import InputError, Place, Problem, the_one_meant
from diagnose.diagnosis import Diagnosed, Truth
from diagnose.knowledge import GATED, Criterion, comparisons, subjects


def why_not(diagnosed: Diagnosed, target: str, *, level: int | None = None) -> WhyNot:
    """Tell which criteria keep `target`, an aspect or a dimension, below `level`; without one, the next level.

    Raises:
        InputError: there is no such aspect or dimension, or no such level.
        EngineError: the engine did not do what it was asked.
    """
    found = the_one_meant(target, Place("why-not"), "why_not_target_unknown", subjects(diagnosed.rules))
    aim = min(diagnosed.level(found).lowest + 1, GATED[-1]) if level is None else level
    if aim not in GATED:
        raise InputError([Problem(Place("why-not"), "why_not_level", {"given": aim})])
    aspects = diagnosed.rules.aspects.get(found, (found,))
    gaps = [_aspect(diagnosed, aspect, aim) for aspect in aspects]
    below = [g for g in gaps if g.truth != "met"]
    name, told = diagnosed.names[found], tuple(below or gaps)
    return WhyNot(**dict(about(diagnosed)), target=found, name=name, wanted=aim, aspects=told)


def _aspect(diagnosed: Diagnosed, aspect: str, aim: int) -> AspectGap:
    level = diagnosed.level(aspect)
    truth: Truth = "met" if level.lowest >= aim else "unmet" if level.highest < aim else "unknown"
    missing = tuple(
        _missing(diagnosed, c)
        for k in GATED
        if k <= aim
        for c in sorted(diagnosed.gate(aspect, k), key=lambda c: diagnosed.inference.truth(c.id) == "unknown")
        if diagnosed.inference.truth(c.id) != "met"
    )
    word = {"met": "why.stands", "unmet": "why.falls_short", "unknown": "why.may_stand"}[truth]
    said = diagnosed.words[word].format(diagnosed.span(level), aim, _how_many(diagnosed, missing))
    return AspectGap(
        id=aspect, name=diagnosed.names[aspect], level=level, wanted=aim, truth=truth, statement=said, missing=missing
    )


def _how_many(diagnosed: Diagnosed, missing: tuple[Missing, ...]) -> str:
    unmet = sum(m.criterion.truth == "unmet" for m in missing)
    counts = {"why.n_unmet": unmet, "why.n_unknown": len(missing) - unmet}
    return diagnosed.listed([diagnosed.words[word].format(n) for word, n in counts.items() if n])


def _missing(diagnosed: Diagnosed, criterion: Criterion) -> Missing:
    step = criterion_step(diagnosed, criterion, full=True)
    questions = question_steps(diagnosed, criterion.id)
    return Missing(
        level=criterion.level,
        criterion=step.model_copy(update={"children": tuple(c for c in step.children if c.kind != "question")}),
        gaps=_gaps(diagnosed, criterion),
        saran=_answers(diagnosed, criterion),
        questions=questions,
    )


def _gaps(diagnosed: Diagnosed, criterion: Criterion) -> tuple[Gap, ...]:
    truth = diagnosed.inference.truth(criterion.id)
    proven = {atom for atom, _ in diagnosed.inference.tests((truth, criterion.id))} if truth != "unknown" else set()
    found = [gap(diagnosed, c) for c in comparisons(criterion.when) if decided(diagnosed, c, truth, proven) == truth]
    return tuple(dict.fromkeys(found))


def _answers(diagnosed: Diagnosed, criterion: Criterion) -> tuple[Answer, ...]:
    """Return the saran that answer a criterion; those that come first, where its own still need something else."""
    given = [s for s in diagnosed.diagnosis.saran if criterion.id in s.rules]
    if not given:
        needs = {n for name in criterion.saran for n in diagnosed.rules.saran[name].needs}
        given = [s for s in diagnosed.diagnosis.saran if needs & set(s.rules)]
        if diagnosed.inference.truth(criterion.id) != "unmet":
            given = []
    return tuple(Answer(id=s.id, text=s.text) for s in given)
