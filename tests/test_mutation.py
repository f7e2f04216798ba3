"""The examples in the rules notice when a criterion changes."""

from dataclasses import replace

from typer.testing import CliRunner

from diagnose.cli import app
from diagnose.mutation import mutants, score
from diagnose.rulebase import Rulebase

# a programme that is run is run: the list of programmes knows no "draft", so the step down means the same
EQUIVALENT = {("I05", "programmes.run@key: one step down")}


def test_every_mutant_that_means_something_else_is_noticed(rules: Rulebase) -> None:
    found = score(rules)
    assert {(m.criterion, m.change) for m in found.survivors} == EQUIVALENT
    assert found.killed > 0.95
    assert found.mutants > 3 * len(rules.criteria)


def test_mutants_drop_clauses_turn_joints_and_move_comparisons(rules: Rulebase) -> None:
    changes = {m.change for m in mutants(rules.criteria["F05"], rules)}
    assert {"all <-> any", "drop clause 1", "drop clause 3", "decree.targets: turned round"} <= changes
    assert "coordination.monev: one step up" in {m.change for m in mutants(rules.criteria["P09"], rules)}


def test_examples_that_say_too_little_let_mutants_survive(rules: Rulebase) -> None:
    criterion = rules.criteria["P09"]
    thin = criterion.examples.model_copy(
        update={"met": ({"coordination": {"monev": 9}},), "unmet": ({"coordination": {"monev": 0}},)}
    )
    base = replace(rules, criteria={"P09": criterion.model_copy(update={"examples": thin})})
    assert {m.change for m in score(base).survivors} >= {
        "coordination.monev: one step up",
        "coordination.monev: one step down",
    }


def test_the_command_lists_the_survivors_and_the_share() -> None:
    result = CliRunner().invoke(app, ["rules", "mutate", "--lang", "en"])
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].startswith("I05  programmes.run@key")
    assert "noticed by no example; 99" in result.stdout
