"""The condition language: closed and small, read by people and compiled to two rails.

A condition compares a measure with a threshold or a place on its scale, joins others with ``all`` or
``any``, repeats one for each function of a list, or (in findings only) reads a level already concluded.
``rails`` gives, for any condition, when it is proven met and when it is proven unmet, as alternatives
of conjunctions of atoms; where neither is proven it is unknown. Negation never leaves this module.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import Annotated, Any, Union

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from diagnose.common import Strict
from diagnose.engine import Alternatives, Atom, Conjunction

MAX_ALTERNATIVES = 64
LEVELS = (1, 2, 3, 4)
GATED = LEVELS[1:]  # the levels that something must be met for


def _name(raw: object) -> object:
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        raise PydanticCustomError("threshold_name", "a name", {"given": raw})
    return raw


Named = Annotated[str | None, BeforeValidator(_name)]


class Compare(Strict):
    """A measure against a named threshold (numbers) or a label of its scale (answers and extents)."""

    measure: str
    at_least: Named = None
    at_most: Named = None
    below: Named = None
    above: Named = None
    is_: Annotated[str | None, Field(alias="is")] = None
    in_: Annotated[tuple[str, ...] | None, Field(alias="in")] = None

    @model_validator(mode="after")
    def _one_comparison(self) -> "Compare":
        if len(self.tests()) != 1:
            raise PydanticCustomError("one_comparison", "one comparison")
        return self

    def tests(self) -> dict[str, str | tuple[str, ...]]:
        """Return the comparison made, by its name."""
        every = {
            "at_least": self.at_least,
            "at_most": self.at_most,
            "below": self.below,
            "above": self.above,
            "is": self.is_,
            "in": self.in_,
        }
        return {name: value for name, value in every.items() if value is not None}

    @property
    def code(self) -> str:
        """What is compared: the measure, or its worst over a list of functions (see `measures.Measured`)."""
        return self.measure


class ForEach(Compare):
    """The same comparison for each function of a list of the framework: one on the worst of them."""

    for_each: str

    @property
    def code(self) -> str:
        """What is compared."""
        return f"{self.measure}@{self.for_each}"


class AllOf(Strict):
    """Met when every part is met."""

    all: Annotated[tuple["Condition", ...], Field(min_length=1)]


class AnyOf(Strict):
    """Met when one part is met."""

    any: Annotated[tuple["Condition", ...], Field(min_length=1)]


class LevelIs(Strict):
    """The level that an aspect or a dimension stands at; for findings, which come after the levels."""

    level: str
    at_least: Annotated[int | None, Field(ge=2, le=4)] = None
    below: Annotated[int | None, Field(ge=2, le=4)] = None

    @model_validator(mode="after")
    def _one_bound(self) -> "LevelIs":
        if (self.at_least is None) == (self.below is None):
            raise PydanticCustomError("one_comparison", "one comparison")
        return self


def _kind(raw: Any) -> str:
    keys = raw if isinstance(raw, dict) else dict(raw) if isinstance(raw, Strict) else {}
    kind = next((kind for kind in ("all", "any", "level", "for_each") if kind in keys), "measure")
    return f"({kind})"  # no key of the file, so that the place of a problem is found


Condition = Annotated[
    Union[  # noqa: UP007 - the parts are forward references
        Annotated[AllOf, Tag("(all)")],
        Annotated[AnyOf, Tag("(any)")],
        Annotated[LevelIs, Tag("(level)")],
        Annotated[ForEach, Tag("(for_each)")],
        Annotated[Compare, Tag("(measure)")],
    ],
    Discriminator(_kind),
]
AllOf.model_rebuild()
AnyOf.model_rebuild()


@dataclass(frozen=True)
class Rails:
    """When a condition is proven met, and when it is proven unmet."""

    met: Alternatives
    unmet: Alternatives


@dataclass(frozen=True)
class Bound:
    """A comparison in numbers: met when the value lies between `low` and `high`; None is open.

    `low_open` and `high_open` leave the end itself out.
    """

    low: float | None = None
    high: float | None = None
    low_open: bool = False
    high_open: bool = False


def rails(condition: Condition, bound: Callable[[Compare], Bound]) -> Rails:
    """Compile `condition`; `bound` gives the numbers that a comparison stands for."""
    if isinstance(condition, AllOf):
        parts = [rails(c, bound) for c in condition.all]
        return Rails(_both([p.met for p in parts]), _either([p.unmet for p in parts]))
    if isinstance(condition, AnyOf):
        parts = [rails(c, bound) for c in condition.any]
        return Rails(_either([p.met for p in parts]), _both([p.unmet for p in parts]))
    if isinstance(condition, LevelIs):
        level = condition.at_least or condition.below or GATED[-1]
        proven: Alternatives = [(Atom("at_least", f"{condition.level}:{level}"),)]
        # below any lower level is below this one too
        refuted: Alternatives = [(Atom("below", f"{condition.level}:{k}"),) for k in GATED if k <= level]
        return Rails(proven, refuted) if condition.at_least else Rails(refuted, proven)
    return _compare(condition.code, bound(condition))


def _compare(code: str, wanted: Bound) -> Rails:
    met: list[Atom] = []
    unmet: Alternatives = []
    if wanted.low is not None:
        met.append(Atom("lo", code, ">" if wanted.low_open else ">=", wanted.low))
        unmet.append((Atom("hi", code, "<=" if wanted.low_open else "<", wanted.low),))
    if wanted.high is not None:
        met.append(Atom("hi", code, "<" if wanted.high_open else "<=", wanted.high))
        unmet.append((Atom("lo", code, ">=" if wanted.high_open else ">", wanted.high),))
    return Rails([tuple(met)], unmet)


def _either(rails_of_parts: list[Alternatives]) -> Alternatives:
    return list(dict.fromkeys(conjunction for part in rails_of_parts for conjunction in part))


def _both(rails_of_parts: list[Alternatives]) -> Alternatives:
    joined: dict[Conjunction, None] = {}
    for choice in product(*rails_of_parts):
        joined[tuple(dict.fromkeys(atom for conjunction in choice for atom in conjunction))] = None
        if len(joined) > MAX_ALTERNATIVES:
            raise PydanticCustomError("condition_too_wide", "too wide", {"limit": MAX_ALTERNATIVES})
    return list(joined)


def comparisons(condition: Condition) -> list[Compare]:
    """Return every comparison that `condition` makes, left to right."""
    if isinstance(condition, AllOf | AnyOf):
        parts = condition.all if isinstance(condition, AllOf) else condition.any
        return [c for part in parts for c in comparisons(part)]
    return [condition] if isinstance(condition, Compare) else []


def levels_read(condition: Condition) -> list[str]:
    """Return every aspect or dimension whose level `condition` reads."""
    if isinstance(condition, AllOf | AnyOf):
        parts = condition.all if isinstance(condition, AllOf) else condition.any
        return [level for part in parts for level in levels_read(part)]
    return [condition.level] if isinstance(condition, LevelIs) else []
