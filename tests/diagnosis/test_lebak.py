"""The reference case comes out as its study concludes, from the study's facts alone."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from diagnose import diagnose
from diagnose.case.model import Case
from diagnose.diagnosis.records import Diagnosis
from diagnose.knowledge.rulebase import Rulebase

EXPECTED: dict[str, Any] = yaml.safe_load((Path(__file__).parents[1] / "data" / "lebak-2022-expected.yaml").read_text())


@pytest.fixture(scope="module")
def found(lebak: Case, rules: Rulebase) -> Diagnosis:
    return diagnose(lebak, rules)


@pytest.mark.parametrize("aspect", EXPECTED["aspects"])
def test_each_aspect_stands_where_the_study_puts_it(aspect: str, found: Diagnosis) -> None:
    record = found.aspect(aspect)
    expected = EXPECTED["aspects"][aspect]
    assert (record.level.lowest, record.level.highest) == (expected["level"], expected["level"])
    second = record.second_reading
    assert (second.level.lowest if second else None) == expected["second"]
    assert second is None or second.level.lowest == second.level.highest


def test_each_dimension_stands_at_its_lowest_aspect(found: Diagnosis) -> None:
    assert {d.id: (d.level.lowest, d.level.highest) for d in found.dimensions} == {
        dimension: (level, level) for dimension, level in EXPECTED["dimensions"].items()
    }


@pytest.mark.parametrize("saran", EXPECTED["saran"])
def test_each_advice_of_the_study_comes_out_with_the_facts_behind_it(
    saran: str, found: Diagnosis, lebak: Case, rules: Rulebase
) -> None:
    words, place = EXPECTED["saran"][saran]
    record = next(s for s in found.saran if s.id == saran)
    assert words in record.text
    assert record.rule in {**rules.criteria, **rules.findings}
    assert place in {lebak.facts[path].source for path in record.because}


def test_advice_on_a_missing_agency_rests_on_the_facts_of_that_agency_alone(found: Diagnosis) -> None:
    advice = next(s for s in found.saran if s.id == "add-agency:civil_registry")
    assert advice.because == ("decree.members.agencies[dukcapil]",)


def test_what_opens_the_next_level_of_the_lowest_aspect_comes_first(found: Diagnosis) -> None:
    # the study's own saran comes first: decide how far integration is to go, then open the lowest aspect
    assert [s.id for s in found.saran[:2]] == ["set-integration-targets", "renstra-goal"]
    waited_for = {earlier for s in found.saran for earlier in s.after}  # as urgent as what waits for them
    others = [s for s in found.saran if s.id not in waited_for]
    distances = [min((o.level - found.aspect(o.aspect).level.lowest for o in s.opens), default=9) for s in others]
    assert distances == sorted(distances)


def test_obstacles_come_most_frequent_first(found: Diagnosis) -> None:
    assert [o.id for o in found.obstacles] == EXPECTED["obstacles"]


def test_both_conflicts_are_shown_with_both_figures_and_their_places(found: Diagnosis) -> None:
    figures = [{(f.value, f.source) for f in c.figures} for c in found.conflicts]
    assert {(27.3, "SJ2022 1"), (27.9, "SJ2022 3.1")} in figures
    assert {(27.3, "SJ2022 1"), (6.31, "SJ2022 1")} in figures
    assert [c.counts for c in found.conflicts] == [27.3, None]


@pytest.mark.parametrize("lang", ["id", "en"])
def test_nothing_is_said_that_the_study_does_not_bear_out(lang: str, lebak: Case, rules: Rulebase) -> None:
    text = diagnose(lebak, rules, lang).to_json()
    assert not re.search(r"Perpres[ -]71", text)
    assert not re.search(r"12[.,]9 ?%|12[.,]9 persen(?! poin)|12[.,]9 percent(?!age)", text)
    thesis = {"id": "tidak membuktikan integrasi", "en": "does not prove integration"}
    assert thesis[lang] in text


def test_the_fall_in_prevalence_is_told_in_points_and_not_taken_for_integration(found: Diagnosis) -> None:
    thesis = next(f for f in found.findings if f.id == "N01")
    assert "turun 12,9 poin persen" in thesis.statement
    assert set(thesis.because) == {f"prevalence[ssgi region {year}].percent" for year in (2018, 2021)}


def test_with_two_agencies_added_to_the_decree_their_advice_is_gone_and_the_rest_stays(
    found: Diagnosis, changed: Callable[..., Case], rules: Rulebase
) -> None:
    seated = {"Dinas PUPR": {"value": "yes"}, "Dinas Dukcapil": {"value": "yes"}}
    then = diagnose(changed({"decree": {"members": {"agencies": seated}}}), rules)
    gone = {s.id for s in found.saran} - {s.id for s in then.saran}
    assert gone == {"add-agency:public_works", "add-agency:civil_registry"}
    assert {s.id for s in then.saran} < {s.id for s in found.saran}
    assert then.aspect("subsystem_involvement.subsystems").level.lowest == 3


def test_a_full_decree_alone_does_not_lift_the_frame_of_those_who_do_not_understand(
    changed: Callable[..., Case], rules: Rulebase
) -> None:
    missing = ["Dinas PUPR", "Dinas Perikanan", "Dinas Pertanian", "Rumah Sakit Ajidarmo", "Dinas Dukcapil"]
    states = ["sasaran", "targets", "time_frame", "person_in_charge", "process_network"]
    full = {
        "decree": {
            "members": {"agencies": dict.fromkeys(missing, "yes")},
            "states": dict.fromkeys(states, "yes"),
        }
    }
    then = diagnose(changed(full), rules)
    levels = {a.id: a.level.lowest for a in then.aspects}
    expected = {a: e["level"] for a, e in EXPECTED["aspects"].items()}
    assert levels == expected
    unmet = {c.id for c in then.aspect("policy_frame.integration").criteria if c.truth == "unmet"}
    assert unmet == {"F03", "F07"}
    assert not {s.id for s in then.saran} & {"decree-targets", "decree-process", "add-agency:hospital"}


def test_a_draft_decree_is_no_decree(changed: Callable[..., Case], rules: Rulebase) -> None:
    then = diagnose(changed({"decree": {"signed": "draft"}}), rules)
    assert then.aspect("subsystem_involvement.subsystems").level.highest == 2
    advised = {s.id for s in then.saran}
    assert "issue-decree" in advised
    # a decree that is not in force is not amended: the one to be issued carries all of it
    assert not {s for s in advised if s.startswith(("add-agency", "decree-"))}


def test_the_case_counts_figures_as_the_other_side_of_a_dispute_if_told_to(
    lebak_data: dict[str, Any], rules: Rulebase
) -> None:
    from diagnose.case.load import case_from

    disputed = next(p for p in lebak_data["prevalence"] if "disputed" in p["percent"])
    disputed["percent"]["counts"] = 27.9
    thesis = next(f for f in diagnose(case_from(lebak_data), rules).findings if f.id == "N01")
    assert "turun 12,3 poin persen" in thesis.statement
    del disputed["percent"]["counts"]
    diagnosis = diagnose(case_from(lebak_data), rules)
    thesis = next(f for f in diagnosis.findings if f.id == "N01")
    assert "turun 12,3 sampai 12,9 poin persen" in thesis.statement
    assert diagnosis.conflicts[0].counts is None
