"""Formulas over moves, and the solver that finds every smallest set of moves that makes one hold."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diagnose.analysis.plan.formula import FALSE, all_of, any_of, at_least, from_trials, holds, interchangeable
from diagnose.analysis.plan.solve import solutions
from tests.lib.plans import expanded

formulas = st.recursive(
    st.sampled_from("abcdef"),
    lambda inner: st.tuples(st.integers(0, 4), st.lists(inner, max_size=4)).map(lambda drawn: at_least(*drawn)),
    max_leaves=10,
)


@given(st.integers(0, 5), st.lists(formulas, max_size=5), st.frozensets(st.sampled_from("abcdef")))
def test_a_simplified_formula_says_what_it_said(n: int, parts: list[object], made: frozenset[str]) -> None:
    plain = sum(holds(part, made) for part in parts) >= n  # type: ignore[arg-type]
    assert holds(at_least(n, parts), made) == plain  # type: ignore[arg-type]


@settings(deadline=None)
@given(formulas, st.lists(st.integers(1, 5), min_size=6, max_size=6))
def test_the_solver_finds_every_smallest_set_cheapest_first(formula: object, costs: list[int]) -> None:
    effort = dict(zip("abcdef", costs, strict=True))
    found = list(solutions(formula, effort, dict.fromkeys("abcdef", "one")))  # type: ignore[arg-type]
    every = [frozenset(s) for n in range(7) for s in combinations("abcdef", n) if holds(formula, frozenset(s))]  # type: ignore[arg-type]
    least = {s for s in every if not any(other < s for other in every)}
    assert {some for solution in found for some in expanded(solution)} == least
    assert sum(len(expanded(solution)) for solution in found) == len(least)
    assert [s.effort for s in found] == sorted(s.effort for s in found)


def test_moves_that_may_change_places_are_found_so() -> None:
    formula = all_of(["x", at_least(2, ["a", "b", "c"]), any_of(["c", "d"])])
    assert interchangeable(formula, "a", "b")
    assert not interchangeable(formula, "a", "c")


def test_trying_finds_every_smallest_set_and_refuses_too_many() -> None:
    formula = from_trials(["a", "b", "c"], lambda some: {"a", "b"} <= some or "c" in some)
    assert formula == any_of([all_of(["a", "b"]), "c"])
    assert from_trials(["a"], lambda some: False) == FALSE
    with pytest.raises(ValueError, match="11 moves"):
        from_trials([str(i) for i in range(11)], lambda some: True)
