"""The ways in which a measure is read from the facts of a case; closed, each named by its key."""

from typing import Annotated, Any, Literal, Union

from pydantic import Discriminator, Field, Tag

from diagnose.common import Strict

FactPath = str


class ReadFact(Strict):
    """The fact itself; never better than `capped_by` (what a draft decree says is draft).

    Where `requires` is known to be no or 0 it is the least there is: nobody attends a rembuk that was not held.
    """

    fact: FactPath
    capped_by: FactPath | None = None
    requires: FactPath | None = None


class ReadLowest(Strict):
    """The lowest of a fact over all entries of a list; `all_listed` tells whether the list is complete."""

    lowest: FactPath = Field(description="path with [*], e.g. tpps.kabupaten.bidang[*].active")
    all_listed: FactPath
    requires: FactPath | None = None


class ReadShare(Strict):
    """One number as a share of another."""

    part: FactPath
    whole: FactPath


class ReadExtent(Strict):
    """How many of all, from two numbers, on the scale none, some, most, all; most is more than half."""

    part_of: FactPath
    whole: FactPath


class ReadTally(Strict):
    """How many respondents gave one of `answers` to a question; what share of those asked; or that in words."""

    tally: str
    answers: Annotated[tuple[str, ...], Field(min_length=1)]
    as_: Annotated[Literal["count", "share", "extent"], Field(alias="as")]


class ReadRoster(Strict):
    """An answer per agency, seen by function: each function, or a count or share over a list of functions."""

    roster: FactPath
    capped_by: FactPath | None = None
    count_in: str | None = None
    share_in: str | None = None


class ReadEntries(Strict):
    """Entries of a list that fit `where`: how many; or, by the function of their agency, as a roster."""

    entries: FactPath
    all_listed: FactPath | None = None
    where: dict[str, str | tuple[str, ...]] = Field(default={})
    by_function: bool = False
    count_in: str | None = None
    share_in: str | None = None


class ReadDays(Strict):
    """Days from one date to another; above 0 when `days_from` comes first."""

    days_from: FactPath
    to: FactPath


class ReadSeries(Strict):
    """Figures of one kind over the years: the latest, the change from first (or last before) to latest, or a ratio.

    `of` and `against` name what they are of (``ssgi region``; ``all`` where an entry tells nothing but its year),
    later ones taking precedence in a year that two of them have. Ratio and difference compare the latest year that
    both sides have. `figure` is the field of an entry that holds the number.
    """

    series: FactPath
    figure: str = "percent"
    of: Annotated[tuple[str, ...], Field(min_length=1)]
    against: tuple[str, ...] | None = None
    as_: Annotated[Literal["latest", "change", "last_change", "ratio", "difference"], Field(alias="as")]


class ReadListed(Strict):
    """Whether a list that the case gives names an entry; unknown where the case gives no such list."""

    listed: FactPath
    entry: str


class ReadAgree(Strict):
    """Several statements of one thing, the strongest evidence first: what all of them allow.

    Where they contradict each other the first counts, and the contradiction is told.
    """

    agree: Annotated[tuple["Reading", ...], Field(min_length=2)]


_KEYS = ("agree", "fact", "lowest", "part", "part_of", "tally", "roster", "entries", "days_from", "series", "listed")


def _kind(raw: Any) -> str:
    keys = raw if isinstance(raw, dict) else dict(raw) if isinstance(raw, Strict) else {}
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

_PATHS = ("fact", "capped_by", "requires", "lowest", "all_listed", "part", "part_of", "whole", "days_from", "to")


def paths_read(reading: Any, *, whole: bool = True) -> set[str]:
    """Return the facts that a reading reads, as patterns with ``[*]`` for the entries of lists.

    Without `whole`, the number that another is a part of is left out.
    """
    if isinstance(reading, ReadAgree):
        return {path for part in reading.agree for path in paths_read(part, whole=whole)}
    found = {path for name in _PATHS if (whole or name != "whole") and (path := getattr(reading, name, None))}
    if isinstance(reading, ReadRoster):
        found |= {f"{reading.roster}.agencies[*]", f"{reading.roster}.others"}
    if isinstance(reading, ReadEntries):
        found |= {f"{reading.entries}[*]", *(f"{reading.entries}[*].{field}" for field in reading.where)}
    if isinstance(reading, ReadSeries):
        found |= {f"{reading.series}[*]", f"{reading.series}[*].{reading.figure}"}
    if isinstance(reading, ReadTally):
        found.add(f"questionnaire.items[{reading.tally}]")
    if isinstance(reading, ReadListed):
        found.add(f"{reading.listed}[{reading.entry}]")
    return found


def lists_closed(reading: Any) -> set[str]:
    """Return the facts that tell a list which `reading` goes over to be complete."""
    if isinstance(reading, ReadAgree):
        return {path for part in reading.agree for path in lists_closed(part)}
    path = getattr(reading, "all_listed", None)
    return {path} if path else set()
