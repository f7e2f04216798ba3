"""What people type at a question becomes a value of its kind, or is refused with a sentence."""

from datetime import date
from typing import Any

import pytest

from diagnose.case.prompts import BadAnswer, Kind, Name, help_for, how_to_write, is_unknown, kind_at, parse

KINDS: tuple[Name, ...] = ("answer", "draft", "extent", "count", "number", "percent", "day", "year", "text")

GOOD: list[tuple[str, Name, Any]] = [
    ("ya", "answer", "yes"),
    ("Tidak.", "answer", "no"),
    ("belum", "answer", "no"),
    ("konsep", "draft", "draft"),
    ("yes", "answer", "yes"),
    ("Sebagian  besar", "extent", "most"),
    ("none", "extent", "none"),
    ("12", "count", 12),
    ("1.407.857", "count", 1407857),
    ("1.407", "count", 1407),
    ("1,407,857", "count", 1407857),
    ("24,4", "percent", 24.4),
    ("24.4 %", "percent", 24.4),
    ("24,4 persen", "percent", 24.4),
    ("3.305,07", "number", 3305.07),
    ("3,305.07", "number", 3305.07),
    ("12", "number", 12),
    ("2022-04-15", "day", date(2022, 4, 15)),
    ("15/4/2022", "day", date(2022, 4, 15)),
    ("2022-04", "day", "2022-04"),
    ("2022-4", "day", "2022-04"),
    (" SIM\x1bPATI ", "text", "SIMPATI"),
]
BAD: list[tuple[str, Name]] = [
    ("mungkin", "answer"),
    ("tidak ada", "answer"),
    ("banyak", "extent"),
    ("12,5", "count"),
    ("-1", "count"),
    ("dua", "count"),
    ("²", "count"),
    ("3.305", "number"),
    ("1e5", "number"),
    ("1,2,3", "number"),
    ("9" * 30, "number"),
    ("101", "percent"),
    ("31/2/2022", "day"),
    ("kemarin", "day"),
    ("x" * 201, "text"),
]


@pytest.mark.parametrize(("typed", "kind", "value"), GOOD)
def test_values_are_taken_as_people_write_them(typed: str, kind: Name, value: Any) -> None:
    assert parse(typed, Kind(kind)) == value


@pytest.mark.parametrize(("typed", "kind"), BAD)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_what_is_no_value_is_refused_with_a_sentence(typed: str, kind: Name, lang: str) -> None:
    with pytest.raises(BadAnswer) as refused:
        parse(typed, Kind(kind), lang)
    assert len(str(refused.value)) > 10
    assert "{" not in str(refused.value)


def test_a_choice_is_made_by_name_or_number_and_a_near_miss_is_named() -> None:
    kind = Kind("choice", (("ssgi region", "SSGI daerah ini"), ("ski region", "SKI daerah ini")))
    assert parse("2", kind) == parse("ski daerah ini", kind) == "ski region"
    with pytest.raises(BadAnswer, match="SKI daerah ini"):
        parse("SKI daera ini", kind)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_each_kind_says_how_it_is_written(kind: Name, lang: str) -> None:
    assert how_to_write(Kind(kind), lang)
    assert "{" not in help_for(Kind(kind), lang)


def test_not_knowing_is_an_answer_of_its_own() -> None:
    assert all(is_unknown(text) for text in ("", "  ", "tidak tahu", "Unknown", "-", "belum diketahui"))
    assert not is_unknown("tidak")


def test_the_kind_of_a_fact_is_told_by_its_path() -> None:
    assert kind_at("decree.signed") == Kind("draft")
    assert kind_at("decree.states.targets") == Kind("answer")
    assert kind_at("goals.agencies[dinkes]") == Kind("draft")  # a Renstra may be a draft
    assert kind_at("programmes.items[x].adapted") == Kind("answer")
    assert kind_at("calendar.rembuk") == Kind("day")
    assert kind_at("targets[prevalence region 2024].percent") == Kind("percent")
    assert (kind_at("budget.lines[x].fund") or Kind("text")).name == "choice"
    assert kind_at("programmes.items") is None
    assert kind_at("no.such.fact") is None
