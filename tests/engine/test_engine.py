"""The engine's known hazards, each with a guard; without the guard the engine errs in silence, hangs or crashes."""

import random
import subprocess
import sys
import threading
from itertools import pairwise

import pytest

from diagnose.common.problems import EngineError
from diagnose.engine.adapter import DurableEngine
from diagnose.engine.atoms import Atom
from diagnose.engine.limits import MAX_NAMES, MAX_RULES, MAX_USES
from tests.lib.small_engine import HIGH, fnv1a, names, rule


def test_a_rule_fires_on_its_bound_and_says_with_which_number() -> None:
    engine = DurableEngine("t", [[rule("a", HIGH)]])
    (firing,) = engine.run({("lo", "m"): 2.0})
    assert firing.rule.name == "a"
    assert firing.values == (2.0,)
    assert engine.run({("lo", "m"): 1.9999999}) == []
    assert engine.run({}) == []


@pytest.mark.parametrize("op", [">=", "<=", ">", "<"])
@pytest.mark.parametrize("value", [1.0, 2.0, 3.0])
def test_comparisons_mean_what_they_say(op: str, value: float) -> None:
    fired = names(DurableEngine("t", [[rule("a", Atom("lo", "m", op, 2.0))]]), {("lo", "m"): value})  # type: ignore[arg-type]
    expected = {">=": value >= 2, "<=": value <= 2, ">": value > 2, "<": value < 2}[op]
    assert fired == (["a"] if expected else [])


def test_later_tiers_read_what_earlier_ones_conclude() -> None:
    engine = DurableEngine("t", [[rule("a", HIGH)], [rule("b", Atom("met", "a"))], [rule("c", Atom("met", "b"))]])
    assert names(engine, {("lo", "m"): 5.0}) == ["a", "b", "c"]


def test_a_conclusion_reached_twice_is_told_twice_and_passed_on_once() -> None:
    tier = [rule("a", HIGH, concludes=("met", "x")), rule("b", Atom("hi", "m", "<", 9.0), concludes=("met", "x"))]
    engine = DurableEngine("t", [tier, [rule("c", Atom("met", "x"))]])
    assert names(engine, {("lo", "m"): 5.0, ("hi", "m"): 5.0}) == ["a", "b", "c"]


@pytest.mark.parametrize("tiny", [1e-05, 1e16, 5e-324, 1.7976931348623157e308])
def test_a_number_the_engine_cannot_parse_does_not_drop_the_facts_behind_it(tiny: float) -> None:
    engine = DurableEngine("t", [[rule("a", Atom("lo", "a", ">=", 0.0)), rule("z", Atom("lo", "z", ">=", 2.0))]])
    assert names(engine, {("lo", "a"): tiny, ("lo", "z"): 3.0}) == ["a", "z"]


def test_a_truncated_batch_is_noticed_by_its_silent_sentinel(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = DurableEngine("t", [[rule("a", Atom("lo", "a", ">=", 0.0)), rule("z", Atom("lo", "z", ">=", 2.0))]])
    monkeypatch.setattr("diagnose.engine.adapter._digits", repr)  # writes 1e-05, which makes the engine drop the rest
    with pytest.raises(EngineError, match="dropped part"):
        engine.run({("lo", "a"): 1e-05, ("lo", "z"): 3.0})


def test_a_batch_whose_first_fact_is_dropped_does_not_crash_the_process() -> None:
    """The engine hands back the handle of no session then; on some builds using it ends the process."""
    code = """
import diagnose.engine.adapter as e
from diagnose.knowledge.conditions import Atom
engine = e.DurableEngine("t", [[e.EngineRule("a", (Atom("lo", "a", ">=", 0.0),), ("met", "a"))]])
e._digits = repr
for _ in range(20):
    try:
        engine.run({("lo", "a"): 1e-05})
    except e.EngineError as error:
        print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("dropped part") == 20


def test_facts_that_no_rule_reads_are_left_out() -> None:
    assert names(DurableEngine("t", [[rule("a", HIGH)]]), {("lo", "m"): 2.0, ("lo", "unread"): 1.0}) == ["a"]


def test_two_names_with_one_hash_are_told_apart() -> None:
    """The engine compares hashes of names; it is given numbered names, whose hashes differ."""
    rules = [rule("a", Atom("lo", "costarring", ">=", 1.0)), rule("b", Atom("lo", "liquid", ">=", 1.0))]
    assert names(DurableEngine("t", [rules]), {("lo", "liquid"): 1.0}) == ["b"]


def test_no_two_names_that_the_engine_is_given_have_one_hash() -> None:
    given = [f"{letter}{number}" for letter in "vdmcpr" for number in range(MAX_RULES)] + ["id", "sid", "$s", "go"]
    given += [f"c{number}.{group}" for number in range(12) for group in range(MAX_NAMES // 8)]
    assert len({fnv1a(name) for name in given}) == len(given)


def test_fnv1a_is_the_engine_s_hash() -> None:
    assert fnv1a("costarring") == fnv1a("liquid")


def test_rules_with_the_same_premises_fire_each_in_its_place() -> None:
    rules = [rule(f"r{i}", Atom("lo", f"m{i % 50}", ">=", 1.0)) for i in range(2 * MAX_USES + 1)]
    facts = {("lo", f"m{i}"): 1.0 for i in range(50)}
    assert names(DurableEngine("t", [rules]), facts) == [r.name for r in rules]


def test_a_thousand_names_of_one_kind_are_told_apart() -> None:
    rules = [rule(f"r{i}", Atom("lo", f"m{i}", ">=", 1.0)) for i in range(1000)]
    engine = DurableEngine("t", [rules])
    assert names(engine, {("lo", f"m{i}"): 1.0 for i in range(0, 1000, 7)}) == [r.name for r in rules[::7]]


def test_both_bounds_of_one_measure_can_be_premises_of_one_rule() -> None:
    engine = DurableEngine("t", [[rule("a", HIGH, Atom("hi", "m", "<=", 3.0))]])
    (firing,) = engine.run({("lo", "m"): 2.0, ("hi", "m"): 2.5})
    assert firing.values == (2.0, 2.5)
    assert engine.run({("lo", "m"): 2.0}) == engine.run({("lo", "m"): 2.0, ("hi", "m"): 4.0}) == []


def test_long_names_are_only_text() -> None:
    names_of = [rule(f"r{i}", Atom("lo", f"{'m' * 70_000}{i}", ">=", 1.0)) for i in range(2)]
    assert names(DurableEngine("t", [names_of]), {("lo", f"{'m' * 70_000}1"): 1.0}) == ["r1"]


def test_all_that_one_round_concludes_is_passed_on() -> None:
    """More than 64 tests that are true of one fact lose it; what is derived shares facts of fewer."""
    first = [rule(f"r{i}", Atom("lo", f"m{i}", ">=", 1.0)) for i in range(150)]
    then = [rule(f"s{i}", Atom("met", f"r{i}")) for i in range(150)]
    fired = names(DurableEngine("t", [first, then]), {("lo", f"m{i}"): 1.0 for i in range(150)})
    assert fired == [r.name for r in (*first, *then)]


def test_measures_that_share_a_fact_keep_within_its_tests() -> None:
    each = 20
    rules = [rule(f"r{i}", Atom("lo", f"m{i % 16}", ">=", float(i // 16))) for i in range(16 * each)]
    assert len(names(DurableEngine("t", [rules]), {("lo", f"m{i}"): 99.0 for i in range(16)})) == len(rules)


def test_quotes_braces_and_unicode_in_names_are_only_text() -> None:
    odd = 'a"b\\c{}[]é 🙂'
    assert names(DurableEngine("t", [[rule(odd, Atom("lo", odd, ">=", 1.0))]]), {("lo", odd): 1.0}) == [odd]


def test_the_order_of_facts_does_not_matter() -> None:
    rules = [rule(f"r{i}", Atom("lo", f"m{i}", ">=", 1.0), Atom("hi", f"m{i + 1}", "<", 9.0)) for i in range(20)]
    engine = DurableEngine("t", [rules, [rule("z", Atom("met", "r3"), Atom("met", "r17"))]])
    facts = {(kind, f"m{i}"): 2.0 for kind in ("lo", "hi") for i in range(21)}
    first = [(f.rule, f.values) for f in engine.run(facts)]
    for seed in range(5):
        shuffled = list(facts.items())
        random.Random(seed).shuffle(shuffled)
        assert [(f.rule, f.values) for f in engine.run(dict(shuffled))] == first


def test_threads_that_share_an_engine_take_turns() -> None:
    engine = DurableEngine("t", [[rule(f"r{i}", Atom("lo", "m", ">=", float(i))) for i in range(30)]])
    wrong: list[int] = []

    def work(n: int) -> None:
        for _ in range(100):
            if len(engine.run({("lo", "m"): n + 0.5})) != n + 1:
                wrong.append(n)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_the_engine_starts_no_threads() -> None:
    before = threading.active_count()
    DurableEngine("t", [[rule("a", HIGH)]]).run({("lo", "m"): 2.0})
    assert threading.active_count() == before


def test_one_case_leaves_nothing_for_the_next() -> None:
    engine = DurableEngine("t", [[rule("a", HIGH)], [rule("b", Atom("met", "a"))]])
    runs = [names(engine, {("lo", "m"): 2.0 if i % 2 else 1.0}) for i in range(200)]
    assert all(one != other for one, other in pairwise(runs))
    assert runs[1] == ["a", "b"]
