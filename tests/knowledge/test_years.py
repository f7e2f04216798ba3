"""The same facts in several years differ only where the law does, and docs/years.md lists how."""

from itertools import pairwise
from pathlib import Path

import pytest

from diagnose import Diagnosed
from diagnose.knowledge.rulebase import Rulebase
from tests.lib.docs import script
from tests.lib.generated import SHIPPED

DOCS = Path(__file__).parents[2] / "docs"


YEARS = script("years")


def test_the_page_of_years_is_made_from_the_rules(rules: Rulebase) -> None:
    assert (DOCS / "years.md").read_text(encoding="utf-8") == YEARS.years_page(rules), "run: make docs"


@pytest.mark.parametrize("name", SHIPPED)
def test_whatever_differs_between_years_is_due_to_something_dated(name: str, rules: Rulebase) -> None:
    cases = [Diagnosed(YEARS.in_year(name, year), rules, "en", narrow=False) for year in YEARS.YEARS]
    found = [difference for pair in pairwise(cases) for difference in YEARS.differences(*pair)]
    assert [d for d in found if not d.because] == []
    assert found, "the law did change"
    assert not [d for d in found if d.what.startswith("level of")]
