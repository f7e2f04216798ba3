"""A changed case takes over what its change does not touch, and comes to exactly what it comes to from scratch."""

from collections.abc import Sequence
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnose import Diagnosed, InputError
from diagnose.case import Change, case_of_tree
from diagnose.knowledge import Rulebase, load_rules
from tests.lib.examples import examples
from tests.lib.generated import CASES, SHIPPED, changes

RULES = load_rules()
DIAGNOSED = {(name, lang): Diagnosed(CASES[name], RULES, lang) for name in SHIPPED for lang in ("id", "en")}


def assert_as_from_scratch(before: Diagnosed, some: Sequence[Change]) -> Diagnosed:
    assert before.diagnosis
    after = before.changed(some)
    fresh = Diagnosed(case_of_tree(after.case.tree), before.rules, before.lang)
    assert dict(after.case.facts) == fresh.case.facts
    assert list(after.case.facts) == list(fresh.case.facts)
    assert after.measured == fresh.measured
    assert after.diagnosis == fresh.diagnosis
    return after


@given(st.sampled_from(sorted(DIAGNOSED)), changes(4), changes(2))
@examples(12)
def test_any_change_upon_a_change_comes_to_what_it_does_from_scratch(
    which: tuple[str, str], some: list[Change], more: list[Change]
) -> None:
    assert_as_from_scratch(assert_as_from_scratch(DIAGNOSED[which], some), more)


@given(st.sampled_from(SHIPPED), st.data())
@examples(20)
def test_any_known_fact_forgotten_comes_to_what_it_does_from_scratch(name: str, data: st.DataObject) -> None:
    before = DIAGNOSED[name, "id"]
    known = [path for path, entry in before.case.facts.items() if entry.known and entry.derived is None]
    path = data.draw(st.sampled_from(known))
    with suppress(InputError):  # an entry that others count on, or a text that must be there
        assert_as_from_scratch(before, [Change(path, remove=path.endswith("]"))])


@pytest.mark.parametrize(
    "some",
    [
        [Change("questionnaire.items[understands_situation]", {"tally": {"fully": 9}})],
        [
            Change("programmes.items[Baru]", {"agency": "disdik", "origin": "local"}),
            Change("programmes.all_listed", "yes"),
        ],
        [Change("tpps.kabupaten.formed", "no")],
        [Change("decree.members.agencies[*]", "yes"), Change("decree.members.others", "no")],
    ],
    ids=["survey", "list", "what follows", "roster"],
)
def test_each_kind_of_change_comes_to_what_it_does_from_scratch(some: list[Change]) -> None:
    assert_as_from_scratch(DIAGNOSED["lebak-2022", "id"], some)


def test_what_a_change_does_not_touch_is_not_measured_again(rules: Rulebase) -> None:
    before = DIAGNOSED["lebak-2022", "id"]
    after = before.changed([Change("decree.states.targets", "yes")])
    again = [code for code, m in after.measured.items() if before.measured[code] is not m]
    assert 0 < len(again) < len(after.measured) / 10
