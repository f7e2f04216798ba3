"""What a kind of table is made of: its columns, and how its rows come to facts, to a list, or to figures."""

from typing import Literal

from pydantic import Field

from diagnose.common import Strict, Text

Holds = Literal[
    "text",
    "agency",
    "rupiah",
    "percent",
    "count",
    "year",
    "day",
    "answer",
    "tag",
    "grade",
    "fund",
    "spending",
    "system",
    "indicator",
    "area",
    "level",
]  # fmt: skip
FIGURES = ("rupiah", "percent", "count")
SAID_IN_TEXT = ("system", "indicator")  # what a text may say among other words, not only by itself


class Column(Strict):
    """One thing that a table may tell of each row: what its cells hold, and titles that it goes by."""

    holds: Holds
    label: Text
    titles: tuple[str, ...]
    otherwise: tuple[str, ...] = Field(default=(), description="titles taken where no column has one of `titles`")
    carried: bool = Field(default=False, description="a blank goes on with what stands above it")
    heads: tuple[str, ...] = Field(default=(), description="what a row begins with that names it for the rows below")
    proof: str | None = Field(default=None, description="the column that, where filled, answers yes for this one")


class Feed(Strict):
    """One fact that the rows of a table come to.

    `how` tells in which way: how many rows answer yes (``count``) or are above a limit, on the scale of how many
    (``extent``), a sum, a share of another column (``share``), the number of rows (``rows``), how many different places
    events reached (``reached``); what the row of the region itself says, with that of a second column added (``here``),
    or as a share of it (``here_share``).
    """

    fact: str
    how: Literal["count", "extent", "sum", "share", "rows", "reached", "here", "here_share"]
    column: str
    of: str | None = Field(default=None, description="the column of the whole, or of the place around")
    above: float | None = Field(default=None, description="yes is what is above this")
    unless: str | None = Field(default=None, description="where this column says no, so does a blank")
    where: dict[str, str] = Field(default={}, description="only rows that say this")


class Entries(Strict):
    """The list of facts that rows are added up to: one entry for each `name`, of `agency`, from `fund`."""

    list: str
    all_listed: str
    names: tuple[str, ...] = Field(description="columns that name an entry, the first that there is")
    agency: str
    fund: str
    year: str
    amount: str
    say: tuple[str, ...] = Field(description="columns told where all rows of an entry agree")
    counted: str = Field(description="the column that tells which rows count")
    repeats: tuple[str, ...] = Field(default=(), description="words of titles of what amounts are repeated for")
    heads: tuple[str, ...] = Field(default=(), description="words that begin the name of what entries are parts of")
    sums: str = Field(description="the list of sums by fund and year")
    spent: str | None = Field(default=None, description="the column of what was spent of the amount")
    spent_share: str | None = Field(default=None, description="the fact that tells what share of all was spent")


class Share(Strict):
    """What part of a whole was covered, in percent: as a column says, or of two numbers; the latest year counts."""

    fact: str
    column: str
    part: str
    whole: str
    where: dict[str, str] = Field(default={})


class Figures(Strict):
    """The list of facts with one figure for each row, told apart by `key`; figures that differ are disputed."""

    list: str
    key: tuple[str, ...]
    value: str
    area: str = Field(description="the column that names the region")
    within: str = Field(default="", description="the column that names a place within it, of which rows do not count")
    year: str
    month: str = Field(default="", description="the column of the part of a year that a figure is of")
    dated: tuple[str, ...] = Field(default=(), description="columns whose cells may tell the year besides")
    share: Share | None = None
    part: str = Field(default="", description="the column of how many were reached, where no figure is said")
    whole: str = Field(default="", description="with `part`: of how many; those of places within are added up")
    apart: tuple[str, ...] = Field(default=(), description="titles of the value below one that says a year, or beside")
