"""How far a measure is from what a comparison asks of it, in words and in its own unit."""

import math

from diagnose.analysis.why.measures import agencies, counted, needed, unit, wanted
from diagnose.analysis.why.records import Gap
from diagnose.common import of_unit
from diagnose.diagnosis import Diagnosed
from diagnose.inference import Measured
from diagnose.knowledge import Compare


def gap(diagnosed: Diagnosed, compare: Compare) -> Gap:
    """Return how far what `compare` reads is from what it asks.

    Where the measure is open the difference is the least there can be; None where nothing tells it, or on scales of
    words.
    """
    measured = diagnosed.inference.measured[compare.code]
    lacking, unsure = agencies(diagnosed, measured.lacking), agencies(diagnosed, measured.unsure)
    if counted(measured, compare):
        said, difference = _functions(diagnosed, measured)
    elif diagnosed.rules.measures[compare.measure].labels:
        said = _scale(diagnosed, compare, measured)
        difference = None
    else:
        said, difference = _number(diagnosed, compare, measured)
    return Gap(measure=measured.code, said=said, difference=difference, lacking=lacking, unsure=unsure)


def _functions(diagnosed: Diagnosed, measured: Measured) -> tuple[str, float | None]:
    w, total = diagnosed.words, len(measured.seen)
    lacking, unsure = len(measured.lacking), len(measured.unsure)
    parts = [w["why.short_functions"].format(lacking, total)] if lacking else []
    parts += [w["why.unsure_functions"].format(unsure, total)] if unsure else []
    return "; ".join(parts), float(lacking) if lacking else None


def _scale(diagnosed: Diagnosed, compare: Compare, measured: Measured) -> str:
    now = diagnosed.phrases.measured(measured)
    if now == diagnosed.words["unknown_value"]:
        return now
    return diagnosed.words["why.from_to"].format(f'"{now}"', wanted(diagnosed, compare).said)


def _number(diagnosed: Diagnosed, compare: Compare, measured: Measured) -> tuple[str, float | None]:
    w = diagnosed.words
    asked = wanted(diagnosed, compare)
    assert asked.number is not None  # no scale of words
    if math.isinf(measured.low) and math.isinf(measured.high):
        return w["unknown_value"], None
    upwards = asked.test in ("at_least", "above")
    aim, counting, factor = _unit(diagnosed, compare, measured, asked.number)
    ends = [measured.low * factor, measured.high * factor]
    off = sorted((aim - end if upwards else end - aim) for end in ends)
    least, most = max(off[0], 0.0), off[1]
    word = w["why.short" if upwards else "why.over"]
    if math.isinf(most):
        amount = w["at_least"].format(diagnosed.phrases.number(least)) if least > 0 else w["unknown_value"]
    elif least == most:
        amount = diagnosed.phrases.number(least)
    elif least == 0:
        amount = w["at_most"].format(diagnosed.phrases.number(most))
    else:
        amount = w["between"].format(diagnosed.phrases.number(least), diagnosed.phrases.number(most))
    if amount == w["unknown_value"]:
        return amount, None
    return word.format(of_unit(amount, counting, diagnosed.lang)), least or None


def _unit(diagnosed: Diagnosed, compare: Compare, measured: Measured, number: float) -> tuple[float, str, float]:
    """Return the number aimed at, what it counts, and what turns the measure into that unit."""
    w, scale = diagnosed.words, diagnosed.rules.measures[compare.measure].scale
    counts = w["why.unit_functions" if measured.seen else "why.unit_opd"]
    if scale == "share" and measured.total:
        return needed(number, measured.total), counts, measured.total
    if scale == "share":
        return 100 * number, w["why.unit_points"], 100.0
    if scale == "percent":
        return number, w["why.unit_points"], 1.0
    return number, unit(diagnosed, compare), 1.0
