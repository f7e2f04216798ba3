"""The plain evaluator stands in for durable_rules: the same firings, in the same order, with the same numbers."""

import math
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnose.case.model import Case
from diagnose.common import EngineError, words, wrapped
from diagnose.engine import ENGINE_VARIABLE, Atom, Derived, EngineRule, Firing, chosen_engine, make_engine
from diagnose.engine.adapter import DurableEngine
from diagnose.engine.atoms import Operator
from diagnose.engine.plain import PlainEngine
from diagnose.inference.infer import engine_facts, measure_all
from diagnose.knowledge.rulebase import Rulebase
from tests.lib.examples import examples
from tests.lib.generated import SHIPPED, Made, cases

ROOT = Path(__file__).parents[2]
NUMBERS = (-2.5, -1e-05, 0.0, 0.1, 0.30000000000000004, 1.0, 2.0, 1e16, 5e-324, 123456789.123456789)
THRESHOLDS = (-2.5, 0.0, 0.1, 0.3, 1.0, 2.0)


def told(firings: list[Firing]) -> list[tuple[EngineRule, tuple[float | None, ...]]]:
    return [(firing.rule, firing.values) for firing in firings]


def random_tiers(chance: random.Random) -> list[list[EngineRule]]:
    operators: tuple[Operator, ...] = (">=", "<=", ">", "<")
    tiers: list[list[EngineRule]] = []
    concluded: list[Derived] = []
    for number in range(chance.randint(1, 4)):
        tier = []
        for place in range(chance.randint(1, 12)):
            premises = [
                Atom(chance.choice(("lo", "hi")), f"m{chance.randrange(6)}", chance.choice(operators), threshold)
                for threshold in chance.choices(THRESHOLDS, k=chance.randint(0, 3))
            ]
            premises += [Atom(*fact) for fact in chance.sample(concluded, min(len(concluded), chance.randint(0, 2)))]
            wanted = tuple(dict.fromkeys(premises)) or (Atom("lo", "m0", ">=", 0.0),)
            tier.append(EngineRule(f"r{number}.{place}", wanted, ("met", f"c{number}.{chance.randrange(8)}")))
        tiers.append(tier)
        concluded += [rule.conclusion for rule in tier]
    return tiers


@pytest.mark.parametrize("seed", range(40))
def test_on_generated_rules_and_facts_it_fires_as_durable_rules_does(seed: int) -> None:
    chance = random.Random(seed)
    tiers = random_tiers(chance)
    durable, plain = DurableEngine(f"generated {seed}", tiers), PlainEngine(tiers)
    fired = 0
    for _ in range(50):
        names = [(kind, f"m{i}") for kind in ("lo", "hi") for i in range(6)]
        facts = {name: chance.choice(NUMBERS) for name in chance.sample(names, chance.randint(0, len(names)))}
        firings = told(plain.run(facts))
        assert firings == told(durable.run(facts))
        fired += len(firings)
    assert fired


@examples(60)
@given(made=cases(12), year=st.integers(2015, 2030))
def test_on_generated_cases_it_proves_what_durable_rules_proves(made: Made, year: int, rules: Rulebase) -> None:
    facts = engine_facts(measure_all(made.case, rules))
    compiled, durable = rules.engine_of(made.case.region.kind, year)
    assert not durable.stands_in
    firings = told(PlainEngine(compiled.tiers).run(facts))
    assert firings
    assert firings == told(durable.run(facts))


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf, True, None, "2"])
def test_what_durable_rules_refuses_it_refuses(bad: object) -> None:
    high = EngineRule("a", (Atom("lo", "m", ">=", 2.0),), ("met", "a"))
    with pytest.raises(EngineError, match="not a finite number"):
        PlainEngine([[high]]).run({("lo", "m"): bad})  # type: ignore[dict-item]
    with pytest.raises(EngineError, match="before it is concluded"):
        PlainEngine([[high, EngineRule("b", (Atom("met", "a"),), ("met", "b"))]])


def test_the_environment_chooses(monkeypatch: pytest.MonkeyPatch, rules: Rulebase, lebak: Case) -> None:
    assert not rules.engine_for(lebak)[1].stands_in
    monkeypatch.setenv(ENGINE_VARIABLE, "plain")
    assert rules.engine_for(lebak)[1].stands_in
    assert make_engine("t", [[]]).stands_in
    monkeypatch.setenv(ENGINE_VARIABLE, "durable")
    assert not rules.engine_for(lebak)[1].stands_in
    monkeypatch.setenv(ENGINE_VARIABLE, "drools")
    with pytest.raises(EngineError, match="drools: auto, durable, plain"):
        chosen_engine()


def without_durable(*args: str) -> subprocess.CompletedProcess[str]:
    """Run the command as on a machine where durable_rules is not installed."""
    code = (
        "import importlib.util as u, sys\n"
        "find = u.find_spec\n"
        "u.find_spec = lambda name, *rest: None if name == 'durable_rules_engine' else find(name, *rest)\n"
        "sys.modules['durable_rules_engine'] = None\n"
        f"sys.argv = ['konvergensi', *{args!r}]\n"
        "from diagnose.cli import main; main()"
    )
    return subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", cwd=ROOT, check=False)


@pytest.mark.parametrize("name", SHIPPED)
def test_without_durable_rules_the_report_is_the_same_and_says_who_concluded(name: str) -> None:
    report = without_durable("diagnose", name).stdout
    usual = subprocess.run(
        [sys.executable, "-m", "diagnose", "diagnose", name],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        check=True,
    ).stdout
    said = wrapped(words("id")["stand_in"]) + "\n\n"
    assert said in report
    assert report.replace(said, "") == usual


def test_a_wish_for_durable_rules_that_is_not_there_ends_with_a_sentence() -> None:
    done = without_durable("--engine", "durable", "diagnose", "lebak-2022")
    assert done.returncode == 1
    assert "durable_rules cannot be loaded" in done.stderr
    assert "Traceback" not in done.stderr
