"""Counts of answers: what their bounds allow, and what they cannot be."""

from typing import Any

import pytest

from diagnose import InputError, diagnose, load_rules
from diagnose.inference.infer import infer
from tests.conftest import make_case

OPD = ["Dinas Kesehatan", "Dinas Sosial", "Bappeda", "DPMD"]
RULES = load_rules()


def answered(tally: dict[str, Any], item: str = "understands_situation", asked: list[str] | None = None) -> Any:
    return make_case(
        {"questionnaire": {"respondents": OPD if asked is None else asked, "items": {item: {"tally": tally}}}}
    )


def test_bounds_that_leave_respondents_without_an_answer_are_refused() -> None:
    with pytest.raises(InputError) as caught:
        answered({"fully": {"at_most": 1}, "partly": {"at_most": 1}})
    (problem,) = caught.value.problems
    assert problem.key == "tally_short"
    assert problem.place.line > 0
    assert "berjumlah 2, padahal ada 4 responden" in problem.text("id")


@pytest.mark.parametrize(
    ("tally", "low", "high"),
    [
        ({"fully": {"at_most": 0}}, 0, 0),
        ({"fully": {"at_least": 2, "at_most": 2}}, 0.5, 0.5),
        ({"partly": {"at_most": 0}}, 1, 1),
        ({"fully": {"at_most": 3}, "partly": {"at_most": 2}}, 0.5, 0.75),
        ({"fully": 1}, 0.25, 1),
        ({"fully": {"disputed": [{"value": 1}, {"value": 2}]}}, 0.25, 1),
        ({"fully": {"disputed": [{"value": 1}, {"value": 2}]}, "partly": 2}, 0.25, 0.5),
    ],
)
def test_what_bounds_of_a_count_allow_of_all_who_were_asked(tally: dict[str, Any], low: float, high: float) -> None:
    (share,) = [m for m in infer(answered(tally), RULES).measured.values() if "understands_situation" in m.facts[0]]
    assert (share.low, share.high) == (low, high)


@pytest.mark.parametrize("tally", [{"fully": {"at_most": 3}}, {"fully": {"at_least": 2}}, {"fully": 3}, {"partly": 2}])
def test_a_tally_without_the_number_asked_is_a_bound_and_never_a_total(tally: dict[str, Any]) -> None:
    case = answered(tally, asked=[])
    assert infer(case, RULES).truth("F03") == "unknown"
    assert not [s for s in diagnose(case, RULES).to_json().split('"') if "dari 0 OPD" in s or "dari 2 OPD" in s]


def test_a_count_of_every_answer_tells_how_many_were_asked() -> None:
    assert infer(answered({"fully": 8, "partly": 3}, asked=[]), RULES).truth("F03") == "unmet"


def test_bounds_of_both_answers_bound_the_share_where_nobody_says_how_many_were_asked() -> None:
    case = answered({"fully": {"at_most": 3}, "partly": {"at_least": 9}}, asked=[])
    assert infer(case, RULES).truth("F03") == "unmet"
