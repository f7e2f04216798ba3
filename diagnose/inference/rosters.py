"""Facts that are stated agency by agency, seen function by function; and entries of lists that fit a filter."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import singledispatch

from diagnose.case import Case, FactEntry, node_at, pattern_of
from diagnose.inference.intervals import NO, YES, Interval, Seen, bounds
from diagnose.knowledge import ReadEntries, ReadingBase, ReadRoster


@singledispatch
def by_function(reading: ReadingBase, case: Case) -> Callable[[str], Seen]:
    """Return how to see what `reading` reads by function."""
    raise TypeError(f"not read by function: {reading!r}")


@by_function.register
def _roster(reading: ReadRoster, case: Case) -> Callable[[str], Seen]:
    """Return how to see a roster by function: the best answer of the agencies that hold it, else that of `others`."""
    entries = case.entries(f"{reading.roster}.agencies[*]")
    others = case.facts[reading.others]
    cap = bounds(case, reading.capped_by) if reading.capped_by else None
    held = _grouped(case, entries)

    def of(function: str) -> Seen:
        mine = held.get(function) or [others]
        low, high = max(e.low for e in mine), max(e.high for e in mine)
        facts = tuple(e.path for e in mine if e.high == high)
        if cap is not None and reading.capped_by and cap[0] < YES:
            facts = (reading.capped_by,) if cap[1] == NO else (*facts, reading.capped_by)
            low, high = min(low, cap[0]), min(high, cap[1])
        return Seen(low, high, facts)

    return of


def _grouped(case: Case, entries: Iterable[tuple[str, FactEntry]]) -> dict[str, list[FactEntry]]:
    """Group entries by the functions that their agency holds; each comes with the agency's id."""
    holds = case.register.holds
    grouped: dict[str, list[FactEntry]] = {}
    for agency, entry in entries:
        for function in holds(agency):
            grouped.setdefault(function, []).append(entry)
    return grouped


def _fits(case: Case, entry: FactEntry, where: Mapping[str, str | tuple[str, ...]]) -> Interval:
    """Return whether a list entry fits `where`, as an answer that may be open."""
    low, high = YES, YES
    for name, allowed in where.items():
        wanted = (allowed,) if isinstance(allowed, str) else allowed
        leaf = case.facts.get(f"{entry.path}.{name}")
        possible = _possible(leaf) if leaf else _only(entry.value.get(name))
        if possible is not None and not possible & set(wanted):
            return NO, NO
        if possible is None or not possible <= set(wanted):
            low = NO
    return low, high


def _only(value: object) -> set[str] | None:
    return None if value is None else {str(value)}


def _possible(leaf: FactEntry) -> set[str] | None:
    """Return the values that a fact may have; None where they cannot be listed."""
    if leaf.disputed and not leaf.settled:
        sides = [_listed(said, leaf.path) for said, _ in leaf.disputed]
        return None if None in sides else {value for side in sides if side is not None for value in side}
    return _listed(leaf.value, leaf.path)


def _listed(said: object, path: str) -> set[str] | None:
    """Return the values that a statement of the fact at `path` allows: itself, or those within its bounds."""
    if not isinstance(said, dict):
        return _only(said)
    node = node_at(pattern_of(path))
    if node is None or not node.scale:
        return None
    labels = node.scale
    first = labels.index(str(said.get("at_least", labels[0])))
    return set(labels[first : labels.index(str(said.get("at_most", labels[-1]))) + 1])


def _told(case: Case, path: str, where: Mapping[str, str | tuple[str, ...]]) -> tuple[str, ...]:
    """Return the facts that tell whether the entry at `path` fits `where`."""
    return tuple(leaf for name in where if (leaf := f"{path}.{name}") in case.facts) or (path,)


def entries_fitting(case: Case, reading: ReadEntries) -> Seen:
    """Return how many entries of a list fit; without bound above where the list may be incomplete."""
    fits = {e.path: _fits(case, e, reading.where) for _, e in case.entries(f"{reading.entries}[*]")}
    complete = reading.all_listed is not None and bounds(case, reading.all_listed)[0] >= YES
    low = float(sum(f[0] >= YES for f in fits.values()))
    high = float(sum(f[1] >= YES for f in fits.values())) if complete else math.inf
    facts = tuple(leaf for p, f in fits.items() if f[1] >= YES for leaf in _told(case, p, reading.where))
    return Seen(low, high, facts if facts else ((reading.all_listed or reading.entries),))


def _also(case: Case, reading: ReadEntries) -> Iterator[tuple[str, FactEntry]]:
    """Yield the entries of the other list that speak for an agency, each with it."""
    for _, entry in case.entries(f"{reading.also}[*]") if reading.also else ():
        said = entry.value if isinstance(entry.value, dict) else {}
        if "agency" in said and not any(said.get(name) == barred for name, barred in reading.also_not.items()):
            yield str(said["agency"]), entry


@by_function.register
def _entries(reading: ReadEntries, case: Case) -> Callable[[str], Seen]:
    """Return how to see a list of entries by function: yes where an agency that holds it has one that fits."""
    entries = [entry for _, entry in case.entries(f"{reading.entries}[*]")]
    fits = {e.path: _fits(case, e, reading.where) for e in entries}
    held = _grouped(case, ((str(e.value.get("agency", "")), e) for e in entries))
    all_listed = reading.all_listed or reading.entries
    # an entry that names no agency may be anybody's
    unowned = tuple(e.path for e in entries if "agency" not in e.value and fits[e.path][1] >= YES)
    complete = bounds(case, all_listed)[0] >= YES and not unowned
    others = _grouped(case, _also(case, reading))

    def of(function: str) -> Seen:
        mine = [(e, fits[e.path]) for e in held.get(function, ())]
        sure = tuple(leaf for e, f in mine if f[0] >= YES for leaf in _told(case, e.path, reading.where))
        sure += tuple(e.path for e in others.get(function, ()))
        maybe = tuple(leaf for e, f in mine if f[0] < YES <= f[1] for leaf in _told(case, e.path, reading.where))
        if sure:
            return Seen(YES, YES, sure)
        if complete and not maybe:
            return Seen(NO, NO, tuple(e.path for e, _ in mine) or (all_listed,))
        return Seen(NO, YES, maybe or unowned or (all_listed,))

    return of
