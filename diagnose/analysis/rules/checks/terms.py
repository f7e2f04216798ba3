"""What each way of reading comes to in a fully known world, as z3 terms: one function a class.

Imported only by the checks that prove something; it needs z3 (``pip install 'konvergensi[proofs]'``).
"""

from dataclasses import dataclass
from functools import singledispatch
from typing import Any

import z3

from diagnose.analysis.rules.checks.variables import Facts, domain_of
from diagnose.case import Answer, questionnaire
from diagnose.inference import NO, YES
from diagnose.knowledge import (
    ReadAgree,
    ReadDays,
    ReadEntries,
    ReadExtent,
    ReadFact,
    ReadingBase,
    ReadListed,
    ReadLowest,
    ReadRoster,
    ReadSeries,
    ReadShare,
    ReadTally,
)


@dataclass(frozen=True)
class Term:
    """What a measure comes to: a z3 number, or one divided by another, kept apart so that comparing stays linear."""

    value: Any
    by: Any = None


@singledispatch
def term(reading: ReadingBase, facts: Facts, scale: str) -> Term:
    """Return what `reading`, of a measure on `scale`, comes to."""
    raise TypeError(f"no such reading: {reading!r}")


@singledispatch
def of_function(reading: ReadingBase, facts: Facts, function: str) -> Any:
    """Return what `reading` comes to for one function."""
    raise TypeError(f"not read by function: {reading!r}")


@of_function.register
def _entry_of(reading: ReadEntries, facts: Facts, function: str) -> Any:
    return z3.If(facts.entry(reading, function), int(YES), int(NO))


@of_function.register
def _seat_of(reading: ReadRoster, facts: Facts, function: str) -> Any:
    seat = facts.variable(f"{reading.roster}[{function}]", 1, z3.Int, 0, len(Answer) - 1, origin=reading.roster)
    return _capped(seat, reading.capped_by, facts)


def _capped(value: Any, cap: str | None, facts: Facts) -> Any:
    return extreme([value, facts.fact(cap)]) if cap else value


def _where_held(value: Any, needed: str | None, facts: Facts) -> Term:
    return Term(z3.If(facts.fact(needed) <= 0, 0, value) if needed else value)


@term.register
def _fact(reading: ReadFact, facts: Facts, scale: str) -> Term:
    return _where_held(_capped(facts.fact(reading.fact), reading.capped_by, facts), reading.requires, facts)


@term.register
def _lowest(reading: ReadLowest, facts: Facts, scale: str) -> Term:
    return _where_held(facts.fact(reading.lowest), reading.requires, facts)


@term.register
def _share(reading: ReadShare, facts: Facts, scale: str) -> Term:
    part, whole = facts.fact(reading.part), facts.fact(reading.whole, -1)
    none = domain_of(reading.whole)[2] is not None  # a percentage may be nought, and nothing falls short of that
    facts.constraints += [whole >= 0 if none else whole > 0, *([part <= whole] if scale == "share" else [])]
    return Term(part, whole)


@term.register
def _extent(reading: ReadExtent, facts: Facts, scale: str) -> Term:
    part, whole = facts.fact(reading.part_of), facts.fact(reading.whole, -1)
    facts.constraints += [part <= whole, whole >= 1]
    return Term(how_many(part, whole))


@term.register
def _tally(reading: ReadTally, facts: Facts, scale: str) -> Term:
    answers = questionnaire().by_id[reading.tally].answers
    given = {
        a: facts.variable(f"{reading.item} {a}", int(a in reading.answers), z3.Int, 0, origin=reading.item)
        for a in answers
    }
    asked = facts.variable(f"{reading.item} asked", 0, z3.Int, 1, origin=reading.item, frame=True)
    facts.constraints.append(z3.Sum(list(given.values())) == asked)
    inside = z3.Sum([given[a] for a in reading.answers])
    if reading.as_ == "share":
        return Term(inside, asked)
    return Term(how_many(inside, asked) if reading.as_ == "extent" else inside)


@term.register
def _count(reading: ReadEntries, facts: Facts, scale: str) -> Term:
    return Term(facts.entry(reading, ""))


@term.register
def _days(reading: ReadDays, facts: Facts, scale: str) -> Term:
    return Term(facts.fact(reading.to) - facts.fact(reading.days_from, -1))


@term.register
def _listed(reading: ReadListed, facts: Facts, scale: str) -> Term:
    return Term(2 * facts.variable(f"{reading.listed}[{reading.entry}]", 1, z3.Int, 0, 1))


@term.register
def _agreed(reading: ReadAgree, facts: Facts, scale: str) -> Term:
    return agreed([term(part, facts, scale) for part in reading.agree], facts)


def agreed(terms: list[Term], facts: Facts) -> Term:
    """Return the first of several terms for one thing, which are all the same."""
    first, *others = terms
    facts.constraints += [first.value * over(o) == o.value * over(first) for o in others]
    return first


@term.register
def _series(reading: ReadSeries, facts: Facts, scale: str) -> Term:
    def figure(of: tuple[str, ...], which: str, sign: int, figures: str = reading.figures) -> Any:
        path = figures.replace("*", f"{'/'.join(of)} {which}")
        return facts.variable(path, sign, *domain_of(figures), origin=figures)

    if reading.as_ in ("ratio", "difference"):
        year = "a year beside one of" if reading.neighbouring else "a year shared with"
        ours = figure(reading.of, f"of {year} {'/'.join(reading.against or ())}", 1)
        shared = f"of {year} {'/'.join(reading.of)}"
        theirs = figure(reading.against or (), shared, -1, reading.figures_against)
        if reading.as_ == "difference":
            return Term(ours - theirs)
        facts.constraints.append(theirs > 0)
        return Term(ours, theirs)
    broken = {None: "", True: " over a break", False: " of one series"}[reading.over_break]
    if reading.as_ == "told":
        return Term(2 * facts.variable(f"{reading.series}{broken} told", 1, z3.Int, 0, 1, origin=reading.figures))
    if reading.as_ in ("rise_beyond", "fall_beyond"):
        low, high = (f"{reading.series}[*].{end}" for end in reading.ends or (reading.figure, reading.figure))
        rises = reading.as_ == "rise_beyond"
        later, earlier = f"last{broken}", f"before last{broken}"
        ours = figure(reading.of, later if rises else earlier, 1, low)
        return Term(ours - figure(reading.of, earlier if rises else later, -1, high))
    if reading.as_ == "last_fall":
        return Term(figure(reading.of, f"before last{broken}", 1) - figure(reading.of, f"last{broken}", -1))
    if reading.as_ == "last_ratio":
        earlier = figure(reading.of, f"before last{broken}", -1)
        facts.constraints.append(earlier > 0)
        return Term(figure(reading.of, f"last{broken}", 1), earlier)
    last = figure(reading.of, f"last{broken}", 1)
    if reading.as_ == "latest":
        return Term(last)
    return Term(last - figure(reading.of, "first" if reading.as_ == "change" else f"before last{broken}", -1))


def extreme(terms: list[Any], most: bool = False) -> Any:
    """Return the least of `terms`, or the greatest."""
    result, *others = terms
    for term in others:
        result = z3.If((term > result) if most else (term < result), term, result)
    return result


def how_many(part: Any, whole: Any) -> Any:
    """Return `part` of `whole` as the rank of an extent."""
    return z3.If(part <= 0, 0, z3.If(part >= whole, 3, z3.If(2 * part > whole, 2, 1)))


def over(term: Term) -> Any:
    """Return what `term` is divided by."""
    return z3.IntVal(1) if term.by is None else term.by
