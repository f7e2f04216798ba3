"""What hangs on the conflicts in a case: each side is tried, alone and in combination."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from diagnose import Diagnosed
from diagnose.analysis.compare.disputes import Conflict, Disputes, disputes
from diagnose.case.model import Case
from diagnose.cli import app
from diagnose.cli.pages.disputes import disputes_page
from diagnose.inference.infer import infer
from diagnose.knowledge.rulebase import Rulebase
from tests.conftest import make_case
from tests.lib.examples import examples

FRAME = "policy_frame.integration"
SOURCES = {"documents": [{"id": "A", "title": "A"}, {"id": "B", "title": "B"}]}
NINE = [
    "Bappeda",
    "Dinas Kesehatan",
    "DP3AP2KB",
    "Dinas Sosial",
    "DPMD",
    "Dinas Ketahanan Pangan",
    "Dinas Pendidikan",
    "Diskominfo",
    "Kemenag",
]
MEMBERS = ["Dinas Kesehatan", "Bappeda", "Dinas Sosial", "Dinas Pendidikan"]
DECREE: dict[str, Any] = {"signed": "yes", "members": {"agencies": MEMBERS}}


def run(*args: str) -> Result:
    return CliRunner().invoke(app, ["disputes", *args])


def two(first: object, second: object, **more: object) -> dict[str, Any]:
    return {"disputed": [{"value": first, "source": "A 1"}, {"value": second, "source": "B 1"}], **more}


def stating(**facts: Any) -> Case:
    return make_case(SOURCES, {"decree": {**DECREE, "states": facts}})


def only(found: Disputes) -> Conflict:
    (conflict,) = found.conflicts
    return conflict


def levels(conflict: Conflict, subject: str) -> list[tuple[int, int]]:
    row = next(r for r in conflict.differing.levels if r.id == subject)
    return [(v.lowest, v.highest) for v in row.levels if v]


def in_force(conflict: Conflict, finding: str) -> list[bool]:
    """Whether `finding` holds with each side."""
    row = next(r for r in conflict.differing.findings if r.id == finding)
    return [text is not None for text in row.texts]


def test_an_unsettled_dispute_names_which_side_leads_to_which_level(rules: Rulebase) -> None:
    case = stating(coordination=two("yes", "no"))
    found = only(disputes(Diagnosed(case, rules)))
    assert (found.kind, found.settled, found.hangs) == ("sources", False, True)
    assert [(s.said, s.source, s.counts) for s in found.sides] == [("ya", "A 1", False), ("tidak", "B 1", False)]
    best, worst = levels(found, FRAME)
    assert best[1] > worst[1] == 2
    place = [r.id for r in found.differing.levels].index(FRAME)
    stands = found.as_it_stands[place]
    assert (stands.lowest, stands.highest) == infer(case, rules).level(FRAME)
    assert stands.lowest <= worst[0]
    assert stands.highest >= best[1]
    text = disputes_page(disputes(Diagnosed(case, rules)))
    assert "selama belum ditetapkan" in text


def test_each_side_is_what_the_case_would_be_with_it(rules: Rulebase) -> None:
    found = only(disputes(Diagnosed(stating(coordination=two("yes", "no")), rules)))
    for value, level in zip(("yes", "no"), levels(found, FRAME), strict=True):
        assert infer(stating(coordination=value), rules).level(FRAME) == level


def test_what_a_case_settled_on_is_told_to_matter_or_not(rules: Rulebase, lebak: Case) -> None:
    settled = only(disputes(Diagnosed(stating(coordination=two("yes", "no", counts="yes")), rules)))
    assert settled.settled
    assert [s.counts for s in settled.sides] == [True, False]
    assert settled.hangs
    first = disputes(Diagnosed(lebak, rules)).conflicts[0]
    assert first.id == "prevalence[ssgi region 2021].percent"
    assert (first.settled, first.hangs) == (True, False)
    assert "N05" in first.differing.reworded  # the same finding, with another number
    text = disputes_page(disputes(Diagnosed(lebak, rules)))
    assert "Pilihan itu tidak menentukan" in text


@examples(9)
@given(value=st.sampled_from(["yes", "no", "draft"]), fact=st.sampled_from(["targets", "coordination", "sasaran"]))
def test_nothing_hangs_on_a_dispute_whose_sides_agree(value: str, fact: str, rules: Rulebase) -> None:
    found = disputes(Diagnosed(stating(**{fact: two(value, value)}), rules))
    assert not only(found).hangs
    assert only(found).differing.reworded == ()
    assert "Tidak ada yang bergantung padanya" in disputes_page(found)


def test_nothing_hangs_on_a_fact_that_no_rule_compares(rules: Rulebase) -> None:
    case = make_case(SOURCES, {"region": {"area_km2": two(3300, 3305)}})
    assert not only(disputes(Diagnosed(case, rules))).hangs


def test_numbers_against_words_are_two_sides(rules: Rulebase) -> None:
    reach = {"desa_reached": {"value": 10, "source": "A 1"}, "reach": {"value": "all", "source": "B 1"}}
    case = make_case(SOURCES, {"region": {"desa_kelurahan": 345}, "sosialisasi": reach})
    found = only(disputes(Diagnosed(case, rules)))
    assert (found.kind, found.id, found.hangs) == ("statements", "sosialisasi.reach", True)
    assert [s.fact for s in found.sides] == ["sosialisasi.desa_reached", "sosialisasi.reach"]
    assert [s.counts for s in found.sides] == [False, False]  # either may be right
    assert in_force(found, "N92") == [True, False]  # as long as sosialisasi has not reached all


def test_a_tally_against_words_is_taken_out_as_a_whole(rules: Rulebase) -> None:
    items = {"case_data_shared": {"tally": {"yes": 1, "no": 8}}}
    case = make_case(
        SOURCES, {"questionnaire": {"respondents": NINE, "items": items}, "data": {"known_to_agencies": "all"}}
    )
    found = only(disputes(Diagnosed(case, rules)))
    assert [s.fact for s in found.sides] == ["data.known_to_agencies", "questionnaire.items[case_data_shared]"]
    assert in_force(found, "N93") == [False, True]  # as long as some do not know the case data


def test_a_forum_that_was_not_held_against_an_attendance_list(rules: Rulebase) -> None:
    items = {"attended_rembuk": {"tally": {"yes": 9}}}
    case = make_case(
        SOURCES,
        {
            "decree": {"signed": "yes", "members": {"agencies": NINE, "others": "no"}},
            "questionnaire": {"respondents": NINE, "items": items},
            "coordination": {"rembuk_kabupaten": 0},
        },
    )
    found = only(disputes(Diagnosed(case, rules)))
    assert [s.fact for s in found.sides] == ["coordination.rembuk_kabupaten", "questionnaire.items[attended_rembuk]"]
    assert next(r for r in found.differing.criteria if r.id == "D03").truths == ("unmet", "met")


def test_measuring_systems_are_taken_one_at_a_time(lebak: Case, rules: Rulebase) -> None:
    found = disputes(Diagnosed(lebak, rules)).conflicts[-1]
    assert (found.kind, found.id) == ("systems", "N02")
    assert [s.source for s in found.sides] == ["SJ2022 1", "SJ2022 1"]
    assert in_force(found, "N04") == [True, False]
    case = make_case(
        {"prevalence": [{"system": s, "year": 2021, "percent": p} for s, p in (("ssgi", 30), ("e_ppgbm", 5))]}
    )
    alone = only(disputes(Diagnosed(case, rules)))
    assert "N02" in alone.of_itself
    assert "reconcile-figures" in alone.of_itself


def test_a_conclusion_that_needs_two_disputes_is_told_to_hang_on_both(rules: Rulebase) -> None:
    case = stating(sasaran=two("yes", "no"), targets=two("yes", "no"), time_frame="yes", coordination="yes")
    found = disputes(Diagnosed(case, rules))
    assert found.combined is not None
    assert (found.combined.count, found.combined.tried) == (4, 4)
    joint = {(j.kind, j.id): j.conflicts for j in found.combined.joint}
    assert joint["criterion", "F05"] == ("decree.states.sasaran", "decree.states.targets")
    assert "konflik" not in disputes_page(found)
    assert "pertentangan 1 dan 2" in disputes_page(found)


def test_disputes_that_have_nothing_to_do_with_each_other_hang_singly(rules: Rulebase) -> None:
    case = make_case(
        SOURCES,
        {"decree": DECREE, "strategy": {"common_goals": two("yes", "no")}, "lokus": {"determined": two("yes", "no")}},
    )
    found = disputes(Diagnosed(case, rules))
    assert found.combined is not None
    assert [j for j in found.combined.joint if j.kind == "criterion"] == []


def test_too_many_combinations_are_said_not_to_be_tried(rules: Rulebase) -> None:
    facts = ("sasaran", "targets", "time_frame", "person_in_charge", "process_network", "data_base")
    found = disputes(Diagnosed(stating(**{fact: two("yes", "no") for fact in facts}), rules))
    assert found.combined is not None
    assert (found.combined.count, found.combined.tried, found.combined.joint) == (64, 0, ())
    assert "Ada 64 gabungan sisi" in disputes_page(found)
    assert len(found.conflicts) == 6


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("case", ["lebak-2022", "fiktif-kota-2024", "fiktif-tanpa-tpps-2023"])
def test_the_page_fits_in_80_columns(case: str, lang: str) -> None:
    result = run(case, "--lang", lang)
    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_a_case_without_conflicts_says_so_and_json_carries_the_sides() -> None:
    assert "Tidak ada angka yang bertentangan" in run("fiktif-kuat-2023").stdout
    told = json.loads(run("lebak-2022", "--format", "json").stdout)
    assert [s["value"] for s in told["conflicts"][0]["sides"]] == [27.3, 27.9]
    assert told["schema_version"] == 1
