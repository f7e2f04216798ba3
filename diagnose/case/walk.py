"""Walk along the path of a fact through the raw data of a case, and make room for it where there is none."""

from collections.abc import Sequence
from typing import Any

from pydantic_core import PydanticCustomError

from diagnose.case.model import Case
from diagnose.case.paths import Step, agency_id, key_parts, raw_key, steps, unknown_path
from diagnose.case.shape import ABOUT, Node, shape
from diagnose.common import InputError, Place, Problem

Loc = tuple[str | int, ...]


def at(data: Any, loc: Loc) -> Any:
    """Return what stands at `loc` in raw data; None where nothing does."""
    for part in loc:
        if isinstance(data, dict):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            return None
    return data


class Walk:
    """A walk along one path through the raw data of a case."""

    def __init__(self, case: Case, data: Any, path: str, place: Place) -> None:
        self.case, self.data, self.path, self.place = case, data, path, place
        self.steps = steps(path)

    def canonical(self) -> str:
        """Return the path as the table of facts writes it.

        Raises:
            InputError: as `walk`.
        """
        self.walk()
        return ".".join(str(step) for step in self.named)

    def entry_keys(self) -> list[str]:
        """Return the keys of the list, roster or mapping that the path leads to."""
        loc, found = self._to(self.steps)
        raw = at(self.data, loc)
        if found.kind == "list" and found.entry is not None:
            return [raw_key(found.entry, item, self.case.register) for item in raw or ()]
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

    def _to(self, path: Sequence[Step]) -> tuple[Loc, Node]:
        if not path:
            raise unknown_path(self.case, self.path, self.place)
        here, self.named = shape(), list[Step]()
        loc: Loc = ()
        for step in path:
            if here.kind not in ("group", "entry", "whole") or step.name not in here.children:
                raise unknown_path(self.case, self.path, self.place)
            here, loc = here.children[step.name], (*loc, step.name)
            self.named.append(Step(step.name))
            if step.key is not None:
                if here.kind not in ("list", "roster", "mapping") or here.entry is None:
                    raise unknown_path(self.case, self.path, self.place)
                part, key = self._entry(here, loc, step.key)
                self.named[-1] = Step(step.name, key)
                here, loc = here.entry, (*loc, part)
        self.found = here
        return loc, here

    def _entry(self, holder: Node, loc: Loc, key: str) -> tuple[str | int, str]:
        """Return where the entry called `key` stands (or would) and its canonical key."""
        raw = at(self.data, loc)
        if holder.kind == "roster":
            agency = self._agency(key)
            names = [n for n in raw or () if isinstance(n, str) and agency_id(n, self.case.register) == agency]
            return (names[0] if names else self.case.register.name(agency)), agency
        if holder.kind == "mapping":
            return key, key
        assert holder.entry is not None  # a list has entries
        items = raw if isinstance(raw, list) else []
        wanted = raw_key(holder.entry, key_parts(holder.entry, key), self.case.register)
        for i, item in enumerate(items):
            if raw_key(holder.entry, item, self.case.register) == wanted:
                return i, wanted
        if not key_parts(holder.entry, key):
            expected = " ".join(holder.key)
            raise InputError([Problem(self.place, "path_key", {"given": key, "expected": expected})])
        return len(items), wanted

    def _agency(self, name: str) -> str:
        try:
            return self.case.register.find(name)
        except PydanticCustomError as error:
            raise InputError([Problem(self.place, error.type, error.context or {})]) from None

    def made(self, loc: Loc) -> Any:
        """Return the container at `loc`, made where there is none."""
        here, node, at = self.data, shape(), 0
        for step in self.named:
            node = node.children[step.name]
            for part in [step.name] if step.key is None else [step.name, loc[at + 1] if at + 1 < len(loc) else None]:
                if at >= len(loc) or part is None:
                    break
                here = self._child(here, loc[at], node, step)
                at += 1
            if step.key is not None and node.entry is not None:
                node = node.entry
        return here

    def _child(self, here: Any, part: str | int, node: Node, step: Step) -> Any:
        if isinstance(part, int) and node.entry is not None:  # an entry of a list
            if part == len(here):
                here.append(dict(key_parts(node.entry, step.key or "")))
            return here[part]
        child = here.get(part)
        if node.kind == "list" and part == step.name:
            child = child if isinstance(child, list) else []
        elif isinstance(child, list) and node.kind == "roster":
            child = dict.fromkeys(child, "yes")
        elif not isinstance(child, dict):
            child = {} if child is None or node.kind in ("group", "roster", "mapping") else {"value": child}
        here[part] = child
        return child

    def _below(self, found: Node) -> str:
        star = "" if found.kind == "group" else "[...]"
        inner = found if found.kind == "group" or found.entry is None else found.entry
        fields = [n for n in inner.children if n not in ABOUT] if inner.kind in ("group", "entry") else []
        path = ".".join(str(step) for step in self.steps)
        return ", ".join(f"{path}{star}.{name}" for name in fields[:6]) or f"{path}{star}"
