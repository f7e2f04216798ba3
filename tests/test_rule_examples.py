"""Every criterion's own examples, through the whole chain from a case file to the truth."""

from typing import Any

import pytest

from diagnose.infer import infer
from diagnose.rulebase import Rulebase, load_rules
from tests.conftest import make_case

EXAMPLES = [
    pytest.param(criterion.id, expected, facts, id=f"{criterion.id} {expected} {number}")
    for criterion in load_rules().criteria.values()
    for expected in ("met", "unmet", "unknown")
    for number, facts in enumerate(getattr(criterion.examples, expected))
]


@pytest.mark.parametrize(("criterion", "expected", "facts"), EXAMPLES)
def test_a_criterion_is_what_its_example_says(
    criterion: str, expected: str, facts: dict[str, Any], rules: Rulebase
) -> None:
    assert infer(make_case(facts), rules).truth(criterion) == expected
