"""Whatever is measured: two engines agree, an interval holds the truth and reaches both ends, better is no lower."""

import math
import random
from dataclasses import replace

from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from diagnose.case.load import load_case
from diagnose.inference.infer import Inference, digest, measure_all
from diagnose.inference.measures import Measured
from diagnose.knowledge.load import load_rules
from diagnose.knowledge.models import Measure
from tests.lib.examples import examples
from tests.lib.oracle import everything

RULES = load_rules()
LEBAK = load_case("lebak-2022")


TRUTH = {True: "met", False: "unmet", None: "unknown"}


def value_in(measure: Measure, drawn: int) -> float:
    """The value of `measure` that a byte stands for."""
    if measure.labels:
        return float(drawn % len(measure.labels))
    return drawn % 13 / 12 if measure.scale == "share" else float(drawn % 101 - 40)


def interval_in(measure: Measure, way: int, one: int, other: int) -> tuple[float, float]:
    """A value, two ends, one end or none, as three bytes say."""
    low, high = sorted((value_in(measure, one), value_in(measure, other)))
    ends = ((low, low), (low, high), (low, math.inf), (-math.inf, high), (-math.inf, math.inf))
    return ends[way % len(ends)]


@st.composite
def measurements(draw: st.DrawFn) -> dict[str, Measured]:
    """Every measure, known, bounded or open; drawn as bytes, since there are hundreds."""
    blank = measure_all(LEBAK, RULES)
    drawn = draw(st.binary(min_size=3 * len(blank), max_size=3 * len(blank)))
    made = {}
    for number, (code, m) in enumerate(blank.items()):
        low, high = interval_in(RULES.measures[m.measure], *drawn[3 * number : 3 * number + 3])
        made[code] = replace(m, low=low, high=high)
    return made


def inferred(measured: dict[str, Measured]) -> Inference:
    return digest(*RULES.engine_for(LEBAK), measured)


SLOW = examples(100, suppress_health_check=list(HealthCheck))


@SLOW
@given(measurements())
def test_the_engine_agrees_with_a_second_opinion(measured: dict[str, Measured]) -> None:
    found = inferred(measured)
    truths, levels = everything(RULES, measured, LEBAK.year, LEBAK.region.kind)
    assert {rule: found.truth(rule) for rule in truths} == {rule: TRUTH[truth] for rule, truth in truths.items()}
    for subject, level in levels.items():
        name, _, second = subject.partition("~")
        contested = any(c.aspect == name and c.reading != "both" for c in RULES.criteria.values())
        if not second or contested:
            assert found.level(name, second=bool(second)) == level, subject


def completed(m: Measured, pick: float) -> Measured:
    """A known value within what is known of a measure; `pick` 1 is the best end, 0 the worst."""
    definition = RULES.measures[m.measure]
    on_scale = bool(definition.labels)
    bottom, top = (0, len(definition.labels) - 1) if on_scale else (0, 1) if definition.scale == "share" else (-99, 99)
    low, high = max(m.low, bottom), min(m.high, top)
    value = low + (high - low) * (pick if definition.better != "lower" else 1 - pick)
    value = float(round(value)) if on_scale else value
    return replace(m, low=value, high=value)


@SLOW
@given(measurements(), st.randoms(use_true_random=False))
def test_a_level_lies_in_the_interval_whatever_the_unknown_turns_out_to_be(
    measured: dict[str, Measured], generator: random.Random
) -> None:
    before = inferred(measured)
    after = inferred({code: completed(m, generator.random()) for code, m in measured.items()})
    for dimension, aspects in RULES.aspects.items():
        for subject in (dimension, *aspects):
            lowest, highest = before.level(subject)
            level, same = after.level(subject)
            assert level == same
            assert lowest <= level <= highest


@SLOW
@given(measurements())
def test_both_ends_of_an_interval_are_reached(measured: dict[str, Measured]) -> None:
    before = inferred(measured)
    best = inferred({code: completed(m, 1) for code, m in measured.items()})
    worst = inferred({code: completed(m, 0) for code, m in measured.items()})
    for subject in (*RULES.aspects, *(a for aspects in RULES.aspects.values() for a in aspects)):
        assert (worst.level(subject)[0], best.level(subject)[0]) == before.level(subject)


@SLOW
@given(measurements(), st.data())
def test_a_better_fact_never_lowers_a_level(measured: dict[str, Measured], data: st.DataObject) -> None:
    known = {code: completed(m, data.draw(st.floats(0, 1))) for code, m in list(measured.items())[:1]}
    known |= {code: completed(m, 0.5) for code, m in measured.items() if code not in known}
    code = data.draw(st.sampled_from(sorted(known)))
    better = RULES.measures[known[code].measure].better
    if better == "neither":
        return
    step = 1.0 if better == "higher" else -1.0
    m = known[code]
    before = inferred(known)
    after = inferred({**known, code: replace(m, low=m.low + step, high=m.high + step)})
    for subject in (*RULES.aspects, *(a for aspects in RULES.aspects.values() for a in aspects)):
        assert after.level(subject)[0] >= before.level(subject)[0]
