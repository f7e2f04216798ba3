"""What a survey found, by column: how often each answer was given, and of whom that tells."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from diagnose.case import questionnaire, respondents
from diagnose.common import per_pack
from diagnose.inference import YES
from diagnose.knowledge import ReadRoster, ReadTally
from diagnose.portfolio.cells import Mask, Numbers
from diagnose.portfolio.facts import Facts, Interval
from diagnose.portfolio.intervals import ALL, MOST, NONE, SOME, how_many
from diagnose.portfolio.layout import items
from diagnose.portfolio.rosters import roster


@dataclass(frozen=True)
class Tally:
    """How often each answer was given; how many were `asked`, where that is `told`; and where the question was put."""

    counts: Mapping[str, Interval]
    asked: Numbers
    told: Mask
    put: Mask


def tallied(facts: Facts, reading: ReadTally) -> Interval:
    """As `inference.readings`: how many gave one of the answers, what share of those asked, or that in words."""
    tally = _tallies(facts, reading.tally)
    opened = facts.open()
    if not tally.put.any():
        return opened
    inside = [counts for answer, counts in tally.counts.items() if answer in reading.answers]
    outside = [counts for answer, counts in tally.counts.items() if answer not in reading.answers]
    low, high = (sum((counts[end] for counts in inside), facts.full(0.0)) for end in (0, 1))
    others = [sum((counts[end] for counts in outside), facts.full(0.0)) for end in (0, 1)]
    asked, told = tally.asked, tally.told
    low = np.where(told, np.maximum(low, asked - others[1]), low)
    high = np.where(told, np.minimum(high, asked - others[0]), high)
    if reading.as_ != "count":
        with np.errstate(invalid="ignore", divide="ignore"):
            low = np.where(told, np.where(asked > 0, low / asked, opened[0]), _of_all(low, others[1], 0.0))
            high = np.where(told, np.where(asked > 0, high / asked, opened[1]), _of_all(high, others[0], 1.0))
    if reading.as_ == "extent":
        low, high = how_many(low, facts.full(1.0)), how_many(high, facts.full(1.0))
    return np.where(tally.put, low, opened[0]), np.where(tally.put, high, opened[1])


def _of_all(part: Numbers, others: Numbers, unbounded: float) -> Numbers:
    """As `inference.readings`: `part` as a share of itself and `others`; `unbounded` where that cannot be told."""
    open_ = np.isinf(part) | np.isinf(others) | (part + others == 0)
    return np.where(open_, unbounded, part / (part + others))


def covered(facts: Facts, path: str, functions: Sequence[str]) -> Mask:
    """As `inference.measures`: whether the respondents hold each of `functions` that may have a place in the roster."""
    of = roster(facts, ReadRoster(roster=path))
    covered = np.ones(facts.rows, bool)
    for function in functions:
        covered &= _asked(facts, function) | (of(function)[1] < YES)
    return covered


def of_them_all(low: Numbers, high: Numbers, covered: Mask) -> Interval:
    """Return what answers of some tell of all: those who did are some of them, those who did not too."""
    least, most = np.where(low > NONE, SOME, -math.inf), np.where(high < ALL, MOST, math.inf)
    return np.where(covered, low, least), np.where(covered, high, most)


def _tallies(facts: Facts, item: str) -> Tally:
    """Return how often each answer to `item` was given, how many were asked, and where either is told.

    As `case.tallies`: a respondent who is not accounted for may have given any answer; where nobody says how many
    were asked, a count of each answer does.
    """
    columns = {a: facts.column(f"{items()}{item}].tally.{a}") for a in _answers_to(item)}
    low = {a: np.maximum(column.low, 0.0) for a, column in columns.items()}
    high = {a: np.where(column.known, math.inf, column.high) for a, column in columns.items()}
    number, named = facts.column(respondents()), _named(facts)
    told = (number.known & (number.low > 0)) | (named > 0)
    every = np.logical_and.reduce([column.low == column.high for column in columns.values()]) & ~told
    least = sum(low.values(), facts.full(0.0))
    asked = np.where(told, np.where(number.known, np.maximum(number.low, named), named), least)
    high = {a: np.where(every, low[a], h) for a, h in high.items()}
    most = sum(high.values(), facts.full(0.0))
    counts: dict[str, Interval] = {}
    for a in columns:
        others = (
            sum((h for b, h in high.items() if b != a), facts.full(0.0)) if np.isinf(most).any() else most - high[a]
        )
        ends = np.maximum(low[a], asked - others), np.minimum(high[a], asked - (least - low[a]))
        counts[a] = np.where(told | every, ends[0], low[a]), np.where(told | every, ends[1], high[a])
    return Tally(counts, asked, told | every, facts.present(items().removesuffix("["), item))


def _named(facts: Facts) -> Numbers:
    """Return how many respondents each case names."""
    columns = [facts.column(f"{respondents()}[{agency}]") for agency in facts.keys(respondents())]
    return sum((np.where(column.low >= YES, 1.0, 0.0) for column in columns), facts.full(0.0))


def _asked(facts: Facts, function: str) -> Mask:
    """Return in which cases an agency that holds `function` answered the survey; nowhere, where none is named."""
    found = np.zeros(facts.rows, bool)
    for agency in facts.keys(respondents()):
        found |= facts.holds(agency, function) & (facts.column(f"{respondents()}[{agency}]").low >= YES)
    return found


@per_pack
def _answers_to(item: str) -> tuple[str, ...]:
    """Return the answers that can be given to the question `item`."""
    return tuple(questionnaire().by_id[item].answers)
