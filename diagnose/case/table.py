"""The facts of a case as a flat table, each under a path that rules, explanations and what-ifs name it by.

A path is dotted; an entry of a list or mapping stands in brackets under what tells it from the others:
``goals.agencies[dinkes]``, ``figures[survey 2021].percent``.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any

from pydantic import BaseModel

from diagnose.case.fact import Fact
from diagnose.case.section import Item, Section

_SAID = ("value", "at_least", "at_most", "counts")  # what a fact says, one way or another
_ABOUT = frozenset({"source", "year", "note"})
_BRACKETS = re.compile(r"\[([^\]]*)\]")
_NUMBERS = re.compile(r"(\d+)")


@dataclass(frozen=True)
class FactEntry:
    """One fact: its path, what it says, and where that was read.

    `low` and `high` are its bounds as ranks (see `fact.rank`), infinite where open. `value` is None when unknown.
    `planned` is what is promised and by which day; `derived` the rule that it follows from, where nobody states it.
    """

    path: str
    value: Any
    low: float
    high: float
    source: str | None = None
    year: int | None = None
    note: str | None = None
    disputed: tuple[tuple[Any, str | None], ...] = ()
    settled: bool = False
    planned: tuple[Any, str] | None = None
    derived: str | None = None

    @property
    def known(self) -> bool:
        """Whether the case says anything on it."""
        return self.value is not None


Parts = Mapping[str, tuple[FactEntry, ...]]  # the facts of each part of a case, by the name of its field


def tabulate(case: BaseModel, kept: Parts) -> Parts:
    """Return every fact of `case` in the order of the model; entries by key, whatever their order in a file.

    So the same facts come to the same bytes in every output. Those of the parts `kept` are taken as they are.
    """
    source = getattr(case, "source", None)
    return {
        name: kept[name] if name in kept else tuple(_walk(getattr(case, name), name, source, None))
        for name in type(case).model_fields
    }


def _walk(thing: Any, path: str, source: str | None, year: int | None) -> Iterator[FactEntry]:
    if isinstance(thing, BaseModel) and not thing.model_fields_set and "[" not in path:
        yield from _of_nothing_said(type(thing), path)
    else:
        yield from _each(thing, path, source, year)


@cache
def _of_nothing_said(model: type[BaseModel], path: str) -> tuple[FactEntry, ...]:
    """Return the facts of a part of a case of which nothing is said: always the same ones, all unknown."""
    return tuple(_each(model.model_construct(), path, None, None))


def _each(thing: Any, path: str, source: str | None, year: int | None) -> Iterator[FactEntry]:
    if isinstance(thing, Fact):
        yield _entry(thing, path, source, year)
    elif isinstance(thing, BaseModel):
        source = getattr(thing, "source", None) or source
        year = getattr(thing, "year", None) or year if path else None
        if isinstance(thing, Section):
            whole = thing.said()
            if whole is not None:
                yield FactEntry(path, whole, 0.0, 0.0, source, year, getattr(thing, "note", None))
                return
            yield from _itself(thing, path, source, year)
        for name in type(thing).model_fields:
            yield from _walk(getattr(thing, name), f"{path}.{name}" if path else name, source, year)
    elif isinstance(thing, dict):
        for key, value in sorted(thing.items(), key=lambda one: _natural(one[0])):
            yield from _walk(value, f"{path}[{key}]", source, year)
    elif isinstance(thing, tuple):
        items = ((key_of(item), item) for item in thing if isinstance(item, Item))
        for key, item in sorted(items, key=lambda one: _natural(one[0])):
            yield from _walk(item, f"{path}[{key}]", source, year)


def _natural(key: str) -> list[tuple[int, str]]:
    """Return what `key` is put in order by: numbers in it by their size."""
    return [(int(part) if part.isdecimal() else -1, part) for part in _NUMBERS.split(key)]


def grouped(entries: Iterable[FactEntry]) -> dict[str, list[tuple[str, FactEntry]]]:
    """Group facts by path with ``[*]`` for what stands in brackets; each with that (the last, where there are two)."""
    groups: dict[str, list[tuple[str, FactEntry]]] = {}
    for entry in entries:
        inside = _BRACKETS.findall(entry.path)
        if inside:
            groups.setdefault(_BRACKETS.sub("[*]", entry.path), []).append((inside[-1], entry))
    return groups


def key_of(item: Item) -> str:
    """Return what tells `item` from the others of its list."""
    return " ".join("-" if getattr(item, name) is None else str(getattr(item, name)) for name in item.KEY)


def _itself(thing: Section, path: str, source: str | None, year: int | None) -> Iterator[FactEntry]:
    """Yield what a section says in plain fields (a name, an owner, answers per agency): one fact for all of them."""
    if not thing.model_fields_set:
        return
    said = {
        name: dict(sorted(written.items())) if isinstance(written, dict) else written
        for name in type(thing).model_fields
        if name in thing.model_fields_set and name not in _ABOUT
        if _plain(value := getattr(thing, name)) and (written := _written(value)) not in (None, [], {})
    }
    if said:
        yield FactEntry(path, said, 0.0, 0.0, source, year, getattr(thing, "note", None))


def _plain(value: Any) -> bool:
    if isinstance(value, dict):
        return all(isinstance(v, str) for v in value.values())
    if isinstance(value, tuple):
        return all(isinstance(v, str) for v in value)
    return not isinstance(value, BaseModel)


def _entry(fact: Fact[Any], path: str, source: str | None, year: int | None) -> FactEntry:
    low, high = fact.bounds()
    if not fact.model_fields_set:
        return FactEntry(path, None, low, high)
    said = {name: _written(told) for name in _SAID if (told := getattr(fact, name)) is not None}
    claims = _written(fact.disputed or ())
    claims = sorted(claims, key=lambda said: json.dumps(said, sort_keys=True))
    value: Any = said.get("value", said.get("counts"))
    if value is None and said:
        value = said
    if value is None and claims:
        value = [_claimed(claim) for claim in claims]
    return FactEntry(
        path=path,
        value=value,
        low=low,
        high=high,
        source=fact.source or (source if value is not None else None),
        year=fact.year or (year if value is not None else None),
        note=fact.note,
        disputed=tuple((_claimed(claim), claim.get("source")) for claim in claims),
        settled=fact.counts is not None,
        planned=_planned(fact),
    )


def claim(said: Any, source: str | None) -> dict[str, Any]:
    """Return one of `FactEntry.disputed` as a case file has it."""
    return {**(said if isinstance(said, dict) else {"value": said}), **({"source": source} if source else {})}


def _claimed(claim: dict[str, Any]) -> Any:
    """Return what a side of a dispute says: a value, or its bounds by name."""
    return claim.get("value", {name: claim[name] for name in ("at_least", "at_most") if name in claim})


def _planned(fact: Fact[Any]) -> tuple[Any, str] | None:
    if fact.planned is None:
        return None
    return _written(fact.planned.value), _written(fact.planned.by)


def _written(value: Any) -> Any:
    """Return `value` as JSON has it. pydantic would build a serializer for each of some hundred models first."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, BaseModel):
        told = ((name, getattr(value, name)) for name in type(value).model_fields)
        return {name: _written(part) for name, part in told if part is not None}
    if isinstance(value, dict):
        return {_written(key): _written(part) for key, part in value.items()}
    return [_written(part) for part in value] if isinstance(value, tuple) else value
