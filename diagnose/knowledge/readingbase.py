"""What every way of reading a measure tells about itself: which facts it reads, and which way each of them goes."""

from collections.abc import Iterator

from typing_extensions import override

from diagnose.common import Strict

FactPath = str
# whether more of a fact is more of the measure that reads it; a fact that tells a list to be complete is neither
MORE, LESS, COMPLETE = 1, -1, 0


class ReadingBase(Strict):
    """What every reading tells about itself; paths have ``[*]`` for the entries of lists."""

    def parts(self) -> tuple["ReadingBase", ...]:
        """Return the readings that it is made of: itself, or the statements that must agree."""
        return (self,)

    def ways(self) -> Iterator[tuple[FactPath, int]]:
        """Yield each fact that a higher or lower value of moves the measure, and which way (MORE, LESS, COMPLETE)."""
        yield from ()

    def paths(self) -> set[FactPath]:
        """Return the facts that it reads."""
        return {path for path, _ in self.ways()}

    def places(self) -> frozenset[FactPath]:
        """Return all places of a case that it may look at, without what stands in brackets; too many rather than few.

        Every text of its own counts as the path of one.
        """
        return frozenset(path.partition("[")[0] for path in {*self.paths(), *_texts(dict(self))})

    def closed(self) -> set[FactPath]:
        """Return the facts that tell a list which it goes over to be complete."""
        return {path for path, way in self.ways() if way == COMPLETE}

    def frame(self) -> set[FactPath]:
        """Return the numbers that others are a part of."""
        return set()

    def stated(self) -> tuple[FactPath, ...]:
        """Return the facts by which its statement stands or falls; a number out of all stands by itself."""
        return ()

    def needed(self) -> FactPath | None:
        """Return the fact without which there is nothing to read: what was not held had nobody attending."""
        return None

    def over(self) -> str | None:
        """Return the list of functions that it counts over, if it does."""
        return None

    def answered_by(self) -> str | None:
        """Return what an answer agency by agency fills: readings that agree in it are answered by the same answers."""
        return None

    def by_each_function(self) -> bool:
        """Whether it gives an answer for each function."""
        return False


class WhereHeld(ReadingBase):
    """A reading of something that there is only where `requires` is not known to be no or 0."""

    requires: FactPath | None = None

    @override
    def needed(self) -> FactPath | None:
        return self.requires


class OverFunctions(ReadingBase):
    """A reading by function: each function's answer, or how many of a list of functions.

    They are told as a count, a share, or an extent (none, some, most, all).
    """

    count_in: str | None = None
    share_in: str | None = None
    extent_in: str | None = None

    @override
    def over(self) -> str | None:
        return self.count_in or self.share_in or self.extent_in


def _texts(value: object) -> Iterator[str]:
    """Yield every text in `value`, be it in a part of it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, ReadingBase):
        yield from value.places()
    elif isinstance(value, dict):
        yield from (text for pair in value.items() for part in pair for text in _texts(part))
    elif isinstance(value, tuple):
        yield from (text for part in value for text in _texts(part))
