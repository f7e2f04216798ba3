"""A case: the facts about one regency's stunting programme in one year."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, PrivateAttr
from pydantic_core import PydanticCustomError

from diagnose.case.delivery import (
    Aksi,
    Budget,
    Calendar,
    Capacity,
    Coordination,
    DanaDesa,
    Data,
    DesaConvergence,
    Lokus,
    Obstacle,
    Partners,
    PrevalenceFigure,
    Programmes,
    Service,
    Sosialisasi,
    Strategy,
    Suggestion,
    Target,
)
from diagnose.case.fact import Year
from diagnose.case.governance import Decree, Questionnaire, Region, Tpps
from diagnose.case.register import LocalAgency, Register
from diagnose.case.section import Roster
from diagnose.case.table import FactEntry, grouped, tabulate
from diagnose.common import Strict, Tree, cached_property

FIRST_YEAR = 2018  # the convergence actions began; a case before it is a slip of the pen


def _not_in_future(year: int) -> int:
    if year > date.today().year:
        raise PydanticCustomError("year_in_future", "future", {"given": year})
    if year < FIRST_YEAR:
        raise PydanticCustomError("year_too_early", "early", {"given": year, "first": FIRST_YEAR})
    return year


class Document(Strict):
    """A document that facts of this case are taken from; with `places`, only those may be cited."""

    id: Annotated[str, Field(pattern=r"^\S+$")]
    title: str
    places: tuple[str, ...] = ()


class Case(Strict):
    """Everything known of one regency's programme in one year; what is absent is unknown."""

    schema_version: Literal[1] = 1
    region: Region
    year: Annotated[Year, AfterValidator(_not_in_future)]
    source: str | None = Field(default=None, description="holds for every fact that names no source of its own")
    fictional: bool = False
    documents: tuple[Document, ...] = ()
    agencies: tuple[LocalAgency, ...] = Field(default=(), description="local names, and agencies not in the register")
    decree: Decree = Decree()
    tpps: Tpps = Tpps()
    goals: Roster = Field(default=Roster(), description="agencies with a stunting goal in their Renstra")
    strategy: Strategy = Strategy()
    coordination: Coordination = Coordination()
    lokus: Lokus = Lokus()
    programmes: Programmes = Programmes()
    partners: Partners = Partners()
    budget: Budget = Budget()
    dana_desa: DanaDesa = DanaDesa()
    desa_convergence: DesaConvergence = DesaConvergence()
    sosialisasi: Sosialisasi = Sosialisasi()
    data: Data = Data()
    capacity: Capacity = Capacity()
    aksi: tuple[Aksi, ...] = ()
    calendar: Calendar = Calendar()
    prevalence: tuple[PrevalenceFigure, ...] = ()
    services: tuple[Service, ...] = ()
    targets: tuple[Target, ...] = ()
    questionnaire: Questionnaire = Questionnaire()
    obstacles: tuple[Obstacle, ...] | None = None
    suggestions: tuple[Suggestion, ...] | None = None
    _register: Register = PrivateAttr()
    _tree: Tree = PrivateAttr()

    @property
    def register(self) -> Register:
        """The agencies as this case names them."""
        return self._register

    @property
    def tree(self) -> Tree:
        """The file that the case was read from, with the place of everything in it."""
        return self._tree

    @cached_property
    def facts(self) -> dict[str, FactEntry]:
        """Every fact of the case by its path, e.g. ``decree.states.targets``; unknown ones included."""
        return tabulate(self)

    def entries(self, pattern: str) -> list[tuple[str, FactEntry]]:
        """Return the facts whose path fits `pattern` (``goals.agencies[*]``), each with what stood for the star."""
        return self._groups.get(pattern, [])

    @cached_property
    def _groups(self) -> dict[str, list[tuple[str, FactEntry]]]:
        return grouped(self.facts.values())
