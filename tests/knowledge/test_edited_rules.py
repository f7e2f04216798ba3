"""A rule base that was edited: thresholds by year, the hash of its content, and diagnoses by its own rules."""

from pathlib import Path

import pytest

from diagnose import InputError, load_rules
from diagnose.knowledge.rulebase import Rulebase
from tests.knowledge.conftest import Edit

DENSITY = "criteria/3-subsystem_involvement.interaction_density.yaml"


def test_a_threshold_can_change_with_the_year(base: Path, edit: Edit) -> None:
    edit(
        "thresholds.yaml",
        "  - id: monev_per_year\n    value: 2\n",
        "  - id: monev_per_year\n    value: 4\n    from_year: 2025\n    unit: {id: kali, en: times}\n"
        "    sources: [Perpres-72-2021 Pasal 24]\n\n"
        "  - id: monev_per_year\n    value: 2\n    until_year: 2024\n",
    )
    rules = load_rules(base)
    assert [t.value for y in (2024, 2025) if (t := rules.threshold("monev_per_year", y))] == [2, 4]


def test_a_threshold_that_does_not_hold_in_every_year_is_refused_where_it_is_used(base: Path, edit: Edit) -> None:
    edit("thresholds.yaml", "  - id: monev_per_year\n", "  - id: monev_per_year\n    from_year: 2022\n")
    with pytest.raises(InputError, match=r"7-policy_instruments.*tidak berlaku pada tahun 2018"):
        load_rules(base)


def test_thresholds_of_one_id_may_not_overlap(base: Path, edit: Edit) -> None:
    edit(
        "thresholds.yaml",
        "  - id: monev_per_year\n",
        "  - id: monev_per_year\n    value: 4\n    from_year: 2025\n    unit: {id: kali, en: times}\n"
        "    sources: [Perpres-72-2021 Pasal 24]\n\n  - id: monev_per_year\n",
    )
    with pytest.raises(InputError, match="sudah dipakai"):
        load_rules(base)


def test_the_hash_follows_the_content(base: Path, edit: Edit, rules: Rulebase) -> None:
    assert load_rules(base).sha256 == rules.sha256
    edit("thresholds.yaml", "value: 0.75", "value: 0.76")
    assert load_rules(base).sha256 != rules.sha256


def test_an_edited_rule_base_diagnoses_by_its_own_rules(base: Path, edit: Edit, lebak: object) -> None:
    from diagnose import diagnose
    from diagnose.case.model import Case

    assert isinstance(lebak, Case)
    edit(
        DENSITY, 'when: {measure: tpps.bidang_active, is: "yes"}', "when: {measure: coordination.rembuk, at_least: one}"
    )
    assert diagnose(lebak, load_rules(base)).aspect("subsystem_involvement.interaction_density").level.lowest == 3
