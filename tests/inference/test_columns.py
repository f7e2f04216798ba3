"""Two evaluators, written apart, agree exactly: on every example, on generated cases, on generated rule bases."""

import subprocess
import sys
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from diagnose.analysis.rules.examples import TRUTHS, example_case
from diagnose.case.load import case_from, load_case
from diagnose.case.model import Case
from diagnose.inference.columns import Evaluated, evaluate
from diagnose.inference.infer import Inference, digest, infer, measure_all
from diagnose.inference.measures import Measured
from diagnose.knowledge.conditions import AllOf, AnyOf, Compare, Condition, comparisons
from diagnose.knowledge.rulebase import Rulebase
from tests.lib.examples import many

PARTS, CASES = many(2, 100), 200  # 20,000 in the long run
WORDS = {1: "met", -1: "unmet", 0: "unknown"}


def columns(many: list[dict[str, Measured]]) -> tuple[dict[str, Any], dict[str, Any]]:
    low = {code: np.array([m[code].low for m in many]) for code in many[0]}
    return low, {code: np.array([m[code].high for m in many]) for code in many[0]}


def differences(found: Inference, other: Evaluated, i: int, rules: Rulebase) -> list[str]:
    """What the engine says of one case, and the columns otherwise."""
    wrong = [r for r, truths in other.truths.items() if found.truth(r) != WORDS[int(truths[i])]]
    for name in other.lowest:
        subject, _, second = name.partition("~")
        contested = any(c.aspect == subject and c.reading != "both" for c in rules.criteria.values())
        ends = (int(other.lowest[name][i]), int(other.highest[name][i]))
        if (not second or contested) and found.level(subject, second=bool(second)) != ends:
            wrong.append(name)
    withheld = {code for kind, code in found.proofs if kind == "withheld"}
    given = {code for kind, code in found.proofs if kind == "saran"} - withheld
    return wrong + sorted(given ^ {s for s, fires in other.saran.items() if fires[i]})


def random_measures(
    rules: Rulebase, blank: dict[str, Measured], n: int, seed: int
) -> tuple[dict[str, Any], dict[str, Any]]:
    generator = np.random.default_rng(seed)
    low, high = {}, {}
    for code, m in blank.items():
        scale = rules.measures[m.measure].scale
        if labels := rules.measures[m.measure].labels:
            values = generator.integers(0, len(labels), (2, n)).astype(float)
        elif scale == "share":
            values = generator.integers(0, 13, (2, n)) / 12
        else:
            values = generator.integers(-20, 41, (2, n)).astype(float)
        low[code], high[code] = values.min(axis=0), values.max(axis=0)
        known = generator.random(n) < 0.5
        high[code] = np.where(known, low[code], high[code])
        low[code] = np.where(generator.random(n) < 0.15, -np.inf, low[code])
        high[code] = np.where(generator.random(n) < 0.15, np.inf, high[code])
    return low, high


def inferred(rules: Rulebase, case: Case, blank: dict[str, Measured], low: Any, high: Any, i: int) -> Inference:
    measured = {c: replace(m, low=float(low[c][i]), high=float(high[c][i])) for c, m in blank.items()}
    return digest(*rules.engine_for(case), measured)


@pytest.mark.parametrize("name", ["lebak-2022", "fiktif-kuat-2023", "fiktif-tanpa-tpps-2023", "fiktif-kota-2024"])
def test_they_agree_on_the_shipped_cases(name: str, rules: Rulebase) -> None:
    case = load_case(name)
    found = infer(case, rules)
    other = evaluate(rules, *columns([found.measured]), case.year, case.region.kind)
    assert differences(found, other, 0, rules) == []


def test_they_agree_on_every_example(rules: Rulebase) -> None:
    groups: dict[tuple[int, str], list[Inference]] = {}
    for rule in rules.provable:
        for facts in (facts for truth in TRUTHS for facts in getattr(rule.examples, truth)):
            case = case_from(example_case(facts, rule))
            groups.setdefault((case.year, case.region.kind), []).append(infer(case, rules))
    for (year, kind), found in groups.items():
        other = evaluate(rules, *columns([f.measured for f in found]), year, kind)
        assert [d for i, f in enumerate(found) for d in differences(f, other, i, rules)] == []


@pytest.mark.parametrize("seed", range(PARTS))
def test_they_agree_on_generated_cases(seed: int, rules: Rulebase, lebak: Case) -> None:
    blank = measure_all(lebak, rules)
    low, high = random_measures(rules, blank, CASES, seed)
    other = evaluate(rules, low, high, lebak.year, lebak.region.kind)
    assert {int(t) for truths in other.truths.values() for t in np.unique(truths)} == {-1, 0, 1}
    for i in range(CASES):
        assert differences(inferred(rules, lebak, blank, low, high, i), other, i, rules) == [], i


def random_condition(parts: list[Compare], generator: np.random.Generator, depth: int) -> Condition:
    if depth == 0 or generator.random() < 0.3:
        return parts[int(generator.integers(len(parts)))]
    inner = tuple(random_condition(parts, generator, depth - 1) for _ in range(int(generator.integers(1, 4))))
    return AllOf(all=inner) if generator.random() < 0.5 else AnyOf(any=inner)


@pytest.mark.parametrize("seed", range(25))
def test_they_agree_on_generated_rule_bases(seed: int, rules: Rulebase, lebak: Case) -> None:
    generator = np.random.default_rng(seed)
    parts = [c for criterion in rules.criteria.values() for c in comparisons(criterion.when)]
    criteria = {
        name: criterion.model_copy(update={"when": random_condition(parts, generator, 2)})
        for name, criterion in rules.criteria.items()
    }
    base = replace(rules, criteria=criteria)
    blank = measure_all(lebak, base)
    low, high = random_measures(base, blank, 20, seed)
    other = evaluate(base, low, high, lebak.year, lebak.region.kind)
    for i in range(20):
        assert differences(inferred(base, lebak, blank, low, high, i), other, i, base) == [], i


def test_numpy_is_imported_only_where_it_is_used() -> None:
    code = "import diagnose.cli.pages, diagnose.diagnosis, sys; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
