"""A case is worked out once, whatever is asked of it."""

from collections.abc import Callable
from typing import Any

import pytest

from diagnose import Diagnosed, load_case, load_rules, why, why_not
from diagnose.analysis.compare.disputes import disputes
from diagnose.analysis.whatif.whatif import whatif
from diagnose.case.overlay import Change
from diagnose.cli.pages.overview import first_screen
from diagnose.diagnosis.completeness import completeness
from diagnose.engine.adapter import DurableEngine
from diagnose.inference.infer import measure_all

RULES = load_rules()
RANGE = "policy_goals.range"
ASKED: dict[str, Callable[[Diagnosed], object]] = {
    "why": lambda one: why(one, RANGE),
    "why-not": lambda one: why_not(one, RANGE),
    "completeness": completeness,
    "report": lambda one: first_screen(one, "lebak-2022"),
    "record": lambda one: one.diagnosis,
}


@pytest.mark.parametrize("asked", ASKED)
def test_a_case_is_measured_and_inferred_once(asked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[str] = []
    run = DurableEngine.run

    def counted_measures(*given: Any) -> Any:
        runs.append("measured")
        return measure_all(*given)

    def counted_run(engine: DurableEngine, facts: Any) -> Any:
        if facts:  # without any it only tries itself out, when it is made
            runs.append("inferred")
        return run(engine, facts)

    monkeypatch.setattr("diagnose.diagnosis.diagnosed.measure_all", counted_measures)
    monkeypatch.setattr(DurableEngine, "run", counted_run)
    one = Diagnosed(load_case("lebak-2022"), RULES, narrow=False)
    ASKED[asked](one)
    ASKED[asked](one)
    assert runs == ["measured", "inferred"]


def test_a_changed_case_leaves_the_first_as_it_is() -> None:
    one = Diagnosed(load_case("lebak-2022"), RULES)
    said = one.diagnosis.to_json()
    other = one.changed([Change("decree.states.targets", "yes")])
    assert other.diagnosis.facts_sha256 != one.diagnosis.facts_sha256
    assert one.diagnosis.to_json() == said
    assert whatif(one, [Change("decree.states.targets", "yes")]).after == other.diagnosis
    assert disputes(one).case == one.diagnosis.case
