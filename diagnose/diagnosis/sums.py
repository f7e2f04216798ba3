"""Numbers and names that are listed one by one, against the number that they are to come to."""

import math
from collections.abc import Iterator, Sequence

from diagnose.case import Case, FactBlock, FactEntry, RosterBlock, vocabulary
from diagnose.common import words
from diagnose.diagnosis.phrases import Phrases
from diagnose.diagnosis.records import ConflictRecord, Figure
from diagnose.inference import YES, bounds

_ROUNDED = 0.005  # of the whole: figures are told in thousands or millions


def sums(case: Case, phrases: Phrases) -> Iterator[ConflictRecord]:
    """Yield each list that comes to more than its whole, or, where it is complete, to less; and one that is empty."""
    for block in vocabulary().blocks:
        if isinstance(block, FactBlock) and block.adds_up_to is not None:
            yield from _figures(block, case, phrases)
        elif isinstance(block, RosterBlock):
            yield from _members(block, case, phrases)


def _figures(block: FactBlock, case: Case, phrases: Phrases) -> Iterator[ConflictRecord]:
    every = [entry for _, entry in case.entries(block.fact)]
    listed = [entry for entry in every if entry.known]
    whole = case.facts.get(str(block.adds_up_to).replace("{year}", str(case.year)))
    if whole is None or not whole.known or not listed:
        return
    complete = block.all_listed is not None and bounds(case, block.all_listed)[0] >= YES and len(listed) == len(every)
    low, high = math.fsum(e.low for e in listed), math.fsum(e.high for e in listed)
    spare = _ROUNDED * abs(whole.high)
    if low > whole.high + spare or (complete and high < whole.low - spare):
        yield _told(whole, low, listed, phrases)


def _members(block: RosterBlock, case: Case, phrases: Phrases) -> Iterator[ConflictRecord]:
    every = [entry for _, entry in case.entries(f"{block.roster}.agencies[*]")]
    others = case.facts[f"{block.roster}.others"]
    sure, may = (sum(getattr(e, end) >= YES for e in every) for end in ("low", "high"))
    complete = others.high < YES
    whole = case.facts.get(block.counted_in or "")
    if whole is not None and whole.known and every and (sure > whole.high or (complete and may < whole.low)):
        yield _told(whole, float(sure), [*every, others] if complete else every, phrases)
    cause = case.facts.get(block.some_where or "")
    if cause is not None and cause.low >= YES and complete and not may:
        said = {"fact": phrases.fact(cause.path), "said": phrases.value(cause.value, cause.path)}
        text = words(phrases.lang)["roster_empty"].format(roster=block.name.get(phrases.lang), **said)
        yield ConflictRecord(id=block.roster, statement=text, figures=_sides([cause, *every, others]), counts=None)


def _told(whole: FactEntry, found: float, listed: Sequence[FactEntry], phrases: Phrases) -> ConflictRecord:
    said = {"whole": phrases.fact(whole.path), "given": phrases.value(whole.value, whole.path)}
    text = words(phrases.lang)["sum_against_whole"].format(sum=phrases.number(found), **said)
    return ConflictRecord(id=whole.path, statement=text, figures=_sides([whole, *listed]), counts=None)


def _sides(entries: Sequence[FactEntry]) -> tuple[Figure, ...]:
    return tuple(Figure(fact=e.path, value=e.value, source=e.source) for e in entries)
