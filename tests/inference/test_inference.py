"""What the inference guarantees for any case: checked against a second opinion and by generated cases."""

import math
import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diagnose import diagnose
from diagnose.case.load import load_case
from diagnose.case.model import Case
from diagnose.inference.infer import Inference, digest, infer, measure_all
from diagnose.inference.measures import Measured
from diagnose.knowledge.load import load_rules
from diagnose.knowledge.models import Measure
from diagnose.knowledge.rulebase import Rulebase
from tests.conftest import make_case
from tests.lib.oracle import everything

RULES = load_rules()
LEBAK = load_case("lebak-2022")
TRUTH = {True: "met", False: "unmet", None: "unknown"}
FULL: dict[str, Any] = {
    "region": {"kecamatan": 10, "desa_kelurahan": 100},
    "decree": {
        "signed": "yes",
        "members": {"others": "yes"},
        "states": dict.fromkeys(
            [
                *("sasaran", "targets", "time_frame", "person_in_charge", "process_network"),
                *("data_base", "lokus_focus", "coordination"),
            ],
            "yes",
        ),
    },
    "tpps": {
        "kabupaten": {
            "age_months": 30,
            "bidang": [{"bidang": "Data", "active": "yes"}],
            "bidang_all_listed": "yes",
        },
        "kecamatan": {"active": 10},
        "desa": {"active": 100},
    },
    "goals": {"others": "yes"},
    "strategy": {"names_causes_outside_health": "yes", "common_goals": "yes", "roles_written": "all"},
    "coordination": {
        "rembuk_kabupaten": 1,
        "rembuk_attendance": "all",
        "meetings": 4,
        "monev": 2,
        "annual_review": "yes",
        "services_synchronised": "yes",
        "programme_map": "all",
        "agreements": [{"name": "MoU"}],
    },
    "lokus": {"determined": "yes", "common_target": "yes", "central_programmes": "all"},
    "agencies": [{"name": "Badan Terpadu", "functions": list(RULES.lists("kabupaten")["key"])}],
    "programmes": {"items": [{"name": "Program terpadu", "agency": "Badan Terpadu", "adapted": "yes"}]},
    "partners": {"items": [{"name": "Universitas"}, {"name": "Yayasan"}]},
    "budget": {"allocated": "all"},
    "dana_desa": {"binding_regulation": "yes", "use": "all"},
    "sosialisasi": {"reach": "all"},
    "data": {"known_to_agencies": "all", "bases": [{"base": "e-PPGBM", "released": "yes"}]},
    "calendar": {"planning_action": "2022-01-10", "rembuk": "2022-02-10", "musrenbang": "2022-03-10"},
    "questionnaire": {
        "respondents": ["Dinas Kesehatan"],
        "items": {
            "understands_situation": {"tally": {"fully": 1}},
            "names_causes": {"tally": {"yes": 1}},
            "knows_policies": {"tally": {"yes": 1}},
            "team_active": {"tally": {"active": 1}},
        },
    },
}


@pytest.mark.parametrize("kind", ["kabupaten", "kota"])
def test_with_every_fact_unknown_all_levels_are_open_and_nothing_is_advised(kind: str) -> None:
    diagnosis = diagnose(make_case({"region": {"kind": kind}}), RULES)
    assert {(a.level.lowest, a.level.highest) for a in diagnosis.aspects} == {(1, 4)}
    assert {(d.level.lowest, d.level.highest) for d in diagnosis.dimensions} == {(1, 4)}
    assert {c.truth for a in diagnosis.aspects for c in a.criteria} == {"unknown"}
    assert diagnosis.saran == ()
    assert diagnosis.findings == ()
    assert diagnosis.conflicts == ()
    asked = {rule for question in diagnosis.unknown for rule in question.waits}
    assert asked >= {c.id for a in diagnosis.aspects for c in a.criteria}


@pytest.mark.parametrize("kind", ["kabupaten", "kota"])
def test_with_all_criteria_met_every_level_is_the_highest(kind: str) -> None:
    diagnosis = diagnose(make_case(FULL, {"region": {"kind": kind}}), RULES)
    assert {c.id: c.truth for a in diagnosis.aspects for c in a.criteria if c.truth != "met"} == {}
    assert {(a.level.lowest, a.level.highest) for a in diagnosis.aspects} == {(4, 4)}
    assert {(d.level.lowest, d.level.highest) for d in diagnosis.dimensions} == {(4, 4)}
    assert diagnosis.saran == ()
    assert {a.second_reading for a in diagnosis.aspects} == {None}


def test_a_city_is_not_asked_for_what_a_city_does_not_have() -> None:
    diagnosis = diagnose(make_case({"region": {"kind": "kota"}}), RULES)
    asked = {rule for question in diagnosis.unknown for rule in question.waits}
    assert "K09" not in asked
    assert not {"village", "fisheries"} & {f for question in diagnosis.unknown for f in question.functions}


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


SLOW = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


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


def blanked(data: Any, generator: random.Random, share: float) -> Any:
    """Drop some facts of a case; what is left is still a case."""
    keep = {
        "region",
        "year",
        "code",
        "name",
        "kind",
        "agencies",
        "bidang",
        "base",
        "percent",
        "system",
        "items",
        "tally",
    }
    if isinstance(data, dict):
        kept = {k: v for k, v in data.items() if k in keep or generator.random() > share}
        return {k: blanked(v, generator, share) for k, v in kept.items()}
    return data


@pytest.mark.parametrize("seed", range(25))
def test_fewer_facts_never_make_a_narrower_or_a_different_diagnosis(seed: int) -> None:
    full = make_case(FULL)
    known = infer(full, RULES)
    less = infer(make_case(blanked(FULL, random.Random(seed), 0.3)), RULES)
    for subject in (*RULES.aspects, *(a for aspects in RULES.aspects.values() for a in aspects)):
        lowest, highest = less.level(subject)
        assert lowest <= known.level(subject)[0] <= highest, subject


def test_every_conclusion_keeps_its_proof(lebak: Case, rules: Rulebase) -> None:
    found = infer(lebak, rules)
    for criterion in found.compiled.criteria:
        truth = found.truth(criterion.id)
        if truth != "unknown":
            tests = list(found.tests((truth, criterion.id)))
            assert tests
            holds = {">=": float.__ge__, "<=": float.__le__, ">": float.__gt__, "<": float.__lt__}
            assert all(holds[atom.op](value, atom.value) for atom, value in tests)


def test_the_same_input_gives_the_same_bytes(lebak: Case, rules: Rulebase) -> None:
    assert diagnose(lebak, rules).to_json() == diagnose(load_case("lebak-2022"), load_rules()).to_json()
