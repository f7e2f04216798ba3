"""The examples in the rules notice when a criterion changes."""

from dataclasses import replace

from typer.testing import CliRunner

from diagnose.analysis.rules.mutation import mutants, score
from diagnose.cli import app
from diagnose.knowledge.rulebase import Rulebase


def test_mutants_drop_clauses_turn_joints_and_move_comparisons(rules: Rulebase) -> None:
    changes = {m.change for m in mutants(rules.criteria["F05"], rules)}
    assert {"all <-> any", "drop clause 1", "drop clause 3", "decree.targets: turned round"} <= changes
    assert "coordination.monev: one step up" in {m.change for m in mutants(rules.criteria["P09"], rules)}


def test_examples_that_say_too_little_let_mutants_survive(rules: Rulebase) -> None:
    criterion = rules.criteria["P09"]
    thin = criterion.examples.model_copy(
        update={"met": ({"coordination": {"monev": 9}},), "unmet": ({"coordination": {"monev": 0}},)}
    )
    base = replace(rules, criteria={"P09": criterion.model_copy(update={"examples": thin})}, findings={})
    assert {m.change for m in score(base).survivors} >= {
        "coordination.monev: one step up",
        "coordination.monev: one step down",
    }


def test_every_mutant_of_a_criterion_is_noticed_and_nearly_all_of_findings(rules: Rulebase) -> None:
    """The command lists the survivors, and the share that was noticed."""
    result = CliRunner().invoke(app, ["rules", "mutate", "--lang", "en"])
    assert result.exit_code == 0
    *survivors, said = result.stdout.splitlines()
    assert {line.split()[0] for line in survivors} <= rules.findings.keys()
    mutants = int(said.split()[0].replace(",", ""))
    assert f"{len(survivors)} noticed by no example" in said
    assert mutants > 3 * len(rules.criteria)
    assert 1 - len(survivors) / mutants > 0.95
