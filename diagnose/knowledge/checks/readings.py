"""What makes a measure unsound: facts, lists, questions and answers that no case can hold."""

from collections.abc import Iterator
from functools import singledispatch

from diagnose.case import RosterBlock, blank_facts, fact_kind, function_ids, is_fact_path, questionnaire, vocabulary
from diagnose.common import Problem, nearest
from diagnose.knowledge.functionreadings import ReadRoster
from diagnose.knowledge.models import Measure
from diagnose.knowledge.readingbase import ReadingBase
from diagnose.knowledge.readings import ReadListed, ReadSeries, ReadTally
from diagnose.knowledge.rulebase import Block, Rulebase

At = tuple[str | int, ...]
_NUMBERS = ("count", "number", "percent", "rupiah", "year")
# the kinds of facts that each scale, or part of a reading, can be read from
_FITS = {
    "answer": ("answer",),
    "extent": ("extent",),
    "degree": ("degree",),
    "day": ("day",),
    **dict.fromkeys(("number", "count", "percent", "share", "months", "days"), _NUMBERS),
}


def _rosters() -> tuple[str, ...]:
    """Return the paths of what a case knows agency by agency."""
    return tuple(block.roster for block in vocabulary().blocks if isinstance(block, RosterBlock))


def check(base: Rulebase) -> Iterator[Problem]:
    """Yield what measures read that no case can hold."""
    for block in base.blocks:
        yield from _of(block, base)


def _of(block: Block, base: Rulebase) -> Iterator[Problem]:
    if isinstance(block.content, Measure):
        statements = block.content.read.parts()
        for i, reading in enumerate(statements):
            at: At = ("read", "agree", i) if len(statements) > 1 else ("read",)
            yield from _reading(block, base, reading, at)
            yield from _own(reading, block, at)
        yield from _whole_measure(block, block.content)


def _reading(block: Block, base: Rulebase, reading: ReadingBase, at: At) -> Iterator[Problem]:
    said = {name: getattr(reading, name) for name in type(reading).model_fields}
    scale = block.content.scale
    wanted = {"fact": scale, "lowest": scale, "capped_by": "answer", "all_listed": "answer", "requires": "any"}
    wanted |= {"part": "number", "part_of": "number", "whole": "number", "days_from": "day", "to": "day"}
    for name, path in said.items():
        if name not in wanted or path is None:
            continue
        found, kind = fact_kind(path), wanted[name]
        if found is None:
            yield block.unknown("fact_unknown", path, blank_facts(), *at, name)
        elif found not in _FITS.get(kind, (found,)):
            yield Problem(block.place(*at, name), "fact_of_other_kind", {"given": path, "kind": found, "scale": kind})
    for name in ("count_in", "share_in", "extent_in", "within"):
        listed = said.get(name)
        if listed and listed not in base.list_ids:
            yield block.unknown("list_unknown", listed, base.list_ids, *at, name)
    for name in ("entries", "series", "against_in"):
        root = said.get(name)
        if root and not is_fact_path(f"{root}[*]"):
            yield block.unknown("fact_unknown", root, blank_facts(), *at, name)


@singledispatch
def _own(reading: ReadingBase, block: Block, at: At) -> Iterator[Problem]:
    """Yield what is wrong with what only this way of reading has."""
    yield from ()


@_own.register
def _roster(reading: ReadRoster, block: Block, at: At) -> Iterator[Problem]:
    if reading.others not in blank_facts():
        yield block.unknown("fact_unknown", reading.roster, _rosters(), *at, "roster")


@_own.register
def _series(reading: ReadSeries, block: Block, at: At) -> Iterator[Problem]:
    if fact_kind(reading.figures) not in _NUMBERS:
        yield Problem(block.place(*at), "figure_unknown", {"given": reading.figure, "series": reading.series})
    for end in reading.ends or ():
        if fact_kind(f"{reading.series}[*].{end}") not in _NUMBERS:
            yield Problem(block.place(*at, "ends"), "figure_unknown", {"given": end, "series": reading.series})
    if reading.as_ in ("told", "rise_beyond", "fall_beyond") and reading.ends is None:
        yield Problem(block.place(*at), "ends_missing", {"given": reading.as_})
    if reading.as_ in ("ratio", "difference") and not reading.against:
        yield Problem(block.place(*at), "against_missing")


@_own.register
def _listed(reading: ReadListed, block: Block, at: At) -> Iterator[Problem]:
    if reading.listed not in ("obstacles", "suggestions"):
        yield block.unknown("fact_unknown", reading.listed, ("obstacles", "suggestions"), *at, "listed")


def _whole_measure(block: Block, measure: Measure) -> Iterator[Problem]:
    if measure.read.by_each_function() != measure.per_function:
        yield Problem(block.place("id"), "per_function_odd", {"given": measure.id})
    if measure.ask.who not in function_ids():
        yield block.unknown("function_unknown", measure.ask.who, function_ids(), "ask", "who")


@_own.register
def _tally(reading: ReadTally, block: Block, at: At) -> Iterator[Problem]:
    if reading.covering and (f"{reading.covering}.others" not in blank_facts() or not reading.within):
        yield block.unknown("fact_unknown", reading.covering, ("goals", "decree.members"), *at, "covering")
    questions = questionnaire().by_id
    if reading.tally not in questions:
        yield block.unknown("question_unknown", reading.tally, questions, *at, "tally")
        return
    for i, answer in enumerate(reading.answers):
        if answer not in questions[reading.tally].answers:
            known = questions[reading.tally].answers
            near = nearest(answer, known)
            values = {"given": answer, "near": near, "expected": ", ".join(known)}
            yield Problem(block.place(*at, "answers", i), "answer_unknown", values)
