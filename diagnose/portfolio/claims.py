"""What the sides of a dispute say, as cells write it: ``18.2 | 19.4``, or ``3..5 | 7..``."""

import math
from dataclasses import dataclass

from diagnose.case import BadAnswer, Kind
from diagnose.portfolio.cells import labels_of, valued

BETWEEN = "|"  # between the sides of a dispute
RANGE = ".."  # between the bounds that one of them gives


@dataclass(frozen=True)
class Claim:
    """What one source says of a fact in dispute: bounds, the value where it is one, and the values it allows."""

    low: float
    high: float
    word: str | None
    values: frozenset[str] | None


def claimed(text: str, kind: Kind) -> Claim:
    """Return what one side of a dispute says: a value, or bounds of it (``3..5``, ``3..``, ``..5``).

    Raises:
        BadAnswer: it is neither.
    """
    at_least, between, at_most = text.partition(RANGE)
    if not between:
        low, high, word = valued(text, kind)
        return Claim(low, high, word, None if word is None else frozenset([word]))
    labels = labels_of(kind)
    lowest, highest = (0.0, len(labels) - 1.0) if labels else (-math.inf, math.inf)
    low = valued(at_least.strip(), kind)[0] if at_least.strip() else lowest
    high = valued(at_most.strip(), kind)[1] if at_most.strip() else highest
    if low > high:
        raise BadAnswer(text)
    return Claim(low, high, None, frozenset(labels[int(low) : int(high) + 1]) if labels else None)
