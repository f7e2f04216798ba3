"""Three fictional regencies, unlike the reference case, come out as their facts lead one to expect."""

import pytest

from diagnose import Diagnosis, diagnose, load_case
from diagnose.knowledge.rulebase import Rulebase


def levels(diagnosis: Diagnosis) -> list[tuple[int, int]]:
    return [(a.level.lowest, a.level.highest) for a in diagnosis.aspects]


def test_a_strong_regency_is_held_only_by_what_its_documents_show_missing(rules: Rulebase) -> None:
    found = diagnose(load_case("fiktif-kuat-2023"), rules)
    # nobody was asked, so documents alone do not lead the frame and the interaction to the top
    assert levels(found) == [(3, 4), (3, 3), (3, 4), (3, 3), (4, 4), (3, 4), (4, 4), (4, 4)]
    unmet = {c.id for a in found.aspects for c in a.criteria if c.truth == "unmet"}
    assert unmet == {"S05", "G04"}
    assert {s.id for s in found.saran} == {
        *("activate-teams-below", "set-integration-targets", "renstra-goal"),
        *("propose-locations", "evaluate-outcomes"),
    }
    good = [f.kind for f in found.findings]
    assert good[:12] == ["strength"] * 12
    assert "strength" not in good[12:]
    # nobody was asked, so no second reading that rests on answers is claimed
    assert {a.second_reading for a in found.aspects} == {None}


def test_a_regency_without_a_team_stands_lowest_and_is_told_to_form_one_first(rules: Rulebase) -> None:
    found = diagnose(load_case("fiktif-tanpa-tpps-2023"), rules)
    assert levels(found) == [(1, 1)] * 8
    assert found.saran[0].id == "issue-decree"
    assert not {s.id for s in found.saran if s.id.startswith(("add-agency", "decree-", "activate-bidang"))}
    assert {f.id for f in found.findings} >= {"N01", "N02", "N03"}


def test_a_city_of_which_little_is_known_is_asked_and_not_advised(rules: Rulebase) -> None:
    found = diagnose(load_case("fiktif-kota-2024"), rules)
    assert levels(found)[:3] == [(3, 4), (3, 4), (2, 4)]
    assert levels(found)[3:] == [(1, 4)] * 5
    assert found.saran == ()
    assert found.conflicts[0].counts is None
    asked = {f for question in found.unknown for f in question.functions}
    assert not asked & {"village", "agriculture", "fisheries"}
    seats = next(q for q in found.unknown if "decree.seat@seats" in q.measures)
    assert set(seats.functions) == {
        *("food_security", "communication", "religion", "housing", "civil_registry", "hospital"),
        *("finance", "family_welfare"),
    }


@pytest.mark.parametrize("case", ["fiktif-kuat-2023", "fiktif-tanpa-tpps-2023", "fiktif-kota-2024"])
def test_a_fictional_case_says_that_it_is_one(case: str, rules: Rulebase) -> None:
    assert diagnose(load_case(case), rules).case.fictional
