"""What the engine would misread is refused before it sees it, and a refused run leaves it usable."""

import locale
import math
from collections.abc import Iterator

import pytest

from diagnose.common.problems import EngineError
from diagnose.engine.adapter import DurableEngine
from diagnose.engine.atoms import Atom
from diagnose.engine.limits import MAX_NAMES, MAX_PATTERNS, MAX_RULES, MAX_TESTS_PER_FACT, MAX_USES, refuse_rules
from tests.lib.small_engine import HIGH, names, rule


def test_the_engine_is_usable_after_a_refused_run(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = DurableEngine("t", [[rule("a", Atom("lo", "a", ">=", 0.0)), rule("z", Atom("lo", "z", ">=", 2.0))]])
    with monkeypatch.context() as patched:
        patched.setattr("diagnose.engine.adapter._digits", repr)
        with pytest.raises(EngineError):
            engine.run({("lo", "a"): 1e-05, ("lo", "z"): 3.0})
    assert names(engine, {("lo", "z"): 3.0}) == ["z"]


@pytest.fixture
def decimal_comma() -> Iterator[None]:
    before = locale.setlocale(locale.LC_NUMERIC)
    for name in ("de_DE.UTF-8", "id_ID.UTF-8", "fr_FR.UTF-8", "de_DE", "id_ID"):
        try:
            locale.setlocale(locale.LC_NUMERIC, name)
            break
        except locale.Error:
            continue
    yield
    locale.setlocale(locale.LC_NUMERIC, before)


def test_a_decimal_comma_locale_is_refused(decimal_comma: None, monkeypatch: pytest.MonkeyPatch) -> None:
    engine_made_in_c_locale = object.__new__(DurableEngine)
    if locale.localeconv()["decimal_point"] == ".":  # a machine without such a locale: say what it would say
        monkeypatch.setattr(locale, "localeconv", lambda: {"decimal_point": ","})
    with pytest.raises(EngineError, match="decimal commas"):
        engine_made_in_c_locale.run({})


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf, True, None, "2"])
def test_what_is_not_a_finite_number_is_refused_before_the_engine_sees_it(bad: object) -> None:
    with pytest.raises(EngineError, match="not a finite number"):
        DurableEngine("t", [[rule("a", HIGH)]]).run({("lo", "m"): bad})  # type: ignore[dict-item]


def test_too_many_patterns_are_refused() -> None:
    premises = [Atom("lo", f"m{i}", ">=", 1.0) for i in range(MAX_PATTERNS)]
    with pytest.raises(EngineError, match="conditions"):
        DurableEngine("t", [[rule("a", *premises)]])
    facts = {("lo", f"m{i}"): 1.0 for i in range(MAX_PATTERNS)}
    assert names(DurableEngine("t", [[rule("a", *premises[1:])]]), facts) == ["a"]


def test_a_rule_without_conditions_is_refused() -> None:
    with pytest.raises(EngineError, match="conditions"):
        DurableEngine("t", [[rule("a")]])


def test_too_many_uses_of_one_pattern_are_refused() -> None:
    rules = [rule(f"r{i}", HIGH) for i in range(MAX_USES + 1)]
    with pytest.raises(EngineError, match="in the same way"):
        DurableEngine("t", [rules])


def test_too_many_tests_on_one_fact_are_refused() -> None:
    rules = [rule(f"r{i}", Atom("lo", "m", ">=", float(i))) for i in range(MAX_TESTS_PER_FACT + 1)]
    with pytest.raises(EngineError, match="ways"):
        DurableEngine("t", [rules])
    assert len(names(DurableEngine("t", [rules[:-1]]), {("lo", "m"): 1000.0})) == MAX_TESTS_PER_FACT


def test_too_many_names_are_refused() -> None:
    wide = MAX_PATTERNS - 1
    rules = [
        rule(f"r{i}", *(Atom("lo", f"m{i}.{j}", ">=", 1.0) for j in range(wide))) for i in range(MAX_NAMES // wide + 1)
    ]
    with pytest.raises(EngineError, match="names of facts"):
        refuse_rules([rules])


def test_too_many_rules_are_refused() -> None:
    with pytest.raises(EngineError, match="rules; the engine takes"):
        refuse_rules([[rule(f"r{i}", Atom("lo", f"m{i}", ">=", 1.0)) for i in range(MAX_RULES + 1)]])


@pytest.mark.parametrize("threshold", [math.nan, math.inf, 1e-05, 1e16])
def test_thresholds_the_engine_misreads_are_refused(threshold: float) -> None:
    with pytest.raises(EngineError, match="threshold"):
        DurableEngine("t", [[rule("a", Atom("lo", "m", ">=", threshold))]])


def test_a_rule_that_reads_its_own_or_a_later_tier_is_refused() -> None:
    for tiers in (
        [[rule("a", HIGH), rule("b", Atom("met", "a"))]],
        [[rule("b", Atom("met", "a"))], [rule("a", HIGH)]],
    ):
        with pytest.raises(EngineError, match="before it is concluded"):
            DurableEngine("t", tiers)
