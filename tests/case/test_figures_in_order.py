"""The ends of a confidence interval stand on either side of its figure; what is misplaced is told with its line."""

from typing import Any

import pytest

from diagnose import InputError
from diagnose.case.load import parse_case
from diagnose.common.yamltree import as_yaml
from tests.conftest import BLANK, merged

ORDERED: dict[str, Any] = {"percent": 21, "low": 19.5, "high": 22.5}


def misplaced(figure: dict[str, Any], **conclusions: Any) -> list[tuple[str, Any]]:
    data = {"prevalence": [{"system": "ssgi", "year": 2022, **figure}], **conclusions}
    try:
        parse_case(as_yaml(merged(BLANK, data)), "kasus.yaml")
    except InputError as error:
        return [(p.key, p.values["given"]) for p in error.problems]
    return []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, []),
        ({"percent": 19.5}, []),
        ({"low": 21.4}, [("out_of_order", "21.4")]),
        ({"high": 20.9}, [("out_of_order", "21")]),
        ({"low": {"at_most": 25}}, []),
        ({"percent": {"at_least": 23}}, [("out_of_order", "23")]),
    ],
)
def test_a_figure_outside_its_own_interval_is_refused(change: dict[str, Any], found: list[tuple[str, Any]]) -> None:
    assert misplaced(ORDERED | change) == found


def test_a_conclusion_is_among_the_places_of_its_document() -> None:
    document = {"id": "Tesis", "title": "Tesis", "places": ["bab 4", "bab 5"], "conclusions": ["bab 6"]}
    assert misplaced(ORDERED, documents=[document]) == [("place_unknown", "bab 6")]
