"""A case: what is known of one regency's programme in one year.

The head is written here; what else a case can hold is built from the vocabulary (see `build`).
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

from pydantic import AfterValidator, BeforeValidator, Field, PrivateAttr, create_model
from pydantic_core import PydanticCustomError

from diagnose.case.agencynames import in_part
from diagnose.case.applying import applying
from diagnose.case.blocks import RegionKind
from diagnose.case.build import section_fields
from diagnose.case.derive import derived
from diagnose.case.register import LocalAgency, Register
from diagnose.case.section import Item, Section
from diagnose.case.shape import shape
from diagnose.case.survey import Survey
from diagnose.case.table import FactEntry, Parts, grouped, tabulate
from diagnose.case.values import FlagValue, Year
from diagnose.case.vocabulary import vocabulary
from diagnose.common import Strict, Tree, cached_property, per_pack


def _code(raw: object) -> object:
    if not isinstance(raw, str):
        raise PydanticCustomError("region_code", "quote the code", {"given": raw})
    if not re.fullmatch(r"\d{2}(\.\d{2})?", raw):
        raise PydanticCustomError("region_code_form", "not a code", {"given": raw})
    return raw


def _not_in_future(year: int) -> int:
    if year > date.today().year:
        raise PydanticCustomError("year_in_future", "future", {"given": year})
    if year < vocabulary().first_year:
        raise PydanticCustomError("year_too_early", "early", {"given": year, "first": vocabulary().first_year})
    return year


DECISIVE = {"region", "year", "source", "agencies"}  # how all else is read


class Document(Strict):
    """A document that facts of this case are taken from; with `places`, only those may be cited.

    `conclusions` are the places where its authors conclude rather than report; without `places`, a place that is cited.
    """

    id: Annotated[str, Field(pattern=r"^\S+$")]
    title: str
    places: tuple[str, ...] = ()
    conclusions: tuple[str, ...] = ()


class Region(Section):
    """Which regency the case is about."""

    code: Annotated[str, BeforeValidator(_code), Field(description='Kemendagri code, quoted: "36.02"')]
    name: Annotated[str, Field(min_length=3, max_length=120, pattern=r"\w")]
    kind: RegionKind


class Case(Strict):
    """Everything known of one regency's programme in one year; what is absent is unknown."""

    schema_version: Literal[1] = 1
    region: Region
    year: Annotated[Year, AfterValidator(_not_in_future)]
    source: str | None = Field(default=None, description="holds for every fact that names no source of its own")
    fictional: FlagValue = False
    documents: tuple[Document, ...] = ()
    agencies: tuple[LocalAgency, ...] = Field(default=(), description="local names, and agencies not in the register")
    _register: Register = PrivateAttr()
    _tree: Tree = PrivateAttr()
    _kept: Parts = PrivateAttr(default={})

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Return a section that the vocabulary adds to the head; of what kind only the vocabulary knows."""

    @property
    def register(self) -> Register:
        """The agencies as this case names them."""
        return self._register

    @property
    def tree(self) -> Tree:
        """The file that the case was read from, with the place of everything in it."""
        return self._tree

    @property
    def survey(self) -> Survey:
        """What agencies answered; empty where the vocabulary has no survey, or the case says nothing of it."""
        path = vocabulary().survey
        return cast(Survey, getattr(self, path)) if path else Survey()

    def listed(self, path: str) -> tuple[Item, ...] | None:
        """Return the entries of the list at `path`; None where the case says nothing of a list that can be empty.

        Raises:
            AttributeError: a case has no such list.
        """
        found: object = self
        for step in path.split("."):
            found = getattr(found, step)
        return cast("tuple[Item, ...] | None", found)

    @cached_property
    def facts(self) -> dict[str, FactEntry]:
        """Every fact of the case by its path, such as ``data.matched``; unknown and derived ones too.

        Unknown facts that such a region does not have in such a year are none of it.
        """
        stated = {entry.path: entry for part in self._stated.values() for entry in part}
        return applying(derived(stated, vocabulary().follows), self.region.kind, self.year)

    @cached_property
    def _stated(self) -> Parts:
        return tabulate(self, self._kept)

    def take_over(self, like: "Case", touched: Iterable[str]) -> None:
        """Take the facts from the case `like` but in the parts `touched`, none of which may be decisive."""
        self._kept = {name: like._stated[name] for name in type(self).model_fields.keys() - set(touched)}

    def entries(self, pattern: str) -> list[tuple[str, FactEntry]]:
        """Return the facts whose path fits `pattern` (``goals.agencies[*]``), each with what stood for the star."""
        return self._groups.get(pattern, [])

    @cached_property
    def _groups(self) -> dict[str, list[tuple[str, FactEntry]]]:
        return grouped(self.facts.values())


@per_pack
def case_model() -> type[Case]:
    """Return the model of a case of the pack in use: the head, and a section for each of the vocabulary."""
    fields = section_fields(shape())
    fields["region"] = (create_model("Region", __base__=Region, **section_fields(shape().children["region"])), ...)
    for part, (kind, said) in fields.items():
        fields[part] = Annotated[kind, in_part(part)], said
    return create_model("Case", __base__=Case, __module__=__name__, **fields)
