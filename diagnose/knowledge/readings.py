"""The ways in which a measure is read from the facts of a case; closed, each named by its key."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Union

from pydantic import Discriminator, Field, Tag
from typing_extensions import override

from diagnose.case import Year
from diagnose.knowledge.functionreadings import ReadEntries, ReadRoster
from diagnose.knowledge.readingbase import COMPLETE, LESS, MORE, FactPath, ReadingBase, WhereHeld


class ReadFact(WhereHeld):
    """The fact itself; never better than `capped_by` (what a draft decree says is draft).

    Where `requires` is known to be no or 0 it is the least there is: what was not held had nobody attending.
    """

    fact: FactPath
    capped_by: FactPath | None = None

    @override
    def ways(self) -> Iterator[tuple[FactPath, int]]:
        yield from ((path, MORE) for path in (self.fact, self.capped_by, self.requires) if path)

    @override
    def stated(self) -> tuple[FactPath, ...]:
        return (self.fact,)


class ReadLowest(WhereHeld):
    """The lowest of a fact over all entries of a list; `all_listed` tells whether the list is complete."""

    lowest: FactPath = Field(description="path with [*], e.g. teams[*].active")
    all_listed: FactPath

    @override
    def ways(self) -> Iterator[tuple[FactPath, int]]:
        yield from ((path, MORE) for path in (self.lowest, self.requires) if path)
        yield self.all_listed, COMPLETE

    @override
    def stated(self) -> tuple[FactPath, ...]:
        return (self.lowest,)


class ReadShare(ReadingBase):
    """One number as a share of another."""

    part: FactPath
    whole: FactPath

    @override
    def ways(self) -> Iterator[tuple[FactPath, int]]:
        yield from ((self.part, MORE), (self.whole, LESS))

    @override
    def frame(self) -> set[FactPath]:
        return {self.whole}

    @override
    def stated(self) -> tuple[FactPath, ...]:
        return (self.part,)


class ReadExtent(ReadingBase):
    """How many of all, from two numbers, on the scale none, some, most, all; most is more than half."""

    part_of: FactPath
    whole: FactPath

    @override
    def ways(self) -> Iterator[tuple[FactPath, int]]:
        yield from ((self.part_of, MORE), (self.whole, LESS))

    @override
    def frame(self) -> set[FactPath]:
        return {self.whole}

    @override
    def stated(self) -> tuple[FactPath, ...]:
        return (self.part_of,)


class ReadTally(ReadingBase):
    """How many respondents gave one of `answers` to a question; what share of those asked; or that in words.

    `covering` is a roster of which the answers are to speak: where the respondents do not hold every function of the
    list `within` that may have a place in it, their answers say nothing of the others.
    """

    tally: str
    answers: Annotated[tuple[str, ...], Field(min_length=1)]
    as_: Annotated[Literal["count", "share", "extent"], Field(alias="as")]
    covering: FactPath | None = None
    within: str | None = None

    @property
    def item(self) -> FactPath:
        """The question that it reads."""
        return f"questionnaire.items[{self.tally}]"

    @override
    def paths(self) -> set[FactPath]:
        return {self.item}

    @override
    def places(self) -> frozenset[FactPath]:
        return super().places() | {self.item.partition(".")[0]}  # who was asked, too

    @override
    def stated(self) -> tuple[FactPath, ...]:
        return (self.item,)


class ReadDays(ReadingBase):
    """Days from one date to another; above 0 when `days_from` comes first."""

    days_from: FactPath
    to: FactPath

    @override
    def ways(self) -> Iterator[tuple[FactPath, int]]:
        yield from ((self.days_from, LESS), (self.to, MORE))


class ReadSeries(ReadingBase):
    """Figures of one kind over the years: the latest, the change from first (or last before) to latest, or a ratio.

    `of` and `against` name what they are of (``ssgi region``; ``all`` where an entry tells nothing but its year),
    later ones taking precedence in a year that two of them have. Ratio and difference compare the latest year that
    both sides have, or with `neighbouring` the latest that the other side has a figure of the year after or before.
    `figure` is the field of an entry that holds the number. What stands `against` it is read from the same series, or
    from `against_in`, there from `against_figure` where that is another field.

    Of two figures that follow one another, ``last_fall`` is how far the latest lies below the other, ``last_ratio`` the
    latest as so many times the other; ``told`` whether both have the ends of their interval (the fields `ends`);
    ``rise_beyond`` and ``fall_beyond`` how far apart those intervals lie, above 0 where they do not meet. Between two
    names of `of`, and from each of the years `breaks` on, the series is broken: `over_break` takes figures with a break
    between them alone, or those without one.
    """

    series: FactPath
    figure: str = "percent"
    of: Annotated[tuple[str, ...], Field(min_length=1)]
    against: tuple[str, ...] | None = None
    against_in: FactPath | None = None
    against_figure: str | None = None
    ends: tuple[str, str] | None = None
    neighbouring: bool = False
    breaks: tuple[Year, ...] = ()
    over_break: bool | None = None
    as_: Annotated[
        Literal[
            "latest",
            "change",
            "last_change",
            "last_fall",
            "last_ratio",
            "told",
            "rise_beyond",
            "fall_beyond",
            "ratio",
            "difference",
        ],
        Field(alias="as"),
    ]

    @property
    def figures(self) -> FactPath:
        """The figures that it goes over."""
        return f"{self.series}[*].{self.figure}"

    @override
    def paths(self) -> set[FactPath]:
        other = self.against_in or self.series
        ends = {f"{self.series}[*].{end}" for end in self.ends or ()}
        return {f"{self.series}[*]", self.figures, f"{other}[*]", self.figures_against, *ends}

    @property
    def figures_against(self) -> FactPath:
        """The figures that stand against them."""
        return f"{self.against_in or self.series}[*].{self.against_figure or self.figure}"


class ReadListed(ReadingBase):
    """Whether a list that the case gives names an entry; unknown where the case gives no such list."""

    listed: FactPath
    entry: str

    @override
    def paths(self) -> set[FactPath]:
        return {f"{self.listed}[{self.entry}]"}


class ReadAgree(ReadingBase):
    """Several statements of one thing, the strongest evidence first: what all of them allow.

    Where they exclude each other what any of them allows is allowed, and the contradiction is told.
    """

    agree: Annotated[tuple["Reading", ...], Field(min_length=2)]

    @override
    def parts(self) -> tuple[ReadingBase, ...]:
        return tuple(part for statement in self.agree for part in statement.parts())

    @override
    def ways(self) -> Iterator[tuple[FactPath, int]]:
        for part in self.agree:
            yield from part.ways()

    @override
    def paths(self) -> set[FactPath]:
        return {path for part in self.agree for path in part.paths()}

    @override
    def frame(self) -> set[FactPath]:
        return {path for part in self.agree for path in part.frame()}


_KEYS = ("agree", "fact", "lowest", "part", "part_of", "tally", "roster", "entries", "days_from", "series", "listed")


def _kind(raw: Any) -> str:
    keys = raw if isinstance(raw, dict) else dict(raw) if isinstance(raw, ReadingBase) else {}
    return f"({next((key for key in _KEYS if key in keys), 'fact')})"  # as in `conditions`


Reading = Annotated[
    Union[  # noqa: UP007 - read as a list of ways
        Annotated[ReadAgree, Tag("(agree)")],
        Annotated[ReadFact, Tag("(fact)")],
        Annotated[ReadLowest, Tag("(lowest)")],
        Annotated[ReadShare, Tag("(part)")],
        Annotated[ReadExtent, Tag("(part_of)")],
        Annotated[ReadTally, Tag("(tally)")],
        Annotated[ReadRoster, Tag("(roster)")],
        Annotated[ReadEntries, Tag("(entries)")],
        Annotated[ReadDays, Tag("(days_from)")],
        Annotated[ReadSeries, Tag("(series)")],
        Annotated[ReadListed, Tag("(listed)")],
    ],
    Discriminator(_kind),
]
ReadAgree.model_rebuild()
