"""What a small change in the measures would get wrong without any level of a shipped case showing it."""

import math
from dataclasses import replace
from typing import Any

import pytest

from diagnose.engine.atoms import Atom
from diagnose.engine.plain import PlainFiring
from diagnose.engine.rules import Derived, EngineRule, Firing
from diagnose.inference.columns import evaluate
from diagnose.inference.infer import Inference, infer, infer_levels, infer_rule
from diagnose.inference.intervals import Seen
from diagnose.inference.measures import _worst
from diagnose.inference.readings import _of_all, agreed, read
from diagnose.knowledge.conditions import levels_read
from diagnose.knowledge.load import load_rules
from diagnose.knowledge.models import Criterion, Finding
from diagnose.knowledge.readings import ReadSeries, ReadTally
from tests.conftest import make_case
from tests.inference.test_columns import columns, differences

RULES = load_rules()
Proofs = dict[Derived, list[Firing]]
HEALTH, SOCIAL = "Dinas Kesehatan", "Dinas Sosial"


def test_a_truth_proven_on_both_rails_is_an_error_and_not_met() -> None:
    found = infer(make_case({"decree": {"signed": "yes"}}), RULES)
    name = next(code for kind, code in found.proofs if kind == "met")
    both = Inference(found.compiled, found.measured, {**found.proofs, ("unmet", name): found.proofs["met", name]})
    with pytest.raises(AssertionError, match=f"{name} is proven met and unmet"):
        both.truth(name)


@pytest.mark.parametrize(("better", "ends"), [("lower", (2, 5)), ("higher", (0, 3))])
def test_the_worst_of_what_is_better_low_is_the_highest(better: str, ends: tuple[float, float]) -> None:
    definition = next(iter(RULES.measures.values())).model_copy(update={"better": better})
    worst = _worst(definition, "key", {"a": Seen(0, 5), "b": Seen(2, 3)})
    assert (worst.low, worst.high) == ends


@pytest.mark.parametrize("turned", [False, True])
def test_of_statements_that_contradict_each_other_each_may_be_right(turned: bool) -> None:
    said = [Seen(3, 3, ("a",)), Seen(1, 2, ("b",)), Seen(2, 2, ("c",))]
    together = agreed(said[::-1] if turned else said)
    assert (together.low, together.high, together.contradicted) == (1, 3, True)
    assert sorted(together.facts) == ["a", "b", "c"]
    nested = agreed([replace(Seen(1, 2), contradicted=True), Seen(2, 2)])
    assert (nested.low, nested.high, nested.contradicted) == (1, 2, True)


def tally(counts: dict[str, Any], asked: list[str], as_: str) -> tuple[float, float]:
    data = {"questionnaire": {"respondents": asked, "items": {"team_active": {"tally": counts}}}}
    case = make_case(data if asked else {"questionnaire": {"items": data["questionnaire"]["items"]}})
    reading = ReadTally.model_validate({"tally": "team_active", "answers": ["active", "not_fully"], "as": as_})
    seen = read(reading, case)
    return seen.low, seen.high


def test_answers_outside_of_those_counted_bound_them() -> None:
    four = [HEALTH, SOCIAL, "Bappeda", "DPMD"]
    assert tally({"cannot_judge": 3}, four, "count") == (0, 1)
    assert tally({"cannot_judge": {"at_most": 1}}, four, "count") == (3, 4)
    assert tally({"cannot_judge": {"at_least": 3}}, four, "share") == (0, 0.25)
    assert tally({"active": {"at_least": 1}, "cannot_judge": {"at_most": 3}, "not_fully": 0}, [], "share") == (0.25, 1)


def series(*figures: tuple[int, Any]) -> tuple[float, float]:
    data = {"prevalence": [{"system": "ssgi", "year": year, "percent": percent} for year, percent in figures]}
    reading = next(
        part.model_copy(update={"of": ("ssgi region",), "as_": "latest", "breaks": (), "over_break": None})
        for measure in RULES.measures.values()
        for part in measure.read.parts()
        if isinstance(part, ReadSeries) and part.series == "prevalence"
    )
    seen = read(reading, make_case({"year": 2022}, data))
    return seen.low, seen.high


def test_the_latest_figure_is_the_last_known_one_up_to_the_year_of_the_case() -> None:
    assert series((2020, 30), (2021, 25)) == (25, 25)
    assert series((2020, 30), (2021, "unknown")) == (30, 30)
    assert series((2020, 30), (2022, 20), (2023, 10)) == (20, 20)
    assert series((2023, 10)) == (float("-inf"), float("inf"))


@pytest.mark.parametrize(
    ("part", "others", "unbounded", "share"),
    [
        (0, 0, 0.5, 0.5),
        (2, 2, 0.0, 0.5),
        (1, 0, 0.0, 1.0),
        (0, 1, 1.0, 0.0),
        (1, math.inf, 0.0, 0.0),
        (math.inf, 1, 1.0, 1.0),
    ],
)
def test_a_share_of_all_who_answered(part: float, others: float, unbounded: float, share: float) -> None:
    assert _of_all(part, others, unbounded) == share


def test_what_is_behind_a_conclusion_is_told_through_its_parts_and_in_order() -> None:
    """A rule of several alternatives is proven by a part, whose comparisons stand behind it; levels do not."""
    found = infer(make_case({}), RULES)
    one, two, three = list(found.measured)[:3]
    whole = EngineRule("whole", (_at_least(three), Atom("part", "p", "holds")), ("met", "whole"))
    part = EngineRule("part", (_at_least(one), _at_least(three)), ("part", "p"))
    other = EngineRule("other", (_at_least(two), Atom("at_least", "aspect:2", "holds")), ("met", "other"))
    fired = [PlainFiring(rule, (1.0, None)) for rule in (whole, part, other)]
    level = PlainFiring(EngineRule("level", (_at_least(one),), ("at_least", "aspect:2")), (1.0,))
    proofs: Proofs = {firing.rule.conclusion: [firing] for firing in (*fired, level)}
    made = Inference(found.compiled, found.measured, proofs)
    assert [m.code for m in made.behind(("met", "whole"))] == [three, one]
    assert [m.code for m in made.behind(("met", "other"))] == [two]
    assert made.behind(("met", "nothing")) == []


def _at_least(code: str) -> Atom:
    return Atom("lo", code, ">=", 1.0)


@pytest.mark.parametrize("year", [2019, 2022, 2026])
def test_the_columns_say_as_the_engine_in_each_year(year: int) -> None:
    """Rules that hold in some years alone, second readings, and saran that an unmet criterion gives."""
    case = make_case({"year": year, "decree": {"signed": "no"}, "goals": {"agencies": {HEALTH: "no", SOCIAL: "yes"}}})
    found = infer(case, RULES)
    other = evaluate(RULES, *columns([found.measured]), year, case.region.kind)
    assert differences(found, other, 0, RULES) == []
    assert any(fires[0] for fires in other.saran.values())
    assert {name for name in other.lowest if name.endswith("~second")} == {f"{a}~second" for a in _aspects()}
    assert set(other.truths) == {r.id for r in RULES.provable if r.holds_for(year, case.region.kind)}


def _aspects() -> list[str]:
    return [aspect for aspects in RULES.aspects.values() for aspect in aspects]


def test_what_is_inferred_for_levels_or_one_rule_alone_is_what_all_of_it_says() -> None:
    case = make_case({"decree": {"signed": "draft"}, "coordination": {"rembuk_kabupaten": 1, "annual_review": "no"}})
    found, few = infer(case, RULES), infer_levels(case, RULES)
    assert [few.level(a) for a in _aspects()] == [found.level(a) for a in _aspects()]
    assert {c.id: few.truth(c.id) for c in few.compiled.criteria} == {
        c.id: found.truth(c.id) for c in found.compiled.criteria
    }
    reading_levels = [rule for rule in RULES.findings.values() if levels_read(rule.when)]
    some: list[Criterion | Finding] = [*list(RULES.criteria.values())[::9], *list(RULES.findings.values())[::9]]
    for rule in (*some, *reading_levels):
        alone = infer_rule(case, RULES, rule)
        if rule.holds_for(case.year, case.region.kind):
            assert alone.truth(rule.id) == found.truth(rule.id), rule.id
        assert set(alone.measured) <= set(found.measured)


def test_the_numbers_that_prove_a_conclusion_are_told_through_its_parts() -> None:
    found = infer(make_case({}), RULES)
    one, two = list(found.measured)[:2]
    whole = EngineRule("whole", (_at_least(two), Atom("part", "p"), Atom("met", "q")), ("met", "whole"))
    part = EngineRule("part", (_at_least(one),), ("part", "p"))
    met = EngineRule("q", (_at_least(one),), ("met", "q"))
    fired = (PlainFiring(whole, (3.0, None, None)), PlainFiring(part, (2.0,)), PlainFiring(met, (9.0,)))
    proofs: Proofs = {f.rule.conclusion: [f] for f in fired}
    made = Inference(found.compiled, found.measured, proofs)
    assert [(atom.code, n) for atom, n in made.tests(("met", "whole"))] == [(two, 3.0), (one, 2.0)]
    short = PlainFiring(whole, (3.0, None))
    with pytest.raises(ValueError, match="shorter"):
        list(Inference(found.compiled, found.measured, {whole.conclusion: [short]}).tests(whole.conclusion))
