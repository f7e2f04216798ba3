"""Why a dimension or an aspect stands where it does: gate by gate, down to the criteria."""

from diagnose.analysis.why.records import Step
from diagnose.analysis.why.rules import criterion_step
from diagnose.analysis.why.steps import level_step
from diagnose.diagnosis import Diagnosed, Truth, evidence_said
from diagnose.engine import Atom, Derived
from diagnose.knowledge import GATED


def dimension_step(diagnosed: Diagnosed, dimension: str, *, full: bool) -> Step:
    """Return why a dimension stands where it does: its lowest aspects explained, the others told.

    With `full`, everything is explained.
    """
    level = diagnosed.level(dimension)
    aspects = diagnosed.rules.aspects[dimension]
    below = {
        atom.code.rpartition(":")[0] for atom in _premises(diagnosed, ("below", f"{dimension}:{level.highest + 1}"))
    }
    decides = {a for a in aspects if a in below or diagnosed.level(a).lowest == level.lowest < level.highest}
    decides = decides or set(aspects)  # all of them at the highest level
    first = sorted(aspects, key=lambda a: a not in decides)
    framework = diagnosed.rules.framework
    return Step(
        kind="dimension",
        id=dimension,
        rule=f"{dimension}:{max(level.lowest, 2)}",
        title=diagnosed.names[dimension],
        level=level,
        statement=diagnosed.words["why.level"].format(diagnosed.names[dimension], diagnosed.span(level)),
        asumsi_sistem=framework.dimension_level.get(diagnosed.lang),
        sources=framework.sources,
        children=tuple(
            aspect_step(diagnosed, a, full=full) if full or a in decides else level_step(diagnosed, a) for a in first
        ),
    )


def aspect_step(diagnosed: Diagnosed, aspect: str, *, full: bool) -> Step:
    """Return why an aspect stands where it does: the gates it has passed, and the one that it has not.

    Criteria that are met below its level are told, and explained with `full`; those that decide always are.
    """
    level = diagnosed.level(aspect)
    told = level_step(diagnosed, aspect)
    gates = [_gate(diagnosed, aspect, k, full=full) for k in GATED if k <= level.highest + 1]
    second = _second_reading(diagnosed, aspect, full=full)
    return told.model_copy(update={"children": (*gates, *second, *_evidence(diagnosed, aspect))})


def _premises(diagnosed: Diagnosed, conclusion: Derived) -> list[Atom]:
    firings = diagnosed.inference.proofs.get(conclusion, [])
    return [atom for firing in firings for atom in firing.rule.premises]


def _gate(diagnosed: Diagnosed, aspect: str, level: int, *, full: bool) -> Step:
    gate = f"{aspect}:{level}"
    met, unmet = _premises(diagnosed, ("at_least", gate)), _premises(diagnosed, ("below", gate))
    truth: Truth = "met" if met else "unmet" if unmet else "unknown"
    word = {"met": "why.gate_met", "unmet": "why.gate_unmet", "unknown": "why.gate_unknown"}[truth]
    rank = {"unmet": 0, "unknown": 1, "met": 2}
    criteria = sorted(diagnosed.gate(aspect, level), key=lambda c: rank[diagnosed.inference.truth(c.id)])
    return Step(
        kind="gate",
        id=gate,
        rule=gate,
        truth=truth,
        statement=diagnosed.words[word].format(level),
        children=tuple(
            criterion_step(diagnosed, c, full=full or (truth != "met" and diagnosed.inference.truth(c.id) == truth))
            for c in criteria
        ),
    )


def _evidence(diagnosed: Diagnosed, aspect: str) -> tuple[Step, ...]:
    said = evidence_said(diagnosed.diagnosis.aspect(aspect).evidence, diagnosed.words)
    return (Step(kind="evidence", id=aspect, statement=said),) if said else ()


def _second_reading(diagnosed: Diagnosed, aspect: str, *, full: bool) -> tuple[Step, ...]:
    reading = diagnosed.diagnosis.aspect(aspect).second_reading
    if reading is None:
        return ()
    said = diagnosed.words["why.second_reading"].format(diagnosed.span(reading.level))
    return (
        Step(
            kind="second_reading",
            id=aspect,
            level=reading.level,
            statement=" ".join([said, *reading.reasons]),
            children=tuple(criterion_step(diagnosed, diagnosed.rules.criteria[c], full=full) for c in reading.because),
        ),
    )
