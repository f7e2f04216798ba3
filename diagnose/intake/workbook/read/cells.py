"""What a cell of the form says: one value of the kind that is asked for, bounds of it, or that it is not known."""

import calendar
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from pydantic_core import PydanticCustomError

from diagnose.case import UNKNOWN_WORDS, Field
from diagnose.common import LANGUAGES, Text, nearest, per_pack, words
from diagnose.intake.files import day, number
from diagnose.intake.workbook.read.grid import Spot
from diagnose.intake.workbook.titles import codes, is_open, meaning, plain

DISPUTED, UNKNOWN = "disputed", "unknown"  # parts of a fact that are no values
_ORDERED = ("answer", "extent", "count", "number", "percent", "day")
_MONTH = re.compile(r"\d{4}-\d{2}")
_RANGE = re.compile(r"([\d.,]+)\s*[-–]\s*([\d.,]+)")  # 5-8, where a dash cannot be part of a date


def fact(field: Field, spot: Spot) -> dict[str, Any]:
    """Return what a cell says of a fact: ``value``, ``at_least``, ``at_most``; ``unknown`` or ``disputed`` where it
    says so; nothing where it is blank.

    Raises:
        PydanticCustomError: it cannot be read; the type is a key of the errors of imports.
    """
    if is_word(spot, "unknown"):
        return {UNKNOWN: True}
    if spot.empty:
        return {}
    if is_word(spot, "disputed"):
        return {DISPUTED: True}
    value = spot.value()
    if field.kind in _ORDERED and isinstance(value, str):
        bounds = _bounds(field, value.strip())
        if bounds:
            return bounds
    return {"value": one(field, value)}


def plain_value(field: Field, spot: Spot) -> Any:
    """Return what a cell says that is no fact; None where it is blank.

    Raises:
        PydanticCustomError: as `fact`.
    """
    if field.kind in ("texts", "agencies"):
        return _many(field, spot)
    if spot.empty or ((codes(field) or field.kind != "text") and is_word(spot, "unknown")):
        return None
    return one(field, spot.value())


def one(field: Field, value: Any) -> Any:
    """Return one value as a case file has it.

    Raises:
        PydanticCustomError: as `fact`.
    """
    if field.kind in ("count", "number", "percent"):
        return number(value, whole=field.kind == "count")
    if field.kind == "day":
        return day(value)
    if field.kind == "agency":
        return " ".join(str(value).split())
    if field.kind in ("answer", "flag") and isinstance(value, bool):
        return ("no", "yes")[value] if field.kind == "answer" else value
    said = str(value).strip()
    known = codes(field)
    if not known:
        return said
    if is_open(field) and len(said) > 1 and said[0] == said[-1] == '"':
        return said[1:-1]
    found = meaning(said, known)
    if found is None and not is_open(field):
        raise not_among(said, known)
    return found == "yes" if field.kind == "flag" else found or said


def not_among(said: str, known: Mapping[str, Text]) -> PydanticCustomError:
    """Return the error that `said` is none of the `known` answers, with the nearest."""
    listed = [text.get("id") for text in known.values()]
    every = [*listed, *(text.get("en") for text in known.values())]
    values = {"given": said, "expected": "; ".join(listed), "near": nearest(said, every)}
    return PydanticCustomError("cell_not_answer", "no answer", values)


def is_word(spot: Spot, word: str) -> bool:
    """Tell whether a cell says one of the words for `word` (see ``book.read`` among the words of the form)."""
    return plain(spot.words) in said_as(word)


@per_pack
def said_as(word: str) -> frozenset[str]:
    """Return how people write `word`, in both languages."""
    listed = [part for lang in LANGUAGES for part in words(lang)[f"book.read.{word}"].split("|")]
    return frozenset(plain(part) for part in [*listed, *(UNKNOWN_WORDS if word == "unknown" else ())])


def _many(field: Field, spot: Spot) -> list[str] | None:
    if spot.raw is not None and is_word(spot, "empty"):
        return []
    if spot.empty:
        return None
    value = str(spot.value())
    parts = [part.strip() for part in value.split("\n" if "\n" in value else ";")]
    known = codes(field)
    return [meaning(part, known) or part for part in parts if part]


def _bounds(field: Field, said: str) -> dict[str, Any]:
    """Return the bounds that a text tells; none where it tells none."""
    lower, upper = _after(said, "at_least"), _after(said, "at_most")
    if lower is not None:
        return _bound(field, "at_least", lower)
    if upper is not None:
        return _bound(field, "at_most", upper)
    if re.match(r"[<>]", said):
        raise PydanticCustomError("form_bound_strict", "strict bound", {"given": said})
    between = _after(said, "between")
    parts = _apart(between, ("to", "and")) if between is not None else _apart(said, ("to",))
    if parts is None and field.kind in ("count", "number", "percent") and (found := _RANGE.fullmatch(said)):
        parts = found[1], found[2]
    if parts is None:
        return {}
    return _bound(field, "at_least", parts[0]) | _bound(field, "at_most", parts[1])


def _bound(field: Field, name: str, said: str) -> dict[str, Any]:
    value = one(field, said)
    if isinstance(value, str) and _MONTH.fullmatch(value):
        value = _end_of(value) if name == "at_most" else day(f"{value}-01")
    return {name: value}


def _end_of(month: str) -> Any:
    year, number = int(month[:4]), int(month[5:])
    return day(f"{month}-{calendar.monthrange(year, number)[1]:02}")


def _after(said: str, word: str) -> str | None:
    """Return what follows a word for `word` at the beginning of `said`."""
    found = _begins(word).match(said)
    return said[found.end() :].strip() if found else None


def _apart(said: str, marks: Sequence[str]) -> tuple[str, str] | None:
    """Return the two parts of `said` around one of the `marks`."""
    found = _parts(tuple(marks)).fullmatch(said)
    return (found[1].strip(), found[2].strip()) if found else None


@cache
def _begins(word: str) -> re.Pattern[str]:
    said = _alternatives(word)
    return re.compile(rf"(?:{said})(?:(?<!\w)|\b)\s*", re.IGNORECASE)


@cache
def _parts(marks: tuple[str, ...]) -> re.Pattern[str]:
    said = "|".join(_alternatives(mark) for mark in marks)
    return re.compile(rf"(.+?)\s+(?:{said})\s+(.+)", re.IGNORECASE)


def _alternatives(word: str) -> str:
    listed = {part for lang in LANGUAGES for part in words(lang)[f"book.read.{word}"].split("|")}
    return "|".join(re.escape(part) for part in sorted(listed, key=len, reverse=True))
