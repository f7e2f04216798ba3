"""What one answer answers is asked once."""

from pathlib import Path

import pytest

from diagnose import Diagnosed, load_case, load_rules
from diagnose.common import figures
from diagnose.diagnosis.asked import shortened
from tests.conftest import make_case

RULES = load_rules()
CASES = ["fiktif-kota-2024", *sorted(str(p) for p in (Path(__file__).parents[1] / "cases").glob("*.yaml"))]


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("lists", ["goals.", "programmes.run", "decree.s"])
def test_a_list_of_agencies_is_gone_through_once(name: str, lists: str) -> None:
    """Whose Renstra has a goal was asked as "which", as "how large a part", and as "does each"."""
    asked = [
        set(record.functions)
        for record in Diagnosed(load_case(name), RULES).diagnosis.unknown
        if record.who_function == "planning" and record.functions and any(m.startswith(lists) for m in record.measures)
    ]
    assert not any(one <= other for i, one in enumerate(asked) for other in asked[i + 1 :])


def test_a_long_list_of_agencies_is_cut_with_a_comma_before_and() -> None:
    diagnosed = Diagnosed(make_case({}), RULES, "id")
    long = next(u for u in diagnosed.diagnosis.unknown if len(u.functions) > 5 and u.holds_open)
    assert ", dan " in shortened(long, diagnosed.phrases)


@pytest.mark.parametrize(
    ("day", "indonesian", "english"),
    [("2022-05-03", "3 Mei 2022", "3 May 2022"), ("2024-11", "November 2024", "November 2024")],
)
def test_a_day_is_written_in_full(day: str, indonesian: str, english: str) -> None:
    assert (figures.write_day(day, "id"), figures.write_day(day, "en")) == (indonesian, english)
