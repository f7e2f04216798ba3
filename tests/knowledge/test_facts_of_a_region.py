"""Facts that a kind of region lacks, that follow from others, or that are promised."""

from pathlib import Path

import pytest

from diagnose import diagnose
from diagnose.case import case_from, has_fact, vocabulary
from diagnose.case.load import case_of_tree
from diagnose.diagnosis import Diagnosed
from diagnose.intake.workbook import read_workbook
from diagnose.knowledge.rulebase import Rulebase
from tests.conftest import make_case
from tests.lib.filling import opened, row_of, saved


def test_a_city_is_neither_asked_nor_told_of_village_funds(rules: Rulebase, tmp_path: Path) -> None:
    city = case_from({"region": {"code": "99.71", "name": "Kota Contoh", "kind": "kota"}, "year": 2022})
    lacking = {path for path in vocabulary().facts if not has_fact(path, "kota", 2022)}
    assert {"dana_desa.use", "budget.basis.apb_desa", "planning.rkp_desa", "strategy.village_authority"} <= lacking
    assert not lacking & city.facts.keys()
    diagnosis = diagnose(city, rules)
    assert not lacking & {path for question in diagnosis.unknown for path in question.facts}
    assert not {m for q in diagnosis.unknown for m in q.measures if m.startswith(("dana_desa", "desa_convergence"))}
    book = opened(city)
    assert "Dana desa & desa" not in book.sheetnames
    with pytest.raises(AssertionError):
        row_of(book, "budget.basis.apb_desa")
    back = case_of_tree(read_workbook(saved(tmp_path, book)).tree)
    assert back.facts == city.facts


def test_a_city_that_states_village_funds_keeps_them_and_is_told(rules: Rulebase, tmp_path: Path) -> None:
    stated = make_case({"region": {"name": "Kota Contoh", "kind": "kota"}, "dana_desa": {"use": "some"}})
    conflict = next(c for c in diagnose(stated, rules).conflicts if c.id == "dana_desa.use")
    assert "tidak memilikinya" in conflict.statement
    book = opened(stated)
    assert case_of_tree(read_workbook(saved(tmp_path, book)).tree).facts["dana_desa.use"].value == "some"


def test_what_follows_is_derived_and_told_where_a_case_states_otherwise(rules: Rulebase) -> None:
    without = make_case({"tpps": {"kabupaten": {"formed": "no"}}})
    assert (without.facts["decree.signed"].value, without.facts["decree.signed"].derived) == ("no", "no-team-no-decree")
    assert make_case({"decree": {"signed": "yes"}}).facts["tpps.kabupaten.formed"].value == "yes"
    assert make_case({"lokus": {"determined": "no"}}).facts["lokus.villages"].value == 0
    against = make_case({"tpps": {"kabupaten": {"formed": "no"}}, "decree": {"signed": "yes"}})
    assert against.facts["decree.signed"].derived is None, "what is stated stands"
    told_of = [c for c in diagnose(against, rules).conflicts if {f.fact for f in c.figures} >= {"decree.signed"}]
    assert len(told_of) == 1, "once, though each follows from the other"
    assert "Tanpa TPPS" in told_of[0].statement
    assert not diagnose(without, rules).conflicts


def test_a_promise_for_next_year_is_neither_yes_nor_no(rules: Rulebase) -> None:
    promised = make_case({"coordination": {"reports_outputs": {"planned": {"value": "yes", "by": "2023-12"}}}})
    assert not promised.facts["coordination.reports_outputs"].known
    assert promised.facts["coordination.reports_outputs"].planned == ("yes", "2023-12-31")
    asked = {path for question in Diagnosed(promised, rules).diagnosis.unknown for path in question.facts}
    assert "coordination.reports_outputs" in asked
