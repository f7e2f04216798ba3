"""Arithmetic of intervals, by column: what `inference.intervals` does for one case."""

import math

import numpy as np

from diagnose.case import Extent, rank
from diagnose.portfolio.cells import Numbers
from diagnose.portfolio.facts import Interval

NONE, SOME, MOST, ALL = (rank(extent) for extent in Extent)


def how_many(part: Numbers, whole: Numbers) -> Numbers:
    """As `intervals.how_many`, by column."""
    with np.errstate(invalid="ignore"):
        found = np.where(part <= 0, NONE, np.where(part >= whole, ALL, np.where(part > whole / 2, MOST, SOME)))
    return np.where(np.isinf(part), part, found)


def quotient(part: Interval, whole: Interval) -> Interval:
    """As `intervals.quotient`, by column."""
    with np.errstate(invalid="ignore", divide="ignore"):
        low = np.where(np.isinf(part[0]), -math.inf, np.where(np.isinf(whole[1]), 0.0, part[0] / whole[1]))
        high = np.where(np.isinf(part[1]), math.inf, part[1] / whole[0])
    opened = (whole[0] <= 0) | np.isinf(whole[0])
    return np.where(opened, -math.inf, low), np.where(opened, math.inf, high)


def difference(then: Interval, first: Interval) -> Interval:
    """As `intervals.difference`, by column."""
    return then[0] - first[1], then[1] - first[0]
