"""The worlds that a solver looks through: every case is one of them, and each is judged as the columns judge it."""

from fractions import Fraction
from importlib import import_module
from typing import Any

import numpy as np
import pytest
import z3

from diagnose.analysis.rules.checks.run import run_all
from diagnose.analysis.rules.checks.world import World, possible, solver_of
from diagnose.analysis.rules.examples import TRUTHS, example_case
from diagnose.case.load import case_from, load_case
from diagnose.case.model import Case
from diagnose.common.problems import EngineError
from diagnose.inference.columns import evaluate
from diagnose.inference.infer import measure_all
from diagnose.knowledge import LEVELS
from diagnose.knowledge.models import REGION_KINDS
from diagnose.knowledge.rulebase import Rulebase


class Undecided:
    """A solver that runs out of time."""

    def check(self, *also: Any) -> Any:
        return z3.unknown

    def reason_unknown(self) -> str:
        return "timeout"


def test_a_proof_that_z3_cannot_give_is_an_error() -> None:
    with pytest.raises(EngineError, match="timeout"):
        possible(Undecided())


@pytest.mark.parametrize("kind", REGION_KINDS)
def test_the_worlds_are_judged_as_the_columns_judge_them(kind: str, rules: Rulebase) -> None:
    world = World(rules, kind, 2022)
    solver = solver_of(world)
    rows: list[dict[str, float]] = []
    expected: list[tuple[dict[str, bool], dict[str, int]]] = []
    in_force = (*world.criteria, *world.findings)
    truths = {rule.id: world.truth(rule.when) for rule in in_force}
    aspects = [a for d in rules.aspects.values() for a in d]
    levels = {name: world.level(name) for name in (*aspects, *rules.aspects)}
    levels |= {f"{a}~second": world.level(a, second=True) for a in aspects}
    reached: set[tuple[str, object]] = set()
    wanted: dict[tuple[str, object], Any] = {
        (name, met): t if met else z3.Not(t) for name, t in truths.items() for met in (True, False)
    }
    wanted |= {(name, k): level == k for name, level in levels.items() for k in LEVELS}
    for outcome, condition in wanted.items():
        if outcome in reached:  # in a world that was looked at for another outcome
            continue
        assert possible(solver, condition)
        model = solver.model()
        rows.append(world.values(model))
        met = {name: z3.is_true(model.eval(t, model_completion=True)) for name, t in truths.items()}
        stands = {name: model.eval(v, model_completion=True).as_long() for name, v in levels.items()}
        expected.append((met, stands))
        reached |= {*met.items(), *stands.items()}
    assert len(rows) > 20
    columns = {code: np.array([row[code] for row in rows]) for code in rows[0]}
    other = evaluate(rules, columns, columns, 2022, kind)
    for i, (met, level) in enumerate(expected):
        assert {name: int(other.truths[name][i]) for name in met} == {n: 1 if t else -1 for n, t in met.items()}
        assert {name: int(other.lowest[name][i]) for name in level} == level
        assert {name: int(other.highest[name][i]) for name in level} == level


def outside(case: Case, rules: Rulebase, world: World, solver: Any) -> bool:
    """Whether what is known of a case is possible in no world; statements that contradict each other left out."""
    known = []
    for code, m in measure_all(case, rules).items():
        if m.known and not m.contradicted:
            value = z3.RealVal(str(Fraction(m.low).limit_denominator(10_000)))
            term = world.terms[code]
            known.append(term.value == value * (1 if term.by is None else term.by))
    return not possible(solver, *known)


def test_every_case_is_one_of_the_worlds(rules: Rulebase) -> None:
    shipped = ("lebak-2022", "fiktif-kuat-2023", "fiktif-tanpa-tpps-2023", "fiktif-kota-2024")
    cases = [load_case(name) for name in shipped]
    for rule in rules.provable:
        examples = [facts for truth in TRUTHS for facts in getattr(rule.examples, truth)]
        cases += [case_from(example_case(facts, rule)) for facts in examples]
    every = {kind: World(rules, kind, 2022) for kind in REGION_KINDS}
    solvers = {kind: solver_of(world) for kind, world in every.items()}
    kinds = [c.region.kind for c in cases]
    assert [c for c, k in zip(cases, kinds, strict=True) if outside(c, rules, every[k], solvers[k])] == []


def test_a_proof_that_takes_too_long_is_told_as_not_made(rules: Rulebase, monkeypatch: pytest.MonkeyPatch) -> None:
    def late(*_: object) -> bool:
        raise EngineError("z3: canceled, 20 s")

    monkeypatch.setattr(import_module("diagnose.analysis.rules.checks.reach"), "possible", late)
    found = list(run_all({"R15": "reach"}, rules))
    assert [(p.code, p.key) for p in found] == [("R15", "check_unproven")]
    assert "belum dibuktikan" in found[0].text("id")
