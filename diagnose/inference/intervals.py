"""Intervals: what is known of a number, an answer or an extent, and how intervals combine."""

import math
from dataclasses import dataclass

from diagnose.case import Answer, Case, Extent, rank

Interval = tuple[float, float]
OPEN: Interval = (-math.inf, math.inf)
YES, NO = rank(Answer.YES), rank(Answer.NO)


@dataclass(frozen=True)
class Seen:
    """An interval, and the facts it comes from.

    `total` is what a count or share is out of; `contradicted` that statements of it exclude one another.
    """

    low: float
    high: float
    facts: tuple[str, ...] = ()
    total: float | None = None
    contradicted: bool = False


def bounds(case: Case, path: str) -> Interval:
    """Return the bounds of the fact at `path` as ranks; open where the case says nothing."""
    entry = case.facts.get(path)
    return (entry.low, entry.high) if entry else OPEN


def how_many(part: float, whole: float) -> float:
    """Return `part` of `whole` as the rank of an extent; an unknown `whole` is infinite to the side that is meant."""
    if math.isinf(part):
        return part
    if part <= 0:
        return rank(Extent.NONE)
    if part >= whole:
        return rank(Extent.ALL)
    return rank(Extent.MOST) if part > whole / 2 else rank(Extent.SOME)


def quotient(part: Interval, whole: Interval) -> Interval:
    """Return `part` divided by `whole`; open where `whole` may be 0."""
    if whole[0] <= 0 or math.isinf(whole[0]):
        return OPEN
    low = -math.inf if math.isinf(part[0]) else part[0] / whole[1] if not math.isinf(whole[1]) else 0.0
    return low, math.inf if math.isinf(part[1]) else part[1] / whole[0]


def difference(then: Interval, first: Interval) -> Interval:
    """Return `then` less `first`."""
    return then[0] - first[1], then[1] - first[0]
