"""Where there is no team, forming it comes first, and nothing stands beside it that only a team can do."""

import re

import pytest

from diagnose import Diagnosed, diagnose, load_case
from diagnose.analysis.why import why
from diagnose.common.wording import LANGUAGES
from diagnose.diagnosis.summary import summary
from diagnose.knowledge.rulebase import Rulebase
from tests.conftest import make_case

THE_TEAM = re.compile(r"TPPS")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_saran_that_the_team_carries_out_needs_a_decree_in_force(lang: str, rules: Rulebase) -> None:
    for saran in rules.saran.values():
        act = rules.packages[saran.package] if saran.package else saran
        texts = [text.get(lang) for text in (saran.what, act.who, act.asked, act.proof) if text is not None]
        if saran.id != "issue-decree" and any(THE_TEAM.search(text) for text in texts):
            assert "P02" in saran.needs, saran.id
        if "team_chair" in act.deciders:
            assert "P02" in saran.needs, saran.id


@pytest.mark.parametrize("signed", ["no", "draft"])
def test_without_a_team_the_decree_is_the_first_decision_and_nothing_asks_the_team(
    signed: str, rules: Rulebase
) -> None:
    one = Diagnosed(load_case("fiktif-tanpa-tpps-2023"), rules, "id")
    if signed == "draft":
        one = Diagnosed(make_case({"decree": {"signed": "draft"}, "coordination": {"meetings": 0}}), rules, "id")
    first, *rest = summary(one).decisions + summary(one).own
    assert first.id == "issue-decree"
    for saran in one.diagnosis.saran:
        if saran.id != "issue-decree":
            assert not THE_TEAM.search(f"{saran.text} {saran.actor} {saran.asked} {saran.proof}"), saran.id
    assert not rest or rest[0].id != "issue-decree"


def test_that_there_is_no_team_is_said_before_anything_else(rules: Rulebase) -> None:
    one = Diagnosed(load_case("fiktif-tanpa-tpps-2023"), rules, "id")
    assert summary(one).headline.startswith("TPPS Kabupaten Fiktif Sunyi belum dibentuk.")
    assert "belum dibentuk" not in summary(Diagnosed(load_case("lebak-2022"), rules, "id")).headline


def test_once_the_decree_is_signed_the_team_is_asked_again(rules: Rulebase) -> None:
    facts = {"coordination": {"meetings": 0, "rembuk_kabupaten": 0}}
    signed = {s.id for s in diagnose(make_case({"decree": {"signed": "yes"}}, facts), rules).saran}
    unknown = {s.id for s in diagnose(make_case(facts), rules).saran}
    assert {"meet-regularly", "hold-rembuk"} <= signed & unknown  # what is unknown withholds nothing


@pytest.mark.parametrize(
    ("seat", "given"),
    [("no", {"add-agency:finance"}), ("draft", {"add-agency:finance"}), ("yes", set()), ("unknown", {"seat-finance"})],
)
def test_the_agency_for_finance_is_asked_for_once(seat: str, given: set[str], rules: Rulebase) -> None:
    facts = {
        "decree": {"signed": "yes", "members": {"agencies": {"BPKAD": seat}}},
        "obstacles": [{"obstacle": "budget"}],
    }
    found = {s.id for s in diagnose(make_case(facts), rules).saran}
    assert found & {"add-agency:finance", "seat-finance"} == given


def test_why_not_says_that_another_saran_asks_for_the_same(rules: Rulebase) -> None:
    facts = {
        "decree": {"signed": "yes", "members": {"agencies": {"BPKAD": "no"}}},
        "obstacles": [{"obstacle": "budget"}],
    }
    step = why(Diagnosed(make_case(facts), rules, "id"), "seat-finance")
    assert "sudah diminta saran lain" in str(step)


def test_seats_are_counted_over_one_list_wherever_they_are_told(rules: Rulebase) -> None:
    found = diagnose(load_case("lebak-2022"), rules)
    told = next(f for f in found.findings if f.id == "N100").statement
    seats = len(rules.lists("kabupaten")["seats"])
    lacking = {f for a in found.aspects for c in a.criteria if c.id == "S03" for f in (*c.lacking, *c.unsure)}
    assert f"{seats - len(lacking)}" in told
    assert f"dari {seats} " in told
    assert rules.measures["decree.seats"].read.over() == "seats"


def test_what_is_there_already_is_neither_asked_for_nor_wanted_as_proof(rules: Rulebase) -> None:
    there = {"decree": {"signed": "yes"}, "lokus": {"determined": "yes", "common_target": "no"}}
    found = {s.id: s for s in diagnose(make_case(there), rules).saran}
    assert "determine-lokus" not in found
    assert "daftar lokus" not in found["direct-to-lokus"].proof
    assert "Keputusan Bupati" in found["direct-to-lokus"].form
    neither = {s.id: s for s in diagnose(make_case({"lokus": {"determined": "no"}}), rules).saran}
    assert "Keputusan Bupati" in neither["determine-lokus"].form
    assert "direct-to-lokus" not in neither
    goals = {"strategy": {"in_force": "yes", "common_goals": "no"}}
    common = next(s for s in diagnose(make_case(goals), rules).saran if s.id == "common-goals")
    for text in (common.text, common.short, common.proof):
        assert "rencana aksi daerah" not in text
        assert "tujuan dan target bersama" in text.lower()
