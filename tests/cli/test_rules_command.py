"""``konvergensi rules``: every rule can be listed and read in words, and a folder of rules checked."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from diagnose.cli import app
from diagnose.common.content import folder
from diagnose.knowledge.rulebase import Rulebase
from diagnose.knowledge.words import RuleWords


def run(*args: str) -> Result:
    return CliRunner().invoke(app, ["rules", *args])


def test_every_rule_is_listed_once(rules: Rulebase) -> None:
    lines = run("list").stdout.splitlines()
    ids = [line.split()[0] for line in lines]
    assert sorted(ids) == sorted([*rules.criteria, *rules.findings, *rules.saran])


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_rule_can_be_read_in_words(lang: str, rules: Rulebase) -> None:
    said = RuleWords(rules, lang)
    for rule_id in said.ids():
        text = said.shown(rule_id)
        assert text is not None
        assert text.startswith(rule_id)
        assert max(map(len, text.splitlines())) <= 80


def test_a_condition_is_told_as_it_is_compared(rules: Rulebase) -> None:
    said = RuleWords(rules, "en")
    words = {rule_id: said.condition(rule.when) for rule_id, rule in {**rules.criteria, **rules.findings}.items()}
    assert words["F04"] == 'for each of the functions with a seat in the team: Seat in the TPPS decree = "yes"'
    assert words["P09"] == "Monitoring and evaluation at least 2 times a year"
    assert words["K09"].endswith('Villages that use dana desa against stunting = "most" or "all"')
    assert "(any of: level of Policy frame below 4; " in words["N01"]


def test_an_unknown_rule_is_met_with_the_nearest(rules: Rulebase) -> None:
    result = run("show", "F4")
    assert result.exit_code == 2
    assert 'Maksud Anda "F04"?' in result.stderr


def test_check_says_where_rules_are_not_sound(tmp_path: Path) -> None:
    shutil.copytree(folder("rules"), tmp_path / "rules")
    (tmp_path / "rules" / "thresholds.yaml").unlink()
    result = run("check", "--rules", str(tmp_path / "rules"), "--lang", "en")
    assert result.exit_code == 2
    assert 'there is no threshold "large_majority"' in result.stderr
