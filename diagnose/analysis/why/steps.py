"""The step that tells a level and no more, on which those of levels and rules stand."""

from diagnose.analysis.why.ground import Ground
from diagnose.analysis.why.records import Step
from diagnose.diagnosis import Truth


def level_step(ground: Ground, subject: str, truth: Truth | None = None) -> Step:
    """Return the level of an aspect or a dimension, and no more."""
    level = ground.level(subject)
    return Step(
        kind="dimension" if subject in ground.rules.aspects else "aspect",
        id=subject,
        title=ground.names[subject],
        level=level,
        truth=truth,
        statement=ground.words["why.level"].format(ground.names[subject], ground.span(level)),
    )
