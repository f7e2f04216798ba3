"""What makes a rule base unsound: references to nothing, comparisons that make no sense, gates that stay shut.

Each check is a small function that yields problems at their places; `check` runs them all.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pydantic_core import PydanticCustomError

from diagnose.case import Case
from diagnose.conditions import Compare, ForEach, comparisons, levels_read, rails
from diagnose.knowledge import Criterion, Finding, Measure, Saran
from diagnose.problems import EngineError, Place, Problem, nearest
from diagnose.questionnaire import questionnaire
from diagnose.readings import ReadAgree, ReadEntries, ReadListed, ReadRoster, ReadSeries, ReadTally
from diagnose.registerfile import function_ids
from diagnose.rulebase import SCALES, Block, Rulebase
from diagnose.wording import Text

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
OWN_PLACEHOLDERS = ("agency", "agencies", "entries", "function", "region", "year")
HOLDER = "holder:"
_KINDS = ("kabupaten", "kota", "provinsi")
_ALLOWED_TESTS = {"higher": ("at_least", "above", "is", "in"), "lower": ("at_most", "below", "is", "in")}


def check(base: Rulebase, root: Path) -> list[Problem]:
    """Return everything unsound in `base`; later checks rest on earlier ones, so they run in rounds."""
    blocks = list(base.blocks)
    problems = [p for found in _REFERENCES for block in blocks for p in found(block, base)]
    problems += [*_citations(blocks, base), *_ids(blocks)]
    if not problems:
        problems = [p for found in _CONTENT for block in blocks for p in found(block, base)]
    return problems or list(_shut_gates(base)) or list(_engine_limits(base, root))


def _ids(blocks: list[Block]) -> Iterator[Problem]:
    seen: dict[tuple[str, str], list[Block]] = {}
    for block in blocks:
        if block.kind != "framework":
            kind = "rule" if block.kind in ("criteria", "findings") else block.kind
            others = seen.setdefault((kind, block.content.id), [])
            if any(block.kind != "thresholds" or _overlap(block, other) for other in others):
                yield Problem(
                    block.place("id"), "id_twice", {"given": block.content.id, "other": others[0].place("id")}
                )
            others.append(block)


def _overlap(one: Block, other: Block) -> bool:
    a, b = one.content, other.content
    return (a.from_year or 0) <= (b.until_year or 9999) and (b.from_year or 0) <= (a.until_year or 9999)


def _unknown(block: Block, key: str, given: str, known: object, *loc: str | int) -> Problem:
    names = list(known)  # type: ignore[call-overload]
    return Problem(block.place(*loc), key, {"given": given, "near": nearest(given, names)})


def _conditions(block: Block, base: Rulebase) -> Iterator[Problem]:
    if not isinstance(block.content, Criterion | Finding):
        return
    levels = {*base.aspects, *(a for aspects in base.aspects.values() for a in aspects)}
    for level in levels_read(block.content.when):
        if isinstance(block.content, Criterion):
            yield Problem(block.place("when"), "criterion_reads_level", {"given": level})
        elif level not in levels:
            yield _unknown(block, "aspect_unknown", level, levels, "when")
    for compare in comparisons(block.content.when):
        yield from _comparison(block, base, compare)


def _comparison(block: Block, base: Rulebase, compare: Compare) -> Iterator[Problem]:
    place = _place_of(block, compare)
    measure = base.measures.get(compare.measure)
    if measure is None:
        yield Problem(
            place, "measure_unknown", {"given": compare.measure, "near": nearest(compare.measure, base.measures)}
        )
        return
    if isinstance(compare, ForEach) and compare.for_each not in base.list_ids:
        yield Problem(
            place, "list_unknown", {"given": compare.for_each, "near": nearest(compare.for_each, base.list_ids)}
        )
    if measure.per_function != isinstance(compare, ForEach):
        yield Problem(place, "for_each_needed" if measure.per_function else "for_each_odd", {"given": measure.id})
    ((test, named),) = compare.tests().items()
    names = (named,) if isinstance(named, str) else named
    scale = SCALES.get(measure.scale)
    known = [str(label) for label in scale] if scale else [t.id for t in base.thresholds]
    for name in names:
        if name not in known:
            key = "label_unknown" if scale else "threshold_unknown"
            values = {"given": name, "near": nearest(name, known), "expected": ", ".join(known)}
            yield Problem(place, key, values)
            return
    if scale is None and test in ("is", "in"):
        yield Problem(place, "label_on_number", {"given": measure.id})
        return
    if isinstance(block.content, Criterion) or isinstance(compare, ForEach):
        yield from _direction(base, measure, compare, test, place)


def _direction(base: Rulebase, measure: Measure, compare: Compare, test: str, place: Place) -> Iterator[Problem]:
    """A criterion reads a measure the way it gets better; on that rests that levels are exact intervals."""
    values = {"given": measure.id, "better": measure.better}
    if test not in _ALLOWED_TESTS.get(measure.better, ()):
        yield Problem(place, "wrong_direction", values)
    elif test in ("is", "in"):
        try:
            bound = base.bound(compare, 0)
        except KeyError:
            yield Problem(place, "labels_apart", values)
            return
        if (bound.high if measure.better == "higher" else bound.low) is not None:
            yield Problem(place, "wrong_direction", values)


def _place_of(block: Block, compare: Compare) -> Place:
    """Return where the comparison stands: its measure's name, found below ``when``."""
    loc = (*block.loc, "when")
    for path, raw in block.tree.raw.items():
        if path[: len(loc)] == loc and path[-1] == "measure" and raw == compare.measure:
            return block.tree.place(path)
    return block.tree.place(loc)


def _references(block: Block, base: Rulebase) -> Iterator[Problem]:
    content = block.content
    if isinstance(content, Criterion):
        aspects = [a for found in base.aspects.values() for a in found]
        if content.aspect not in aspects:
            yield _unknown(block, "aspect_unknown", content.aspect, aspects, "aspect")
    if isinstance(content, Criterion | Finding):
        for i, saran in enumerate(content.saran):
            if saran not in base.saran:
                yield _unknown(block, "saran_unknown", saran, base.saran, "saran", i)
    if isinstance(content, Saran):
        for i, needed in enumerate(content.needs):
            if needed not in base.criteria:
                yield _unknown(block, "criterion_unknown", needed, base.criteria, "needs", i)
    if block.kind == "framework":
        functions = function_ids()
        for i, listed in enumerate(content.function_lists):
            for j, function in enumerate(listed.functions):
                if function not in functions:
                    loc = ("function_lists", i, "functions", j)
                    yield _unknown(block, "function_unknown", function, functions, *loc)


def _citations(blocks: list[Block], base: Rulebase) -> Iterator[Problem]:
    for tree in {id(b.tree): b.tree for b in blocks}.values():
        for path, raw in tree.raw.items():
            if path[0] == "sources" or not {"sources", "source"} & set(path[-2:]):
                continue
            document, _, place = raw.partition(" ")
            if document not in base.sources:
                values = {"given": document, "near": nearest(document, base.sources)}
                yield Problem(tree.place(path), "source_unknown", values)
            elif place not in base.sources[document].places:
                near = nearest(place, base.sources[document].places)
                yield Problem(tree.place(path), "place_unknown", {"given": place, "document": document, "near": near})


def _placeholders(block: Block, base: Rulebase) -> Iterator[Problem]:
    if not isinstance(block.content, Criterion | Finding | Saran):
        return
    known = {*OWN_PLACEHOLDERS, *base.measures, *_BLANK.facts, *(HOLDER + f for f in function_ids())}
    for name in type(block.content).model_fields:
        text = getattr(block.content, name)
        if isinstance(text, Text):
            for lang in ("id", "en"):
                for given in PLACEHOLDER.findall(getattr(text, lang)):
                    if given not in known:
                        yield _unknown(block, "placeholder_unknown", given, known, name, lang)


def _readings(block: Block, base: Rulebase) -> Iterator[Problem]:
    if isinstance(block.content, Measure):
        agreeing = isinstance(block.content.read, ReadAgree)
        parts = block.content.read.agree if isinstance(block.content.read, ReadAgree) else (block.content.read,)
        for i, part in enumerate(parts):
            yield from _reading(block, base, part, ("read", "agree", i) if agreeing else ("read",))
        yield from _whole_measure(block)


def _reading(block: Block, base: Rulebase, reading: Any, at: tuple[str | int, ...]) -> Iterator[Problem]:
    for name in ("fact", "capped_by", "lowest", "all_listed", "part", "part_of", "whole", "days_from", "to"):
        path = getattr(reading, name, None)
        if path and not is_fact_path(path):
            yield _unknown(block, "fact_unknown", path, _BLANK.facts, *at, name)
    for name in ("count_in", "share_in"):
        listed = getattr(reading, name, None)
        if listed and listed not in base.list_ids:
            yield _unknown(block, "list_unknown", listed, base.list_ids, *at, name)
    if isinstance(reading, ReadRoster) and f"{reading.roster}.others" not in _BLANK.facts:
        yield _unknown(block, "fact_unknown", reading.roster, ("goals", "decree.members"), *at, "roster")
    if isinstance(reading, ReadTally):
        yield from _tally(block, reading, at)
    for name in ("entries", "series"):
        root = getattr(reading, name, None)
        if root and not is_fact_path(f"{root}[*]"):
            yield _unknown(block, "fact_unknown", root, _BLANK.facts, *at, name)
    if isinstance(reading, ReadSeries) and reading.as_ in ("ratio", "difference") and not reading.against:
        yield Problem(block.place(*at), "against_missing")
    if isinstance(reading, ReadListed) and reading.listed not in ("obstacles", "suggestions"):
        yield _unknown(block, "fact_unknown", reading.listed, ("obstacles", "suggestions"), *at, "listed")


def _whole_measure(block: Block) -> Iterator[Problem]:
    reading = block.content.read
    wants = isinstance(reading, ReadRoster | ReadEntries) and not (reading.count_in or reading.share_in)
    wants = wants and (isinstance(reading, ReadRoster) or bool(getattr(reading, "by_function", False)))
    if wants != block.content.per_function:
        yield Problem(block.place("id"), "per_function_odd", {"given": block.content.id})
    if block.content.ask.who not in function_ids():
        yield _unknown(block, "function_unknown", block.content.ask.who, function_ids(), "ask", "who")


def _tally(block: Block, reading: ReadTally, at: tuple[str | int, ...]) -> Iterator[Problem]:
    questions = {q.id: q.answers for q in questionnaire().questions}
    if reading.tally not in questions:
        yield _unknown(block, "question_unknown", reading.tally, questions, *at, "tally")
        return
    for i, answer in enumerate(reading.answers):
        if answer not in questions[reading.tally]:
            known = questions[reading.tally]
            near = nearest(answer, known)
            values = {"given": answer, "near": near, "expected": ", ".join(known)}
            yield Problem(block.place(*at, "answers", i), "answer_unknown", values)


def is_fact_path(path: str) -> bool:
    """Tell whether a case can hold a fact at `path`; ``[*]`` stands for an entry of a list."""
    from diagnose.validation import _below

    models: list[object] = [Case]
    for part in path.replace("]", "").replace("[", ".").split("."):
        if part == "*":
            models = [a for m in models for a in (_below(m, 0) or [m])]
        else:
            models = [a for m in models for a in _below(m, part)]
    return bool(models)


def _compiles(block: Block, base: Rulebase) -> Iterator[Problem]:
    if isinstance(block.content, Criterion | Finding):
        years = {block.content.from_year or 2018, block.content.until_year or 2100}
        for year in sorted(years):
            try:
                rails(block.content.when, lambda c, y=year: base.bound(c, y))  # type: ignore[misc]
            except PydanticCustomError as error:
                yield Problem(block.place("when"), error.type, dict(error.context or {}))
                return
            except KeyError as error:
                yield Problem(block.place("when"), "threshold_not_in_year", {"given": error.args[0], "year": year})
                return


def _shut_gates(base: Rulebase) -> Iterator[Problem]:
    """Every gate of every aspect needs a criterion, in either reading, for each kind of region and in each year."""
    place = next(b.place() for b in base.blocks if b.kind == "framework")
    starts = {2018, *(y for c in base.criteria.values() for y in (c.from_year, (c.until_year or 0) + 1) if y and y > 1)}
    for aspect in (a for aspects in base.aspects.values() for a in aspects):
        for level in (2, 3, 4):
            for reading in ("main", "second"):
                other = "second" if reading == "main" else "main"
                gate = [
                    c for c in base.criteria.values() if c.aspect == aspect and c.level == level and c.reading != other
                ]
                for year, kind in ((y, k) for y in sorted(starts) for k in _KINDS):
                    if not any(c.holds_for(year, kind) for c in gate):
                        values = {"aspect": aspect, "level": level, "year": year, "kind": kind}
                        yield Problem(place, "gate_shut", values)
                        return


def _engine_limits(base: Rulebase, root: Path) -> Iterator[Problem]:
    case = Case.model_validate({"region": {"code": "00.00", "name": "Kabupaten", "kind": "kabupaten"}, "year": 2022})
    try:
        base.engine_for(case)
    except (EngineError, ValueError) as error:
        yield Problem(Place(str(root)), "engine_limit", {"why": error})


_BLANK = Case.model_validate({"region": {"code": "00.00", "name": "Kabupaten", "kind": "kabupaten"}, "year": 2022})
_Check = Callable[[Block, Rulebase], Iterator[Problem]]
_REFERENCES: tuple[_Check, ...] = (_references, _readings, _conditions)
_CONTENT: tuple[_Check, ...] = (_placeholders, _compiles)
