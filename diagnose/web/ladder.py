"""The ladder by dimension: of one diagnosis, or before and after what is supposed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from diagnose.diagnosis import Change, Diagnosis, Interval, Rung, meanings, rungs


@dataclass(frozen=True)
class Row:
    """An aspect on the ladder, before and after; `second` is its level under the other reading, where it differs."""

    id: str
    name: str
    before: Interval
    after: Interval
    cells: tuple[Rung, ...]
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
        rows.setdefault(a.dimension, []).append(Row(a.id, a.name, a.level, a.level, rungs(a.level), second))
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
                Row(a.id, a.name, a.before, a.after, rungs(a.before, a.after)) for a in aspects if a.dimension == d.id
            ),
        )
        for d in dimensions
    )


def legend(groups: Iterable[Group], lang: str) -> str:
    """Return what each kind of cell in `groups` means, in one line."""
    return "; ".join(meanings((cell for group in groups for row in group.rows for cell in row.cells), lang))
