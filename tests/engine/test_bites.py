"""Limits in numbers, as the engine was found to break beyond them: a limit that moves is noticed here."""

from types import SimpleNamespace

import pytest

from diagnose.common.problems import EngineError
from diagnose.engine import adapter, stood_in
from diagnose.engine.adapter import DurableEngine
from diagnose.engine.atoms import Atom
from diagnose.engine.plain import PlainEngine
from diagnose.engine.rules import EngineRule


def rule(name: str, *premises: Atom) -> EngineRule:
    return EngineRule(name, premises, ("met", name))


def least(code: str, value: float = 1.0) -> Atom:
    return Atom("lo", code, ">=", value)


@pytest.mark.parametrize(
    ("rules", "refused"),
    [
        ([rule("a", *(least(f"m{i}") for i in range(14)))], None),
        ([rule("a", *(least(f"m{i}") for i in range(15)))], "15 conditions"),
        ([rule(f"r{i}", least("m", float(i))) for i in range(60)], None),
        ([rule(f"r{i}", least("m", float(i))) for i in range(61)], "compared in 61 ways"),
        ([rule(f"r{i}", least(f"m{i}")) for i in range(400)], None),
        ([rule(f"r{i}", least(f"m{i}")) for i in range(3_001)], "3001 names"),
        ([rule(f"r{i}", least("m")) for i in range(200)], None),
        ([rule(f"r{i}", least("m")) for i in range(201)], "by 201 rules"),
    ],
    ids=lambda given: str(given)[:20] if isinstance(given, str) else None,
)
def test_a_limit_of_the_engine_stands_where_it_was_measured(rules: list[EngineRule], refused: str | None) -> None:
    if refused is None:
        DurableEngine("t", [rules])
        return
    with pytest.raises(EngineError, match=refused):
        DurableEngine("t", [rules])


def test_an_engine_that_has_failed_a_hundred_times_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = DurableEngine("t", [[rule("a", least("m"))]])

    def fails(*_: object) -> None:
        raise EngineError("failed")

    monkeypatch.setattr(engine, "_run", fails)
    for _ in range(101):
        with pytest.raises(EngineError, match=r"^failed$"):
            engine.run({("lo", "m"): 1.0})
    with pytest.raises(EngineError, match="failed too often"):
        engine.run({("lo", "m"): 1.0})


def test_an_engine_that_cannot_be_loaded_says_how_to_build_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: str) -> None:
        raise ImportError("no such module")

    monkeypatch.setattr(adapter, "importlib", SimpleNamespace(import_module=missing))
    with pytest.raises(EngineError, match=r"^durable_rules cannot be loaded; build it with CPPFLAGS=.*no such module"):
        DurableEngine("t", [[rule("a", least("m"))]])


def test_the_plain_evaluator_says_that_it_stood_in_and_names_what_it_refuses() -> None:
    engine = PlainEngine([[rule("a", least("m"))]])
    assert not stood_in()
    engine.run({("lo", "m"): 1.0})
    assert stood_in()
    with pytest.raises(EngineError, match="'lo:m' is not a finite number"):
        engine.run({("lo", "m"): float("nan")})
