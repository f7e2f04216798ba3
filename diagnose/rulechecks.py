"""What makes a rule base unsound: references to nothing, comparisons that make no sense, gates that stay shut.

Each check is a small function that yields problems at their places; `check` runs them all.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from pydantic_core import PydanticCustomError

from diagnose.case import Case
from diagnose.conditions import Compare, ForEach, comparisons, levels_read, rails
from diagnose.knowledge import Criterion, Finding, Measure, Saran
from diagnose.problems import EngineError, Place, Problem, nearest
from diagnose.readingchecks import blank_facts, check_reading
from diagnose.registerfile import function_ids
from diagnose.rulebase import SCALES, Block, Rulebase
from diagnose.wording import Text

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
OWN_PLACEHOLDERS = ("agency", "agencies", "entries", "function", "head", "region", "year")
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


def _conditions(block: Block, base: Rulebase) -> Iterator[Problem]:
    if not isinstance(block.content, Criterion | Finding):
        return
    levels = {*base.aspects, *(a for aspects in base.aspects.values() for a in aspects)}
    for level in levels_read(block.content.when):
        if isinstance(block.content, Criterion):
            yield Problem(block.place("when"), "criterion_reads_level", {"given": level})
        elif level not in levels:
            yield block.unknown("aspect_unknown", level, levels, "when")
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
    if scale is None:
        yield from _off_scale(base, measure, names, place)
    if scale is None and test in ("is", "in"):
        yield Problem(place, "label_on_number", {"given": measure.id})
        return
    if isinstance(block.content, Criterion) or isinstance(compare, ForEach):
        yield from _direction(base, measure, compare, test, place)


def _off_scale(base: Rulebase, measure: Measure, names: tuple[str, ...], place: Place) -> Iterator[Problem]:
    """Find thresholds that no value of the measure can stand on both sides of, or that are fractions of a count."""
    for threshold in base.thresholds:
        if threshold.id in names:
            value = threshold.value
            off = {
                "share": not 0 <= value <= 1,
                "percent": not 0 <= value <= 100,
                "count": value < 0 or value != int(value),
            }
            if off.get(measure.scale, False):
                values = {"given": threshold.id, "value": value, "scale": measure.scale}
                yield Problem(place, "threshold_off_scale", values)


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
            yield block.unknown("aspect_unknown", content.aspect, aspects, "aspect")
    if isinstance(content, Criterion | Finding):
        for i, saran in enumerate(content.saran):
            if saran not in base.saran:
                yield block.unknown("saran_unknown", saran, base.saran, "saran", i)
    if isinstance(content, Saran):
        for i, needed in enumerate(content.needs):
            if needed not in base.criteria:
                yield block.unknown("criterion_unknown", needed, base.criteria, "needs", i)
    if block.kind == "framework":
        functions = function_ids()
        for i, listed in enumerate(content.function_lists):
            for j, function in enumerate(listed.functions):
                if function not in functions:
                    loc = ("function_lists", i, "functions", j)
                    yield block.unknown("function_unknown", function, functions, *loc)


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
    single = (m.id for m in base.measures.values() if not m.per_function)
    known = {*OWN_PLACEHOLDERS, *single, *blank_facts(), *(HOLDER + f for f in function_ids())}
    for name in type(block.content).model_fields:
        text = getattr(block.content, name)
        if isinstance(text, Text):
            for lang in ("id", "en"):
                for given in PLACEHOLDER.findall(getattr(text, lang)):
                    if given not in known:
                        yield block.unknown("placeholder_unknown", given, known, name, lang)


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


_Check = Callable[[Block, Rulebase], Iterator[Problem]]
_REFERENCES: tuple[_Check, ...] = (_references, check_reading, _conditions)
_CONTENT: tuple[_Check, ...] = (_placeholders, _compiles)
