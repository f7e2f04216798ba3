"""A case holds no more than can be worked through; what is too long is told with its place and number."""

from typing import Any

import pytest

from diagnose import InputError
from diagnose.case.limits import MOST_AGENCIES, MOST_CLAIMS, MOST_DISPUTED, MOST_ENTRIES
from diagnose.case.load import parse_case
from diagnose.common.yamltree import as_yaml
from tests.conftest import BLANK, merged


def claims(n: int) -> dict[str, Any]:
    return {"disputed": [{"value": i} for i in range(n)]}


def problems(data: dict[str, Any]) -> list[tuple[str, int, Any]]:
    with pytest.raises(InputError) as caught:
        parse_case(as_yaml(merged(BLANK, data)), "kasus.yaml")
    return [(p.key, p.place.line, p.values["given"]) for p in caught.value.problems]


@pytest.mark.parametrize(
    "data",
    [
        {"programmes": {"items": [{"name": f"P {i}"} for i in range(MOST_ENTRIES + 1)]}},
        {"questionnaire": {"respondents": [f"D {i}" for i in range(MOST_ENTRIES + 1)]}},
        {"goals": {"agencies": {f"D {i}": "yes" for i in range(MOST_ENTRIES + 1)}}},
        {"lokus": {"villages": claims(MOST_CLAIMS + 1)}},
    ],
    ids=["list", "names", "roster", "claims"],
)
def test_what_is_too_long_is_refused_before_anything_is_built_of_it(data: dict[str, Any]) -> None:
    ((key, line, given),) = problems(data)
    assert key == "too_many_entries"
    assert given in (MOST_ENTRIES + 1, MOST_CLAIMS + 1)
    assert line > 1


@pytest.mark.parametrize("loc", ["agencies", "questionnaire.respondents", "goals.agencies", "decree.members.agencies"])
def test_no_region_has_so_many_agencies(loc: str) -> None:
    """Margins and disputes of such a case took a minute and 1.5 GB."""
    names = [f"Dinas Uji {i}" for i in range(MOST_AGENCIES + 1)]
    *above, last = loc.split(".")
    data: dict[str, Any] = {last: dict.fromkeys(names, "yes") if above and last == "agencies" else names}
    for name in reversed(above):
        data = {name: data}
    ((key, _, given),) = problems(data if above else {"agencies": [{"name": n, "functions": []} for n in names]})
    assert (key, given) == ("too_many_entries", MOST_AGENCIES + 1)


def test_many_disputes_together_are_too_many() -> None:
    facts = {f"indikator {i}": None for i in range(MOST_DISPUTED // MOST_CLAIMS + 1)}
    targets = [{"indicator": name, "year": 2022, "percent": claims(MOST_CLAIMS)} for name in facts]
    ((key, _, given),) = problems({"targets": targets})
    assert (key, given) == ("too_many_claims", MOST_DISPUTED + MOST_CLAIMS)
