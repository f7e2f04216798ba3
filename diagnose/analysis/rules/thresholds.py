"""Thresholds moved for a trial: a rule base with other numbers, as sound as any, nothing written anywhere."""

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pydantic import TypeAdapter, ValidationError

from diagnose.case import NumberValue
from diagnose.common import InputError, Place, Problem, nearest
from diagnose.knowledge import Rulebase, Threshold
from diagnose.knowledge.checks import at_load


@dataclass(frozen=True)
class Move:
    """A threshold that comes to have `value`: all its versions, or the one in force in `year`."""

    id: str
    value: float
    year: int | None = None
    place: Place = field(default_factory=lambda: Place("--threshold"))


def move_from(text: str) -> Move:
    """Return the move that ``ID=VALUE`` or ``ID@YEAR=VALUE`` asks for, as typed after ``--threshold``.

    Raises:
        InputError: it is not of that form, or the value is no number.
    """
    place = Place(f"--threshold {text}")
    name, equals, value = text.partition("=")
    if not equals or not name.strip() or not value.strip():
        raise InputError([Problem(place, "threshold_form", {"given": text})])
    named, year = named_threshold(name, place)
    return Move(named, _number(value.strip(), place), year, place)


def named_threshold(text: str, place: Place) -> tuple[str, int | None]:
    """Return the id and the year, if any, that ``ID`` or ``ID@YEAR`` names.

    Raises:
        InputError: the year is none.
    """
    name, at, year = text.strip().partition("@")
    if at and not (year.strip().isdecimal() and len(year.strip()) == 4):
        raise InputError([Problem(place, "threshold_year_form", {"given": year})])
    return name.strip(), int(year) if at else None


def _number(text: str, place: Place) -> float:
    try:
        number = float(text) if "_" not in text else math.nan
    except ValueError:
        number = math.nan
    if math.isfinite(number):
        return number
    try:
        TypeAdapter(NumberValue).validate_python(text)  # knows the ways in which Indonesian figures are written
    except ValidationError as error:
        details = error.errors()[0]
        values = {"given": text, **(details.get("ctx") or {})}
        key = "threshold_decimal" if details["type"] == "decimal_comma" else "threshold_no_number"
        raise InputError([Problem(place, key, values)]) from None
    raise InputError([Problem(place, "threshold_no_number", {"given": text})])


def moved(base: Rulebase, moves: Sequence[Move]) -> Rulebase:
    """Return `base` with its thresholds moved; `base` itself stays as it is.

    Raises:
        InputError: there is no such threshold, one is moved twice, or a rule cannot compare with the new value; each
            at the place of the move.
    """
    problems: list[Problem] = []
    new: dict[int, tuple[Threshold, Move]] = {}
    for move in moves:
        try:
            for old in versions(base, move.id, move.year, move.place):
                if id(old) in new:
                    other = new[id(old)][1].place
                    problems.append(Problem(move.place, "threshold_twice", {"given": move.id, "other": other}))
                new[id(old)] = (old.model_copy(update={"value": move.value}), move)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    found = with_thresholds(base, {old: to for old, (to, _) in new.items()})
    places = {move.id: move.place for move in moves}
    only = moves[0].place if len(moves) == 1 else None  # where what is wrong names no threshold
    unsound = {(p.key, str(p.values.get("given"))): p for p in at_load(found)}
    if unsound:
        raise InputError(
            [replace(p, place=places.get(given, only or p.place), code="") for (_, given), p in unsound.items()]
        )
    return found


def versions(base: Rulebase, name: str, year: int | None, place: Place) -> list[Threshold]:
    """Return the versions of the threshold `name`: all, or the one in force in `year`.

    Raises:
        InputError: there is none.
    """
    known = [t for t in base.thresholds if t.id == name]
    if not known:
        near = nearest(name, [t.id for t in base.thresholds])
        raise InputError([Problem(place, "threshold_none", {"given": name, "near": near})])
    there = [t for t in known if year is None or t.in_force(year)]
    if not there:
        raise InputError([Problem(place, "threshold_not_then", {"given": name, "year": year})])
    return there


def with_thresholds(base: Rulebase, new: dict[int, Threshold]) -> Rulebase:
    """Return `base` with other thresholds in the place of some (by the identity of these), unchecked."""
    thresholds = tuple(new.get(id(t), t) for t in base.thresholds)
    told = ";".join(f"{t.id} {t.from_year} {t.until_year} {t.value!r}" for t in thresholds)
    return replace(
        base,
        thresholds=thresholds,
        blocks=tuple(replace(b, content=new.get(id(b.content), b.content)) for b in base.blocks),
        sha256=hashlib.sha256(f"{base.sha256} {told}".encode()).hexdigest(),
    )
