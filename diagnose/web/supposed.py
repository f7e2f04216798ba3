"""What an address supposes: levers pulled, facts set, entries taken out, scenarios laid over; and back into an address.

Everything that is supposed stands in the address and nowhere else, so that it can be shared, opened twice and undone
by going back.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from diagnose.analysis.plan import Move, moves
from diagnose.analysis.whatif import change_from, removal, stacked
from diagnose.case import Case, Change
from diagnose.common import InputError, Problem
from diagnose.diagnosis import Diagnosed

LEVER, SET, REMOVE, SCENARIO = "langkah", "set", "hapus", "skenario"
_MOST = 200  # things supposed in one address
_found: deque[tuple[Case, Any, dict[str, Move]]] = deque(maxlen=4)  # of the latest cases


@dataclass(frozen=True)
class Supposed:
    """What is supposed, as it stands in an address: ids of moves, ``path:value``, paths, names of scenarios."""

    levers: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()
    removes: tuple[str, ...] = ()
    scenarios: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.levers or self.sets or self.removes or self.scenarios)

    def pairs(self) -> list[tuple[str, str]]:
        """Return it as the parameters of an address."""
        named = ((SCENARIO, self.scenarios), (LEVER, self.levers), (SET, self.sets), (REMOVE, self.removes))
        return [(name, value) for name, values in named for value in values]

    def query(self, *more: tuple[str, str]) -> str:
        """Return it as the end of an address, with `more` parameters."""
        said = "&".join(f"{name}={quote(value, safe='[]:.,')}" for name, value in [*self.pairs(), *more])
        return f"?{said}" if said else ""

    def without(self, name: str, value: str) -> "Supposed":
        """Return it with one thing less."""
        return read([(n, v) for n, v in self.pairs() if (n, v) != (name, value)])


@dataclass(frozen=True)
class Said:
    """One thing that is supposed, in words: `parameter` and `value` are what stands for it in the address."""

    parameter: str
    value: str
    name: str
    before: str
    after: str


def read(pairs: Iterable[tuple[str, str]]) -> Supposed:
    """Return what the parameters of an address suppose; of two values for one fact the later counts."""
    of: dict[str, dict[str, None]] = {LEVER: {}, SET: {}, REMOVE: {}, SCENARIO: {}}
    for name, value in list(pairs)[:_MOST]:
        if name in of and value.strip():
            of[name][value.strip()] = None
    last = {_split(text)[0]: text for text in of[SET]}
    return Supposed(tuple(of[LEVER]), tuple(last.values()), tuple(of[REMOVE]), tuple(of[SCENARIO]))


def changes(
    supposed: Supposed, case: Case, rules: Any, scenarios: Mapping[str, Sequence[Change]]
) -> tuple[list[Change], list[str]]:
    """Return the changes of facts that `supposed` makes, and which levers would change nothing here.

    Raises:
        InputError: a path leads nowhere, or a value is none.
    """
    here = moves_here(case, rules)
    pulled = [here[lever] for lever in supposed.levers if lever in here]
    problems: list[Problem] = []
    typed: list[Change] = []
    for text in supposed.sets:
        path, value = _split(text)
        try:
            typed.append(change_from(f"{path}={value}"))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    typed += [removal(path) for path in supposed.removes]
    by_lever = list({c.path: c for move in pulled for c in move.changes}.values())
    layers = [list(scenarios.get(name, ())) for name in supposed.scenarios]
    return stacked(case, [*layers, by_lever, typed]), [lever for lever in supposed.levers if lever not in here]


def in_words(supposed: Supposed, before: Diagnosed, facts: Mapping[str, tuple[str, str, str]]) -> list[Said]:
    """Return each thing supposed in words; `facts` gives name, value before and after of each fact that changed."""
    here = moves_here(before.case, before.rules)
    told = [Said(SCENARIO, name, name, "", "") for name in supposed.scenarios]
    told += [Said(LEVER, name, lever_text(here[name], before), "", "") for name in supposed.levers if name in here]
    for text in supposed.sets:
        path, value = _split(text)
        name, was, now = facts.get(path, (before.phrases.fact(path), "", before.phrases.value(value, path)))
        told.append(Said(SET, text, name, was, now))
    told += [Said(REMOVE, path, *facts.get(path, (before.phrases.fact(path), "", ""))) for path in supposed.removes]
    return told


def moves_here(case: Case, rules: Any) -> dict[str, Move]:
    """Return the moves that would change something in `case`, by id; found once for each case that is open."""
    for held, by, found in _found:
        if held is case and by is rules:
            return found
    found = {move.id: move for move in moves(case, rules)}
    _found.append((case, rules, found))
    return found


def lever_text(move: Move, diagnosed: Diagnosed) -> str:
    """Return what a move does, in words."""
    agency = diagnosed.case.register.name(move.agency) if move.agency else ""
    return move.lever.what.get(diagnosed.lang).replace("{agency}", agency)


def _split(text: str) -> tuple[str, str]:
    """Split ``path:value`` at the first colon outside brackets."""
    depth = 0
    for i, c in enumerate(text):
        depth += (c == "[") - (c == "]")
        if c == ":" and depth <= 0:
            return text[:i].strip(), text[i + 1 :].strip()
    return text.strip(), ""
