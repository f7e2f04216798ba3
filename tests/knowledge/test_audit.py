"""Faults that an audit of the rules found, each held closed; what was answered otherwise stands in docs/decisions."""

from typing import Any

import pytest

from diagnose import Diagnosis, diagnose, resolve_agency
from diagnose.case.sources import load_sources
from diagnose.knowledge.rulebase import Rulebase
from tests.conftest import make_case


def of(rules: Rulebase, facts: dict[str, Any], year: int = 2022) -> Diagnosis:
    return diagnose(make_case({"year": year}, facts), rules)


def test_32_a_vertical_office_and_a_hospital_are_asked_for_no_renstra_and_a_change_in_between_is_no_free_one(
    rules: Rulebase,
) -> None:
    goals = {"goals": {"agencies": {"Kantor Kementerian Agama": "no", "RSUD": "no"}, "others": "yes"}}
    found = {s.id: s for s in of(rules, goals).saran}
    assert "renstra-goal" not in found
    assert "make-agreements" in found
    lacking = {s.id: s for s in of(rules, {"goals": {"agencies": {"Dinas Sosial": "no"}}}).saran}["renstra-goal"]
    assert "Renja tahun berikutnya" in lacking.by
    assert rules.moments["next_renstra"].asumsi_sistem is not None


@pytest.mark.parametrize(("yes", "told"), [(1, False), (2, True), (3, True)])
def test_16_as_many_are_told_as_answered_so(yes: int, told: bool, rules: Rulebase) -> None:
    tally = {"tally": {"yes": yes, "no": 4 - yes}}
    asked = {"respondents": ["Dinas Kesehatan", "Dinas Sosial", "DPMD", "Bappeda"]}
    facts = {
        "questionnaire": {**asked, "items": {"interventions_integrated": tally}},
        "strategy": {"common_goals": "no"},
    }
    said = {f.id: f.statement for f in of(rules, facts).findings}
    assert ("N37" in said) is told
    if told:
        assert f"{yes} dari 4" in said["N37"]
        assert "dua pertiga" not in said["N37"]


def test_30_the_actors_since_2025_are_known_and_are_to_be_mapped_from_then_on(rules: Rulebase) -> None:
    assert resolve_agency("SPPG").functions == resolve_agency("KPPG").functions == ()
    unmapped = {"coordination": {"programme_map": "some"}}
    assert "include-national-movements" in {s.id for s in of(rules, unmapped, 2025).saran}
    assert "include-national-movements" not in {s.id for s in of(rules, unmapped, 2024).saran}
    below = {s.id: s for s in of(rules, {"coordination": {"field_verification": 0}}, 2025).saran}["monitor-below"]
    assert any("diverifikasi camat" in basis for basis in below.basis)


def test_41_monitoring_by_a_bidang_waits_for_that_bidang_to_work(rules: Rulebase) -> None:
    bidang = [{"bidang": "Data", "active": "no"}]
    facts = {"tpps": {"kabupaten": {"bidang": bidang}}, "coordination": {"monev": 0}}
    found = {s.id: s for s in of(rules, facts).saran}
    assert found["hold-monev"].after == ("activate-bidang",)
    order = [s.id for s in of(rules, facts).saran]
    assert order.index("activate-bidang") < order.index("hold-monev")


@pytest.mark.parametrize("saran", ["hold-review", "synchronise-services"])
def test_42_who_acts_is_marked_where_no_source_was_read(saran: str, rules: Rulebase) -> None:
    facts = {"coordination": {"annual_review": "no", "services_synchronised": "no"}}
    (given,) = (s for s in of(rules, facts).saran if s.id == saran)
    assert any("dapat berbeda menurut daerah (asumsi sistem)" in basis for basis in given.basis)


@pytest.mark.parametrize("finding", ["N18", "N34", "N49", "N73"])
def test_44_what_is_found_lacking_is_answered(finding: str, rules: Rulebase) -> None:
    assert rules.findings[finding].saran


def test_44_an_inactive_team_is_answered_by_attendance_and_minutes(rules: Rulebase) -> None:
    assert "daftar hadir dan notula per bidang" in rules.saran["meet-regularly"].what.id
    assert "meet-regularly" in rules.findings["N18"].saran


def test_47_a_fall_over_several_surveys_is_told_with_caution(rules: Rulebase) -> None:
    figures = [
        {"system": "ssgi", "year": 2019, "percent": 40.2},
        {"system": "ssgi", "year": 2021, "percent": 27.3},
    ]
    said = {f.id: f.statement for f in of(rules, {"prevalence": figures, "decree": {"signed": "no"}}).findings}
    assert "tidak persis satu deret" in said["N01"]
    assert "galat sampel" in said["N01"]


def test_49_the_slip_of_the_study_is_told_and_not_corrected_in_silence() -> None:
    (study,) = (source for source in load_sources() if source.id == "SJ2022")
    passage = study.places["abstrak"]
    assert passage is not None
    assert "tertulis persen" in passage.id
    assert "3.1 menyebut 2019-2021" in passage.id
