"""Generated cases on which engine, plain evaluator, columns and a second opinion agree, and intervals that are exact.

python -m tests.long.generated agreement --minutes 60 --most 250000
python -m tests.long.generated completions --minutes 60
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from diagnose.case.overlay import Change
from diagnose.common.problems import InputError
from diagnose.engine.plain import PlainEngine
from diagnose.inference.columns import evaluate
from diagnose.inference.infer import Inference, engine_facts, infer
from diagnose.inference.measures import Measured
from diagnose.knowledge.load import load_rules
from tests.inference.test_columns import WORDS, columns, differences
from tests.lib.completing import Statement, inexact
from tests.lib.generated import ANSWERS, CASES, EXTENTS, SETTABLE, SHIPPED
from tests.lib.numbered import numbered
from tests.lib.oracle import Levels, Truth, opinion
from tests.long.ledger import numbers, run

RULES = load_rules()
TRUTH = {True: "met", False: "unmet", None: "unknown"}
FACTS = sorted(path for path in SETTABLE if "agencies[" not in path and "calendar" not in path)


@cache
def plain(kind: str, year: int) -> PlainEngine:
    """The plain evaluator with the rules of such a region in such a year."""
    return PlainEngine(RULES.engine_of(kind, year)[0].tiers)


@cache
def second(kind: str, year: int) -> Callable[[Mapping[str, Measured]], tuple[dict[str, Truth], Levels]]:
    """The second opinion on such a region in such a year."""
    return opinion(RULES, year, kind)


def agreement(number: int) -> dict[str, int] | str:
    """Try all four evaluators on the case of that number."""
    return agreements([number])[0]


def agreements(some: Sequence[int]) -> list[dict[str, int] | str]:
    """Try all four evaluators on the cases of those numbers, the columns on all of a kind and year at once."""
    told: dict[int, dict[str, int] | str] = {}
    groups: dict[tuple[str, int], dict[int, Inference]] = {}
    for number in some:
        case, left_out = numbered(number)
        kind, year = case.region.kind, case.year
        found = infer(case, RULES)
        groups.setdefault((kind, year), {})[number] = found
        told[number] = _by_one(found, kind, year, left_out)
    for (of, during), inferred in groups.items():
        other = evaluate(RULES, *columns([found.measured for found in inferred.values()]), during, of)
        for i, (number, found) in enumerate(inferred.items()):
            if wrong := differences(found, other, i, RULES):
                told[number] = f"the columns say otherwise: {wrong}"
    return [told[number] for number in some]


def _by_one(found: Inference, kind: str, year: int, left_out: int) -> dict[str, int] | str:
    """What the plain evaluator and the second opinion say of one case."""
    fired = Counter((id(f.rule), f.values) for firings in found.proofs.values() for f in firings)
    if Counter((id(f.rule), f.values) for f in plain(kind, year).run(engine_facts(found.measured))) != fired:
        return "the plain evaluator fires otherwise"
    truths, levels = second(kind, year)(found.measured)
    if wrong := [r for r, t in truths.items() if found.truth(r) != TRUTH[t]]:
        return f"the second opinion differs: {wrong}"
    if wrong := [s for s, ends in levels.items() if "~" not in s and found.level(s) != ends]:
        return f"the second opinion differs on levels: {wrong}"
    return {
        "left_out": left_out,
        "truths": len(truths),
        "firings": fired.total(),
        "contradicted": any(m.contradicted for m in found.measured.values()),
    }


def completions(number: int) -> dict[str, int] | str:
    """Try every completion of one to three facts of a shipped case."""
    chance = random.Random(number)
    base = CASES[chance.choice(SHIPPED)]
    said = [statement(path, chance) for path in chance.sample(FACTS, chance.randint(1, 3))]
    try:
        wrong, tried = inexact(base, RULES, said)
    except InputError:  # what this case has no place for, as of a village in a city
        return {"without_place": 1}
    return str(wrong) if wrong else {"completions": tried}


def statement(path: str, chance: random.Random) -> Statement:
    """What is said of a fact, the values it may have, and whether they are disputed."""
    scale = {ANSWERS: ANSWERS[:-1], EXTENTS: EXTENTS[:-1]}.get(SETTABLE[path], (0, 1, 2, 60))
    low, high = sorted(chance.sample(range(len(scale)), 2))
    way = chance.randrange(5)
    if way == 0:
        return Change(path, None), scale, False
    if way == 1:
        return Change(path, scale[low]), (scale[low],), False
    if way == 2:
        return Change(path, {"at_least": scale[high]}), scale[high:], False
    if way == 3:
        return Change(path, {"at_most": scale[low]}), scale[: low + 1], False
    sides = [{"value": scale[low]}, {"value": scale[high]}]
    return Change(path, {"disputed": sides}), (scale[low], scale[high]), True


if __name__ == "__main__":
    assert set(WORDS.values()) == set(TRUTH.values())
    parser = argparse.ArgumentParser()
    parser.add_argument("kind", choices=["agreement", "completions"])
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--most", type=int, default=250_000)
    parser.add_argument("--first", type=int, default=0, help="a number from which on to look for untried ones")
    asked = parser.parse_args()
    command = f"python -m tests.long.generated {asked.kind}"
    tried = numbers(asked.kind, asked.minutes, asked.most, asked.first)
    many = {"agreement": agreements, "completions": lambda some: [completions(number) for number in some]}[asked.kind]
    sys.exit(bool(run(asked.kind, command, tried, many, {"agreement": 500}.get(asked.kind, 1))))
