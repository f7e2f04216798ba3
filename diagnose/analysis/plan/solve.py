"""Enumerate the smallest sets of moves that make a formula hold, cheapest first, with z3.

Imported only when a plan is made; it needs z3 (``pip install 'konvergensi[plan]'``).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import z3

from diagnose.analysis.plan.formula import Formula, interchangeable, moves_in
from diagnose.common import EngineError

TIMEOUT = 20_000  # milliseconds a query may take


@dataclass(frozen=True)
class Choice:
    """Any `n` of `moves`, which change nothing by changing places; all of them where there are just `n`."""

    n: int
    moves: tuple[str, ...]


@dataclass(frozen=True)
class Solution:
    """A smallest set of moves, or as many of them as the choices leave open; `effort` is that of each."""

    effort: int
    choices: tuple[Choice, ...]

    def first(self) -> frozenset[str]:
        """Return one set of moves: the first of each choice."""
        return frozenset(move for choice in self.choices for move in choice.moves[: choice.n])


def solutions(formula: Formula, effort: Mapping[str, int], kinds: Mapping[str, str]) -> Iterator[Solution]:
    """Yield every smallest set of moves under which `formula` holds, by rising effort (then in a fixed order).

    `effort` gives what each move costs (at least 1), in the order in which moves are told. `kinds` tells which moves
    may be of one sort: only such are tried for being interchangeable, and of sets that differ only by interchangeable
    moves one solution stands for all.

    Raises:
        EngineError: z3 cannot tell in time.
    """
    used = set(moves_in(formula))
    names = [name for name in effort if name in used]
    groups = _groups(formula, names, effort, kinds)
    terms = {name: z3.Bool(name) for name in names}
    solver = z3.Optimize()
    solver.set("timeout", TIMEOUT)
    solver.add(_term(formula, terms))
    for group in groups:  # the first of a group goes before the second, and so on
        solver.add([z3.Implies(terms[later], terms[earlier]) for earlier, later in pairwise(group)])
    solver.minimize(z3.Sum([z3.If(terms[name], effort[name], 0) for name in names] or [z3.IntVal(0)]))
    place = {name: i for i, name in enumerate(names)}
    tied: list[Solution] = []
    while (model := _least(solver)) is not None:
        chosen = {name for name in names if z3.is_true(model.eval(terms[name]))}
        counts = [(sum(name in chosen for name in group), group) for group in groups]
        found = Solution(
            effort=sum(effort[name] for name in chosen),
            choices=tuple(Choice(n, group) for n, group in counts if n),
        )
        if tied and found.effort > tied[0].effort:
            yield from _in_order(tied, place)
            tied = []
        tied.append(found)
        # no later one contains this one: the last chosen of each group is to be left out of one group at least
        solver.add(z3.Or([z3.Not(terms[group[n - 1]]) for n, group in counts if n]))
    yield from _in_order(tied, place)


def _least(solver: Any) -> Any:
    """Return the cheapest model that is left; None where there is none."""
    answer = solver.check()
    if answer == z3.unknown:
        raise EngineError(f"z3: {solver.reason_unknown()}")
    return solver.model() if answer == z3.sat else None


def _in_order(tied: list[Solution], place: Mapping[str, int]) -> list[Solution]:
    """Return solutions of one effort by their first moves: z3 finds them in no fixed order."""
    return sorted(tied, key=lambda s: sorted(place[move] for move in s.first()))


def _groups(
    formula: Formula, names: Sequence[str], effort: Mapping[str, int], kinds: Mapping[str, str]
) -> list[tuple[str, ...]]:
    """Return the moves in groups of interchangeable ones."""

    alike: dict[tuple[str, int], list[str]] = {}
    for name in names:
        alike.setdefault((kinds[name], effort[name]), []).append(name)
    found: list[tuple[str, ...]] = []
    for rest in alike.values():
        while rest:
            first = rest[0]
            group = [first, *(other for other in rest[1:] if interchangeable(formula, first, other))]
            found.append(tuple(group))
            rest = [name for name in rest if name not in group]
    return found


def _term(formula: Formula, terms: Mapping[str, Any]) -> Any:
    if isinstance(formula, str):
        return terms[formula]
    parts = [_term(part, terms) for part in formula.parts]
    if formula.n <= 0:
        return z3.BoolVal(True)
    if formula.n > len(parts):
        return z3.BoolVal(False)
    if formula.n == len(parts):
        return z3.And(parts)
    if formula.n == 1:
        return z3.Or(parts)
    return z3.PbGe([(part, 1) for part in parts], formula.n)
