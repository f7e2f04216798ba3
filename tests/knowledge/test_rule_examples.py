"""Every rule's own examples, through the whole chain from a case file to the truth."""

import shutil
from pathlib import Path

from typer.testing import CliRunner

from diagnose.analysis.rules.examples import TRUTHS
from diagnose.cli import app
from diagnose.common.content import folder
from diagnose.knowledge.rulebase import Rulebase


def test_every_example_of_every_rule_comes_out_as_it_says(rules: Rulebase) -> None:
    result = CliRunner().invoke(app, ["rules", "test", "--lang", "en"])
    assert (result.exit_code, result.stderr) == (0, "")
    assert "examples come out as they say" in result.stdout
    count = int(result.stdout.split()[1])
    assert count == sum(len(getattr(c.examples, truth)) for c in rules.provable for truth in TRUTHS)
    assert count >= 3 * (len(rules.criteria) + len(rules.findings))


def test_an_example_that_fails_is_told_with_its_place(tmp_path: Path) -> None:
    shutil.copytree(folder("rules"), tmp_path / "rules")
    file = tmp_path / "rules" / "criteria" / "7-policy_instruments.procedural_instruments.yaml"
    old = "      met: [{coordination: {monev: 2}}]\n"
    text = file.read_text(encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    new = "      met:\n        - {coordination: {monev: 1}}\n        - {coordination: {monef: 2}}\n"
    file.write_text(text.replace(old, new), encoding="utf-8")
    result = CliRunner().invoke(app, ["rules", "test", "--rules", str(tmp_path / "rules")])
    assert result.exit_code == 2
    first, second = (x for x in result.stderr.splitlines() if "P09" in x)
    assert f"{file.name}:{line + 1}:" in first
    assert "P09: contoh met ternyata unmet" in first
    assert f"{file.name}:{line + 2}:" in second
    assert "P09: contoh met bukan kasus yang sah" in second
