"""The command `why`: its depth, its JSON, the names it takes and those it answers."""

import json
from pathlib import Path

import pytest

from diagnose import InputError
from diagnose.analysis.why.why import cut, why
from diagnose.analysis.why.whynot import why_not
from tests.lib.explaining import (
    diagnosed,
    leaves,
    run,
    steps,
)


def test_depth_cuts_the_tree_and_without_facts_nothing_is_told_of_them() -> None:
    deep = why(diagnosed("lebak-2022"), "policy_frame.integration", depth=9).tree
    assert why(diagnosed("lebak-2022"), "policy_frame.integration", depth=2).tree == cut(deep, 2)
    assert not list(leaves(cut(deep, 2)))
    assert {s.kind for s in steps(cut(deep, 1))} == {"aspect", "gate", "second_reading", "evidence"}
    assert cut(deep, 0).children == ()


@pytest.mark.parametrize("command", ["why", "why-not"])
def test_json_holds_the_whole_answer_and_is_the_same_each_time(command: str) -> None:
    args = (command, "lebak-2022", "policy_frame.integration", "--format", "json")
    first = run(*args)
    assert first.exit_code == 0
    assert first.stdout == run(*args).stdout
    assert json.loads(first.stdout)["target"] == "policy_frame.integration"
    assert "Infinity" not in first.stdout


@pytest.mark.parametrize(
    ("args", "near"),
    [
        (("why", "lebak-2022", "add-agncy"), "add-agency"),
        (("why", "lebak-2022", "policy_gaols.range"), "policy_goals.range"),
        (("why-not", "lebak-2022", "policy_farme"), "policy_frame"),
    ],
)
def test_an_unknown_id_is_answered_with_the_nearest(args: tuple[str, ...], near: str) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert f'Maksud Anda "{near}"?' in result.stderr


def test_ids_are_found_in_any_case_of_their_letters_and_no_level_beyond_four_is() -> None:
    assert why(diagnosed("lebak-2022"), "f04").target == "F04"
    assert run("why-not", "lebak-2022", "policy_goals", "--level", "5").exit_code == 2
    with pytest.raises(InputError, match="tingkat 5"):
        why_not(diagnosed("lebak-2022"), "policy_goals", level=5)


def test_the_case_file_is_never_overwritten(tmp_path: Path) -> None:
    case = tmp_path / "kasus.yaml"
    text = 'region: {code: "99.99", name: Kabupaten Contoh, kind: kabupaten}\nyear: 2022\n'
    case.write_text(text, encoding="utf-8")
    assert run("why", str(case), "F04", "-o", str(case)).exit_code == 2
    assert case.read_text(encoding="utf-8") == text
    assert run("why", str(case), "F04", "-o", str(tmp_path / "mengapa.txt")).exit_code == 0


def test_days_of_facts_are_written_as_people_write_them_and_json_keeps_them_plain() -> None:
    said = " ".join(run("why", "lebak-2022", "policy_instruments.consistency", "--depth", "6").stdout.split())
    assert "paling lambat 31 Maret 2022" in said
    assert "2022-03-31" not in said
    assert (
        "2022-03-31"
        in run("why", "lebak-2022", "policy_instruments.consistency", "--depth", "6", "--format", "json").stdout
    )
