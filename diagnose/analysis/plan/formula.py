"""Monotone formulas over moves: at least n of some parts, a part being a move or another formula."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Union

MAX_MOVES = 10  # that one measure may depend on; all their combinations are tried
Formula = Union[str, "AtLeast"]


@dataclass(frozen=True)
class AtLeast:
    """Holds when `n` of `parts` do; a part that stands twice counts twice."""

    n: int
    parts: tuple[Formula, ...]


TRUE, FALSE = AtLeast(0, ()), AtLeast(1, ())


def at_least(n: int, parts: Iterable[Formula]) -> Formula:
    """Return that `n` of `parts` hold, in its simplest form; equal formulas come out equal."""
    kept = []
    for part in parts:
        if part == TRUE:
            n -= 1
        elif part != FALSE:
            kept.append(part)
    if n <= 0:
        return TRUE
    if n > len(kept):
        return FALSE
    if n == len(kept):  # all of them: what holds of a part that is itself "all" holds of its parts
        flat = [p for part in kept for p in _conjuncts(part)]
        kept = list(dict.fromkeys(flat))
        n = len(kept)
    elif n == 1:
        kept = list(dict.fromkeys(kept))
        if len(kept) > 1 and any(isinstance(p, str) for p in kept):
            moves = {p for p in kept if isinstance(p, str)}
            kept = [p for p in kept if isinstance(p, str) or not moves & set(_conjuncts(p))]
    if len(kept) == 1:
        return kept[0]
    return AtLeast(n, tuple(sorted(kept, key=repr)))


def all_of(parts: Iterable[Formula]) -> Formula:
    """Return that every one of `parts` holds."""
    listed = list(parts)
    return at_least(len(listed), listed)


def any_of(parts: Iterable[Formula]) -> Formula:
    """Return that one of `parts` holds."""
    return at_least(1, parts)


def _conjuncts(part: Formula) -> tuple[Formula, ...]:
    return part.parts if isinstance(part, AtLeast) and part.n == len(part.parts) else (part,)


def holds(formula: Formula, moves: frozenset[str]) -> bool:
    """Tell whether `formula` holds when just `moves` are made."""
    if isinstance(formula, str):
        return formula in moves
    return sum(holds(part, moves) for part in formula.parts) >= formula.n


def moves_in(formula: Formula) -> Iterator[str]:
    """Yield every move that `formula` names, left to right."""
    if isinstance(formula, str):
        yield formula
    else:
        for part in formula.parts:
            yield from moves_in(part)


def replaced(formula: Formula, by: Callable[[str], Formula]) -> Formula:
    """Return `formula` with each move replaced."""
    return by(formula) if isinstance(formula, str) else at_least(formula.n, [replaced(p, by) for p in formula.parts])


def interchangeable(formula: Formula, one: str, other: str) -> bool:
    """Tell whether `formula` says the same when two moves change places."""
    swap = {one: other, other: one}
    return replaced(formula, lambda move: swap.get(move, move)) == formula


def from_trials(moves: Sequence[str], proven: Callable[[frozenset[str]], bool]) -> Formula:
    """Return which of `moves` it takes to prove something, by trying: all smallest sets that do.

    `proven` tells it for a set of moves, and more moves never unprove it.

    Raises:
        ValueError: there are more moves than can be tried.
    """
    if len(moves) > MAX_MOVES:
        raise ValueError(f"{len(moves)} moves on one measure; {MAX_MOVES} can be tried")
    least: list[frozenset[str]] = []
    if not proven(frozenset(moves)):
        return FALSE
    for size in range(len(moves) + 1):
        for some in map(frozenset, combinations(moves, size)):
            if not any(known <= some for known in least) and proven(some):
                least.append(some)
    return any_of(all_of(sorted(some)) for some in least)
