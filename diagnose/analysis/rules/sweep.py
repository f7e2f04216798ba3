"""At which values of one threshold the outcome of a case flips: exactly, from the values that its measures take."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from diagnose.analysis.rules.thresholds import versions, with_thresholds
from diagnose.analysis.rules.whatif import thresholds_read
from diagnose.case import Case
from diagnose.common import Place
from diagnose.diagnosis import Interval, Record
from diagnose.inference import Inference, infer, measure_all
from diagnose.knowledge import Rulebase

_RANGES = {"share": (0.0, 1.0), "percent": (0.0, 100.0), "count": (0.0, math.inf)}  # of sound thresholds


class Flip(Record):
    """An outcome that is `before` for lower thresholds and `after` for higher ones.

    It flips `at` the value itself (then the value belongs to the higher side), or just above it. `kind` tells whether
    `id` is an aspect or dimension, whose outcomes are levels (``second``: of the second reading), or a rule, whose
    outcomes are truths.
    """

    case: str
    kind: Literal["level", "second", "criterion", "finding"]
    id: str
    name: str
    value: float
    at: bool
    before: Interval | str
    after: Interval | str


class Sweep(Record):
    """Every flip of one threshold over some cases, lowest first.

    `values` are the values that it has now, by version; `tried` how many others were tried; `read_by` the rules that
    compare with it; `cases` the names of all cases, those that never flip included.
    """

    schema_version: Literal[1] = 1
    lang: str
    threshold: str
    unit: str
    values: tuple[float, ...]
    read_by: tuple[str, ...]
    cases: tuple[str, ...]
    tried: int
    flips: tuple[Flip, ...]


def sweep(
    cases: Sequence[tuple[str, Case]], base: Rulebase, name: str, year: int | None = None, lang: str = "id"
) -> Sweep:
    """Return where the outcomes of `cases` flip when the threshold `name` (in force in `year`, if given) is moved.

    Between two neighbouring values that the measures of the cases take no outcome can change, so trying each of these
    values and one number between any two of them finds every flip.

    Raises:
        InputError: there is no such threshold.
        EngineError: the engine did not do what it was asked.
    """
    old = versions(base, name, year, Place(f"--sweep {name}"))
    readers = {r.id: r for r in base.provable if any(read == name for _, read in thresholds_read(r, base))}
    flips: list[Flip] = []
    titles = _titles(base, lang)
    points = [_points(case, base, name) for _, case in cases]
    found: list[list[dict[_Key, Interval | str]]] = [[] for _ in cases]
    trials = sorted({value for each in points for value, _ in each})
    for value in trials:  # one rule base at a time: each keeps its engine as long as it lives
        trial = with_thresholds(base, {id(t): t.model_copy(update={"value": value}) for t in old})
        for (_, case), each, outcomes in zip(cases, points, found, strict=True):
            if value in (tried for tried, _ in each):
                outcomes.append(_outcome(infer(case, trial), titles))
    for (called, _), each, outcomes in zip(cases, points, found, strict=True):
        for (low, first), (high, then) in pairwise(zip(each, outcomes, strict=True)):
            for key in first:
                if first[key] != then[key]:
                    measured = high if high[1] else low  # a number between two cannot be where it flips
                    flips.append(
                        Flip(
                            case=called,
                            kind=key[0],
                            id=key[1],
                            name=titles[key],
                            value=measured[0],
                            at=measured is high,
                            before=first[key],
                            after=then[key],
                        )
                    )
    order = {"level": 0, "second": 1, "criterion": 2, "finding": 3}
    return Sweep(
        lang=lang,
        threshold=name,
        unit=old[0].unit.get(lang),
        values=tuple(dict.fromkeys(t.value for t in old)),
        read_by=tuple(readers),
        cases=tuple(called for called, _ in cases),
        tried=len(trials),
        flips=tuple(sorted(flips, key=lambda f: (order[f.kind], f.value, not f.at))),
    )


_Key = tuple[Literal["level", "second", "criterion", "finding"], str]


def _titles(base: Rulebase, lang: str) -> dict[_Key, str]:
    found: dict[_Key, str] = {}
    for dimension in base.framework.dimensions:
        found["level", dimension.id] = dimension.name.get(lang)
        for aspect in dimension.aspects:
            found["level", aspect.id] = found["second", aspect.id] = aspect.name.get(lang)
    found |= {("criterion", c.id): c.title.get(lang) for c in base.criteria.values()}
    return found | {("finding", f.id): f.title.get(lang) for f in base.findings.values()}


def _points(case: Case, base: Rulebase, name: str) -> list[tuple[float, bool]]:
    """Return the values to try, in order, each with whether a measure of `case` takes it."""
    compares = [
        compare
        for rule in base.provable
        if rule.holds_for(case.year, case.region.kind)
        for compare, read in thresholds_read(rule, base)
        if read == name
    ]
    measured = measure_all(case, base)
    bounds = {b for c in compares for b in (measured[c.code].low, measured[c.code].high) if math.isfinite(b)}
    scales = {base.measures[c.measure].scale for c in compares}
    ranges = [_RANGES.get(scale, (-math.inf, math.inf)) for scale in scales]
    lowest = max((low for low, _ in ranges), default=-math.inf)
    highest = min((high for _, high in ranges), default=math.inf)
    values = sorted(b for b in bounds if lowest <= b <= highest)
    if not values:
        return []
    between = [(low + high) / 2 for low, high in pairwise(values)]
    below = max(values[0] - 1.0, lowest) if values[0] > lowest else None
    above = min(values[-1] + 1.0, highest) if values[-1] < highest else None
    others = [*between, *(end for end in (below, above) if end is not None)]
    if "count" in scales:  # such a threshold is a whole number
        others = [whole for o in others if (whole := float(math.ceil(o))) not in values]
    found = {**dict.fromkeys(others, False), **dict.fromkeys(values, True)}
    return sorted((value, taken) for value, taken in found.items() if "e" not in repr(value))  # a limit of the engine


def _outcome(inference: Inference, titles: dict[_Key, str]) -> dict[_Key, Interval | str]:
    found: dict[_Key, Interval | str] = {}
    in_force = {rule.id for rule in inference.compiled.provable}
    contested = {c.aspect for c in inference.compiled.criteria if c.reading != "both"}
    for kind, name in titles:
        if kind == "level" or (kind == "second" and name in contested):
            lowest, highest = inference.level(name, second=kind == "second")
            found[kind, name] = Interval(lowest=lowest, highest=highest)
        elif name in in_force:
            found[kind, name] = inference.truth(name)
    return found
