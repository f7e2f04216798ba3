"""Sections of a case on what is done: figures, money, sosialisasi, data, programmes, coordination, calendar."""

from typing import Annotated, Literal

from pydantic import Field

from diagnose.case.fact import (
    AnswerFact,
    CountFact,
    CountValue,
    ExtentFact,
    MonthFact,
    PercentFact,
    SizeFact,
    TextFact,
    TextValue,
    Year,
)
from diagnose.case.register import AgencyName
from diagnose.case.section import Item, Section


class PrevalenceFigure(Item):
    """The prevalence of stunting by one measuring system in one year."""

    KEY = ("system", "area", "year")
    year: Year
    system: Literal["ssgi", "ski", "riskesdas", "e_ppgbm"]
    area: Literal["region", "province", "nation"] = "region"
    percent: PercentFact


class Target(Item):
    """A target for prevalence or a service indicator."""

    KEY = ("indicator", "area", "year")
    year: Year
    indicator: TextValue
    area: Literal["region", "province", "nation"] = "region"
    percent: PercentFact


FundSource = Literal["apbn", "apbd_provinsi", "apbd_kabupaten", "apb_desa", "other"]


class BudgetLine(Item):
    """One line of the budget that is meant for the stunting programme."""

    KEY = ("name",)
    name: TextValue
    agency: AgencyName | None = None
    fund: FundSource | None = None
    amount_rupiah: SizeFact = SizeFact()
    location: str | None = None
    at_lokus: AnswerFact = AnswerFact()
    tagged: AnswerFact = AnswerFact()
    reaches_target_group: AnswerFact = AnswerFact()


class BudgetBasis(Section):
    """Which sources of funds the programme has a legal budget basis in."""

    apbn: AnswerFact = AnswerFact()
    apbd_provinsi: AnswerFact = AnswerFact()
    apbd_kabupaten: AnswerFact = AnswerFact()
    apb_desa: AnswerFact = AnswerFact()


class BudgetTotal(Item):
    """All that is budgeted for the programme in one year, from one source of funds or from all."""

    KEY = ("fund", "year")
    year: Year
    fund: FundSource | Literal["all"] = "all"
    amount_rupiah: SizeFact


class Budget(Section):
    """Money for the programme."""

    totals: tuple[BudgetTotal, ...] = ()
    lines: tuple[BudgetLine, ...] = ()
    all_listed: AnswerFact = Field(default=AnswerFact(), description="'yes' makes the list of lines complete")
    allocated: ExtentFact = Field(default=ExtentFact(), description="how many OPD have an APBD allocation for it")
    basis: BudgetBasis = BudgetBasis()


class DanaDesa(Section):
    """Village funds used for the programme."""

    use: ExtentFact = Field(default=ExtentFact(), description="how many villages use it, where nobody has a number")
    villages_using: CountFact = CountFact()
    share_percent: PercentFact = PercentFact()
    amount_rupiah: SizeFact = SizeFact()
    priority_regulation: TextFact = TextFact()
    binding_regulation: AnswerFact = Field(default=AnswerFact(), description="a regency regulation that binds its use")
    reported: AnswerFact = Field(default=AnswerFact(), description="the use is reported village by village")
    refocused: AnswerFact = Field(default=AnswerFact(), description="funds were moved to other needs, e.g. Covid BLT")
    used_for: TextFact = TextFact()


class DesaConvergence(Section):
    """The village convergence scorecard (laporan konvergensi desa)."""

    reported: CountFact = Field(default=CountFact(), description="villages that handed in a scorecard")
    above_40_percent: CountFact = Field(default=CountFact(), description="villages with a score above 40 percent")
    performing_well: CountFact = Field(default=CountFact(), description="villages graded 'berkinerja baik'")


class Service(Item):
    """The coverage of one service to its target group in one year."""

    KEY = ("indicator", "year")
    year: Year
    indicator: Literal[
        "kek_extra_food",
        "ttd_pregnant",
        "ttd_adolescent",
        "postpartum_contraception",
        "unwanted_pregnancy",
        "couples_checked",
        "drinking_water",
        "sanitation",
    ]
    percent: PercentFact


class Sosialisasi(Section):
    """How far the programme has been explained."""

    kecamatan_reached: CountFact = CountFact()
    desa_reached: CountFact = CountFact()
    reach: ExtentFact = Field(default=ExtentFact(), description="how many desa are reached, where nobody has a number")
    trained_people: AnswerFact = Field(default=AnswerFact(), description="the people who explain it are trained")
    campaign_channels: CountFact = Field(default=CountFact(), description="channels used by the campaign each month")
    hindered_by: TextFact = TextFact()


class DataBase(Item):
    """One data base in use."""

    KEY = ("base",)
    base: TextValue
    owner: AgencyName | None = None
    covers: str | None = None
    by_name_by_address: AnswerFact = AnswerFact()
    released: AnswerFact = Field(default=AnswerFact(), description="released to the other agencies for use")


class Data(Section):
    """Data bases and who gets them."""

    bases: tuple[DataBase, ...] = ()
    bases_all_listed: AnswerFact = Field(default=AnswerFact(), description="'yes' makes the list complete")
    matched: AnswerFact = Field(default=AnswerFact(), description="the bases are matched with one another, e.g. by NIK")
    measured_percent: PercentFact = Field(default=PercentFact(), description="children under five that were measured")
    krs_updates: CountFact = Field(default=CountFact(), description="updates of the data on families at risk, a year")
    known_to_agencies: ExtentFact = Field(default=ExtentFact(), description="OPD that were given the case data")
    known_to_villages: ExtentFact = Field(default=ExtentFact(), description="villages with by-name-by-address data")


class Programme(Item):
    """A programme, intervention or innovation."""

    KEY = ("name",)
    name: TextValue
    agency: AgencyName | None = None
    kind: Literal["specific", "sensitive", "supporting"] | None = None
    origin: Literal["central", "local"] | None = Field(default=None, description="designed by a ministry, or here")
    innovation: bool = False
    adapted: AnswerFact = Field(default=AnswerFact(), description="adjusted here to the stunting target or lokus")


class Programmes(Section):
    """What the agencies run."""

    items: tuple[Programme, ...] = ()
    all_listed: AnswerFact = Field(default=AnswerFact(), description="'yes' makes the list complete")
    adapted: ExtentFact = Field(default=ExtentFact(), description="how many OPD adapt theirs, where none are named")
    central_may_be_changed: AnswerFact = Field(default=AnswerFact(), description="OPD may change central programmes")


class Partner(Item):
    """A partner outside government."""

    KEY = ("name",)
    name: TextValue
    kind: Literal["business", "ngo", "university", "community", "other"] = "other"
    activity: str | None = None


class Partners(Section):
    """Who takes part from outside government."""

    items: tuple[Partner, ...] = ()
    all_listed: AnswerFact = Field(default=AnswerFact(), description="'yes' makes the list complete")


class Agreement(Item):
    """A formal agreement between sectors."""

    KEY = ("name",)
    name: TextValue
    parties: CountFact = CountFact()


class Strategy(Section):
    """The regency's own plan or regulation for the programme (RAD, Perbup, RPJMD)."""

    in_force: AnswerFact = AnswerFact()
    names_causes_outside_health: AnswerFact = AnswerFact()
    common_goals: AnswerFact = Field(default=AnswerFact(), description="goals that all OPD share, adopted as a whole")
    process_map: AnswerFact = Field(default=AnswerFact(), description="a cross-sector process map has been drawn")
    roles_written: ExtentFact = Field(default=ExtentFact(), description="how many of the relevant OPD have one")
    village_authority: AnswerFact = Field(default=AnswerFact(), description="regulation on village authority (aksi 4)")


class Coordination(Section):
    """What ties the sectors together in the year."""

    rembuk_kabupaten: CountFact = CountFact()
    rembuk_attendance: ExtentFact = Field(default=ExtentFact(), description="OPD at the rembuk, by attendance list")
    rembuk_kecamatan: CountFact = CountFact()
    meetings: CountFact = CountFact()
    monev: CountFact = CountFact()
    reports_to_governor: CountFact = CountFact()
    kecamatan_reports: CountFact = Field(default=CountFact(), description="reports of each kecamatan, a year")
    interfaith_forum: CountFact = Field(default=CountFact(), description="meetings of the inter-faith forum, a year")
    annual_review: AnswerFact = AnswerFact()
    services_synchronised: AnswerFact = Field(default=AnswerFact(), description="service data matched across sectors")
    programme_map: ExtentFact = Field(default=ExtentFact(), description="programmes mapped to whole target groups")
    roles_even: AnswerFact = Field(default=AnswerFact(), description="roles are divided evenly among the OPD")
    evaluation_joint: AnswerFact = Field(default=AnswerFact(), description="evaluated together, not by each OPD")
    agreements: tuple[Agreement, ...] = ()
    agreements_all_listed: AnswerFact = Field(default=AnswerFact(), description="'yes' makes the list complete")


class Lokus(Section):
    """The priority locations of the year."""

    determined: AnswerFact = AnswerFact()
    villages: CountFact = CountFact()
    common_target: AnswerFact = Field(default=AnswerFact(), description="all programmes are asked to serve them")
    central_programmes: ExtentFact = Field(default=ExtentFact(), description="APBN programmes that land there")


class Aksi(Item):
    """One of the convergence actions."""

    KEY = ("number",)
    number: Annotated[int, Field(ge=1, le=8)]
    held: AnswerFact = AnswerFact()
    date: MonthFact = MonthFact()


class Calendar(Section):
    """The planning calendar of the year."""

    planning_action: MonthFact = Field(default=MonthFact(), description="the planning action (aksi 2)")
    rembuk: MonthFact = MonthFact()
    musrenbang: MonthFact = Field(default=MonthFact(), description="Musrenbang of the regency")
    village_plans: MonthFact = Field(default=MonthFact(), description="start of the villages' planning (RKP Desa)")


class Obstacle(Item):
    """An obstacle that OPD named; `rank` 1 is named most."""

    KEY = ("obstacle",)
    obstacle: str
    rank: CountValue | None = None


class Suggestion(Item):
    """What OPD asked for."""

    KEY = ("suggestion",)
    suggestion: str


class Capacity(Section):
    """The people who carry the programme out."""

    even: AnswerFact = Field(default=AnswerFact(), description="the skill of the implementing staff is even")
    training: AnswerFact = Field(default=AnswerFact(), description="training or bimtek held in the year")
