"""Run the examples that stand in the rules: facts in, through the whole chain, the truth that the example names out."""

from collections.abc import Iterator
from typing import Any

from diagnose.case import case_from
from diagnose.common import InputError, Problem
from diagnose.inference import infer_rule
from diagnose.knowledge import Criterion, Finding, Provable, Rulebase

TRUTHS = ("met", "unmet", "unknown")
_REGION = {"code": "00.00", "name": "Kabupaten Contoh", "kind": "kabupaten"}


def example_case(facts: dict[str, Any], rule: Provable) -> dict[str, Any]:
    """Return the facts of an example as a whole case, of a region and year that the rule is in force for."""
    kind = "kabupaten" if "kabupaten" in rule.regions else rule.regions[0]
    year = rule.from_year or min(2022, rule.until_year or 2022)
    region = {**_REGION, "kind": kind, **facts.get("region", {})}
    return {"region": region, "year": year, **{k: v for k, v in facts.items() if k != "region"}}


def run_examples(rules: Rulebase) -> tuple[int, list[Problem]]:
    """Return how many examples there are, and a problem for each that does not come out as it says."""
    outcomes = list(_run(rules))
    return len(outcomes), [problem for problem in outcomes if problem is not None]


def _run(rules: Rulebase) -> Iterator[Problem | None]:
    for block in rules.blocks:
        if isinstance(block.content, Criterion | Finding):
            for expected in TRUTHS:
                for i, facts in enumerate(getattr(block.content.examples, expected)):
                    place = block.place("examples", expected, i)
                    values = {"given": block.content.id, "expected": expected}
                    try:
                        found = _truth(facts, block.content, rules)
                    except InputError as error:
                        why = "; ".join(p.text().partition(": ")[2] for p in error.problems)
                        yield Problem(place, "example_no_case", {**values, "why": why})
                        continue
                    yield None if found == expected else Problem(place, "example_fails", {**values, "found": found})


def _truth(facts: dict[str, Any], rule: Provable, rules: Rulebase) -> str:
    return infer_rule(case_from(example_case(facts, rule)), rules, rule).truth(rule.id)
