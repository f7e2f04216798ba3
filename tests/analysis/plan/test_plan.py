"""Plans: what it takes to reach a level, held against brute force over the same levers."""

from collections.abc import Callable
from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from diagnose import Diagnosed, diagnose
from diagnose.analysis.plan.encode import Encoder
from diagnose.analysis.plan.formula import (
    FALSE,
    MAX_MOVES,
    TRUE,
)
from diagnose.analysis.plan.goal import gates, goal_from
from diagnose.analysis.plan.moves import Move, carried_out, moves
from diagnose.analysis.plan.plan import plans
from diagnose.analysis.plan.solve import solutions
from diagnose.case.model import Case
from diagnose.inference.infer import Inference, infer
from diagnose.knowledge.load import load_rules
from diagnose.knowledge.rulebase import Rulebase
from tests.lib.examples import examples
from tests.lib.generated import CASES, SHIPPED, Made, cases
from tests.lib.plans import expanded

RULES = load_rules()
INSTRUMENTS = "policy_instruments.subsystem_instruments"
ASPECTS = [a for found in RULES.aspects.values() for a in found]


def after(case: Case, some: frozenset[str], usable: dict[str, Move]) -> Inference:
    """What follows when `some` moves are carried out."""
    return infer(carried_out(case, [usable[m] for m in sorted(some)]), RULES)


def in_effect(case: Case, some: frozenset[str], usable: dict[str, Move]) -> frozenset[str]:
    """Those of `some` moves whose saran makes sense: what it needs is met, if need be by other moves."""
    done: frozenset[str] = frozenset()
    while True:
        found = after(case, done, usable)
        more = {m for m in some if all(found.truth(c) == "met" for c in RULES.saran[usable[m].lever.saran].needs)}
        if more <= done:
            return done
        done |= more


def by_trying(case: Case, goal: dict[str, int], usable: list[Move]) -> set[frozenset[str]]:
    """Every smallest set of moves that reaches `goal`, found by trying all of them on the engine."""
    named = {m.id: m for m in usable}
    least: set[frozenset[str]] = set()
    for size in range(len(named) + 1):
        for some in map(frozenset, combinations(named, size)):
            if any(known <= some for known in least) or in_effect(case, some, named) != some:
                continue
            found = after(case, some, named)
            if all(found.level(aspect)[0] >= level for aspect, level in goal.items()):
                least.add(some)
    return least


def solved(case: Case, goal: dict[str, int], usable: list[Move]) -> set[frozenset[str]]:
    """Every smallest set of moves that reaches `goal`, as the planner finds them."""
    encoder = Encoder(case, RULES, usable)
    formula = encoder.criteria(gates(goal, RULES, case.year, case.region.kind))
    if formula in (TRUE, FALSE):
        return {frozenset()} if formula == TRUE else set()
    found = solutions(formula, {m.id: m.effort for m in usable}, {m.id: m.lever.id for m in usable})
    return {some for solution in found for some in expanded(solution)}


def test_the_plan_for_goals_at_level_2_is_minimal_and_brute_force_agrees(lebak: Case) -> None:
    usable = [m for m in moves(lebak, RULES) if m.lever.id in ("renstra", "map", "common-goals")][:9]
    goal = goal_from(["policy_goals=2"], RULES)
    found = solved(lebak, goal, usable)
    assert found == by_trying(lebak, goal, usable)
    assert {len(some) for some in found} == {1}
    assert all(next(iter(some)).startswith("renstra:") for some in found)


@examples(5)
@given(cases(), st.sampled_from(ASPECTS), st.integers(2, 4), st.data())
def test_brute_force_over_the_same_levers_finds_the_same_plans(
    made: Made, aspect: str, level: int, data: st.DataObject
) -> None:
    case = made.case
    goal = {aspect: level}
    every = moves(case, RULES)
    encoder = Encoder(case, RULES, every)
    formula = encoder.criteria(gates(goal, RULES, case.year, case.region.kind))
    assume(formula not in (TRUE, FALSE))
    first = next(solutions(formula, {m.id: m.effort for m in every}, {m.id: m.lever.id for m in every})).first()
    useful = data.draw(st.permutations([m for m in every if m.id in first]))[:4]
    others = data.draw(st.permutations([m for m in every if m.id not in first]))[:1]
    # a goal in reach of few moves: what the others of the plan bring about is so already
    start = carried_out(case, [m for m in every if m.id in first and m not in useful])
    usable = [m for m in moves(start, RULES) if m.id in {u.id for u in (*useful, *others)}]
    assert solved(start, goal, usable) == by_trying(start, goal, usable)


@examples(12)
@given(cases(), st.sampled_from(ASPECTS), st.integers(2, 4))
def test_a_plan_reaches_its_goal_and_no_part_of_it_does(made: Made, aspect: str, level: int) -> None:
    case = made.case
    for plan in plans(Diagnosed(case, RULES), {aspect: level}, limit=2).plans:
        assert plan.reached
        usable = {m.id: m for m in moves(case, RULES)}
        chosen = frozenset(plan.moves)
        assert in_effect(case, chosen, usable) == chosen
        for left_out in chosen:
            rest = in_effect(case, chosen - {left_out}, usable)
            assert after(case, rest, usable).level(aspect)[0] < level, left_out


@examples(20)
@given(cases())
def test_levers_never_make_anything_worse(made: Made) -> None:
    case = made.case
    every = moves(case, RULES)
    before, then = infer(case, RULES), infer(carried_out(case, every), RULES)
    for aspect in ASPECTS:
        assert then.level(aspect)[0] >= before.level(aspect)[0]
    met = {c.id for c in before.compiled.criteria if before.truth(c.id) == "met"}
    assert {c for c in met if then.truth(c) != "met"} == set()


@pytest.mark.parametrize("name", SHIPPED)
def test_every_lever_works_by_itself_in_every_shipped_case(name: str) -> None:
    case = CASES[name]
    for move in moves(case, RULES):
        assert carried_out(case, [move]) is not case, move.id


def test_a_lever_for_what_is_so_already_is_no_move(lebak: Case) -> None:
    ids = {m.id for m in moves(lebak, RULES)}
    assert not ids & {"sign-decree", "seat:health", "review", "determine-lokus", "agreement-x", "release-data"}
    assert {"seat:public_works", "monev", "teams-desa"} <= ids


def test_an_agency_with_two_functions_makes_one_move(rules: Rulebase) -> None:
    city = CASES["fiktif-kota-2024"]
    agencies = [m.agency for m in moves(city, rules) if m.lever.id == "renstra"]
    assert len(agencies) == len(set(agencies))


def test_what_others_decide_blocks_a_goal_and_is_named_with_its_holder(lebak: Case) -> None:
    found = plans(Diagnosed(lebak, RULES), goal_from(["all=4"], RULES), limit=1)
    stops = {stop.criterion: stop.facts for stop in found.blocked}
    assert {c: (f.fact, f.kind, f.held_by) for c, (f,) in stops.items()} == {
        "F07": ("questionnaire.items[understands_situation]", "outside", "OPD yang menjawab"),
        "D07": ("questionnaire.items[team_active]", "outside", "OPD yang menjawab"),
    }
    below = {"policy_frame.integration": 3, "subsystem_involvement.interaction_density": 3}
    assert {a.id: a.after.lowest for a in found.reachable if a.after.lowest < 4} == below
    assert {a: level for a, level in found.planned.items() if level < 4} == below
    assert found.plans[0].reached


def test_a_plan_that_seats_more_agencies_sees_to_it_that_they_attend_too(lebak: Case) -> None:
    found = plans(Diagnosed(lebak, RULES), goal_from(["subsystems=4", "interaction_density=3"], RULES), limit=1)
    assert found.plans[0].reached
    assert any(m.startswith("seat:") for m in found.plans[0].moves)
    assert "rembuk-attendance" in found.plans[0].moves
    alone = plans(Diagnosed(lebak, RULES), goal_from(["interaction_density=3"], RULES), limit=1)
    assert alone.plans[0].reached
    assert "rembuk-attendance" not in alone.plans[0].moves  # those who answered are all its members


def test_functions_that_each_need_a_step_are_counted_however_many_they_are(lebak: Case) -> None:
    usable = [m for m in moves(lebak, RULES) if m.lever.id in ("adapt", "map", "common-goals")]
    assert sum(m.lever.id == "adapt" for m in usable) > MAX_MOVES
    found = solved(lebak, {INSTRUMENTS: 3}, usable)
    adapted = {sum(m.startswith("adapt:") for m in some) for some in found}
    assert adapted == {6}  # with education, which has, 7 of 12: most
    some = next(iter(found))
    named = {m.id: m for m in usable}
    assert after(lebak, some, named).level(INSTRUMENTS)[0] == 3
    fewer = some - {next(m for m in sorted(some) if m.startswith("adapt:"))}
    assert after(lebak, fewer, named).level(INSTRUMENTS)[0] == 2


def test_a_case_without_a_team_signs_the_decree_before_anything_is_written_into_it(rules: Rulebase) -> None:
    found = plans(Diagnosed(CASES["fiktif-tanpa-tpps-2023"], rules), goal_from(["policy_frame=4"], rules), limit=1)
    acts = found.plans[0].acts
    assert acts[0].saran == ("issue-decree",)
    amendment = next(act for act in acts if act.package == "amend-decree")
    assert acts[0].number in amendment.after


def test_what_is_reached_already_needs_no_plan(lebak: Case) -> None:
    found = plans(Diagnosed(lebak, RULES), goal_from(["policy_frame=3"], RULES))
    assert found.already
    assert found.plans == ()


def test_plans_come_cheapest_first_and_say_when_there_are_more(rules: Rulebase) -> None:
    case, goal = CASES["fiktif-tanpa-tpps-2023"], goal_from(["subsystem_involvement=2"], rules)
    every, two = plans(Diagnosed(case, rules), goal, limit=50), plans(Diagnosed(case, rules), goal, limit=2)
    assert every.complete
    assert not two.complete
    assert [p.effort for p in every.plans] == sorted(p.effort for p in every.plans)
    assert [p.moves for p in two.plans] == [p.moves for p in every.plans[:2]]


def test_without_a_lever_the_plan_does_without_it(lebak: Case) -> None:
    goal = goal_from(["policy_goals=2"], RULES)
    found = plans(Diagnosed(lebak, RULES), goal, without=["renstra:education", "renstra:social"])
    offered = {m for p in found.plans for act in p.acts for s in act.steps for m in s.moves}
    assert "renstra:village" in offered
    assert not offered & {"renstra:education", "renstra:social"}


def test_the_diagnosis_of_a_carried_out_plan_no_longer_gives_the_saran_of_its_criteria(
    changed: Callable[..., Case],
) -> None:
    understood = changed({"questionnaire": {"items": {"understands_situation": {"tally": {"fully": 9, "partly": 0}}}}})
    found = plans(Diagnosed(understood, RULES), {"policy_frame.integration": 4}, limit=1)
    done = carried_out(understood, [m for m in moves(understood, RULES) if m.id in found.plans[0].moves])
    assert "decree-targets" in {s.id for s in diagnose(done, RULES).saran}  # P06 also wants a person in charge
    assert not any(s.id.startswith("add-agency") for s in diagnose(done, RULES).saran)
