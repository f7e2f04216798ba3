"""The ladder as cells: what each of the four levels of an aspect is, now and under what is supposed."""

from dataclasses import dataclass
from typing import Literal

from diagnose.common import words
from diagnose.diagnosis import Interval, span
from diagnose.memo.content.records import Aspect, Dimension, Memo

Kind = Literal["below", "here", "open", "gained", "perhaps", "lost", "none"]
LEVELS = (1, 2, 3, 4)
MEANINGS: dict[Kind, str] = {
    "here": "picture.here",
    "below": "picture.below",
    "open": "picture.open",
    "gained": "picture.gained",
    "perhaps": "picture.perhaps",
    "lost": "picture.lost",
}


@dataclass(frozen=True)
class Rung:
    """One level of one aspect: what it is, and what is written in it; a symbol or a number always, not colour alone."""

    level: int
    kind: Kind
    mark: str


def rungs(stands: Interval, then: Interval | None) -> tuple[Rung, ...]:
    """Return the four cells of an aspect that stands at `stands`, and at `then` under what is supposed."""
    after = then or stands
    return tuple(_rung(level, stands, after) for level in LEVELS)


def _rung(level: int, now: Interval, then: Interval) -> Rung:
    if then.lowest < level <= now.lowest:
        return Rung(level, "lost", f"{level} ▼" if level == now.lowest else "▼")
    if level == now.lowest:
        return Rung(level, "here", str(level))
    if level < now.lowest:
        return Rung(level, "below", "■")
    if level <= then.lowest:
        return Rung(level, "gained", f"▲ {level}" if level == then.lowest else "▲")
    if level <= now.highest:
        return Rung(level, "open", "?")
    return Rung(level, "perhaps", "▲ ?") if level <= then.highest else Rung(level, "none", "")


def levels(subject: Aspect | Dimension) -> str:
    """Return the level of `subject` in short, with what it becomes: ``2 → 3``."""
    now, then = span(subject.stands), span(subject.then) if subject.then else ""
    return f"{now} → {then}" if then and then != now else now


def second(aspect: Aspect) -> str:
    """Return the mark of the second reading of `aspect`, ``~3``; empty where it has none."""
    return f"~{aspect.second}" if aspect.second else ""


def named(aspect: Aspect) -> str:
    """Return the name of `aspect`, with the mark of its second reading."""
    return f"{aspect.name} {second(aspect)}".rstrip()


def kinds(memo: Memo) -> tuple[Kind, ...]:
    """Return the kinds of cells that the ladder of `memo` has, for its legend."""
    present = {r.kind for a in memo.aspects for r in rungs(a.stands, a.then)}
    return tuple(kind for kind in MEANINGS if kind in present)


def meaning(kind: Kind, lang: str) -> str:
    """Return what cells of `kind` mean, for a legend."""
    return words(lang)[MEANINGS[kind]]


def second_meaning(memo: Memo) -> str:
    """Return what the mark of a second reading means; empty where no aspect of `memo` has one."""
    return words(memo.lang)["legend_second"] if any(a.second for a in memo.aspects) else ""


def legend(memo: Memo) -> str:
    """Return what the cells and marks of the ladder of `memo` mean, in one line."""
    return "; ".join(filter(None, [*(meaning(kind, memo.lang) for kind in kinds(memo)), second_meaning(memo)]))
