"""The table of facts writes values as the model's own JSON does."""

import pytest

from diagnose.case import Case, load_case
from diagnose.case.fact import Fact
from diagnose.case.table import FactEntry
from tests.lib.generated import SHIPPED


def values(case: Case) -> dict[str, FactEntry]:
    return {path: entry for path, entry in case.facts.items() if entry.derived is None}


@pytest.mark.parametrize("name", SHIPPED)
def test_a_fact_is_written_as_the_model_writes_it(name: str) -> None:
    case = load_case(name)
    seen = 0
    for path, entry in values(case).items():
        at: object = case
        if "[" in path:
            continue
        for step in path.split("."):
            at = getattr(at, step)
        if isinstance(at, Fact) and at.value is not None:
            seen += 1
            assert entry.value == at.model_dump(mode="json")["value"]
    assert seen > 5
