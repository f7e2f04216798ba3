"""Every observation of the study has facts, every passage rules, and every fact of it is put to use."""

from pathlib import Path
from typing import Any

import pytest

from diagnose.case.model import Case
from diagnose.knowledge.rulebase import Rulebase
from tests.lib.docs import script

DOCS = Path(__file__).parents[2] / "docs"


def _numbered(section: str, last: int) -> list[str]:
    return [f"{section}/{i}" for i in range(1, last + 1)]


# written out from the study itself, so that a place dropped from the rules is missed
PASSAGES = [
    "1",
    "3.1",
    "3.2",
    *_numbered("4.1.1", 6),
    *_numbered("4.2.1", 3),
    *_numbered("4.2.2", 3),
    *_numbered("4.3.1", 3),
    *_numbered("4.3.2", 2),
    "4.4.1/aksi",
    "4.4.1/data-1",
    "4.4.1/data-2",
    "4.4.1/data-4",
    *_numbered("4.4.2", 4),
    "4.4.3",
    *_numbered("kendala", 5),
    *_numbered("masukan", 5),
    "5/kerangka",
    "5/subsistem",
    "5/interaksi",
    "5/rentang",
    "5/koherensi",
    "5/instrumen",
    "5/prosedural",
    "5/konsistensi",
    "6",
]


@pytest.fixture(scope="module")
def paper() -> Any:
    return script("paper")


@pytest.fixture(scope="module")
def rows(paper: Any, lebak: Case, rules: Rulebase) -> dict[str, Any]:
    return {row.place: row for row in paper.rows(lebak, rules)}


@pytest.mark.parametrize("place", PASSAGES)
def test_each_passage_of_the_study_leads_to_a_rule(place: str, rows: dict[str, Any]) -> None:
    assert place in rows
    assert rows[place].rules


def test_no_place_is_described_without_a_rule(rows: dict[str, Any]) -> None:
    assert [place for place, row in rows.items() if not row.rules] == []


def test_each_observation_is_a_fact_of_the_case(rows: dict[str, Any]) -> None:
    concluded = [place for place in rows if place in ("abstrak", "6") or place.startswith("5/")]
    assert [place for place, row in rows.items() if place not in concluded and not row.facts] == []


def test_each_rule_of_a_row_has_a_result(rows: dict[str, Any]) -> None:
    for row in rows.values():
        assert set(row.rules) <= {rule for ids in row.results.values() for rule in ids}, row.place


# the facts of the study that no rule reads, each with the reason
UNREAD = {
    "region.poverty[-].percent",  # no year is told, so it has no place in the series
    "decree.members.agencies[perguruan_tinggi]",  # holds no function of the lists that rules go over
    "tpps.kabupaten",  # names the leading agencies
    "aksi[2].date",  # the same date stands under calendar.planning_action, which is read
    "targets[prevalence nation 2024].percent",  # the target is a cited threshold
}


def test_each_fact_from_the_study_is_read(paper: Any, lebak: Case, rules: Rulebase) -> None:
    assert set(paper.unread(lebak, rules)) == UNREAD


def test_a_fact_that_no_rule_reads_is_found(paper: Any, lebak: Case, rules: Rulebase) -> None:
    from dataclasses import replace

    without = replace(rules, criteria={k: c for k, c in rules.criteria.items() if "SJ2022 4.1.1/6" not in c.sources})
    assert "decree.states.sasaran" in paper.unread(lebak, without)
    assert "decree.states.sasaran" not in paper.unread(lebak, rules)


def test_the_table_is_made_from_the_rules(paper: Any) -> None:
    assert (DOCS / "lebak-2022-paper.md").read_text(encoding="utf-8") == paper.table(), "run: make docs"
