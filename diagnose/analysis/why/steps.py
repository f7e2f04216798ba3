"""The step that tells a level and no more, on which those of levels and rules stand."""

from diagnose.analysis.why.records import Step
from diagnose.diagnosis import Diagnosed, Truth


def level_step(diagnosed: Diagnosed, subject: str, truth: Truth | None = None) -> Step:
    """Return the level of an aspect or a dimension, and no more."""
    level = diagnosed.level(subject)
    return Step(
        kind="dimension" if subject in diagnosed.rules.aspects else "aspect",
        id=subject,
        title=diagnosed.names[subject],
        level=level,
        truth=truth,
        statement=diagnosed.words["why.level"].format(diagnosed.names[subject], diagnosed.span(level)),
    )
