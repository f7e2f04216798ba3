"""The ladder as cells: what each of the four levels of an aspect is, now and under what is supposed.

An open level is drawn as open: every level of its range is marked alike, and no number stands in any of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from diagnose.common import words
from diagnose.diagnosis.levels import span
from diagnose.diagnosis.record import Interval
from diagnose.knowledge import LEVELS

Kind = Literal["below", "here", "open", "gained", "perhaps", "lost", "none"]


@dataclass(frozen=True)
class Rung:
    """One level of one aspect: what it is, and what is written in it; a symbol or a number always, not colour alone."""

    level: int
    kind: Kind
    mark: str


def rungs(stands: Interval, then: Interval | None = None) -> tuple[Rung, ...]:
    """Return the four cells of an aspect that stands at `stands`, and at `then` under what is supposed."""
    return tuple(_rung(level, stands, then or stands) for level in LEVELS)


def _rung(level: int, now: Interval, then: Interval) -> Rung:
    """Return one cell, drawn as on a ladder of `then` alone and signed with what changes.

    The lowest level of a range that is surely gained is drawn as gained, not as open.
    """
    certain, settled = now.lowest == now.highest, then.lowest == then.highest
    number = f"{level} " if level == now.lowest and certain else ""
    if level > then.highest:
        return Rung(level, "lost", f"{number}▼") if level <= now.highest else Rung(level, "none", "")
    if level < then.lowest or settled or level == then.lowest > now.lowest:
        return _reached(level, now, then)
    if level > now.highest:
        return Rung(level, "perhaps", "▲ ?")
    if level > then.lowest and certain:
        return Rung(level, "perhaps", f"{number}▼ ?")
    return Rung(level, "open", f"{number}?")


def _reached(level: int, now: Interval, then: Interval) -> Rung:
    """Return a cell that is certainly reached then."""
    last, certain = level == then.lowest == then.highest, now.lowest == now.highest
    if level > now.lowest:
        return Rung(level, "gained", f"▲ {level}" if last else "▲")
    here = level == now.lowest if certain else last
    return Rung(level, "here", str(level)) if here else Rung(level, "below", "■")


def stands_at(now: Interval, then: Interval | None = None) -> str:
    """Return a level in short, with what it becomes: ``2 → 3``."""
    return f"{span(now)} → {span(then)}" if then and then != now else span(now)


_TOLD: tuple[Kind, ...] = ("here", "below", "open", "gained", "perhaps", "lost")  # in this order


def meanings(cells: Iterable[Rung], lang: str, *, reached: bool = False) -> list[str]:
    """Return what each kind of cell among `cells` means, in the language `lang`.

    With `reached`, for a ladder that writes its cells as single signs: the present level is one of those reached.
    """
    w, present = words(lang), {cell.kind for cell in cells}
    told = [w[f"ladder.{kind}"] for kind in _TOLD if kind in present and not (reached and kind in ("here", "below"))]
    if reached and present & {"here", "below"}:
        told.insert(0, w["ladder.reached"])
    return told
