"""Which steps are open to a case: not what is so already, nor what its region has not; and which lift a level."""

from typing import Any

from diagnose.analysis.plan import lifting, moves
from diagnose.knowledge.rulebase import Rulebase
from tests.conftest import make_case


def open_to(rules: Rulebase, *facts: dict[str, Any]) -> set[str]:
    return {move.lever.id for move in moves(make_case(*facts), rules)}


def test_a_city_is_offered_no_step_of_villages(rules: Rulebase) -> None:
    city = {"region": {"name": "Kota Contoh", "kind": "kota"}}
    assert {"use-dana-desa", "village-authority"} <= open_to(rules)
    assert not {"use-dana-desa", "village-authority"} & open_to(rules, city)
    assert "kelurahan-budget" in open_to(rules, city)
    assert "kelurahan-budget" not in open_to(rules)


def test_fewer_wrong_records_are_better_and_a_degree_goes_by_its_place(rules: Rulebase) -> None:
    assert "data-right" in open_to(rules, {"data": {"records_wrong_percent": 12}})
    assert "data-right" not in open_to(rules, {"data": {"records_wrong_percent": 0}})
    assert "forum" in open_to(rules, {"coordination": {"forum": "some_levels"}})
    assert "forum" not in open_to(rules, {"coordination": {"forum": "all_levels"}})


def test_twice_a_year_in_each_kecamatan_is_twice_their_number(rules: Rulebase) -> None:
    case = make_case({"region": {"kecamatan": 12}})
    (move,) = (m for m in moves(case, rules) if m.id == "rembuk-kecamatan")
    assert [change.value for change in move.changes] == [24]


def test_only_what_criteria_read_lifts_a_level(rules: Rulebase) -> None:
    every = moves(make_case(), rules)
    lifts = {move.lever.id for move in lifting(every, rules)}
    assert {"sign-decree", "renstra", "map"} <= lifts
    assert not {"procedures", "published", "cadres-paid"} & lifts
