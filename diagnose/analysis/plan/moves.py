"""The levers of a rule base as moves in one case: which facts each would change here, and for which functions."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from diagnose.case import UNKNOWN_WORDS, Answer, Case, Change, Extent, canonical, overlay, rank, vocabulary
from diagnose.common import InputError, Place
from diagnose.knowledge import Lever, Rulebase

_NAMED = re.compile(r"\{([^{}]+)\}")
_LABELS: Mapping[str, float] = {str(label): rank(label) for scale in (Answer, Extent) for label in scale}
AGENCY = "agency"
_TIMES = re.compile(r"(\d+) (.+)")
_NO_BRACKETS = str.maketrans("[]", "()")
_KEY = re.compile(r"\[[^\]]*\]")


@dataclass(frozen=True)
class Move:
    """A lever in one case: its id (with the function, where it is of one), the agency, and the changes it makes."""

    id: str
    lever: Lever
    functions: tuple[str, ...]
    agency: str | None
    changes: tuple[Change, ...]

    @property
    def effort(self) -> int:
        """What it costs, 1 to 5."""
        return self.lever.effort

    def patterns(self) -> Iterator[str]:
        """Yield the paths it changes, exact and with ``[*]`` for what stands in brackets."""
        for change in self.changes:
            yield change.path
            yield _KEY.sub("[*]", change.path)


def moves(case: Case, rules: Rulebase, levers: Iterable[str] | None = None) -> tuple[Move, ...]:
    """Return the moves that would change something in `case`; of `levers` only, if given (ids of levers or moves).

    A lever whose saran does not apply to the year or the kind of region is no move there.
    """
    wanted = None if levers is None else set(levers)
    found: dict[tuple[str, str | None], Move] = {}
    for lever in rules.levers.values():
        if not rules.saran[lever.saran].holds_for(case.year, case.region.kind):
            continue
        for move in _of(lever, case, rules):
            if move.changes and (wanted is None or {move.id, lever.id} & wanted):
                # an agency that holds several functions makes one move for all of them
                found.setdefault((lever.id, move.agency), move)
    return tuple(found.values())


def lifting(some: Iterable[Move], rules: Rulebase) -> tuple[Move, ...]:
    """Return those of `some` moves that change a fact that a criterion reads: the others lift no level."""
    read = {path for measure in rules.gating for path in measure.read.paths()}
    return tuple(move for move in some if touches(move.patterns(), read))


def touches(patterns: Iterable[str], read: Collection[str]) -> bool:
    """Tell whether what stands at one of `patterns`, or within it, is among the paths that are `read`."""
    return any(p in read or any(r.startswith(f"{p}.") for r in read) for p in patterns)


def carried_out(case: Case, some: Iterable[Move]) -> Case:
    """Return `case` with the facts that the moves `some` bring about."""
    return overlay(case, list({c.path: c for move in some for c in move.changes}.values()))


def _of(lever: Lever, case: Case, rules: Rulebase) -> Iterator[Move]:
    if lever.each_function is None:
        yield Move(lever.id, lever, (), None, tuple(_changes(lever, case, None)))
        return
    for function in rules.lists(case.region.kind)[lever.each_function]:
        agency = case.register.holding(function)
        if agency is not None:
            changes = tuple(_changes(lever, case, agency))
            yield Move(f"{lever.id}:{function}", lever, case.register.holds(agency), agency, changes)


def _changes(lever: Lever, case: Case, agency: str | None) -> Iterator[Change]:
    """Yield what `lever` changes; nothing where the case is so already, and nothing that would make a fact worse."""
    made = [
        Change(_path(path, case, agency), _value(value, case, agency), place=Place(lever.id))
        for path, value in lever.set.items()
    ]
    telling = [c for c in made if not _unknown(c.value) and not _so_already(case, c)]
    if any(not _unknown(c.value) for c in telling):
        yield from (c for c in made if _unknown(c.value) or c in telling)


def _unknown(value: Any) -> bool:
    return value is None or (isinstance(value, str) and value in UNKNOWN_WORDS)


def _so_already(case: Case, change: Change) -> bool:
    if "[*]" in change.path:
        stars = [e for _, e in case.entries(change.path)]
        return all(e.low >= _LABELS.get(str(change.value), 0.0) for e in stars)
    try:
        entry = case.facts.get(canonical(case, change.path, change.place))
    except InputError:  # a lever of facts that no case can hold, as `rules check` tells
        return False
    if entry is None or not entry.known:
        return False
    if isinstance(change.value, dict):
        return all(
            _so_already(case, Change(f"{change.path}.{name}", value))
            for name, value in change.value.items()
            if f"{entry.path}.{name}" in case.facts and not _unknown(value)
        )
    fact = vocabulary().facts.get(_KEY.sub("[*]", entry.path))
    wanted = _number(change.value, fact.scale if fact is not None else {})
    if wanted is None:
        return False
    return entry.high <= wanted if fact is not None and fact.better == "lower" else entry.low >= wanted


def _number(value: Any, scale: Mapping[str, Any]) -> float | None:
    """Return the number that stands for a value: of a degree, its place on the `scale` of its fact."""
    if isinstance(value, int | float):
        return value
    return float(list(scale).index(value)) if value in scale else _LABELS.get(str(value))


def _path(path: str, case: Case, agency: str | None) -> str:
    """Fill the blanks of `path`: in a roster an agency stands by its id, else by its name, without brackets."""
    if agency is not None and path.endswith(f".agencies[{{{AGENCY}}}]"):
        return path.replace(f"{{{AGENCY}}}", agency)
    return _NAMED.sub(lambda m: str(_named(m[1], case, agency)).translate(_NO_BRACKETS), path)


def _filled(text: str, case: Case, agency: str | None) -> str:
    return _NAMED.sub(lambda m: str(_named(m[1], case, agency)), text)


def _value(value: Any, case: Case, agency: str | None) -> Any:
    if isinstance(value, dict):
        return {k: _value(v, case, agency) for k, v in value.items() if not _unknown(v)}
    if not isinstance(value, str):
        return value
    whole = _NAMED.fullmatch(value)
    return _named(whole[1], case, agency) if whole else _filled(value, case, agency)


def _named(name: str, case: Case, agency: str | None) -> Any:
    """Return what a placeholder stands for: the agency, the year, who holds a function, or the value of a fact."""
    if name == AGENCY and agency is not None:
        return case.register.name(agency)
    if name == "year":
        return str(case.year)
    if name.startswith("holder:"):
        return case.register.name(case.register.holding(name.removeprefix("holder:")) or "")
    if times := _TIMES.fullmatch(name):
        number = _named(times[2], case, agency)
        return None if number is None else int(times[1]) * number
    entry = case.facts.get(name)
    return entry.value if entry is not None and isinstance(entry.value, int | float) else None
