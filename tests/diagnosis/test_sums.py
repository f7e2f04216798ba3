"""What is listed one by one agrees with its whole, or the difference is told; and a figure told twice is one."""

from typing import Any

import pytest

from diagnose import diagnose
from diagnose.knowledge.rulebase import Rulebase
from tests.conftest import make_case


def conflicts(rules: Rulebase, facts: dict[str, Any]) -> list[str]:
    return [conflict.id for conflict in diagnose(make_case(facts), rules).conflicts]


def budget(first: int, listed: str) -> dict[str, Any]:
    amounts = {"Dinas Kesehatan": first, "Dinas Sosial": 500}
    lines = [{"name": f"Kegiatan {a}", "agency": a, "amount_rupiah": n} for a, n in amounts.items()]
    return {"budget": {"lines": lines, "all_listed": listed, "totals": [{"year": 2022, "amount_rupiah": 1000}]}}


@pytest.mark.parametrize(
    ("first", "listed", "told"),
    [(600, "unknown", True), (400, "unknown", False), (400, "yes", True), (500, "yes", False), (502, "yes", False)],
)
def test_budgets_of_agencies_that_do_not_come_to_the_whole_are_told(
    first: int, listed: str, told: bool, rules: Rulebase
) -> None:
    assert conflicts(rules, budget(first, listed)) == (["budget.totals[all 2022].amount_rupiah"] if told else [])


def test_a_total_of_another_year_or_source_is_not_held_against_the_lines(rules: Rulebase) -> None:
    facts = budget(600, "yes")
    facts["budget"]["totals"] = [
        {"year": 2021, "amount_rupiah": 10},
        {"year": 2022, "fund": "apbn", "amount_rupiah": 10},
    ]
    assert conflicts(rules, facts) == []


@pytest.mark.parametrize(
    ("members", "told"),
    [
        ({"agencies": ["Dinas Kesehatan", "Dinas Sosial"], "others": "no"}, False),
        ({"agencies": ["Dinas Kesehatan"], "others": "no"}, True),
        ({"agencies": ["Dinas Kesehatan"]}, False),
        ({"agencies": ["Dinas Kesehatan", "Dinas Sosial", "DPMD"]}, True),
    ],
)
def test_members_that_are_not_as_many_as_the_decree_is_said_to_have_are_told(
    members: dict[str, Any], told: bool, rules: Rulebase
) -> None:
    facts = {"decree": {"signed": "yes", "member_agencies": 2, "members": members}}
    assert conflicts(rules, facts) == (["decree.member_agencies"] if told else [])


def test_a_signed_decree_without_members_is_told(rules: Rulebase) -> None:
    assert conflicts(rules, {"decree": {"signed": "yes", "members": {"others": "no"}}}) == ["decree.members"]
    assert conflicts(rules, {"decree": {"signed": "draft", "members": {"others": "no"}}}) == []
    assert conflicts(rules, {"decree": {"signed": "yes"}}) == []


@pytest.mark.parametrize(
    ("sides", "value"),
    [([32.2, 32.27], 32.27), ([32.3, 32.27], 32.27), ([32, 32.27], 32.27), ([32.1, 32.27], None), ([32.2, 32.3], None)],
)
def test_a_figure_rounded_or_cut_off_is_no_dispute(sides: list[float], value: float | None, rules: Rulebase) -> None:
    claims = [{"value": side} for side in sides]
    case = make_case({"prevalence": [{"system": "ssgi", "year": 2021, "percent": {"disputed": claims}}]})
    entry = case.facts["prevalence[ssgi region 2021].percent"]
    assert (entry.value if entry.settled else None) == value
    assert bool(diagnose(case, rules).conflicts) is (value is None)


def test_a_budget_line_of_an_agency_is_an_instrument_of_it(rules: Rulebase) -> None:
    def level(spending: str | None) -> tuple[int, int]:
        line = {"name": "Sanitasi", "agency": "Dinas PUPR", **({"spending": spending} if spending else {})}
        found = diagnose(make_case({"budget": {"lines": [line]}}), rules)
        stands = found.aspect("policy_instruments.subsystem_instruments").level
        return stands.lowest, stands.highest

    assert level(None) == level("sensitive") == (2, 4)
    assert level("overhead") == (1, 4)
