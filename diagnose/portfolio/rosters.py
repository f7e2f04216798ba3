"""Answers by agency seen by function, and entries of lists that fit a filter, by column; see `inference.rosters`."""

import math
from collections.abc import Callable, Mapping

import numpy as np

from diagnose.inference import NO, YES
from diagnose.knowledge import ReadEntries, ReadRoster
from diagnose.portfolio.cells import Mask
from diagnose.portfolio.facts import Facts, Interval


def roster(facts: Facts, reading: ReadRoster) -> Callable[[str], Interval]:
    """Return how to see a roster by function: the best answer of the agencies that hold it, else that of `others`."""
    entries = f"{reading.roster}.agencies"
    others = facts.bounds(f"{reading.roster}.others")
    cap = facts.bounds(reading.capped_by) if reading.capped_by else None

    def seen(function: str) -> Interval:
        some = np.zeros(facts.rows, bool)
        low, high = facts.full(-math.inf), facts.full(-math.inf)
        for agency in facts.keys(entries):
            mine = _where(facts.holds(agency, function), facts.present(entries, agency))
            if mine is None:
                continue
            least, most = facts.bounds(f"{entries}[{agency}]")
            low = np.where(mine, np.maximum(low, least), low)
            high = np.where(mine, np.maximum(high, most), high)
            some = some | mine
        low, high = np.where(some, low, others[0]), np.where(some, high, others[1])
        if cap is None:
            return low, high
        capped = cap[0] < YES
        return np.where(capped, np.minimum(low, cap[0]), low), np.where(capped, np.minimum(high, cap[1]), high)

    # several measures see one roster
    return lambda function: facts.once((reading.roster, reading.capped_by, function), lambda: seen(function))


def _where(holds: Mask | bool, there: Mask) -> Mask | None:
    if isinstance(holds, bool):
        return there if holds else None
    return holds & there


def _fits(facts: Facts, path: str, where: Mapping[str, str | tuple[str, ...]]) -> tuple[Mask, Mask]:
    """Return where the entry at `path` surely fits `where`, and where it may."""
    sure, may = np.ones(facts.rows, bool), np.ones(facts.rows, bool)
    for name, allowed in where.items():
        surely, maybe = facts.column(f"{path}.{name}").among((allowed,) if isinstance(allowed, str) else allowed)
        sure, may = sure & surely, may & maybe
    return sure, may


def entries_fitting(facts: Facts, reading: ReadEntries) -> Interval:
    """Return how many entries of a list fit; without bound above where the list may be incomplete."""
    low, high = facts.full(0.0), facts.full(0.0)
    for key in facts.keys(reading.entries):
        there = facts.present(reading.entries, key)
        sure, may = _fits(facts, f"{reading.entries}[{key}]", reading.where)
        low += there & sure
        high += there & may
    if reading.all_listed is None:
        return low, facts.full(math.inf)
    return low, np.where(facts.bounds(reading.all_listed)[0] >= YES, high, math.inf)


def entries_by_function(facts: Facts, reading: ReadEntries) -> Callable[[str], Interval]:
    """Return how to see a list of entries by function: yes where an agency that holds it has one that fits."""
    complete = facts.bounds(reading.all_listed or reading.entries)[0] >= YES
    entries = []
    for key in facts.keys(reading.entries):
        path = f"{reading.entries}[{key}]"
        there = facts.present(reading.entries, key)
        sure, may = _fits(facts, path, reading.where)
        agency = facts.column(f"{path}.agency")
        complete &= ~(there & ~agency.known & may)  # an entry that names no agency may be anybody's
        entries.append((agency, there & agency.known & sure, there & agency.known & may))
    for key in facts.keys(reading.also) if reading.also else ():
        path = f"{reading.also}[{key}]"
        agency, there = facts.column(f"{path}.agency"), facts.present(reading.also or "", key)
        for name, barred in reading.also_not.items():
            there = there & ~facts.column(f"{path}.{name}").among((barred,))[0]
        entries.append((agency, there & agency.known, there & agency.known))

    def of(function: str) -> Interval:
        sure, may = np.zeros(facts.rows, bool), np.zeros(facts.rows, bool)
        for agency, fits, may_fit in entries:
            for place, name in enumerate(agency.words):
                mine = _where(facts.holds(name, function), agency.codes == place)
                if mine is not None:
                    sure |= mine & fits
                    may |= mine & may_fit & ~fits
        no = complete & ~may
        return np.where(sure, YES, NO), np.where(sure | ~no, YES, NO)

    return of
