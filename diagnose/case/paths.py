"""Paths of facts: how they are read, what stands where they lead, and what was meant where they lead nowhere."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import PydanticCustomError

from diagnose.case.fact import Fact
from diagnose.case.model import Case
from diagnose.case.register import AgencyName, Register
from diagnose.case.section import Item, Section
from diagnose.common import InputError, Place, Problem, nearest

_STEP = re.compile(r"([^.\[\]]+)(?:\[(.*?)\](?=\.|$))?(?:\.|$)")
Kind = Literal["fact", "entry", "whole", "plain", "group", "list", "roster", "mapping"]


@dataclass(frozen=True)
class Step:
    """One step of a path: the name of a field, and what stands in brackets after it (None: nothing)."""

    name: str
    key: str | None = None

    def __str__(self) -> str:
        return self.name if self.key is None else f"{self.name}[{self.key}]"


@dataclass(frozen=True)
class Node:
    """What a field of a case holds: its kind, and the model of it or of its entries."""

    kind: Kind
    model: Any


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


@cache
def field(model: type[BaseModel], name: str) -> Node:
    """Return what the field `name` of `model` holds.

    Raises:
        KeyError: it has no such field.
    """
    return _field(model.model_fields[name].annotation)


def _field(annotation: Any) -> Node:
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _field(args[0])
    if origin in (Union, UnionType):
        kinds = [_field(a) for a in args if a is not type(None)]
        return next((k for k in kinds if k.kind != "plain"), kinds[0])
    if isinstance(annotation, type) and issubclass(annotation, Fact):
        return Node("fact", annotation)
    if isinstance(annotation, type) and issubclass(annotation, Section):
        return Node("group", annotation)
    if origin is dict and args[0] == AgencyName:
        return Node("roster", args[1])
    if origin is dict:
        return Node("mapping", args[1])
    if origin is tuple and isinstance(args[0], type) and issubclass(args[0], Item):
        return Node("list", args[0])
    return Node("plain", annotation)


def entry_field(holder: Node) -> Node:
    """Return what one entry of a list, a mapping or a roster is."""
    if holder.kind == "list":
        return Node("entry", holder.model)
    inner = _field(holder.model)
    return Node("whole", inner.model) if inner.kind == "group" else inner


def key_parts(item: type[Item], key: str) -> dict[str, Any]:
    """Return the fields that tell an entry from others, as `key` gives them (``ssgi region 2021``; ``-`` is none).

    Empty where `key` has too few parts.
    """
    parts = key.rsplit(" ", len(item.KEY) - 1) if len(item.KEY) > 1 else [key]
    if len(parts) < len(item.KEY):
        return {}
    said = {name: part for name, part in zip(item.KEY, parts, strict=True) if part != "-"}
    return {n: int(p) if p.isdigit() and item.model_fields[n].annotation is not str else p for n, p in said.items()}


def raw_key(item: type[Item], raw: Any, register: Register) -> str:
    """Return the key of an entry as the file has it (see `facttable.key_of`)."""
    said = raw if isinstance(raw, dict) else {}
    parts = []
    for name in item.KEY:
        info = item.model_fields[name]
        value = said.get(name, None if info.is_required() else info.default)
        is_agency = isinstance(value, str) and info.annotation is str and _names_agency(info.metadata)
        parts.append("-" if value is None else agency_id(value, register) or value if is_agency else str(value))
    return " ".join(str(part) for part in parts)


def _names_agency(metadata: Any) -> bool:
    resolver = get_args(AgencyName)[-1]
    return any(m == resolver for m in metadata)


def agency_id(name: str, register: Register) -> str | None:
    """Return the id of the agency called `name`; None where the register does not know it, or cannot tell."""
    try:
        return register.find(name)
    except PydanticCustomError:
        return None


def path_at(data: Any, loc: Sequence[str | int], register: Register) -> str:
    """Return the path of what stands at `loc` in the raw data of a case, as the table of facts writes it."""
    here, found = Node("group", Case), ""
    for part in loc:
        # a roster may be a bare list of names
        data = data.get(part) if isinstance(data, dict) else data[part] if isinstance(part, int) else None
        if here.kind == "list":
            found, here = f"{found}[{raw_key(here.model, data, register)}]", entry_field(here)
        elif here.kind in ("roster", "mapping"):
            key = agency_id(str(part), register) if here.kind == "roster" else None
            found, here = f"{found}[{key or part}]", entry_field(here)
        elif here.kind in ("group", "entry", "whole") and part in here.model.model_fields:
            found, here = f"{found}.{part}" if found else str(part), field(here.model, str(part))
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
    model: Any = Case
    good: list[str] = []
    for step in steps(path):
        if not (isinstance(model, type) and issubclass(model, BaseModel)):
            return ".".join(good) or None
        if step.name not in model.model_fields:
            near = nearest(step.name, model.model_fields)
            return ".".join([*good, near]) if near else ".".join(good) or None
        good.append(str(step))
        model = field(model, step.name).model
    return ".".join(good) or None
