"""Sections of a case on who governs: the region, the decree, the teams, and what the agencies answered."""

import re
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from diagnose.case.fact import AnswerFact, CountFact, ExtentFact, MonthFact, PercentFact, SizeFact, TextFact, TextValue
from diagnose.case.register import AgencyName, OrNames
from diagnose.case.section import Item, Section


def _code(raw: object) -> object:
    if not isinstance(raw, str):
        raise PydanticCustomError("region_code", "quote the code", {"given": raw})
    if not re.fullmatch(r"\d{2}(\.\d{2})?", raw):
        raise PydanticCustomError("region_code_form", "not a code", {"given": raw})
    return raw


def word(raw: object) -> object:
    """Take back what YAML made of a bare yes or no, and take the Indonesian words for them."""
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    return {"ya": "yes", "tidak": "no"}.get(raw.casefold(), raw) if isinstance(raw, str) else raw


AnswerWord = Annotated[str, BeforeValidator(word)]


class Poverty(Item):
    """The share of poor people in one year."""

    KEY = ("year",)
    percent: PercentFact = PercentFact()


class Region(Section):
    """The regency, its size and conditions."""

    code: Annotated[str, BeforeValidator(_code), Field(description='Kemendagri code, quoted: "36.02"')]
    name: Annotated[str, Field(min_length=3, max_length=120, pattern=r"\w")]
    kind: Literal["kabupaten", "kota"]
    kecamatan: CountFact = CountFact()
    desa_kelurahan: CountFact = CountFact()
    area_km2: SizeFact = SizeFact()
    population: CountFact = CountFact()
    life_expectancy_years: SizeFact = SizeFact()
    human_development_index: SizeFact = SizeFact()
    poverty: tuple[Poverty, ...] = ()
    prevalence_rank_in_province: CountFact = Field(default=CountFact(), description="1 is the highest prevalence")
    priority_regency_since: CountFact = Field(default=CountFact(), description="year")
    remote_areas: AnswerFact = Field(default=AnswerFact(), description="areas where basic services are hard to reach")


class Seat(AnswerFact):
    """A seat in the decree: an agency listed without further word has one."""

    role: str | None = None
    bidang: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _listed_is_seated(cls, raw: Any) -> Any:
        if raw is None:
            return {"value": "yes"}
        if isinstance(raw, dict) and not raw.keys() & {"value", "at_least", "at_most", "disputed"}:
            return {**raw, "value": "yes"}
        return raw


class Members(Section):
    """Who sits in the team by decree; `others: no` says that the list is complete."""

    agencies: Annotated[dict[AgencyName, Seat], OrNames] = Field(default={})
    others: AnswerFact = AnswerFact()


class DecreeContent(Section):
    """What the text of the decree lays down."""

    sasaran: AnswerFact = Field(default=AnswerFact(), description="target groups of the programme")
    targets: AnswerFact = Field(default=AnswerFact(), description="target figures and indicators")
    time_frame: AnswerFact = AnswerFact()
    person_in_charge: AnswerFact = Field(default=AnswerFact(), description="of each programme")
    process_network: AnswerFact = Field(default=AnswerFact(), description="cross-sector process map (crosscutting)")
    data_base: AnswerFact = Field(default=AnswerFact(), description="use of an integrated data base")
    lokus_focus: AnswerFact = Field(default=AnswerFact(), description="programmes directed to the priority locations")
    coordination: AnswerFact = Field(default=AnswerFact(), description="coordination of the sectors as a task")
    legal_basis: AnswerFact = AnswerFact()
    budget_basis: AnswerFact = AnswerFact()


class Decree(Section):
    """The decree (SK) that sets up the TPPS."""

    number: TextFact = TextFact()
    signed: AnswerFact = Field(default=AnswerFact(), description="'draft' while it is only a draft")
    date: MonthFact = MonthFact()
    members: Members = Members()
    states: DecreeContent = DecreeContent()


class Bidang(Item):
    """One bidang of the TPPS."""

    KEY = ("bidang",)
    bidang: TextValue
    coordinator: TextFact = TextFact()
    active: AnswerFact = AnswerFact()


class TeamKabupaten(Section):
    """The TPPS of the regency."""

    formed: AnswerFact = AnswerFact()
    chair: TextFact = TextFact()
    led_by_deputy_head: AnswerFact = Field(default=AnswerFact(), description="the deputy head of region leads it")
    age_months: SizeFact = Field(default=SizeFact(), description="months at work at the time of the diagnosis")
    bidang: tuple[Bidang, ...] = ()
    bidang_all_listed: AnswerFact = Field(default=AnswerFact(), description="'yes' makes the list complete")
    leading_agencies: tuple[AgencyName, ...] = Field(default=(), description="agencies that run the programme")


class TeamBelow(Section):
    """The teams of the kecamatan, or of the desa and kelurahan."""

    decreed: AnswerFact = Field(default=AnswerFact(), description="the regency has ordered all of them to be formed")
    formed: CountFact = CountFact()
    active: CountFact = CountFact()
    functioning: ExtentFact = Field(default=ExtentFact(), description="how many work, where nobody has a number")


class Tpps(Section):
    """The team (TPPS) at its three levels."""

    kabupaten: TeamKabupaten = TeamKabupaten()
    kecamatan: TeamBelow = TeamBelow()
    desa: TeamBelow = TeamBelow()


class QuestionnaireItem(Section):
    """The answers to one question: per agency where known per agency, else as tallies."""

    answers: dict[AgencyName, AnswerWord] | None = None
    tally: dict[str, CountFact] | None = None
    note: str | None = None

    def said(self) -> dict[str, Any]:
        """Return the answers by agency, or the count (or its bounds) by answer."""
        if self.answers is not None:
            return dict(self.answers)
        counts = {a: f.model_dump(include={"value", "at_least", "at_most"}, exclude_none=True) for a, f in self.tallied}
        return {answer: said.get("value", said) for answer, said in counts.items()}

    @property
    def tallied(self) -> list[tuple[str, CountFact]]:
        """The answers that were counted, each with its count."""
        return list((self.tally or {}).items())

    @model_validator(mode="after")
    def _answers_or_tally(self) -> Self:
        if (self.answers is None) == (self.tally is None):
            raise PydanticCustomError("answers_or_tally", "answers or tally")
        return self


class NamedAgency(Item):
    """An agency that OPD name, asked openly, as one that matters for the programme."""

    KEY = ("agency",)
    agency: AgencyName
    by: CountFact = Field(default=CountFact(), description="how many OPD name it")


class Questionnaire(Section):
    """What each OPD answered; "tidak tahu" is an answer, not a gap in the data."""

    conducted: MonthFact = MonthFact()
    respondents: tuple[AgencyName, ...] = ()
    items: dict[str, QuestionnaireItem] = Field(default={})
    named_agencies: tuple[NamedAgency, ...] = ()
    named_all_listed: AnswerFact = Field(default=AnswerFact(), description="'yes' makes the list of named complete")
