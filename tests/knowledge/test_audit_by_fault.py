"""The graver faults of the audit of the rules, one test each that fails where the fault comes back."""

from typing import Any

import pytest

from diagnose import Diagnosis
from diagnose.knowledge.rulebase import Rulebase
from tests.knowledge.test_audit import of

FOUR = ["Dinas Kesehatan", "Dinas Sosial", "DPMD", "Bappeda"]
STATES = ("sasaran", "targets", "time_frame", "person_in_charge", "process_network", "data_base", "lokus_focus")
WHOLE_DECREE = {
    "signed": "yes",
    "members": {"others": "yes"},
    "states": dict.fromkeys((*STATES, "coordination"), "yes"),
}


def answered(**tallies: dict[str, int]) -> dict[str, Any]:
    return {"respondents": FOUR, "items": {item: {"tally": tally} for item, tally in tallies.items()}}


def highest(found: Diagnosis, aspect: str) -> int:
    return next(a.level.highest for a in found.aspects if a.id == aspect)


def test_1_one_perfect_decree_is_no_frame_of_the_highest_level_where_nobody_understands(rules: Rulebase) -> None:
    none = {"no": 4}
    in_part = {"partly": 4, "fully": 0}
    facts = {
        "decree": WHOLE_DECREE,
        "coordination": {"meetings": 4},
        "questionnaire": answered(understands_situation=in_part, names_causes=none, knows_policies=none),
    }
    assert highest(of(rules, facts), "policy_frame.integration") < 4


def test_2_health_and_family_planning_alone_are_not_several_functions(rules: Rulebase) -> None:
    pair = {"agencies": {"Dinas Kesehatan": "yes", "DPPKB": "yes"}, "others": "no"}
    facts = {"decree": {"signed": "yes", "members": pair}}
    assert highest(of(rules, facts), "subsystem_involvement.subsystems") < 3


def test_3_two_respondents_are_not_all_opd(rules: Rulebase) -> None:
    asked = {"respondents": FOUR[:2], "items": {"understands_situation": {"tally": {"fully": 2}}}}
    found = of(rules, {"questionnaire": asked, "coordination": {"rembuk_kabupaten": 1}})
    assert not any("Semua OPD" in f.statement or "Seluruh OPD" in f.statement for f in found.findings)
    attended = next(c for a in found.aspects for c in a.criteria if c.id == "D03")
    assert attended.truth == "unknown"


def test_4_adapting_decides_the_spread_of_instruments_and_knowing_the_data_does_not(rules: Rulebase) -> None:
    aspect = "policy_instruments.subsystem_instruments"
    assert highest(of(rules, {"programmes": {"adapted": "some"}}), aspect) < 3
    assert highest(of(rules, {"data": {"known_to_agencies": "some"}}), aspect) == 4


def test_5_every_gate_of_the_middle_levels_says_that_it_is_ours(rules: Rulebase) -> None:
    gates = [c for c in rules.criteria.values() if c.level in (2, 3)]
    assert gates
    told = {c.id for a in of(rules, {}).aspects for c in a.criteria if c.asumsi_sistem}
    assert not [c.id for c in gates if c.id not in told]


def test_6_finance_housing_and_tp_pkk_have_a_seat_and_their_lack_is_found(rules: Rulebase) -> None:
    unseated = {"BPKAD": "no", "TP-PKK": "no", "Dinas Perkim": "no"}
    found = of(rules, {"decree": {"signed": "yes", "members": {"agencies": unseated, "others": "yes"}}})
    seats = next(c for a in found.aspects for c in a.criteria if c.id == "S03")
    assert seats.truth == "unmet"
    assert all(name in seats.statement for name in ("BPKAD", "TP-PKK", "Dinas Perkim"))


def test_9_a_clause_on_coordination_that_nobody_carried_out_lifts_nothing(rules: Rulebase) -> None:
    clause = {"decree": {"signed": "yes", "states": {"coordination": "yes"}}}
    unheld = {"coordination": {"meetings": 0, "rembuk_kabupaten": 0}}
    assert highest(of(rules, clause | unheld), "policy_frame.integration") < 3


@pytest.mark.parametrize(("yes", "no"), [(1, 3), (3, 1)])
def test_15_the_reader_judges_how_few_they_are(yes: int, no: int, rules: Rulebase) -> None:
    one = answered(understands_situation={"fully": yes, "partly": no}, names_causes={"yes": yes, "no": no})
    said = [c.statement for a in of(rules, {"questionnaire": one}).aspects for c in a.criteria]
    assert not [text for text in said if f"hanya {yes} dari 4" in text]


@pytest.mark.parametrize(("year", "told"), [(2024, {"N25"}), (2025, {"N26"}), (2026, {"N130"})])
def test_20_the_target_in_force_is_the_yardstick_and_the_lapsed_one_is_history(
    year: int, told: set[str], rules: Rulebase
) -> None:
    figures = {"prevalence": [{"system": "ssgi", "year": 2024, "percent": 31.2}]}
    found = {f.id: f.statement for f in of(rules, figures, year).findings}
    assert found.keys() & told
    assert ("N25" in found) is (year == 2024)


def test_21_targets_of_2024_say_nothing_of_2025(rules: Rulebase) -> None:
    for code in ("N63", "N79"):
        assert rules.findings[code].until_year == 2024


def test_31_data_by_name_go_to_those_who_need_them_under_an_agreement(rules: Rulebase) -> None:
    said = rules.saran["share-data"]
    assert said.power == "personal_data"
    assert "setiap OPD dan desa" not in said.what.id


def test_33_a_regency_gives_a_basis_in_its_own_budget_and_proposes_the_rest(rules: Rulebase) -> None:
    said = rules.saran["budget-basis"]
    for text in (said.what.id, said.short.id if said.short else ""):
        assert "setiap sumber" not in text
        assert "usulkan" in text


def test_36_a_base_that_is_not_there_is_built_before_it_is_shared(rules: Rulebase) -> None:
    assert rules.findings["N83"].saran == ("build-register",)


def test_38_the_council_is_not_asked_for_what_the_head_issues(rules: Rulebase) -> None:
    said = rules.saran["common-goals"]
    assert "council" not in said.deciders
    assert rules.saran["make-agreements"].deciders == ("head",)


def test_40_figures_are_reconciled_with_province_and_ministry_too(rules: Rulebase) -> None:
    who = rules.saran["reconcile-figures"].who
    assert who is not None
    assert "provinsi" in who.id


def test_45_the_form_and_degree_of_integration_is_a_saran(rules: Rulebase) -> None:
    facts = {"decree": {"signed": "yes", "states": {"targets": "no"}}, "goals": {"others": "no"}}
    assert "set-integration-targets" in {s.id for s in of(rules, facts).saran}


def test_46_a_gap_between_survey_and_routine_has_several_causes(rules: Rulebase) -> None:
    assert "dapat berasal dari cakupan, mutu, atau cara ukur" in rules.findings["N02"].statement.id
