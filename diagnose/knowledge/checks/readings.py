"""What makes a measure unsound: facts, lists, questions and answers that no case can hold."""

from collections.abc import Iterator
from typing import Any

from diagnose.case import blank_facts, fact_kind, function_ids, is_fact_path, questionnaire
from diagnose.common import Problem, nearest
from diagnose.knowledge.models import Measure
from diagnose.knowledge.readings import ReadAgree, ReadEntries, ReadListed, ReadRoster, ReadSeries, ReadTally
from diagnose.knowledge.rulebase import Block, Rulebase

_NUMBERS = ("number",)
# the kinds of facts that each scale, or part of a reading, can be read from
_FITS = {
    "answer": ("answer",),
    "extent": ("extent",),
    "day": ("day",),
    **dict.fromkeys(("number", "count", "percent", "share", "months", "days"), _NUMBERS),
}


def check(base: Rulebase) -> Iterator[Problem]:
    """Yield what measures read that no case can hold."""
    for block in base.blocks:
        yield from _of(block, base)


def _of(block: Block, base: Rulebase) -> Iterator[Problem]:
    if isinstance(block.content, Measure):
        agreeing = isinstance(block.content.read, ReadAgree)
        parts = block.content.read.agree if isinstance(block.content.read, ReadAgree) else (block.content.read,)
        for i, part in enumerate(parts):
            yield from _reading(block, base, part, ("read", "agree", i) if agreeing else ("read",))
        yield from _whole_measure(block)


def _reading(block: Block, base: Rulebase, reading: Any, at: tuple[str | int, ...]) -> Iterator[Problem]:
    scale = block.content.scale
    wanted = {"fact": scale, "lowest": scale, "capped_by": "answer", "all_listed": "answer", "requires": "any"}
    wanted |= {"part": "number", "part_of": "number", "whole": "number", "days_from": "day", "to": "day"}
    for name, kind in wanted.items():
        path = getattr(reading, name, None)
        if path is None:
            continue
        found = fact_kind(path)
        if found is None:
            yield block.unknown("fact_unknown", path, blank_facts(), *at, name)
        elif found not in _FITS.get(kind, (found,)):
            yield Problem(block.place(*at, name), "fact_of_other_kind", {"given": path, "kind": found, "scale": kind})
    for name in ("count_in", "share_in"):
        listed = getattr(reading, name, None)
        if listed and listed not in base.list_ids:
            yield block.unknown("list_unknown", listed, base.list_ids, *at, name)
    if isinstance(reading, ReadRoster) and f"{reading.roster}.others" not in blank_facts():
        yield block.unknown("fact_unknown", reading.roster, ("goals", "decree.members"), *at, "roster")
    if isinstance(reading, ReadTally):
        yield from _tally(block, reading, at)
    for name in ("entries", "series"):
        root = getattr(reading, name, None)
        if root and not is_fact_path(f"{root}[*]"):
            yield block.unknown("fact_unknown", root, blank_facts(), *at, name)
    if isinstance(reading, ReadSeries) and fact_kind(f"{reading.series}[*].{reading.figure}") != "number":
        yield Problem(block.place(*at), "figure_unknown", {"given": reading.figure, "series": reading.series})
    if isinstance(reading, ReadSeries) and reading.as_ in ("ratio", "difference") and not reading.against:
        yield Problem(block.place(*at), "against_missing")
    if isinstance(reading, ReadListed) and reading.listed not in ("obstacles", "suggestions"):
        yield block.unknown("fact_unknown", reading.listed, ("obstacles", "suggestions"), *at, "listed")


def _whole_measure(block: Block) -> Iterator[Problem]:
    reading = block.content.read
    wants = isinstance(reading, ReadRoster | ReadEntries) and not (reading.count_in or reading.share_in)
    wants = wants and (isinstance(reading, ReadRoster) or bool(getattr(reading, "by_function", False)))
    if wants != block.content.per_function:
        yield Problem(block.place("id"), "per_function_odd", {"given": block.content.id})
    if block.content.ask.who not in function_ids():
        yield block.unknown("function_unknown", block.content.ask.who, function_ids(), "ask", "who")


def _tally(block: Block, reading: ReadTally, at: tuple[str | int, ...]) -> Iterator[Problem]:
    questions = {q.id: q.answers for q in questionnaire().questions}
    if reading.tally not in questions:
        yield block.unknown("question_unknown", reading.tally, questions, *at, "tally")
        return
    for i, answer in enumerate(reading.answers):
        if answer not in questions[reading.tally]:
            known = questions[reading.tally]
            near = nearest(answer, known)
            values = {"given": answer, "near": near, "expected": ", ".join(known)}
            yield Problem(block.place(*at, "answers", i), "answer_unknown", values)
