"""Every completion of what is unknown, bounded or disputed, and whether a told interval is exact against them."""

from itertools import groupby, product
from typing import Any

from diagnose.case.derive import contradictions
from diagnose.case.model import Case
from diagnose.case.overlay import Change, overlay
from diagnose.case.vocabulary import vocabulary
from diagnose.inference.infer import Inference, infer_levels
from diagnose.knowledge.rulebase import Rulebase

Statement = tuple[Change, tuple[Any, ...], bool]  # what is said of a fact, what it may be, whether that is disputed


def contradicted(found: Inference) -> frozenset[str]:
    return frozenset(code for code, m in found.measured.items() if m.contradicted)


def at_odds(case: Case) -> int:
    """How many pairs of facts of a case contradict what follows; a decree without a team is one, from either side."""
    return len({frozenset((rule.when, path)) for rule, path in contradictions(case.facts, vocabulary().follows)})


def completions(base: Case, rules: Rulebase, said: list[Statement]) -> tuple[list[Inference], list[Inference]]:
    """Every completion, and those that contradict a statement although no side of a dispute says so."""
    each = [[(c.path, value, disputed) for value in values] for c, values, disputed in said]

    def sides(chosen: tuple[tuple[str, Any, bool], ...]) -> str:
        return str([(path, value) for path, value, disputed in chosen if disputed])

    possible, contrary = [], []
    for _, group in groupby(sorted(product(*each), key=sides), key=sides):
        cases = [overlay(base, [Change(p, v) for p, v, _ in chosen]) for chosen in group]
        follows = [at_odds(case) for case in cases]
        # what states otherwise than follows from what is known is no completion of it: no team, no decree of it
        held = [case for case, number in zip(cases, follows, strict=True) if number == min(follows)]
        inferred = [infer_levels(case, rules) for case in held]
        every = [contradicted(i) for i in inferred]
        sound = [i for i in inferred if not any(one < contradicted(i) for one in every)]
        possible += sound
        contrary += [i for i in inferred if i not in sound]
    return possible, contrary


def inexact(base: Case, rules: Rulebase, said: list[Statement]) -> tuple[list[str], int]:
    """Return what is wrong with the told intervals, an aspect each, and how many completions there were."""
    told = infer_levels(overlay(base, [change for change, _, _ in said]), rules)
    possible, contrary = completions(base, rules, said)
    wrong = []
    for aspect in (a for aspects in rules.aspects.values() for a in aspects):
        lowest, highest = told.level(aspect)
        ends = [i.level(aspect) for i in possible]
        reached = min(low for low, _ in ends), max(high for _, high in ends)
        inside = lowest <= reached[0] <= reached[1] <= highest
        exact = contrary or (lowest, highest) == reached
        met = all(i.level(aspect)[0] <= highest and lowest <= i.level(aspect)[1] for i in contrary)
        if not (inside and exact and met):
            wrong.append(f"{aspect}: told {lowest}-{highest}, reached {reached[0]}-{reached[1]}")
    return wrong, len(possible) + len(contrary)
