"""What is told of many cases: counts of cases by level, what holds most of them, and saran by how many they serve.

No case is ranked and no level is averaged: a level is a place on an ordered scale.
"""

from typing import Literal

from diagnose.diagnosis import Interval, Record


class LevelCount(Record):
    """So many cases stand at one level, or anywhere within an open one."""

    level: Interval
    cases: int


class AspectCount(Record):
    """The levels of one aspect, or of a dimension (`dimension` is None), from low to high, open ones too."""

    id: str
    name: str
    dimension: str | None
    levels: tuple[LevelCount, ...]


class HoldingCount(Record):
    """A criterion that is unmet and holds its aspect below level `gates` in so many cases."""

    id: str
    title: str
    aspect: str
    gates: int
    cases: int


class Lifted(Record):
    """So many cases in which a saran would by itself lift an aspect to its next level."""

    aspect: str
    cases: int


class SaranCount(Record):
    """A saran, in how many cases it is given, and what it would lift by itself."""

    id: str
    text: str
    cases: int
    lifts: tuple[Lifted, ...]


class Region(Record):
    """Which case: its region and year."""

    code: str
    name: str
    year: int


class OutcomeAgainst(Record):
    """Cases whose outcome and integration part: how many, and the first of them in the order of their codes."""

    cases: int
    named: tuple[Region, ...]


class Outcome(Record):
    """The outcome that the framework names beside integration: cases in which the two part.

    `without` got better though some dimension surely stands at the lowest level; `despite` got no better though none
    stands below level 3.
    """

    measure: str
    title: str
    without: OutcomeAgainst
    despite: OutcomeAgainst


class YearSummary(Record):
    """What is told of the cases of one year."""

    year: int
    cases: int
    questions: int
    decisive: int
    aspects: tuple[AspectCount, ...]
    holding: tuple[HoldingCount, ...]
    saran: tuple[SaranCount, ...]
    outcome: Outcome | None


class PortfolioSummary(Record):
    """What is told of a table of cases, year by year; `left_out` counts the rows in which something is wrong."""

    schema_version: Literal[1] = 1
    lang: str
    rules_sha256: str
    cases: int
    left_out: int
    years: tuple[YearSummary, ...]
