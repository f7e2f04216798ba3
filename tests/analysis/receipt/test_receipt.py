"""A receipt proves its conclusions anew, by a checker that knows nothing of the engine, and tells what was changed."""

import ast
import copy
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from typer.testing import CliRunner

from diagnose.analysis.receipt import changes, check, provenance, receipt, short_hash
from diagnose.analysis.receipt import check as checker
from diagnose.analysis.receipt.check import digest
from diagnose.case.model import Case
from diagnose.cli import app
from diagnose.common.content import folder
from diagnose.diagnosis import Diagnosed
from diagnose.knowledge.load import load_rules
from diagnose.knowledge.rulebase import Rulebase
from tests.lib.examples import examples
from tests.lib.generated import Made, cases

RULES = load_rules()


@pytest.fixture(scope="module")
def made(lebak: Case, rules: Rulebase) -> dict[str, Any]:
    return receipt(Diagnosed(lebak, rules))


def sealed(content: dict[str, Any]) -> dict[str, Any]:
    """A receipt with a hash that fits, as somebody who alters one would give it."""
    return {**content, "hash": digest(content)}


def faults(content: dict[str, Any]) -> set[str]:
    return {fault.key for fault in check(content)}


@examples(10, suppress_health_check=list(HealthCheck))
@given(cases(6))
def test_every_receipt_is_proven_anew(one: Made) -> None:
    assert check(json.loads(json.dumps(receipt(Diagnosed(one.case, RULES))))) == []


def test_what_is_altered_is_told(made: dict[str, Any]) -> None:
    assert faults(made) == set()
    assert faults({**made, "case": {}}) == {"receipt.altered"}
    assert faults({}) == {"receipt.malformed"}


def test_a_level_that_does_not_follow_is_told(made: dict[str, Any]) -> None:
    better = copy.deepcopy(made)
    better["levels"]["policy_goals.range"] = [4, 4]
    assert faults(sealed(better)) == {"receipt.level"}


def test_a_firing_without_its_measure_or_premise_is_told(made: dict[str, Any]) -> None:
    for change in ("measure", "premise", "dropped"):
        worse = copy.deepcopy(made)
        firing = next(f for f in worse["firings"] if f["premises"][0]["kind"] == "lo")
        if change == "measure":
            worse["measures"][firing["premises"][0]["code"]]["bounds"] = [None, None]
        elif change == "premise":
            firing["premises"].append({"kind": "met", "code": "nothing", "op": "holds", "value": 0})
        else:
            worse["firings"].remove(firing)
        assert faults(sealed(worse)) & {"receipt.unproven", "receipt.level"}, change


def test_a_truth_on_both_rails_is_told(made: dict[str, Any]) -> None:
    both = copy.deepcopy(made)
    firing = next(f for f in both["firings"] if f["conclusion"][0] == "met")
    both["firings"].append({**firing, "conclusion": ["unmet", firing["conclusion"][1]]})
    assert "receipt.both" in faults(sealed(both))


def test_the_checker_is_small_and_imports_nothing_of_the_program() -> None:
    text = Path(checker.__code__.co_filename).read_text(encoding="utf-8")
    assert len(text.splitlines()) < 200
    named = {n.module for n in ast.walk(ast.parse(text)) if isinstance(n, ast.ImportFrom)}
    assert not any(str(module).startswith("diagnose") for module in named)


def test_what_has_changed_since_is_told(made: dict[str, Any], tmp_path: Path) -> None:
    root = folder("rules").parent
    assert {state.state for state in changes(made, lambda name: root / name)} == {"same"}
    assert not any(name.startswith("/") for name in made["files"])
    other = tmp_path / "other.yaml"
    other.write_text("x")
    first, *_ = made["files"]
    states = {s.file: s.state for s in changes(made, lambda name: other if name == first else None)}
    assert states[first] == "changed"
    assert set(states.values()) == {"changed", "missing"}


def test_the_provenance_names_what_each_conclusion_is_derived_from(made: dict[str, Any]) -> None:
    graph = {node["@id"]: node for node in provenance(made)["@graph"]}
    for node in graph.values():
        for link in ("prov:wasDerivedFrom", "prov:used"):
            assert all(one["@id"] in graph for one in node.get(link, ()))
    assert graph["k:conclusion:met:F01"]["prov:wasDerivedFrom"] == [{"@id": "k:measure:decree.in_force"}]


def test_a_receipt_is_written_and_verified_by_command(tmp_path: Path, lebak: Case, rules: Rulebase) -> None:
    file = tmp_path / "bukti.json"
    assert CliRunner().invoke(app, ["diagnose", "lebak-2022", "--receipt", str(file)]).exit_code == 0
    told = CliRunner().invoke(app, ["verify", str(file)])
    assert (told.exit_code, short_hash(Diagnosed(lebak, rules)) in told.stdout) == (0, True)
    content = json.loads(file.read_text(encoding="utf-8"))
    content["levels"]["policy_goals.range"] = [4, 4]
    file.write_text(json.dumps(content), encoding="utf-8")
    assert CliRunner().invoke(app, ["verify", str(file)]).exit_code == 1
    file.write_text("[]", encoding="utf-8")
    refused = CliRunner().invoke(app, ["verify", str(file)])
    assert (refused.exit_code, "bukan bukti" in refused.stderr) == (2, True)


def test_a_receipt_is_the_same_whatever_the_hash_seed_of_python() -> None:
    code = (
        "from diagnose.case import load_case; from diagnose.knowledge import load_rules\n"
        "from diagnose.diagnosis import Diagnosed; from diagnose.analysis.receipt import short_hash\n"
        "print(short_hash(Diagnosed(load_case('fiktif-kota-2024'), load_rules(), 'id', narrow=False)))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(told) == 1
