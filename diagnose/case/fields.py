"""What a case asks for, derived from its model: facts in sections, and lists as tables. Nothing is listed by hand."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from diagnose.case import paths
from diagnose.case.fact import Answer, Extent, Fact
from diagnose.case.model import Case
from diagnose.case.register import AgencyName
from diagnose.case.section import Item
from diagnose.common import types_below

Kind = Literal[
    "answer", "extent", "count", "number", "percent", "day", "text", "flag", "choice", "agency", "agencies", "texts"
]
OF_FACT = ("source", "year", "note")  # what is said about a fact, not by it
NAME = "agencies"  # the column of a roster that names the agency
ITEMS, RESPONDENTS, TALLY = "questionnaire.items", "questionnaire.respondents", "questionnaire.items.tally"
_META = "schema_version"
_OF_VALUE = ("value", "at_least", "at_most", "disputed", "counts")
_RESOLVER = get_args(AgencyName)[-1]
_KINDS: dict[Any, Kind] = {
    Answer: "answer",
    Extent: "extent",
    bool: "flag",
    dt.date: "day",
    int: "count",
    float: "number",
    Literal: "choice",
    str: "text",
}


@dataclass(frozen=True)
class Field:
    """One field: `path` is dotted, in a list without an index; a `fact` has a source, year and note of its own."""

    path: str
    kind: Kind
    fact: bool = False
    required: bool = False
    codes: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    default: str | None = None

    @property
    def name(self) -> str:
        """The name of the field in its model."""
        return self.path.rpartition(".")[2]


@dataclass(frozen=True)
class Table:
    """A list or a roster. `optional`: an empty list says something else than none (asked, and there was nothing)."""

    path: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    roster: bool = False
    optional: bool = False

    def field(self, name: str) -> Field | None:
        """Return the field called `name`."""
        return next((f for f in self.fields if f.name == name), None)

    @property
    def facts(self) -> tuple[Field, ...]:
        """The fields of an entry that have a source, year and note of their own."""
        return tuple(f for f in self.fields if f.fact)


@dataclass(frozen=True)
class Section:
    """The fields of one section of a case that are not lists; the path of the case itself is empty."""

    path: str
    fields: tuple[Field, ...]


@cache
def sections(model: type[BaseModel] = Case) -> tuple[Section, ...]:
    """Return the sections of a case, in the order of the model."""
    return tuple(s for s in _sections(model, "") if s.fields)


@cache
def tables(model: type[BaseModel] = Case) -> tuple[Table, ...]:
    """Return the lists and rosters of a case, in the order of the model."""
    return tuple(_tables(model, ""))


def _sections(model: type[BaseModel], path: str) -> Iterator[Section]:
    own, below = [], []
    for name, info in model.model_fields.items():
        at = f"{path}.{name}" if path else name
        held = paths.field(model, name)
        if held.kind == "group":
            below.append((held.model, at))
        elif held.kind == "fact" or (held.kind == "plain" and not _entry(info) and at not in (_META, RESPONDENTS)):
            own.append(_field(at, info, held))
    yield Section(path, tuple(sorted(own, key=lambda f: f.name == "source")))
    for inner, at in below:
        yield from _sections(inner, at)


def _tables(model: type[BaseModel], path: str) -> Iterator[Table]:
    for name, info in model.model_fields.items():
        at = f"{path}.{name}" if path else name
        held, entry = paths.field(model, name), _entry(info)
        if held.kind == "group":
            yield from _tables(held.model, at)
        elif held.kind == "roster":
            value = _field(f"{at}.value", held.model.model_fields["value"], paths.Node("plain", None))
            own = [
                n for n in held.model.model_fields if n not in ("value", "at_least", "at_most", "disputed", "counts")
            ]
            rest = [_field(f"{at}.{n}", held.model.model_fields[n], paths.field(held.model, n)) for n in own]
            naming = Field(f"{at}.{NAME}", "agency", required=True)
            yield Table(at, (naming, value, *_last(rest)), (NAME,), roster=True)
        elif entry is not None:
            fields = [_field(f"{at}.{n}", i, paths.field(entry, n)) for n, i in entry.model_fields.items()]
            key = entry.KEY if issubclass(entry, Item) else ()
            yield Table(at, tuple(_last(fields, key)), key, optional=info.default is None)


def _last(fields: list[Field], key: tuple[str, ...] = ()) -> list[Field]:
    """Put what tells an entry from others first, and what is said about it last."""
    about = [f for n in ("year", "source", "note") for f in fields if f.name == n and n not in key]
    first = [f for name in key for f in fields if f.name == name]
    return [*first, *(f for f in fields if f not in about and f not in first), *about]


def _entry(info: FieldInfo) -> type[BaseModel] | None:
    """Return the model of the entries of a list; None for what is not a list of entries."""
    for annotation in (info.annotation, *get_args(info.annotation)):
        inner = get_args(annotation)[0] if get_origin(annotation) is tuple else None
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            return inner
    return None


def _field(path: str, info: FieldInfo, held: paths.Node) -> Field:
    of_fact = held.kind == "fact"
    source = held.model.model_fields["value"] if of_fact else info
    parts = [*_parts(source.annotation), *source.metadata]
    named = [p for p in parts if isinstance(p, type) or p is Literal]
    many = tuple in named
    kind: Kind = next(_KINDS[p] for p in named if p in _KINDS)
    if _RESOLVER in parts:
        kind = "agencies" if many else "agency"
    elif many:
        kind = "texts"
    low = next((float(p.ge) for p in parts if hasattr(p, "ge")), None)
    high = next((float(p.le) for p in parts if hasattr(p, "le")), None)
    if kind == "number" and high == 100:
        kind = "percent"
    codes = tuple(p for p in parts if isinstance(p, str))
    default = info.default if isinstance(info.default, str) else None
    return Field(path, kind, of_fact, not of_fact and info.is_required(), codes, low, high, default)


def _parts(annotation: Any) -> Iterator[Any]:
    """Yield the types, the values of literals (after ``Literal``) and the limits that an annotation is made of."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        yield Literal
        yield from args
    elif origin is Annotated:
        yield from _parts(args[0])
        for limit in args[1:]:
            yield from limit.metadata if isinstance(limit, FieldInfo) else (limit,)
    elif args:
        if origin is tuple:
            yield tuple
        for arg in args:
            yield from _parts(arg)
    else:
        yield annotation


_FACT_KINDS = {"Answer": "answer", "Extent": "extent", "date": "day", "int": "number", "float": "number"}


@cache
def blank_facts() -> tuple[str, ...]:
    """Return the paths of the facts that every case has, known or not."""
    head = {"region": {"code": "00.00", "name": "Kabupaten", "kind": "kabupaten"}, "year": 2022}
    return tuple(Case.model_validate(head).facts)


def fact_kind(path: str) -> str | None:
    """Return what kind of value the single fact at `path` has: answer, extent, number, day or text; None if none."""
    for model in _types_at(path):
        if isinstance(model, type) and issubclass(model, Fact):
            named = str(model.model_fields["value"].annotation)
            return next((kind for word, kind in _FACT_KINDS.items() if word in named), "text")
    return None


def is_fact_path(path: str) -> bool:
    """Tell whether a case can hold something at `path`; ``[*]`` stands for an entry of a list."""
    return bool(_types_at(path))


def _types_at(path: str) -> list[Any]:
    models: list[Any] = [Case]
    for part in path.replace("]", "").replace("[", ".").split("."):
        if part == "*":
            models = [a for m in models for a in (types_below(m, 0) or [m])]
        else:
            models = [a for m in models for a in types_below(m, part)]
    return models
