"""What the inference guarantees for any case: checked against a second opinion and by generated cases."""

import random
from typing import Any

import pytest

from diagnose import diagnose
from diagnose.case.load import load_case
from diagnose.case.model import Case
from diagnose.inference.infer import infer
from diagnose.knowledge.load import load_rules
from diagnose.knowledge.rulebase import Rulebase
from tests.conftest import make_case

RULES = load_rules()
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
