"""Why a dimension or an aspect stands where it does: gate by gate, down to the criteria."""

from diagnose.analysis.why.ground import Ground
from diagnose.analysis.why.records import Step
from diagnose.analysis.why.rules import criterion_step
from diagnose.analysis.why.steps import level_step
from diagnose.diagnosis import Truth
from diagnose.engine import Atom, Derived
from diagnose.knowledge import LEVELS


def dimension_step(ground: Ground, dimension: str, *, full: bool) -> Step:
    """Return why a dimension stands where it does: its lowest aspects explained, the others told.

    With `full`, everything is explained.
    """
    level = ground.level(dimension)
    aspects = ground.rules.aspects[dimension]
    below = {atom.code.rpartition(":")[0] for atom in _premises(ground, ("below", f"{dimension}:{level.highest + 1}"))}
    decides = {a for a in aspects if a in below or ground.level(a).lowest == level.lowest < level.highest}
    decides = decides or set(aspects)  # all of them at the highest level
    first = sorted(aspects, key=lambda a: a not in decides)
    framework = ground.rules.framework
    return Step(
        kind="dimension",
        id=dimension,
        rule=f"{dimension}:{max(level.lowest, 2)}",
        title=ground.names[dimension],
        level=level,
        statement=ground.words["why.level"].format(ground.names[dimension], ground.span(level)),
        asumsi_sistem=framework.dimension_level.get(ground.lang),
        sources=framework.sources,
        children=tuple(
            aspect_step(ground, a, full=full) if full or a in decides else level_step(ground, a) for a in first
        ),
    )


def aspect_step(ground: Ground, aspect: str, *, full: bool) -> Step:
    """Return why an aspect stands where it does: the gates it has passed, and the one that it has not.

    Criteria that are met below its level are told, and explained with `full`; those that decide always are.
    """
    level = ground.level(aspect)
    told = level_step(ground, aspect)
    gates = [_gate(ground, aspect, k, full=full) for k in LEVELS if k <= level.highest + 1]
    second = _second_reading(ground, aspect, full=full)
    return told.model_copy(update={"children": (*gates, *second)})


def _premises(ground: Ground, conclusion: Derived) -> list[Atom]:
    firings = ground.inference.proofs.get(conclusion, [])
    return [atom for firing in firings for atom in firing.rule.premises]


def _gate(ground: Ground, aspect: str, level: int, *, full: bool) -> Step:
    gate = f"{aspect}:{level}"
    met, unmet = _premises(ground, ("at_least", gate)), _premises(ground, ("below", gate))
    truth: Truth = "met" if met else "unmet" if unmet else "unknown"
    word = {"met": "why.gate_met", "unmet": "why.gate_unmet", "unknown": "why.gate_unknown"}[truth]
    rank = {"unmet": 0, "unknown": 1, "met": 2}
    criteria = sorted(ground.gate(aspect, level), key=lambda c: rank[ground.inference.truth(c.id)])
    return Step(
        kind="gate",
        id=gate,
        rule=gate,
        truth=truth,
        statement=ground.words[word].format(level),
        children=tuple(
            criterion_step(ground, c, full=full or (truth != "met" and ground.inference.truth(c.id) == truth))
            for c in criteria
        ),
    )


def _second_reading(ground: Ground, aspect: str, *, full: bool) -> tuple[Step, ...]:
    reading = ground.diagnosis.aspect(aspect).second_reading
    if reading is None:
        return ()
    said = ground.words["why.second_reading"].format(ground.span(reading.level))
    return (
        Step(
            kind="second_reading",
            id=aspect,
            level=reading.level,
            statement=" ".join([said, *reading.reasons]),
            children=tuple(criterion_step(ground, ground.rules.criteria[c], full=full) for c in reading.because),
        ),
    )
