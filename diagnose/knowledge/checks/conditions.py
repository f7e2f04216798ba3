"""Conditions: measures, thresholds and labels that exist, fit one another, and are read the better way."""

from collections.abc import Iterator
from typing import Any

from diagnose.common import Place, Problem, nearest
from diagnose.knowledge.conditions import Compare, ForEach, comparisons, levels_read
from diagnose.knowledge.models import Criterion, Finding, Measure
from diagnose.knowledge.rulebase import Block, Rulebase
from diagnose.knowledge.saran import Saran

_ALLOWED_TESTS = {"higher": ("at_least", "above", "is", "in"), "lower": ("at_most", "below", "is", "in")}


def check(base: Rulebase) -> Iterator[Problem]:
    """Yield comparisons that make no sense."""
    for block in base.blocks:
        yield from _of(block, base)


def _of(block: Block, base: Rulebase) -> Iterator[Problem]:
    levels = {*base.aspects, *(a for aspects in base.aspects.values() for a in aspects)}
    for condition, *at in conditions_of(block.content):
        for level in levels_read(condition):
            if not isinstance(block.content, Finding):
                yield Problem(block.place(*at), "criterion_reads_level", {"given": level})
            elif level not in levels:
                yield block.unknown("aspect_unknown", level, levels, *at)
        for compare in comparisons(condition):
            yield from _comparison(block, base, compare, at)


def conditions_of(content: object) -> Iterator[tuple[Any, ...]]:
    """Yield each condition of a block, followed by where in it the condition stands."""
    if isinstance(content, Criterion | Finding):
        yield content.when, "when"
    if isinstance(content, Saran):
        yield from ((request.so, "asks", i, "so") for i, request in enumerate(content.asks))
        if content.unless is not None:
            yield content.unless, "unless"


def _comparison(block: Block, base: Rulebase, compare: Compare, at: list[str | int]) -> Iterator[Problem]:
    place = _place_of(block, compare, at)
    measure = base.measures.get(compare.measure)
    if measure is None:
        yield Problem(
            place, "measure_unknown", {"given": compare.measure, "near": nearest(compare.measure, base.measures)}
        )
        return
    if isinstance(compare, ForEach) and compare.for_each not in base.list_ids:
        yield Problem(
            place, "list_unknown", {"given": compare.for_each, "near": nearest(compare.for_each, base.list_ids)}
        )
    if measure.per_function != isinstance(compare, ForEach):
        yield Problem(place, "for_each_needed" if measure.per_function else "for_each_odd", {"given": measure.id})
    ((test, named),) = compare.tests().items()
    names = (named,) if isinstance(named, str) else named
    scale = measure.labels
    known = list(scale) or [t.id for t in base.thresholds]
    for name in names:
        if name not in known:
            key = "label_unknown" if scale else "threshold_unknown"
            values = {"given": name, "near": nearest(name, known), "expected": ", ".join(known)}
            yield Problem(place, key, values)
            return
    if not scale:
        yield from _off_scale(base, measure, names, place)
    if scale and set(names) == set(known):
        yield Problem(place, "always_true", {"given": measure.id})
        return
    if not scale and test in ("is", "in"):
        yield Problem(place, "label_on_number", {"given": measure.id})
        return
    if isinstance(block.content, Criterion) or isinstance(compare, ForEach):
        yield from _direction(base, measure, compare, test, place)


def _off_scale(base: Rulebase, measure: Measure, names: tuple[str, ...], place: Place) -> Iterator[Problem]:
    """Find thresholds that no value of the measure can stand on both sides of, or that are fractions of a count."""
    for threshold in base.thresholds:
        if threshold.id in names:
            value = threshold.value
            off = {
                "share": not 0 <= value <= 1,
                "percent": not 0 <= value <= 100,
                "count": value < 0 or value != int(value),
            }
            if off.get(measure.scale, False):
                values = {"given": threshold.id, "value": value, "scale": measure.scale}
                yield Problem(place, "threshold_off_scale", values)


def _direction(base: Rulebase, measure: Measure, compare: Compare, test: str, place: Place) -> Iterator[Problem]:
    """A criterion reads a measure the way it gets better; on that rests that levels are exact intervals."""
    values = {"given": measure.id, "better": measure.better}
    if test not in _ALLOWED_TESTS.get(measure.better, ()):
        yield Problem(place, "wrong_direction", values)
    elif test in ("is", "in"):
        try:
            bound = base.bound(compare, 0)
        except KeyError:
            yield Problem(place, "labels_apart", values)
            return
        if (bound.high if measure.better == "higher" else bound.low) is not None:
            yield Problem(place, "wrong_direction", values)


def _place_of(block: Block, compare: Compare, at: list[str | int]) -> Place:
    """Return where the comparison stands: its measure's name, found in the condition that stands `at`."""
    loc = (*block.loc, *at)
    for path, raw in block.tree.raw.items():
        if path[: len(loc)] == loc and path[-1] == "measure" and raw == compare.measure:
            return block.tree.place(path)
    return block.tree.place(loc)
