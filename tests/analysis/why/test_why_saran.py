"""Why a saran stands: its rules, its facts and its instances."""

import pytest

from diagnose.analysis.why.why import why
from tests.lib.explaining import (
    CASES,
    diagnosed,
    leaves,
)


def test_a_saran_for_one_agency_rests_on_the_facts_of_that_agency_alone() -> None:
    tree = why(diagnosed("lebak-2022"), "add-agency:public_works").tree
    assert [s.id for s in tree.children if s.kind == "criterion"] == ["F04", "S03"]
    assert {leaf.path for leaf in leaves(tree)} == {"decree.members.agencies[pupr]"}
    assert [s.id for n in tree.children if n.kind == "needs" for s in n.children] == ["P02"]


def test_a_saran_for_each_agency_is_told_with_all_its_instances() -> None:
    g = diagnosed("lebak-2022")
    told = [s.id for s in why(g, "add-agency").tree.children if s.kind == "saran"]
    assert told == [s.id for s in g.diagnosis.saran if s.id.startswith("add-agency:")]
    assert len(told) == 5


@pytest.mark.parametrize("case", CASES)
def test_a_saran_is_explained_by_the_rules_that_the_diagnosis_names(case: str) -> None:
    g = diagnosed(case)
    for record in g.diagnosis.saran:
        tree = why(g, record.id).tree
        assert tree.truth == "met"
        assert tuple(s.id for s in tree.children if s.kind in ("criterion", "finding")) == record.rules
