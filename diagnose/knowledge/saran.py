"""What saran are made of: moments of the planning calendar, packages that one act carries out, and the saran."""

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from diagnose.case import Cite
from diagnose.common import Strict, Text
from diagnose.knowledge.conditions import Condition
from diagnose.knowledge.models import Applicable, Dated, Id, RegionKind


class Moment(Strict):
    """A point of the planning calendar by which something can be done.

    `months` says how far ahead it lies at most; it only orders advice. `short` is its name in two or three words.
    """

    id: Id
    name: Text
    short: Text | None = None
    months: Annotated[float, Field(gt=0, le=60)]
    sources: tuple[Cite, ...] = ()
    asumsi_sistem: Text | None = None

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        if not self.sources and self.asumsi_sistem is None:
            raise PydanticCustomError("moment_without_source", "no source")
        return self


class Basis(Dated):
    """A legal basis in the years and kinds of region in which it is one: cited, or labelled as an assumption."""

    regions: Annotated[tuple[RegionKind, ...], Field(min_length=1)] = ("kabupaten", "kota")
    text: Text
    source: Cite | None = None
    asumsi_sistem: bool = False

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        if self.source is None and not self.asumsi_sistem:
            raise PydanticCustomError("basis_without_source", "no source")
        return self

    def holds_for(self, year: int, region: str) -> bool:
        """Tell whether it is a basis in that year and kind of region."""
        return region in self.regions and self.in_force(year)


class Power(Strict):
    """An act of government: who may lawfully decide on it, and in what form.

    `by` are the deciders, as `deciders` of the saran names them: a function (its holder), or an office that holds none.
    """

    id: Id
    name: Text
    by: Annotated[tuple[Id, ...], Field(min_length=1)]
    form: Text
    sources: tuple[Cite, ...] = ()
    asumsi_sistem: Text | None = None

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        if not self.sources and self.asumsi_sistem is None:
            raise PydanticCustomError("power_without_source", "no source")
        return self


class Office(Strict):
    """An office outside the functions that decides on something: the head of region, the council, a ministry."""

    id: Id
    name: Text


class Request(Strict):
    """One thing that a saran asks for: when it is so already, and what it is called where only that is lacking."""

    so: Condition
    name: Text | None = None


class Package(Strict):
    """One act that carries out several saran at once, e.g. one amendment of the decree."""

    id: Id
    what: Text
    short: Text | None = Field(default=None, description="`what` in a few words; the parts follow it behind a colon")
    who: Text = Field(description="who acts")
    asked: Text = Field(description="who is asked to decide or to take part")
    by: Id = Field(description="a moment")
    power: Id | None = Field(default=None, description="the act of government that it is")
    deciders: tuple[Id, ...] = ()
    proof: Text | None = Field(default=None, description="what proves that it was done")
    basis: tuple[Basis, ...] = ()
    sources: Annotated[tuple[Cite, ...], Field(min_length=1)]

    @property
    def asks_head(self) -> bool:
        """Whether the head of the region is asked to decide."""
        return _names_head(self.asked)


class Saran(Applicable):
    """One piece of advice.

    `each_function` makes one of it for each function that is lacking. `asks` are the things it asks for: it is
    withheld where all of them are so, and ``{lacking}`` names those that are not; one that asks for nothing of which a
    case can tell that it is so already says why in `asks_nothing`. `needs` are criteria without which
    it makes no sense: it is withheld where one of them is known to be unmet (a decree is amended only where there is
    one). `unless` withholds it where it holds: another saran asks for the same then. `after` are saran that come
    first where both are given. A saran of a `package` is carried out by it, and says neither who, nor whom to ask,
    nor by when, nor who decides in what form itself.

    `short` is `what` in a few words, for pages that tell many at once; in a package it is a part of one sentence, and
    of a saran for each function it names all ``{agencies}`` at once. `topic` says in a word or two what a saran of a
    package is about, for a line that tells the whole package; of a saran for each function, what is counted there.
    """

    asks: tuple[Request, ...] = ()
    asks_nothing: Text | None = Field(default=None, description="why nothing can be told to be so already")
    unless: Condition | None = None
    needs: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    each_function: bool = False
    package: str | None = None
    what: Text
    short: Text | None = None
    topic: Text | None = None
    who: Text | None = None
    asked: Text | None = None
    by: str | None = None
    power: Id | None = None
    deciders: tuple[Id, ...] = ()
    proof: Text | None = None
    basis: tuple[Basis, ...] = ()
    sources: Annotated[tuple[Cite, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _acted_on(self) -> Self:
        said = [bool(given) for given in (self.who, self.asked, self.by)]
        lawful = (self.power, self.deciders, self.proof)
        if any((*said, *lawful)) if self.package else not all(said):
            raise PydanticCustomError("saran_without_actor", "who, asked, by, or a package")
        return self

    @property
    def asks_head(self) -> bool:
        """Whether the head of the region is asked to decide; of a package's saran, the package says it."""
        return _names_head(self.asked)


def _names_head(asked: Text | None) -> bool:
    return asked is not None and "{head}" in asked.id
