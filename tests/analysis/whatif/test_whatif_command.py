"""What-ifs as they are typed: the command, what it asks on the terminal, and what it prints."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from diagnose.analysis.whatif.scenario import change_from
from diagnose.cli import app
from diagnose.cli.completing import complete_path
from diagnose.common.content import folder
from tests.lib.generated import CASES, SHIPPED

REVISED = folder("facts") / "scenarios" / "sk-direvisi.yaml"
GOALS = folder("facts") / "scenarios" / "tujuan-renstra.yaml"


def run(*args: str) -> Result:
    return CliRunner().invoke(app, ["whatif", *args])


def test_everything_wrong_is_told_at_once_each_where_it_was_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "salah.yaml"
    file.write_text('name: Salah\nset:\n  decree.signd: "yes"\n  decree.states.targets: mungkin\n', encoding="utf-8")
    result = run("lebak-2022", "--scenario", str(file), "--set", "lokus.sentral=all", "--set", "x")
    assert result.exit_code == 2
    lines = result.stderr.splitlines()
    assert len(lines) == 3
    assert any("salah.yaml:3:3" in line and "decree.signed" in line for line in lines)
    assert any(line.startswith("--set lokus.sentral=all") for line in lines)
    assert any(line.startswith("--set x") for line in lines)


def test_scenarios_stack_and_stand_side_by_side() -> None:
    result = run("lebak-2022", "--scenario", str(REVISED), "--scenario", str(GOALS))
    assert "Rentang kebijakan: 1 -> 2" in result.stdout
    table = run("lebak-2022", "--scenario", str(REVISED), "--scenario", str(GOALS), "--side-by-side").stdout
    rows = {line[:36].strip(): line[36:].split() for line in table.splitlines() if line}
    assert rows["Rentang kebijakan"] == ["1", "1", ">", "2", ">", "2"]
    assert rows["Jumlah integrasi kebijakan"] == ["3", "3", "3", "3"]


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("name", SHIPPED)
def test_a_what_if_reads_well(name: str, lang: str) -> None:
    result = run(name, "--set", "decree.signed=unknown", "--set", "budget.allocated=all", "--lang", lang)
    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert not set("{}") & set(result.stdout)
    assert "None" not in result.stdout
    both = json.loads(run(name, "--set", "decree.signed=unknown", "--format", "json").stdout)
    follows = CASES[name].facts["tpps.kabupaten.formed"].value == "no"  # without a team there is no decree
    assert bool(both["difference"]["facts"]) == (not follows)


def test_what_becomes_unknown_is_shown_open_and_its_saran_as_unfounded_rather_than_answered() -> None:
    text = run("lebak-2022", "--set", "decree.signed=unknown").stdout
    line = next(line for line in text.splitlines() if line.startswith("  Jumlah integrasi kebijakan"))
    assert line.endswith("3 -> 1-3   [//?//]  [//?//]  [//?//]  [     ]")
    assert "Saran yang terjawab" not in text  # what a decree lacks it lacks, be it signed or not
    unfounded = run("lebak-2022", "--set", "strategy.common_goals=unknown").stdout
    assert "Saran yang terjawab" not in unfounded
    assert "Saran yang tidak lagi berdasar" in unfounded


def test_a_value_may_hold_an_equals_sign_and_brackets() -> None:
    change = change_from("budget.lines[A=B].agency=Dinas PUPR")
    assert (change.path, change.value) == ("budget.lines[A=B].agency", "Dinas PUPR")


def test_without_anything_to_suppose_the_command_says_how() -> None:
    result = run("lebak-2022")
    assert result.exit_code == 2
    assert "--set PATH=NILAI" in result.stderr


def test_asked_on_the_terminal_a_fact_is_found_by_words_of_its_name_and_a_bad_value_asked_again() -> None:
    typed = "memuat target\nmungkin\nya\nrenstra dinas\n2\nya\nzzz\n\n"
    result = CliRunner().invoke(app, ["whatif", "lebak-2022", "--interactive"], input=typed)
    assert result.exit_code == 0
    assert '"mungkin" bukan jawaban' in result.stderr
    assert "tidak ada fakta di" in result.stderr
    assert "- SK memuat target dan indikator: tidak -> ya" in result.stdout
    assert "- Tujuan stunting dalam Renstra Dinas Pendidikan: tidak -> ya" in result.stdout


def test_asked_on_the_terminal_nothing_typed_supposes_nothing() -> None:
    result = CliRunner().invoke(app, ["whatif", "lebak-2022", "--interactive"], input="")
    assert result.exit_code == 2
    assert "tidak ada yang diandaikan" in result.stderr


def test_the_shell_completes_paths_of_the_case_on_the_command_line() -> None:
    context: Any = SimpleNamespace(params={"case": "lebak-2022"})
    assert complete_path(context, "decree.states.t") == ["decree.states.targets=", "decree.states.time_frame="]
    assert "goals.agencies[disdik]=" in complete_path(context, "goals.ag")
    unread: Any = SimpleNamespace(params={"case": "tidak-ada"})
    assert "decree.signed=" in complete_path(unread, "decree.si")
