"""Paths of facts: how they are read, what stands where they lead, and what was meant where they lead nowhere."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic_core import PydanticCustomError

from diagnose.case.model import Case
from diagnose.case.register import Register
from diagnose.case.shape import Node, shape
from diagnose.common import InputError, Place, Problem, nearest, whole_number

_STEP = re.compile(r"([^.\[\]]+)(?:\[(.*?)\](?=\.|$))?(?:\.|$)")


@dataclass(frozen=True)
class Step:
    """One step of a path: the name of a field, and what stands in brackets after it (None: nothing)."""

    name: str
    key: str | None = None

    def __str__(self) -> str:
        return self.name if self.key is None else f"{self.name}[{self.key}]"


def steps(path: str) -> tuple[Step, ...]:
    """Return the steps of `path`; none where it cannot be read as a path."""
    found, at = [], 0
    while at < len(path):
        match = _STEP.match(path, at)
        if match is None or match.end() == at:
            return ()
        found.append(Step(match[1].strip(), None if match[2] is None else match[2].strip()))
        at = match.end()
    return tuple(found)


def key_parts(entry: Node, key: str) -> dict[str, Any]:
    """Return the fields that tell an entry from others, as `key` gives them (``ssgi region 2021``; ``-`` is none).

    Empty where `key` has too few parts.
    """
    names = entry.key
    parts = key.rsplit(" ", len(names) - 1) if len(names) > 1 else [key]
    if len(parts) < len(names):
        return {}
    said = {name: part for name, part in zip(names, parts, strict=True) if part != "-"}
    numbers = {n: whole_number(p) for n, p in said.items() if entry.children[n].value in ("year", "count")}
    return {n: p if (number := numbers.get(n)) is None else number for n, p in said.items()}


def raw_key(entry: Node, raw: Any, register: Register) -> str:
    """Return the key of an entry as the file has it (see `table.key_of`)."""
    said = raw if isinstance(raw, dict) else {}
    parts = []
    for name in entry.key:
        child = entry.children[name]
        value = said.get(name, None if child.required else child.default)
        is_agency = isinstance(value, str) and child.value == "agency"
        parts.append("-" if value is None else agency_id(value, register) or value if is_agency else str(value))
    return " ".join(str(part) for part in parts)


def agency_id(name: str, register: Register) -> str | None:
    """Return the id of the agency called `name`; None where the register does not know it, or cannot tell."""
    try:
        return register.find(name)
    except PydanticCustomError:
        return None


def path_at(data: Any, loc: Sequence[str | int], register: Register) -> str:
    """Return the path of what stands at `loc` in the raw data of a case, as the table of facts writes it."""
    here, found = shape(), ""
    for part in loc:
        # a roster may be a bare list of names
        data = data.get(part) if isinstance(data, dict) else data[part] if isinstance(part, int) else None
        if here.kind in ("list", "roster", "mapping") and here.entry is not None:
            if here.kind == "list":
                key = raw_key(here.entry, data, register)
            else:
                key = (agency_id(str(part), register) if here.kind == "roster" else None) or str(part)
            found, here = f"{found}[{key}]", here.entry
        elif here.kind in ("group", "entry", "whole") and part in here.children:
            found, here = f"{found}.{part}" if found else str(part), here.children[str(part)]
        else:
            break
    return found


def known_paths(case: Case) -> Iterator[str]:
    """Yield every path that can be set in `case`: its facts, and the entries of its lists."""
    yield from case.facts


def unknown_path(case: Case, path: str, place: Place) -> InputError:
    """Return the error that `path` leads nowhere, with the nearest that does."""
    near = nearest(path, known_paths(case)) or _nearest_by_step(path)
    near = None if near == path else near
    return InputError([Problem(place, "path_unknown", {"given": path, "near": near})])


def _nearest_by_step(path: str) -> str | None:
    """Mend the first step that leads nowhere, and end there."""
    here: Node | None = shape()
    good: list[str] = []
    for step in steps(path):
        if here is None or not here.children:
            return ".".join(good) or None
        if step.name not in here.children:
            near = nearest(step.name, here.children)
            return ".".join([*good, near]) if near else ".".join(good) or None
        good.append(str(step))
        here = here.children[step.name]
        here = here.entry or here
    return ".".join(good) or None
