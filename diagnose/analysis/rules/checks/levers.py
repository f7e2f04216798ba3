"""What makes a lever useless or unsound: facts no case can hold, contradictions, and facts that no criterion reads."""

from collections.abc import Iterable, Iterator

from diagnose.analysis.plan import Move, moves
from diagnose.case import UNKNOWN_WORDS, Change, blank_facts, case_from, fact_patterns, overlay, vocabulary
from diagnose.common import PLACEHOLDER, InputError, Problem, nearest
from diagnose.knowledge import REGION_KINDS, Block, Rulebase, comparisons

_MANY = 100
_REGION = {"code": "00.00", "name": "Kabupaten Contoh"}


def check(base: Rulebase) -> Iterator[Problem]:
    """Yield what is wrong with levers, the scale of effort, and facts said to be in other hands."""
    blocks = {b.content.id: b for b in base.blocks if b.kind == "levers"}
    yield from _efforts(base, blocks.values())
    yield from _contradictions(blocks.values())
    told: set[tuple[str, str]] = set()
    helpful: set[str] = set()
    for kind in REGION_KINDS:
        case = overlay(
            case_from({"region": {**_REGION, "kind": kind}, "year": vocabulary().first_year}),
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
    for name, block in blocks.items():
        if name not in helpful and not any(name == lever for lever, _ in told):
            yield Problem(block.place("set"), "lever_idle", {"given": name})
    yield from _outside(base)


def _taken_from(blocks: Iterable[Block]) -> set[str]:
    """Return the numbers that levers take their values from, such as how many villages there are."""
    texts = [value for block in blocks for value in block.content.set.values() if isinstance(value, str)]
    return {path for text in texts for path in PLACEHOLDER.findall(text)} & set(blank_facts())


def _helps(move: Move, base: Rulebase) -> bool:
    """Tell whether a move changes a fact that some criterion reads."""
    compared = {c.measure for rule in base.criteria.values() for c in comparisons(rule.when)}
    read = {path for name in compared for path in base.measures[name].read.paths()}
    return any(p in read or any(r.startswith(f"{p}.") for r in read) for p in move.patterns())


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
