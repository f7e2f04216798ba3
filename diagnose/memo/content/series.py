"""Series: figures of one kind over the years, as ``templates/memo/series.yaml`` declares them, and what a case has."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Self

from pydantic import Field, RootModel, model_validator
from pydantic_core import PydanticCustomError

from diagnose.case import Case
from diagnose.common import Strict, Text, per_pack, read_content, template, validate
from diagnose.memo.content.formats import number
from diagnose.memo.content.statement import Statement, state


@dataclass(frozen=True)
class Figure:
    """One figure of a series, of one line and area in one year; `disputed` that sources differ on it."""

    line: str
    area: str
    year: int
    value: float
    text: Statement
    disputed: bool


@dataclass(frozen=True)
class Series:
    """Figures of one kind over the years, and their targets; `target` is what one is called, with ``{year}``."""

    title: str
    figures: tuple[Figure, ...]
    targets: tuple[Figure, ...]
    target: str


class Figures(Strict):
    """Where figures stand: the paths of the facts, and what each word of their key is."""

    facts: str
    key: Annotated[tuple[str, ...], Field(min_length=1)]
    where: Mapping[str, str] = {}

    @model_validator(mode="after")
    def _dated(self) -> Self:
        if "year" not in self.key or not self.where.keys() <= set(self.key):
            raise PydanticCustomError("series_key", "no year in the key, or a word it has not")
        return self

    def found(self, case: Case, unit: str, lang: str) -> Iterator[Figure]:
        """Yield the figures of `case` that are known."""
        for key, entry in case.entries(self.facts):
            said = dict(zip(self.key, key.rsplit(" ", len(self.key) - 1), strict=True))
            if entry.low == entry.high and self.where.items() <= said.items():
                text = state(f"{number(entry.low, lang)}{unit}", entry.path)
                line, area = said.get("line", ""), said.get("area", "")
                yield Figure(line, area, int(said["year"]), entry.low, text, bool(entry.disputed))


class Declared(Strict):
    """A series that memos can draw; `target` is what a target is called."""

    title: Text
    unit: str = ""
    values: Figures
    targets: Figures | None = None
    target: Text | None = None


class _File(RootModel[dict[str, Declared]]):
    pass


@per_pack
def declared() -> Mapping[str, Declared]:
    """Return the series that memos can draw, by name.

    Raises:
        InputError: with everything that is wrong with the file.
    """
    return validate(_File, read_content(template("memo/series.yaml"))).root


def series(case: Case, lang: str) -> dict[str, Series]:
    """Return what `case` has of each declared series, by name."""
    return {name: _series(one, case, lang) for name, one in declared().items()}


def _series(one: Declared, case: Case, lang: str) -> Series:
    return Series(
        title=one.title.get(lang).replace("{region}", case.region.name),
        figures=tuple(one.values.found(case, one.unit, lang)),
        targets=tuple(one.targets.found(case, one.unit, lang)) if one.targets else (),
        target=one.target.get(lang) if one.target else "",
    )
