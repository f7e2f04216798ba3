"""Walk along the path of a fact through the raw data of a case, and make room for it where there is none."""

from collections.abc import Sequence
from typing import Any

from pydantic_core import PydanticCustomError

from diagnose.case.model import Case
from diagnose.case.paths import Node, Step, agency_id, entry_field, key_parts, raw_key, steps, unknown_path
from diagnose.case.paths import field as field_of
from diagnose.common import InputError, Place, Problem

Loc = tuple[str | int, ...]
_ABOUT = frozenset({"source", "year", "note"})  # what is said of facts, and is none itself


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

    def _to(self, path: Sequence[Step]) -> tuple[Loc, Node]:
        if not path:
            raise unknown_path(self.case, self.path, self.place)
        here, self.named = Node("group", Case), list[Step]()
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

    def _entry(self, holder: Node, loc: Loc, key: str) -> tuple[str | int, str]:
        """Return where the entry called `key` stands (or would) and its canonical key."""
        raw = at(self.data, loc)
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

    def made(self, loc: Loc) -> Any:
        """Return the container at `loc`, made where there is none."""
        here, model, at = self.data, Node("group", Case), 0
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

    def _child(self, here: Any, part: str | int, model: Node, step: Step) -> Any:
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

    def _below(self, found: Node) -> str:
        star = "" if found.kind == "group" else "[...]"
        inner = found if found.kind == "group" else entry_field(found)
        fields = [n for n in inner.model.model_fields if n not in _ABOUT] if inner.kind in ("group", "entry") else []
        path = ".".join(str(step) for step in self.steps)
        return ", ".join(f"{path}{star}.{name}" for name in fields[:6]) or f"{path}{star}"
