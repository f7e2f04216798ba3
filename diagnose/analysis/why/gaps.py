"""How far a measure is from what a comparison asks of it, in words and in its own unit."""

import math

from diagnose.analysis.why.ground import Ground
from diagnose.analysis.why.measures import agencies, counted, needed, unit, wanted
from diagnose.analysis.why.records import Gap
from diagnose.inference import Measured
from diagnose.knowledge import SCALES, Compare


def gap(ground: Ground, compare: Compare) -> Gap:
    """Return how far what `compare` reads is from what it asks.

    Where the measure is open the difference is the least there can be; None where nothing tells it, or on scales of
    words.
    """
    measured = ground.inference.measured[compare.code]
    lacking, unsure = agencies(ground, measured.lacking), agencies(ground, measured.unsure)
    if counted(measured, compare):
        said, difference = _functions(ground, measured)
    elif ground.rules.measures[compare.measure].scale in SCALES:
        said = _scale(ground, compare, measured)
        difference = None
    else:
        said, difference = _number(ground, compare, measured)
    return Gap(measure=measured.code, said=said, difference=difference, lacking=lacking, unsure=unsure)


def _functions(ground: Ground, measured: Measured) -> tuple[str, float | None]:
    w, total = ground.words, len(measured.seen)
    lacking, unsure = len(measured.lacking), len(measured.unsure)
    parts = [w["why.short_functions"].format(lacking, total)] if lacking else []
    parts += [w["why.unsure_functions"].format(unsure, total)] if unsure else []
    return "; ".join(parts), float(lacking) if lacking else None


def _scale(ground: Ground, compare: Compare, measured: Measured) -> str:
    now = ground.phrases.measured(measured)
    if now == ground.words["unknown_value"]:
        return now
    return ground.words["why.from_to"].format(f'"{now}"', wanted(ground, compare).said)


def _number(ground: Ground, compare: Compare, measured: Measured) -> tuple[str, float | None]:
    w = ground.words
    asked = wanted(ground, compare)
    assert asked.number is not None  # no scale of words
    if math.isinf(measured.low) and math.isinf(measured.high):
        return w["unknown_value"], None
    upwards = asked.test in ("at_least", "above")
    aim, counting, factor = _unit(ground, compare, measured, asked.number)
    ends = [measured.low * factor, measured.high * factor]
    off = sorted((aim - end if upwards else end - aim) for end in ends)
    least, most = max(off[0], 0.0), off[1]
    word = w["why.short" if upwards else "why.over"]
    if math.isinf(most):
        amount = w["at_least"].format(ground.phrases.number(least)) if least > 0 else w["unknown_value"]
    elif least == most:
        amount = ground.phrases.number(least)
    elif least == 0:
        amount = w["at_most"].format(ground.phrases.number(most))
    else:
        amount = w["between"].format(ground.phrases.number(least), ground.phrases.number(most))
    if amount == w["unknown_value"]:
        return amount, None
    return word.format(f"{amount} {counting}"), least or None


def _unit(ground: Ground, compare: Compare, measured: Measured, number: float) -> tuple[float, str, float]:
    """Return the number aimed at, what it counts, and what turns the measure into that unit."""
    w, scale = ground.words, ground.rules.measures[compare.measure].scale
    counts = w["why.unit_functions" if measured.seen else "why.unit_opd"]
    if scale == "share" and measured.total:
        return needed(number, measured.total), counts, measured.total
    if scale == "share":
        return 100 * number, w["why.unit_points"], 100.0
    if scale == "percent":
        return number, w["why.unit_points"], 1.0
    return number, unit(ground, compare), 1.0
