"""The ladder as rows of cells: of one diagnosis, or before and after what is supposed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from diagnose.diagnosis import Change, Diagnosis, Interval

Look = Literal["empty", "reached", "here", "open", "gained", "lost"]
_TOP = 4


@dataclass(frozen=True)
class Cell:
    """One level of one aspect: how it looks, and the number where the aspect stands."""

    level: int
    look: Look
    mark: str = ""


@dataclass(frozen=True)
class Row:
    """An aspect on the ladder, before and after; `second` is its level under the other reading, where it differs."""

    id: str
    name: str
    before: Interval
    after: Interval
    cells: tuple[Cell, ...]
    second: Interval | None = None

    @property
    def changed(self) -> bool:
        """Whether its level differs."""
        return self.before != self.after


@dataclass(frozen=True)
class Group:
    """A dimension and its aspects."""

    id: str
    name: str
    before: Interval
    after: Interval
    rows: tuple[Row, ...]

    @property
    def changed(self) -> bool:
        """Whether its level differs."""
        return self.before != self.after


def ladder(diagnosis: Diagnosis) -> tuple[Group, ...]:
    """Return the ladder of one diagnosis."""
    rows: dict[str, list[Row]] = {}
    for a in diagnosis.aspects:
        second = a.second_reading.level if a.second_reading else None
        rows.setdefault(a.dimension, []).append(Row(a.id, a.name, a.level, a.level, cells(a.level, a.level), second))
    return tuple(Group(d.id, d.name, d.level, d.level, tuple(rows[d.id])) for d in diagnosis.dimensions)


def ladder_of_both(dimensions: Sequence[Change], aspects: Sequence[Change]) -> tuple[Group, ...]:
    """Return the ladder of levels before and after a change."""
    return tuple(
        Group(
            d.id,
            d.name,
            d.before,
            d.after,
            tuple(
                Row(a.id, a.name, a.before, a.after, cells(a.before, a.after)) for a in aspects if a.dimension == d.id
            ),
        )
        for d in dimensions
    )


def cells(before: Interval, after: Interval) -> tuple[Cell, ...]:
    """Return the four cells of an aspect; an open level shows no cell filled as if it were the level."""
    return tuple(_cell(level, before, after) for level in range(1, _TOP + 1))


def _cell(level: int, before: Interval, after: Interval) -> Cell:
    exact, was_exact = after.lowest == after.highest, before.lowest == before.highest
    if after.lowest <= level <= after.highest and not exact:
        return Cell(level, "open", "?")
    if level == after.lowest:
        risen = was_exact and after.lowest > before.lowest
        sunk = was_exact and after.lowest < before.lowest
        return Cell(level, "gained", f"▲ {level}") if risen else Cell(level, "here", f"{'▼ ' if sunk else ''}{level}")
    if level < after.lowest:
        return Cell(level, "gained" if was_exact and level > before.lowest else "reached")
    return Cell(level, "lost" if was_exact and level <= before.lowest else "empty")
