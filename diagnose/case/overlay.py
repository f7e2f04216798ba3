"""Lay changes over a case: its file stays as it is, and the changed case is read as strictly as any other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from diagnose.case.blocks import RosterBlock
from diagnose.case.load import case_of_tree
from diagnose.case.model import Case
from diagnose.case.paths import key_parts, steps
from diagnose.case.shape import Node
from diagnose.case.values import UNKNOWN_WORDS
from diagnose.case.walk import Loc, Walk, at
from diagnose.common import InputError, Place, Problem, Tree, nearest

SCENARIO = "skenario"  # the document that a changed fact cites
_FULL = frozenset({"value", "at_least", "at_most", "disputed", "counts", "planned", "source", "year", "note"})


@dataclass(frozen=True)
class Change:
    """One change: the fact or entry at `path` comes to say `value` (None: unknown), or is taken out with `remove`.

    `place` is where the change was asked for; `scenario` names what it belongs to; `source` is what the changed fact
    cites instead, a document that the case has.
    """

    path: str
    value: Any = None
    remove: bool = False
    place: Place = field(default_factory=lambda: Place("--set"))
    scenario: str = ""
    source: str | None = None


def overlay(case: Case, changes: Sequence[Change]) -> Case:
    """Return `case` with `changes` laid over it; their order does not matter, and what says nothing new is left out.

    A changed fact cites the scenario as its source, or that of its change.

    Raises:
        InputError: a path leads nowhere, two changes contradict each other, or the changed case is not sound; each
            problem at the place of the change.
    """
    spread = [one for change in changes for one in _spread(case, change)]
    _refuse_contradictions(spread)
    _refuse_missing(case, spread)
    spread = [change for change in spread if not _so_already(case, change)]
    changed = _laid(case, spread) if spread else case
    telling = [c for c in spread if not _says_nothing_new(case, changed, c)]
    return changed if len(telling) == len(spread) else _laid(case, telling) if telling else case


def canonical(case: Case, path: str, place: Place | None = None) -> str:
    """Return `path` as the table of facts writes it: agencies by their id, entries by their key.

    Raises:
        InputError: it leads nowhere.
    """
    return Walk(case, case.tree.data, path, place or Place(path)).canonical()


def locate(case: Case, path: str) -> Place | None:
    """Return where the file of `case` states the fact at `path`; None where it does not."""
    walk = Walk(case, case.tree.data, path, Place(path))
    try:
        loc = walk.walk()
    except InputError:
        return None
    above = at(case.tree.data, loc[:-1])
    if isinstance(above, list) and loc[-1] in above:  # a roster written as a bare list of names
        loc = (*loc[:-1], above.index(loc[-1]))
    return case.tree.place(loc, key=True) if loc in case.tree.values else None


def raw_at(case: Case, path: str) -> Any:
    """Return what the data of `case` have at `path`, as it was read; None where nothing stands there."""
    walk = Walk(case, case.tree.data, path, Place(path))
    try:
        return at(case.tree.data, walk.walk())
    except InputError:
        return None


def _laid(case: Case, changes: Sequence[Change]) -> Case:
    touched = {"documents", *(steps(change.path)[0].name for change in changes)}
    data = {name: _copied(part) if name in touched else part for name, part in case.tree.data.items()}
    tree = replace(case.tree, data=data, values=dict(case.tree.values))
    tree.raw, tree.keys, tree.elsewhere = dict(tree.raw), dict(tree.keys), dict(tree.elsewhere)
    problems: list[Problem] = []
    # what stands above comes first, and what is taken out before what is put in
    for change in sorted(changes, key=lambda c: (len(steps(c.path)), not c.remove, c.path)):
        try:
            _put(case, change, tree)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return case_of_tree(tree, case, touched)


def _copied(data: Any) -> Any:
    """Copy plain data: a third of the time that `copy.deepcopy` takes, which looks for cycles."""
    if isinstance(data, dict):
        return {key: _copied(value) for key, value in data.items()}
    return [_copied(value) for value in data] if isinstance(data, list) else data


def _spread(case: Case, change: Change) -> Iterator[Change]:
    """Yield `change` for every entry that a star in its path stands for, by canonical path."""
    before, star, after = change.path.partition("[*]")
    if not star:
        unknown = isinstance(change.value, str) and change.value.strip().casefold() in UNKNOWN_WORDS
        path = canonical(case, change.path, change.place)
        yield replace(change, path=path, value=None if unknown else change.value)
        return
    for key in Walk(case, case.tree.data, before, change.place).entry_keys():
        yield from _spread(case, replace(change, path=f"{before}[{key}]{after}"))


def _refuse_contradictions(changes: Sequence[Change]) -> None:
    problems = []
    said: dict[str, Change] = {}
    for change in changes:
        first = said.setdefault(change.path, change)
        if (first.value, first.remove) != (change.value, change.remove):
            problems.append(Problem(change.place, "change_twice", {"given": change.path, "other": first.place}))
    for taken in (c for c in changes if c.remove):
        for change in changes:
            if change.path.startswith((f"{taken.path}.", f"{taken.path}[")):
                problems.append(Problem(change.place, "change_twice", {"given": taken.path, "other": taken.place}))
    if problems:
        raise InputError(problems)


def _refuse_missing(case: Case, changes: Sequence[Change]) -> None:
    """Refuse to take out what is not there."""
    problems = []
    for change in (c for c in changes if c.remove):
        loc = Walk(case, case.tree.data, change.path, change.place).walk()
        above = at(case.tree.data, loc[:-1])
        if at(case.tree.data, loc) is None and not (isinstance(above, list) and loc[-1] in above):
            values = {"given": change.path, "near": nearest(change.path, case.facts)}
            problems.append(Problem(change.place, "entry_missing", values))
    if problems:
        raise InputError(problems)


def _so_already(case: Case, change: Change) -> bool:
    """Tell at a glance whether the case says so already; most of what says nothing new is found here."""
    entry = case.facts.get(change.path)
    plain = isinstance(change.value, str | int | float) and not change.remove
    return plain and entry is not None and bool(entry.value == change.value) and not entry.disputed


def _says_nothing_new(case: Case, changed: Case, change: Change) -> bool:
    before, after = case.facts.get(change.path), changed.facts.get(change.path)
    if before is None and after is None:  # no fact by itself, such as who runs a programme
        loc = Walk(case, case.tree.data, change.path, change.place).walk()
        return bool(at(case.tree.data, loc) == change.value)
    if before is None or after is None:
        return False
    return (before.value, before.low, before.high) == (after.value, after.low, after.high)


def _put(case: Case, change: Change, tree: Tree) -> None:
    """Write the value of `change` into the data of `tree`, or take out what stands there."""
    walk = Walk(case, tree.data, change.path, change.place)
    loc = walk.walk()
    found, last = walk.found, loc[-1]
    if change.value is None and not change.remove and found.kind == "entry":
        raise InputError([Problem(change.place, "entry_unknown", {"given": change.path})])
    holder = walk.made(loc[:-1])
    if change.remove or (change.value is None and found.kind in ("plain", "whole")):
        _take_out(holder, last, loc, tree)
        return
    value = _written(change, found, walk.steps[-1].key or "")
    if isinstance(holder, list):
        holder.extend([{}] * (int(last) + 1 - len(holder)))
    holder[last] = value
    _note(tree, loc, value, change.place)
    if found.kind != "plain" and change.source is None:
        _add_document(tree)


def _written(change: Change, found: Node, key: str) -> Any:
    """Return the value of `change` as a case file would have it, citing the scenario."""
    value = _copied(change.value)
    if found.kind == "plain":
        return value
    source = change.source or f"{SCENARIO} {change.scenario}".strip()
    if found.kind in ("entry", "whole"):
        said = value if isinstance(value, dict) else {}
        return {**(key_parts(found, key) if found.kind == "entry" else {}), "source": source, **said}
    if value is None:
        return {"source": source, "value": "unknown"}
    details = found.block.details.keys() if isinstance(found.block, RosterBlock) else ()
    full = isinstance(value, dict) and value.keys() <= {*_FULL, *details}
    return {"source": source, **(value if full else {"value": value})}


def _add_document(tree: Tree) -> None:
    documents = tree.data.get("documents") or []
    if not any(isinstance(d, dict) and d.get("id") == SCENARIO for d in documents):
        tree.data["documents"] = [*documents, {"id": SCENARIO, "title": SCENARIO}]


def _take_out(holder: Any, last: str | int, loc: Loc, tree: Tree) -> None:
    """Take an entry or a value out of `holder`, and move the places of what came after it."""
    if isinstance(holder, dict):
        holder.pop(last, None)
        for table in _tables(tree):
            for k in [k for k in table if k[: len(loc)] == loc]:
                del table[k]
    elif isinstance(last, int) and last < len(holder):
        del holder[last]
        at = len(loc) - 1
        for table in _tables(tree):
            after = {k: v for k, v in table.items() if k[:at] == loc[:-1] and len(k) > at and int(k[at]) >= last}
            for k in after:
                del table[k]
            moved = {(*k[:at], int(k[at]) - 1, *k[at + 1 :]): v for k, v in after.items() if k[at] != last}
            table.update(moved)


def _tables(tree: Tree) -> tuple[dict[Loc, Any], ...]:
    return tree.values, tree.keys, tree.raw, tree.elsewhere


def _note(tree: Tree, loc: Loc, value: Any, place: Place) -> None:
    """Note that all of `value` stands at `place`, and what is above it where the file has nothing."""
    for end in range(1, len(loc)):
        tree.values.setdefault(loc[:end], (0, 0))
        if tree.values[loc[:end]] == (0, 0):
            tree.elsewhere[loc[:end]] = place
    tree.values[loc], tree.elsewhere[loc] = (0, 0), place
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for part, below in parts:
        _note(tree, (*loc, part), below, place)
    if not isinstance(value, dict | list):
        tree.raw[loc] = str(value)
