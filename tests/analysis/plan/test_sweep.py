"""Every combination of a few steps by column: the levels of the engine, and of each size those that lift most."""

import json
import random
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from diagnose import Diagnosed, EngineError
from diagnose.analysis.plan import moves, number_of_sets, sweep
from diagnose.analysis.plan.moves import carried_out
from diagnose.case import Case, overlay
from diagnose.cli import app
from diagnose.inference import infer_levels
from diagnose.knowledge import Rulebase, load_rules
from diagnose.portfolio import Variants, every, levels_of
from tests.lib.examples import examples
from tests.lib.generated import CASES, SHIPPED, Made, cases

RULES = load_rules()


def assert_as_the_engine(case: Case, size: int, tried: int, seed: int) -> None:
    here = moves(case, RULES)
    made = every(len(here), min(size, len(here)))
    variants = Variants(RULES, case, [carried_out(case, [move]) for move in here], made.shape[1])
    low, high = variants.levels(made)
    for number in random.Random(seed).sample(range(len(made)), min(tried, len(made))):
        some = [here[move] for move in made[number] if move >= 0]
        found = infer_levels(carried_out(case, some), RULES)
        levels = {aspect: (int(low[aspect][number]), int(high[aspect][number])) for aspect in low}
        assert levels == {aspect: found.level(aspect) for aspect in low}, [move.id for move in some]


@pytest.mark.parametrize("name", SHIPPED)
def test_the_columns_give_the_levels_of_the_engine(name: str) -> None:
    assert_as_the_engine(CASES[name], 4, 12, seed=7)


@given(cases(), st.integers(0, 1000))
@examples(6)
def test_on_generated_cases_too(made: Made, seed: int) -> None:
    assert_as_the_engine(made.case, 3, 5, seed)


def test_all_sets_are_tried_each_once() -> None:
    made = every(9, 3)
    assert len(made) == number_of_sets(9, 3) == len({tuple(row) for row in made.tolist()})
    assert every(2, 5).shape == (4, 5)


def test_the_best_sets_lift_as_told_and_have_no_needless_step(lebak: Case, rules: Rulebase) -> None:
    diagnosed, here = Diagnosed(lebak, rules), moves(lebak, rules)
    found = sweep(diagnosed, here, 3, levels_of(rules))
    by_id = {move.id: move for move in here}
    assert [size.gained for size in found.sizes] == [1, 2, 3]
    for lift in (lift for size in found.sizes for lift in size.best):
        some = [by_id[step.id] for step in lift.steps]
        after = infer_levels(carried_out(lebak, some), rules)
        assert {a.id: (a.after.lowest, a.after.highest) for a in lift.aspects} == {
            a.id: after.level(a.id) for a in lift.aspects
        }
        assert sum(a.after.lowest - a.before.lowest for a in lift.aspects) == lift.gained
        for left_out in some:
            fewer = infer_levels(carried_out(lebak, [move for move in some if move is not left_out]), rules)
            assert any(fewer.level(a.id)[0] < a.after.lowest for a in lift.aspects)


def test_columns_that_give_other_levels_than_the_engine_are_not_told(lebak: Case, rules: Rulebase) -> None:
    def wrong(case: Case, changed: Sequence[Case], most: int) -> Any:
        (made, low, high), again = levels_of(rules)(case, changed, most)
        return (made, {a: np.minimum(column + 1, 4) for a, column in low.items()}, high), again

    with pytest.raises(EngineError, match="the engine"):
        sweep(Diagnosed(lebak, rules), moves(lebak, rules)[:5], 2, wrong)


def run(*args: str) -> str:
    done = CliRunner().invoke(app, ["whatif", "lebak-2022", *args])
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_command_tells_sets_in_words(lang: str) -> None:
    page = run("--all", "2", "--lang", lang)
    assert max(map(len, page.splitlines())) <= 80
    assert {"id": "Petakan semua program", "en": "Map all programmes"}[lang] in page
    assert "1.378" in page or "1,378" in page or "1.379" in page or "1,379" in page


def test_the_command_gives_the_record() -> None:
    found = json.loads(run("--all", "1", "--format", "json"))
    assert found["sets"] == found["steps"] + 1


@pytest.mark.parametrize("args", [["--all", "9"], ["--all", "2", "--set", "decree.signed=yes"], ["--all", "0"]])
def test_what_cannot_be_tried_is_told(args: list[str]) -> None:
    done = CliRunner().invoke(app, ["whatif", "lebak-2022", *args])
    assert done.exit_code == 2
    assert "--all" in done.stderr


def test_a_case_with_nothing_left_to_do_is_told(lebak: Case, rules: Rulebase) -> None:
    best = overlay(lebak, [c for move in moves(lebak, rules) for c in move.changes][:1])
    assert sweep(Diagnosed(best, rules), [], 3, levels_of(rules)).sets == 1
