"""Trends: what rose or fell beyond sampling error, and what is none since the survey changed in between."""

from typing import Any

import pytest

from diagnose.case.model import Case
from diagnose.inference.infer import infer
from diagnose.knowledge.rulebase import Rulebase
from tests.conftest import make_case
from tests.portfolio.test_same import concluded, differences

Figure = tuple[str, int, float] | tuple[str, int, float, float, float]
# the last figures by survey -> what is told of them
CASES: dict[str, tuple[list[Figure], set[str]]] = {
    "a rise of three points without intervals": ([("ssgi", 2021, 20), ("ssgi", 2022, 23)], {"N131"}),
    "a rise of less may be sampling error": ([("ssgi", 2021, 20), ("ssgi", 2022, 22.9)], {"N132"}),
    "intervals that lie apart make a small rise sure": (
        [("ssgi", 2021, 20, 19.5, 20.5), ("ssgi", 2022, 22, 21.5, 22.5)],
        {"N131"},
    ),
    "intervals that meet make a large rise unsure": (
        [("ssgi", 2021, 20, 15, 25), ("ssgi", 2022, 26, 21, 31)],
        {"N132"},
    ),
    "the interval of one figure alone says nothing": (
        [("ssgi", 2021, 20), ("ssgi", 2022, 26, 19, 33)],
        {"N131"},
    ),
    "a small fall is no success": ([("ssgi", 2021, 24), ("ssgi", 2022, 22)], {"N330"}),
    "a large fall is not called unsure": ([("ssgi", 2021, 30), ("ssgi", 2022, 22)], set()),
    "from SSGI 2022 to SKI 2023 is no trend": ([("ssgi", 2022, 20), ("ski", 2023, 35.5)], {"N331"}),
    "nor from SKI 2023 to SSGI 2024": ([("ski", 2023, 30), ("ssgi", 2024, 20)], {"N331"}),
    "nor from SSGI 2022 to SSGI 2024": ([("ssgi", 2022, 20), ("ssgi", 2024, 25)], {"N331"}),
    "nor from Riskesdas to SSGI": ([("riskesdas", 2018, 30), ("ssgi", 2021, 35)], {"N331"}),
    "an older change behind the last figure is not taken for the last": (
        [("ssgi", 2021, 20), ("ssgi", 2022, 30), ("ski", 2023, 25)],
        {"N331"},
    ),
    "the same figure twice is neither": ([("ssgi", 2021, 20), ("ssgi", 2022, 20)], set()),
    "one figure is no trend": ([("ssgi", 2022, 20)], set()),
}
TRENDS = {"N131", "N132", "N330", "N331"}


def case_of(figures: list[Figure]) -> Case:
    rows: list[dict[str, Any]] = [
        dict(zip(("system", "year", "percent", "low", "high"), figure, strict=False)) for figure in figures
    ]
    return make_case({"year": 2024, "prevalence": rows})


@pytest.mark.parametrize("name", CASES)
def test_a_trend_is_told_within_one_survey_and_beyond_sampling_error(name: str, rules: Rulebase) -> None:
    figures, expected = CASES[name]
    found = infer(case_of(figures), rules)
    assert {n for n in TRENDS if found.truth(n) == "met"} == expected


@pytest.mark.parametrize("finding", ["N68", "N141"])
def test_money_is_set_against_a_rise_that_is_one(finding: str, rules: Rulebase) -> None:
    money = {"N68": (1000, 900), "N141": (900, 1000)}[finding]
    totals = {"budget": {"totals": [{"year": 2021 + i, "amount_rupiah": r} for i, r in enumerate(money)]}}

    def truth(*figures: Figure) -> str:
        case = case_of(list(figures)).model_dump(mode="json", exclude_defaults=True)
        return infer(make_case(case, totals), rules).truth(finding)

    assert truth(("ssgi", 2021, 20), ("ssgi", 2022, 24)) == "met"
    assert truth(("ssgi", 2021, 20), ("ssgi", 2022, 21)) == "unmet"
    assert truth(("ssgi", 2022, 20), ("ski", 2023, 30)) == "unknown"


def test_survey_and_routine_of_neighbouring_years_are_compared_and_of_distant_ones_not(rules: Rulebase) -> None:
    def truth(*figures: Figure) -> str:
        return infer(case_of(list(figures)), rules).truth("N134")

    assert truth(("ski", 2023, 35.5), ("e_ppgbm", 2024, 4.06)) == "met"
    assert truth(("ssgi", 2022, 20), ("e_ppgbm", 2021, 15), ("e_ppgbm", 2023, 5)) == "met"
    assert truth(("ssgi", 2022, 20), ("e_ppgbm", 2021, 15)) == "unmet"
    assert truth(("ssgi", 2018, 40), ("e_ppgbm", 2024, 4)) == "unknown"


def test_columns_come_to_the_same(rules: Rulebase) -> None:
    cases = [case_of(figures) for figures, _ in CASES.values()]
    cases += [case_of([*figures, ("e_ppgbm", 2022, 5), ("e_ppgbm", 2023, 6)]) for figures, _ in CASES.values()]
    wrong = [
        (case.prevalence, differences(infer(case, rules), one, i, rules)) for case, one, i in concluded(cases, rules)
    ]
    assert [w for w in wrong if w[1]] == []
