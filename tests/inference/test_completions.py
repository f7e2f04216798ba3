"""Intervals are exact: every completion of what is unknown, bounded or disputed lies inside, and both ends are reached.

Completions are enumerated: an unknown fact takes each value of its kind, a bounded one those within its bounds, a
disputed one what each side says. One that contradicts what is stated is none, unless a side of a dispute says so.
"""

from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from diagnose.case.load import load_case
from diagnose.case.overlay import Change, overlay
from diagnose.inference.infer import infer_levels, measure_all
from diagnose.knowledge.load import load_rules
from tests.conftest import make_case
from tests.lib.completing import Statement, inexact
from tests.lib.examples import examples
from tests.lib.generated import ANSWERS, EXTENTS, SETTABLE

RULES = load_rules()
BASE = load_case("fiktif-kuat-2023")
SCALES: dict[Any, tuple[Any, ...]] = {ANSWERS: ANSWERS[:-1], EXTENTS: EXTENTS[:-1]}
FACTS = sorted(path for path in SETTABLE if "agencies[" not in path and "calendar" not in path)


def scale(path: str) -> tuple[Any, ...]:
    return SCALES.get(SETTABLE[path], (0, 1, 2, 60))  # as many as open bounds leave


@st.composite
def statements(draw: st.DrawFn, path: str) -> Statement:
    """What is said of a fact, the values it may turn out to have, and whether that is disputed."""
    values = scale(path)
    kind = draw(st.sampled_from(["unknown", "at_least", "at_most", "disputed", "known"]))
    i, j = sorted(draw(st.lists(st.integers(0, len(values) - 1), min_size=2, max_size=2, unique=True)))
    if kind == "disputed":
        sides = [{"value": values[i]}, {"value": values[j]}]
        return Change(path, {"disputed": sides}), (values[i], values[j]), True
    if kind == "known":
        return Change(path, values[i]), (values[i],), False
    if kind == "unknown":
        return Change(path, None), values, False
    within = values[j:] if kind == "at_least" else values[: i + 1]
    return Change(path, {kind: values[j] if kind == "at_least" else values[i]}), within, False


@st.composite
def partly_known(draw: st.DrawFn) -> list[Statement]:
    paths = draw(st.lists(st.sampled_from(FACTS), min_size=1, max_size=3, unique=True))
    return [draw(statements(path)) for path in paths]


@examples(40, suppress_health_check=list(HealthCheck))
@given(partly_known())
def test_an_interval_is_what_the_completions_of_its_facts_come_to(
    said: list[Statement],
) -> None:
    assert inexact(BASE, RULES, said)[0] == []


def level(aspect: str, *changes: Change) -> tuple[int, int]:
    return infer_levels(overlay(BASE, changes), RULES).level(aspect)


def test_what_contradicts_a_settled_level_widens_it_and_never_moves_it_away() -> None:
    before = level("subsystem_involvement.interaction_density", Change("coordination.rembuk_kabupaten", None))
    after = level("subsystem_involvement.interaction_density", Change("coordination.rembuk_kabupaten", 0))
    assert after[0] <= before[0] <= before[1] <= after[1]


def test_a_disputed_need_leaves_open_what_needs_it() -> None:
    disputed = {"disputed": [{"value": "yes"}, {"value": "no"}]}
    sides = [level("policy_instruments.consistency", Change("lokus.determined", side)) for side in ("yes", "no")]
    now = level("policy_instruments.consistency", Change("lokus.determined", disputed))
    assert now == (min(low for low, _ in sides), max(high for _, high in sides))


def test_numbers_do_not_overrule_words() -> None:
    said = {"sosialisasi": {"desa_reached": 3, "reach": "some"}}
    words = measure_all(make_case(said), RULES)["sosialisasi.reach"]
    both = measure_all(make_case(said, {"region": {"desa_kelurahan": 3}}), RULES)["sosialisasi.reach"]
    assert (words.known, both.known) == (True, False)
    assert both.contradicted


@pytest.mark.parametrize(
    ("released", "truth"),
    [
        ({"at_most": "draft"}, "unmet"),
        ({"at_least": "yes"}, "met"),
        ({"disputed": [{"value": "no"}, {"value": "draft"}]}, "unmet"),
        ({"at_most": "yes"}, "unknown"),
        ({"disputed": [{"value": "no"}, {"at_least": "draft"}]}, "unknown"),
        ("unknown", "unknown"),
    ],
)
def test_bounds_of_an_entry_decide_where_a_value_would(released: Any, truth: str) -> None:
    data = {"bases": [{"base": "e-PPGBM", "released": released}], "bases_all_listed": "yes"}
    coordination = {"rembuk_kabupaten": 0, "meetings": 0, "monev": 0}
    case = make_case({"coordination": coordination, "data": data})
    measured = infer_levels(case, RULES).measured["data.released"]
    told = {"unmet": (0, 0), "met": (1, 1), "unknown": (0, 1)}[truth]
    assert (measured.low, measured.high) == told
