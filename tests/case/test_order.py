"""The same facts come to the same bytes, in whatever order a file has them."""

import copy
import random
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from diagnose import diagnose
from diagnose.case.load import case_from, find_case
from diagnose.knowledge.rulebase import Rulebase
from tests.lib.examples import examples
from tests.lib.generated import SHIPPED


def shuffled(part: Any, chance: random.Random) -> Any:
    if isinstance(part, dict):
        items = [(key, shuffled(value, chance)) for key, value in part.items()]
        chance.shuffle(items)
        return dict(items)
    if isinstance(part, list):
        return chance.sample([shuffled(value, chance) for value in part], len(part))
    return part


@pytest.mark.parametrize("name", SHIPPED)
@examples(4)
@given(chance=st.randoms(use_true_random=False))
def test_the_order_of_entries_changes_no_output(name: str, rules: Rulebase, chance: random.Random) -> None:
    data = yaml.safe_load(find_case(name).read_text(encoding="utf-8"))
    as_shipped = case_from(copy.deepcopy(data))
    otherwise = case_from(shuffled(data, chance))
    assert diagnose(otherwise, rules).to_json() == diagnose(as_shipped, rules).to_json()
    assert list(otherwise.facts) == list(as_shipped.facts)


def test_numbers_in_keys_are_put_in_order_by_their_size(rules: Rulebase) -> None:
    head = {"region": {"code": "99.99", "name": "Kabupaten Contoh", "kind": "kabupaten"}, "year": 2022}
    bidang = [{"bidang": f"Bidang {n}", "active": "yes"} for n in (10, 9, 1)]
    case = case_from(head | {"tpps": {"kabupaten": {"bidang": bidang}}})
    found = [path for path in case.facts if path.endswith("].active")]
    assert found == [f"tpps.kabupaten.bidang[Bidang {n}].active" for n in (1, 9, 10)]
