"""Plans as they are asked for and printed."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from diagnose import Diagnosed, InputError
from diagnose.analysis.plan.goal import goal_from
from diagnose.analysis.plan.plan import plans
from diagnose.analysis.whatif.scenario import read_scenario
from diagnose.analysis.whatif.whatif import whatif
from diagnose.case.model import Case
from diagnose.cli import app
from diagnose.knowledge.load import load_rules
from tests.lib.generated import SHIPPED

RULES = load_rules()
ASPECTS = [a for found in RULES.aspects.values() for a in found]


def run(*args: str) -> Result:
    return CliRunner().invoke(app, ["plan", *args])


def test_a_saved_plan_is_a_scenario_that_reaches_the_goal(lebak: Case, tmp_path: Path) -> None:
    file = tmp_path / "rencana.yaml"
    result = run("lebak-2022", "--to", "policy_goals=3", "--to", "policy_instruments=3", "--save", str(file))
    assert result.exit_code == 0
    scenario, some = read_scenario(file)
    levels = {a.id: a.level.lowest for a in whatif(Diagnosed(lebak, RULES), some).after.aspects}
    assert all(levels[a] >= 3 for a in ASPECTS if a.startswith(("policy_goals", "policy_instruments")))
    assert "policy_goals=3" in scenario.name


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["polcy_goals=2"], 'Maksud Anda "policy_goals"?'),
        (["policy_goals=5"], "2, 3 atau 4"),
        (["policy_goals"], "2, 3 atau 4"),
        ([], "--to policy_goals=2"),
    ],
)
def test_a_wrong_goal_is_told_with_what_was_meant(typed: list[str], said: str) -> None:
    with pytest.raises(InputError) as error:
        goal_from(typed, RULES)
    assert said in str(error.value)


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("level", ["2", "4"])
def test_a_plan_reads_well(name: str, level: str, lang: str) -> None:
    result = run(name, "--to", f"all={level}", "--lang", lang, "--limit", "2")
    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert not set("{}[") & set(result.stdout.replace("[SJ2022 ", ""))
    assert "None" not in result.stdout
    found = json.loads(run(name, "--to", f"all={level}", "--format", "json", "--limit", "2").stdout)
    assert all(p["reached"] for p in found["plans"])


def test_a_plan_says_of_a_fact_that_is_unknown_that_it_may_be_so_already(lebak: Case) -> None:
    found = plans(Diagnosed(lebak, RULES), {"policy_instruments.procedural_instruments": 4}, limit=1)
    steps = {s.lever: s for act in found.plans[0].acts for s in act.steps}
    assert steps["monev"].unknown == ("monev",)
    assert steps["state-targets"].unknown == ()
