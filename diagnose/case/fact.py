"""One fact: known, unknown, bounded, disputed or planned, with its source and year.

A fact is written bare (``targets: no``) or in full (``targets: {value: no, source: ..., year: 2022}``).
An absent or ``unknown`` fact is unknown: never "no", never 0.
"""

import calendar
import datetime as dt
import math
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Generic, Self, TypeVar

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from diagnose.case.values import (
    UNKNOWN_WORDS,
    AnswerValue,
    Cite,
    CountValue,
    DayValue,
    ExtentValue,
    PercentValue,
    SizeValue,
    TextValue,
    Year,
    rank,
)
from diagnose.common import Strict

T = TypeVar("T")


def _between(value: object, at_least: object, at_most: object) -> tuple[float, float]:
    """Return the lowest and highest rank that a value, or else bounds of it, allow; infinite where open."""
    if value is not None:
        return rank(value), rank(value)
    scale = next((type(bound) for bound in (at_least, at_most) if isinstance(bound, StrEnum)), None)
    lowest, highest = (-math.inf, math.inf) if scale is None else (0.0, float(len(scale) - 1))
    return lowest if at_least is None else rank(at_least), highest if at_most is None else rank(at_most)


def _last_day(raw: object) -> object:
    """Take a year or a month as its last day."""
    if isinstance(raw, int) and not isinstance(raw, bool):
        raw = f"{raw}-12"
    if isinstance(raw, str) and len(raw) == len("2026-12"):
        try:
            first = dt.date.fromisoformat(f"{raw}-01")
        except ValueError:
            return raw
        return first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return raw


def one_figure(said: Sequence[object]) -> int | float | None:
    """Return the figure that all of `said` are, told to more or fewer places (32.2 and 32.27); None where they differ.

    Places that are left out may be cut off or rounded. The figure with most places is the one.
    """
    numbers = [n for n in said if isinstance(n, int | float) and not isinstance(n, bool)]
    if len(numbers) < len(said) or len(set(numbers)) < 2:
        return None
    places = {n: len(f"{n:.10g}".partition(".")[2]) for n in numbers}
    exact = max(numbers, key=lambda n: places[n])
    shorter = (n for n in numbers if n != exact)
    return exact if all(n in (round(exact, places[n]), _cut(exact, places[n])) for n in shorter) else None


def _cut(number: float, places: int) -> float:
    return float(round(math.trunc(round(number * 10**places, 6)) / 10**places, places))


_ONE_VALUE = {"value", "source", "year", "note"}


class Planned(Strict, Generic[T]):
    """A commitment: what is to be so, and by which day; neither yes nor no, until that day shows."""

    value: T
    by: Annotated[DayValue, BeforeValidator(_last_day), Field(description="a day, a month (2026-06) or a year")]
    source: Cite | None = None


class Claim(Strict, Generic[T]):
    """One side of a dispute: what one source says of a fact, a value or the bounds of it."""

    value: T | None = None
    at_least: T | None = Field(default=None, description="known only from below")
    at_most: T | None = Field(default=None, description="known only from above")
    source: Cite | None = None
    year: Year | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        bounded = self.at_least is not None or self.at_most is not None
        if bounded == (self.value is not None):
            raise PydanticCustomError("fact_two_ways" if bounded else "claim_empty", "a value or bounds")
        low, high = self.bounds()
        if low > high:
            raise PydanticCustomError("bounds_crossed", "bounds crossed")
        return self

    def bounds(self) -> tuple[float, float]:
        """Return the lowest and highest value this side allows, as ranks; infinite where open."""
        return _between(self.value, self.at_least, self.at_most)


class Fact(Strict, Generic[T]):
    """A value that is known, unknown, known only within bounds, or disputed between sources; and what is planned."""

    value: T | None = None
    at_least: T | None = Field(default=None, description="known only from below")
    at_most: T | None = Field(default=None, description="known only from above")
    disputed: tuple[Claim[T], ...] = Field(default=(), description="what each source says")
    counts: T | None = Field(default=None, description="which of the disputed values counts")
    planned: Planned[T] | None = Field(default=None, description="what is promised for a day to come")
    source: Cite | None = None
    year: Year | None = None
    note: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _bare_value(cls, raw: Any) -> Any:
        if raw is None or (isinstance(raw, str) and raw.strip().casefold() in UNKNOWN_WORDS):
            return {}
        if isinstance(raw, dict):
            claims = raw.get("disputed")
            sides = [c.get("value") if isinstance(c, dict) else c for c in claims] if isinstance(claims, list) else []
            same = one_figure(sides)
            settled = {"counts": same} if same is not None and "counts" not in raw else {}
            return {k: v for k, v in raw.items() if not (k == "value" and cls._is_unknown(v))} | settled
        return raw if isinstance(raw, cls) else {"value": raw}

    @staticmethod
    def _is_unknown(value: object) -> bool:
        return value is None or (isinstance(value, str) and value.strip().casefold() in UNKNOWN_WORDS)

    @model_validator(mode="after")
    def _one_way_of_knowing(self) -> Self:
        if self.model_fields_set <= _ONE_VALUE:  # as most facts are
            return self
        ways = [self.value is not None, self.at_least is not None or self.at_most is not None, bool(self.disputed)]
        if sum(ways) > 1:
            raise PydanticCustomError("fact_two_ways", "two ways")
        if len(self.disputed) == 1:
            raise PydanticCustomError("dispute_of_one", "dispute of one")
        if self.counts is not None and self.counts not in [c.value for c in self.disputed]:
            raise PydanticCustomError("counts_unclaimed", "counts unclaimed", {"given": str(self.counts)})
        low, high = self.bounds()
        if low > high:
            raise PydanticCustomError("bounds_crossed", "bounds crossed")
        return self

    def bounds(self) -> tuple[float, float]:
        """Return the lowest and highest value this fact allows, as ranks; infinite where open.

        Of sides that disagree each may be right: what any of them allows is allowed.
        """
        if self.disputed and self.counts is None:
            return min(c.bounds()[0] for c in self.disputed), max(c.bounds()[1] for c in self.disputed)
        return _between(self.value if self.value is not None else self.counts, self.at_least, self.at_most)

    @property
    def exact(self) -> bool:
        """Whether one value is all that this fact allows."""
        low, high = self.bounds()
        return low == high

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Offer editors the bare form beside the full one."""
        full = handler.resolve_ref_schema(handler(core))
        bare = [s for s in full["properties"]["value"]["anyOf"] if s.get("type") != "null"]
        return {"anyOf": [*bare, {"const": "unknown"}, {"type": "null"}, full]}


class MonthFact(Fact[DayValue]):
    """A day, or a month written ``2022-04``, which is any day of that month."""

    MONTH: ClassVar[int] = 7

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Offer editors a month beside a day."""
        day = super().__get_pydantic_json_schema__(core, handler)
        return {"anyOf": [{"type": "string", "pattern": r"^\d{4}-\d{2}$"}, *day["anyOf"]]}

    @model_validator(mode="before")
    @classmethod
    def _month(cls, raw: Any) -> Any:
        if not isinstance(raw, dict):
            raw = {} if cls._is_unknown(raw) else {"value": raw}
        whole = raw.get("value")
        if isinstance(whole, str) and len(whole) == cls.MONTH:
            try:
                first = dt.date.fromisoformat(f"{whole}-01")
            except ValueError:
                return raw
            last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
            return {**{k: v for k, v in raw.items() if k != "value"}, "at_least": first, "at_most": last}
        return raw


AnswerFact = Fact[AnswerValue]
ExtentFact = Fact[ExtentValue]
CountFact = Fact[CountValue]
SizeFact = Fact[SizeValue]
PercentFact = Fact[PercentValue]
TextFact = Fact[TextValue]
