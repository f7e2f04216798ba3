"""Lay changes over a case: its file stays as it is, and the changed case is read as strictly as any other."""

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic_core import PydanticCustomError

from diagnose.case import Case
from diagnose.casefile import case_of_tree
from diagnose.change.paths import Field, Step, agency_id, entry_field, key_parts, raw_key, steps, unknown_path
from diagnose.change.paths import field as field_of
from diagnose.fact import UNKNOWN_WORDS
from diagnose.problems import InputError, Place, Problem
from diagnose.yamltree import Tree

SCENARIO = "skenario"  # the document that a changed fact cites
Loc = tuple[str | int, ...]
_ABOUT = frozenset({"source", "year", "note"})  # what is said of facts, and is none itself
_FULL = frozenset({"value", "at_least", "at_most", "disputed", "counts", "source", "year", "note", "role", "bidang"})


@dataclass(frozen=True)
class Change:
    """One change: the fact or entry at `path` comes to say `value` (None: unknown), or is taken out with `remove`.

    `place` is where the change was asked for; `scenario` names what it belongs to.
    """

    path: str
    value: Any = None
    remove: bool = False
    place: Place = field(default_factory=lambda: Place("--set"))
    scenario: str = ""


def overlay(case: Case, changes: Sequence[Change]) -> Case:
    """Return `case` with `changes` laid over it; their order does not matter, and what says nothing new is left out.

    A changed fact cites the scenario as its source.

    Raises:
        InputError: a path leads nowhere, two changes contradict each other, or the changed case is not sound; each
            problem at the place of the change.
    """
    spread = [one for change in changes for one in _spread(case, change)]
    _refuse_contradictions(spread)
    changed = _laid(case, spread)
    telling = [c for c in spread if not _says_nothing_new(case, changed, c)]
    return changed if len(telling) == len(spread) else _laid(case, telling) if telling else case


def canonical(case: Case, path: str, place: Place | None = None) -> str:
    """Return `path` as the table of facts writes it: agencies by their id, entries by their key.

    Raises:
        InputError: it leads nowhere.
    """
    return _Walk(case, case.tree.data, path, place or Place(path)).canonical()


def locate(case: Case, path: str) -> Place | None:
    """Return where the file of `case` states the fact at `path`; None where it does not."""
    walk = _Walk(case, case.tree.data, path, Place(path))
    try:
        loc = walk.walk()
    except InputError:
        return None
    return case.tree.place(loc, key=True) if loc in case.tree.values else None


def _laid(case: Case, changes: Sequence[Change]) -> Case:
    tree = replace(case.tree, data=copy.deepcopy(case.tree.data), values=dict(case.tree.values))
    tree.raw, tree.keys, tree.elsewhere = dict(tree.raw), dict(tree.keys), dict(tree.elsewhere)
    problems: list[Problem] = []
    # what stands above comes first, and what is taken out before what is put in
    for change in sorted(changes, key=lambda c: (len(steps(c.path)), not c.remove, c.path)):
        try:
            _Walk(case, tree.data, change.path, change.place).put(change, tree)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return case_of_tree(tree)


def _spread(case: Case, change: Change) -> Iterator[Change]:
    """Yield `change` for every entry that a star in its path stands for, by canonical path."""
    before, star, after = change.path.partition("[*]")
    if not star:
        yield replace(change, path=canonical(case, change.path, change.place))
        return
    for key in _Walk(case, case.tree.data, before, change.place).entry_keys():
        yield from _spread(case, replace(change, path=f"{before}[{key}]{after}"))


def _refuse_contradictions(changes: Sequence[Change]) -> None:
    problems = []
    said: dict[str, Change] = {}
    for change in changes:
        first = said.setdefault(change.path, change)
        if (first.value, first.remove) != (change.value, change.remove):
            problems.append(Problem(change.place, "change_twice", {"given": change.path, "other": first.place}))
    if problems:
        raise InputError(problems)


def _says_nothing_new(case: Case, changed: Case, change: Change) -> bool:
    before, after = case.facts.get(change.path), changed.facts.get(change.path)
    if before is None and after is None:  # no fact by itself, such as who runs a programme
        loc = _Walk(case, case.tree.data, change.path, change.place).walk()
        return bool(_at(case.tree.data, loc) == change.value)
    if before is None or after is None:
        return False
    return (before.value, before.low, before.high) == (after.value, after.low, after.high)


class _Walk:
    """A walk along one path through the raw data of a case."""

    def __init__(self, case: Case, data: Any, path: str, place: Place) -> None:
        self.case, self.data, self.path, self.place = case, data, path, place
        self.steps = steps(path)

    def canonical(self) -> str:
        self.walk()
        return ".".join(str(step) for step in self.named)

    def entry_keys(self) -> list[str]:
        """Return the keys of the list, roster or mapping that the path leads to."""
        loc, found = self._to(self.steps)
        raw = _at(self.data, loc)
        if found.kind == "list":
            return [raw_key(found.model, item, self.case.register) for item in raw or ()]
        if found.kind in ("roster", "mapping"):
            return [str(key) for key in raw or ()]
        raise unknown_path(self.case, f"{self.path}[*]", self.place)

    def walk(self) -> Loc:
        """Return where in the file the path leads; the last parts may not exist yet.

        Raises:
            InputError: it leads nowhere, or to a group of facts.
        """
        loc, found = self._to(self.steps)
        if found.kind in ("group", "list", "roster", "mapping"):
            raise InputError(
                [Problem(self.place, "path_of_group", {"given": self.path, "expected": self._below(found)})]
            )
        return loc

    def put(self, change: Change, tree: Tree) -> None:
        """Write the value of `change` into the data, or take out what stands there."""
        loc = self.walk()
        holder, found = self._made(loc[:-1]), self.found
        last = loc[-1]
        if change.remove or (change.value is None and found.kind in ("plain", "whole")):
            _take_out(holder, last, loc, tree)
            return
        if change.value is None and found.kind == "entry":
            raise InputError([Problem(self.place, "entry_unknown", {"given": self.path})])
        value = self._written(change, found)
        if isinstance(holder, list):
            holder.extend([{}] * (int(last) + 1 - len(holder)))
        holder[last] = value
        _note(tree, loc, value, change.place)
        if found.kind in ("fact", "entry", "whole"):
            self._cite(tree)

    def _to(self, path: Sequence[Step]) -> tuple[Loc, Field]:
        if not path:
            raise unknown_path(self.case, self.path, self.place)
        here, self.named = Field("group", Case), list[Step]()
        loc: Loc = ()
        for step in path:
            if here.kind not in ("group", "entry", "whole") or step.name not in here.model.model_fields:
                raise unknown_path(self.case, self.path, self.place)
            here, loc = field_of(here.model, step.name), (*loc, step.name)
            self.named.append(Step(step.name))
            if step.key is not None:
                if here.kind not in ("list", "roster", "mapping"):
                    raise unknown_path(self.case, self.path, self.place)
                part, key = self._entry(here, loc, step.key)
                self.named[-1] = Step(step.name, key)
                here, loc = entry_field(here), (*loc, part)
        self.found = here
        return loc, here

    def _entry(self, holder: Field, loc: Loc, key: str) -> tuple[str | int, str]:
        """Return where the entry called `key` stands (or would) and its canonical key."""
        raw = _at(self.data, loc)
        if holder.kind == "roster":
            agency = self._agency(key)
            names = [n for n in raw or () if isinstance(n, str) and agency_id(n, self.case.register) == agency]
            return (names[0] if names else self.case.register.name(agency)), agency
        if holder.kind == "mapping":
            return key, key
        items = raw if isinstance(raw, list) else []
        wanted = raw_key(holder.model, key_parts(holder.model, key), self.case.register)
        for i, item in enumerate(items):
            if raw_key(holder.model, item, self.case.register) == wanted:
                return i, wanted
        if not key_parts(holder.model, key):
            expected = " ".join(holder.model.KEY)
            raise InputError([Problem(self.place, "path_key", {"given": key, "expected": expected})])
        return len(items), wanted

    def _agency(self, name: str) -> str:
        try:
            return self.case.register.find(name)
        except PydanticCustomError as error:
            raise InputError([Problem(self.place, error.type, error.context or {})]) from None

    def _made(self, loc: Loc) -> Any:
        """Return the container at `loc`, made where there is none."""
        here, model, at = self.data, Field("group", Case), 0
        for step in self.named:
            model = field_of(model.model, step.name)
            for part in [step.name] if step.key is None else [step.name, loc[at + 1] if at + 1 < len(loc) else None]:
                if at >= len(loc) or part is None:
                    break
                here = self._child(here, loc[at], model, step)
                at += 1
            if step.key is not None:
                model = entry_field(model)
        return here

    def _child(self, here: Any, part: str | int, model: Field, step: Step) -> Any:
        if isinstance(part, int):  # an entry of a list
            if part == len(here):
                here.append(dict(key_parts(model.model, step.key or "")))
            return here[part]
        child = here.get(part)
        if model.kind == "list" and part == step.name:
            child = child if isinstance(child, list) else []
        elif isinstance(child, list) and model.kind == "roster":
            child = dict.fromkeys(child, "yes")
        elif not isinstance(child, dict):
            child = {} if child is None or model.kind in ("group", "roster", "mapping") else {"value": child}
        here[part] = child
        return child

    def _written(self, change: Change, found: Field) -> Any:
        value = copy.deepcopy(change.value)
        if found.kind == "plain":
            return value
        source = f"{SCENARIO} {change.scenario}".strip()
        if found.kind in ("entry", "whole"):
            said = value if isinstance(value, dict) else {}
            key = key_parts(found.model, self.steps[-1].key or "") if found.kind == "entry" else {}
            return {**key, "source": source, **said}
        if value is None or (isinstance(value, str) and value.strip().casefold() in UNKNOWN_WORDS):
            return {"source": source}
        full = isinstance(value, dict) and value.keys() <= _FULL
        return {"source": source, **(value if full else {"value": value})}

    def _cite(self, tree: Tree) -> None:
        documents = tree.data.get("documents") or []
        if not any(isinstance(d, dict) and d.get("id") == SCENARIO for d in documents):
            tree.data["documents"] = [*documents, {"id": SCENARIO, "title": SCENARIO}]

    def _below(self, found: Field) -> str:
        star = "" if found.kind == "group" else "[...]"
        inner = found if found.kind == "group" else entry_field(found)
        fields = [n for n in inner.model.model_fields if n not in _ABOUT] if inner.kind in ("group", "entry") else []
        return ", ".join(f"{self.path}{star}.{name}" for name in fields[:6]) or f"{self.path}{star}"


def _at(data: Any, loc: Loc) -> Any:
    for part in loc:
        if isinstance(data, dict):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            return None
    return data


def _take_out(holder: Any, last: str | int, loc: Loc, tree: Tree) -> None:
    """Take an entry or a value out of `holder`, and move the places of what came after it."""
    if isinstance(holder, dict):
        holder.pop(last, None)
        for table in (tree.values, tree.keys, tree.raw, tree.elsewhere):
            for k in [k for k in table if k[: len(loc)] == loc]:
                del table[k]
    elif isinstance(last, int) and last < len(holder):
        del holder[last]
        at = len(loc) - 1
        for table in (tree.values, tree.keys, tree.raw, tree.elsewhere):
            after = {k: v for k, v in table.items() if k[:at] == loc[:-1] and len(k) > at and int(k[at]) >= last}
            for k in after:
                del table[k]
            moved = {(*k[:at], int(k[at]) - 1, *k[at + 1 :]): v for k, v in after.items() if k[at] != last}
            table.update(moved)


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
