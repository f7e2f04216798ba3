"""What makes a lever useless or unsound, and saran whose effect no lever brings about.

A lever is unsound where no case can hold its facts, useless where no rule and no saran reads them. What a saran asks
for is brought about by a lever, or said to be in other hands.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import product

from diagnose.analysis.plan import Move, moves, touches
from diagnose.case import UNKNOWN_WORDS, Change, blank_facts, case_from, fact_patterns, overlay, vocabulary
from diagnose.common import PLACEHOLDER, InputError, Problem, nearest
from diagnose.knowledge import REGION_KINDS, Block, Condition, Lever, Rulebase, comparisons

_MANY = 100
_KEY = re.compile(r"\[[^\]]*\]")
_REGION = {"code": "00.00", "name": "Kabupaten Contoh"}


def check(base: Rulebase) -> Iterator[Problem]:
    """Yield what is wrong with levers, the scale of effort, and facts said to be in other hands."""
    blocks = {b.content.id: b for b in base.blocks if b.kind == "levers"}
    yield from _efforts(base, blocks.values())
    yield from _contradictions(blocks.values())
    told: set[tuple[str, str]] = set()
    helpful: set[str] = set()
    years = {vocabulary().first_year} | {s.from_year for s in base.saran.values() if s.from_year is not None}
    for kind, year in product(REGION_KINDS, sorted(years)):
        case = overlay(
            case_from({"region": {**_REGION, "kind": kind}, "year": year}),
            [Change(path, _MANY) for path in _taken_from(blocks.values())],
        )
        for move in moves(case, base):
            helpful |= {move.lever.id} if _helps(move, base) else set()
            try:
                overlay(case, move.changes)
            except InputError as error:
                for problem in error.problems:
                    if (move.lever.id, problem.key) not in told:
                        told.add((move.lever.id, problem.key))
                        yield Problem(blocks[move.lever.id].place("set"), problem.key, problem.values)
    yield from _without_lever(base)
    for name, block in blocks.items():
        if name not in helpful and not any(name == lever for lever, _ in told):
            yield Problem(block.place("set"), "lever_idle", {"given": name})
    yield from _outside(base)


def _taken_from(blocks: Iterable[Block]) -> set[str]:
    """Return the numbers that levers take their values from, such as how many villages there are."""
    texts = [value for block in blocks for value in block.content.set.values() if isinstance(value, str)]
    named = {name for text in texts for name in PLACEHOLDER.findall(text)}
    return {name.rpartition(" ")[2] for name in named} & set(blank_facts())


def _helps(move: Move, base: Rulebase) -> bool:
    """Tell whether a move changes a fact that some rule reads, or that some saran asks for."""
    conditions = [rule.when for rule in base.provable] + [ask.so for s in base.saran.values() for ask in s.asks]
    return touches(move.patterns(), _read(conditions, base))


def _read(conditions: Iterable[Condition], base: Rulebase) -> set[str]:
    compared = {c.measure for condition in conditions for c in comparisons(condition)}
    return {path for name in compared for path in base.measures[name].read.paths()}


def _without_lever(base: Rulebase) -> Iterator[Problem]:
    """Yield saran that ask for something none of whose facts a lever makes so or other hands hold."""
    outside = {path for block in base.outside for path in block.facts}
    made = {_KEY.sub("[*]", path) for lever in base.levers.values() for path in _paths(lever)} | outside
    for block in base.blocks:
        if block.kind != "saran":
            continue
        for i, ask in enumerate(block.content.asks):
            for name in {c.measure for c in comparisons(ask.so)}:
                read = {_KEY.sub("[*]", path) for path in base.measures[name].read.paths()}
                if not touches(made, read):
                    values = {"given": block.content.id, "measure": name}
                    yield Problem(block.place("asks", i), "saran_without_lever", values)


def _paths(lever: Lever) -> Iterator[str]:
    for path, value in lever.set.items():
        yield path
        if isinstance(value, dict):
            yield from (f"{path}.{name}" for name in value)


def _efforts(base: Rulebase, blocks: Iterable[Block]) -> Iterator[Problem]:
    named = [e.effort for e in base.efforts]
    for block in blocks:
        lever = block.content
        if lever.effort not in named:
            yield Problem(block.place("effort"), "effort_unnamed", {"given": lever.effort})
        for text in (lever.what.id, lever.what.en):
            if set(PLACEHOLDER.findall(text)) != ({"agency"} if lever.each_function else set()):
                yield Problem(block.place("what"), "lever_agency", {"given": lever.id})
                break


def _contradictions(blocks: Iterable[Block]) -> Iterator[Problem]:
    """Find facts that two levers make otherwise: then a plan of both would contradict itself."""
    said: dict[str, tuple[object, Block]] = {}
    for block in blocks:
        for path, value in block.content.set.items():
            if isinstance(value, str) and value in UNKNOWN_WORDS:
                continue
            first, other = said.setdefault(path, (value, block))
            if first != value:
                values = {"given": path, "other": other.place("set", path)}
                yield Problem(block.place("set", path), "change_twice", values)


def _outside(base: Rulebase) -> Iterator[Problem]:
    known = {*fact_patterns(), "questionnaire.items[*]"}
    for block in (b for b in base.blocks if b.kind == "outside"):
        for i, path in enumerate(block.content.facts):
            if path not in known:
                yield Problem(block.place("facts", i), "fact_unknown", {"given": path, "near": nearest(path, known)})
