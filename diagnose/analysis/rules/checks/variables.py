"""The facts of a fully known world as z3 variables, and what ties them to one another.

Imported only by the checks that prove something; it needs z3 (``pip install 'konvergensi[proofs]'``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import permutations
from typing import Any

import z3

from diagnose.case import node_at
from diagnose.knowledge import ReadEntries

BOTH_WAYS = 2  # a measure that a fact both raises and lowers


@dataclass(frozen=True)
class Variable:
    """A fact of a world; `origin` is the path it is told by, `frame` that it is the size of what is measured."""

    term: Any
    origin: str
    frame: bool = False


class Facts:
    """A variable for each fact of a world; `suffix` keeps those of two worlds apart.

    `facts` holds them by path, `constraints` what any case obeys, `signs` which way the measure that is being read
    goes with each.
    """

    def __init__(self, suffix: str = "") -> None:
        self.suffix = suffix
        self.facts: dict[str, Variable] = {}
        self.constraints: list[Any] = []
        self.signs: dict[str, int] = {}
        self._entries: dict[tuple[str, str], list[tuple[Mapping[str, Any], Any]]] = {}

    def fact(self, path: str, sign: int = 1) -> Any:
        """Return the variable of the fact at `path`, as wide as its model; with `sign` -1 more of it is less."""
        return self.variable(path, sign, *domain_of(path))

    def variable(
        self, path: str, sign: int, sort: Any, low: Any = None, high: Any = None, origin: str = "", frame: bool = False
    ) -> Any:
        """Return the variable of that path, made where there is none, and note which way the measure goes with it."""
        if path not in self.facts:
            term = sort(path + self.suffix)
            self.facts[path] = Variable(term, origin or path, frame)
            self.constraints += [] if low is None else [term >= low]
            self.constraints += [] if high is None else [term <= high]
        ways = {self.signs.get(path, 0), sign} - {0}
        self.signs[path] = max(ways, default=0) if len(ways) < 2 else BOTH_WAYS
        return self.facts[path].term

    def entry(self, reading: ReadEntries, function: str) -> Any:
        """Return whether `function` has an entry that fits; without a function, how many fit."""
        told = ", ".join(f"{name}={reading.where[name]}" for name in sorted(reading.where))
        path = f"{reading.entries}[{told}]" + (f"[{function}]" if function else "")
        new = path not in self.facts
        sort, low = (z3.Bool, None) if function else (z3.Int, 0)
        term = self.variable(path, 1, sort, low, origin=reading.entries)
        if new:
            self._entries.setdefault((reading.entries, function), []).append((reading.where, term))
        return term

    def tie_entries(self) -> None:
        """Tie entries that fit a narrower `where` to those that fit a wider one, and functions to the count."""
        for (entries, function), seen in self._entries.items():
            for (narrow, some), (wide, more) in permutations(seen, 2):
                if _narrower(narrow, wide):
                    self.constraints.append(z3.Implies(some, more) if function else some <= more)
            for where, counted in self._entries.get((entries, ""), ()) if function else ():
                self.constraints += [z3.Implies(some, counted >= 1) for fits, some in seen if _narrower(fits, where)]


def _narrower(narrow: Mapping[str, Any], wide: Mapping[str, Any]) -> bool:
    def words(allowed: Any) -> set[str]:
        return {allowed} if isinstance(allowed, str) else set(allowed)

    return all(name in narrow and words(narrow[name]) <= words(allowed) for name, allowed in wide.items())


def domain_of(path: str) -> tuple[Any, int | None, int | None]:
    """Return the z3 sort, lowest and highest value of the fact at `path`."""
    node = node_at(path)
    assert node is not None  # the rules have been checked: they read facts that a case can hold
    if node.scale:
        return z3.Int, 0, len(node.scale) - 1
    if node.value == "percent":
        return z3.Real, 0, 100
    if node.value in ("count", "year"):
        return z3.Int, 0, None
    return (z3.Int if node.value == "day" else z3.Real), None, None
