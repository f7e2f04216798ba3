"""Readings of what is stated agency by agency, seen function by function; see `inference.rosters`."""

from collections.abc import Iterator

from pydantic import Field
from typing_extensions import override

from diagnose.knowledge.readingbase import COMPLETE, LESS, MORE, FactPath, OverFunctions


class ReadRoster(OverFunctions):
    """An answer per agency, seen by function: each function, or a count or share over a list of functions."""

    roster: FactPath
    capped_by: FactPath | None = None

    @property
    def others(self) -> FactPath:
        """The fact that holds for every agency that is not listed."""
        return f"{self.roster}.others"

    @override
    def ways(self) -> Iterator[tuple[FactPath, int]]:
        yield from ((path, MORE) for path in (f"{self.roster}.agencies[*]", self.others, self.capped_by) if path)

    @override
    def answered_by(self) -> str:
        return self.roster

    @override
    def by_each_function(self) -> bool:
        return not self.over()


class ReadEntries(OverFunctions):
    """Entries of a list that fit `where`: how many; or, by the function of their agency, as a roster.

    By function, the entries of the list `also` speak for their agency too, but for those that are known to be
    `also_not`; they make nothing incomplete.
    """

    entries: FactPath
    also: FactPath | None = None
    also_not: dict[str, str] = Field(default={})
    all_listed: FactPath | None = None
    where: dict[str, str | tuple[str, ...]] = Field(default={})
    by_function: bool = False

    @override
    def ways(self) -> Iterator[tuple[FactPath, int]]:
        for name, wanted in self.where.items():
            yield f"{self.entries}[*].{name}", LESS if wanted == "no" else MORE
        if self.all_listed:
            yield self.all_listed, COMPLETE

    @override
    def paths(self) -> set[FactPath]:
        return super().paths() | {f"{path}[*]" for path in (self.entries, self.also) if path}

    @override
    def answered_by(self) -> str | None:
        """Return the list, where its entries are wanted by function whatever they say."""
        return self.entries if (self.by_function or self.over()) and not self.where else None

    @override
    def by_each_function(self) -> bool:
        return self.by_function and not self.over()
