"""Lists of a case as tables to which rows are added and from which they are taken, and whether each is complete."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic_core import PydanticCustomError

from diagnose.analysis.ask import cite
from diagnose.case import Case, Field, Node, Table, case_of_tree, node_at, raw_key, tables
from diagnose.common import InputError, Place, Problem, words
from diagnose.diagnosis import Diagnosed
from diagnose.intake.workbook.read.cells import one
from diagnose.intake.workbook.titles import codes, column_title, is_open, table_title
from diagnose.web.controls import Control, control
from diagnose.web.tabled import ABOUT, Line, lines_of_list
from diagnose.web.workspace import NoSuchPage


@dataclass(frozen=True)
class Column:
    """One field of a row to fill: its choices as codes with their words, none for what is typed."""

    name: str
    title: str
    kind: str
    options: tuple[tuple[str, str], ...]
    open: bool
    required: bool


@dataclass(frozen=True)
class Listing:
    """A list as a table: what it is called, its heads and lines, the fields of a new one, and its completeness."""

    path: str
    name: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    columns: tuple[Column, ...]
    complete: tuple[Control, ...]


def listings(d: Diagnosed, part: str) -> list[Listing]:
    """Return the lists of one part of a case, without rosters and the survey, which have forms of their own."""
    found = []
    for table in tables():
        node = node_at(table.path)
        if table.path.partition(".")[0] == part and not table.roster and node is not None and node.kind == "list":
            found.append(_listing(d, table, node))
    return found


def with_row(case: Case, path: str, typed: Mapping[str, str], source: str, lang: str) -> Case:
    """Return `case` with a row added to the list at `path`; what is typed for none of its fields is left out.

    Raises:
        NoSuchPage: there is no such list.
        InputError: a field is needed or cannot be read, the row is there already, or the case would not be sound.
    """
    table, node = _table(path)
    row: dict[str, Any] = {}
    problems = []
    for field in table.fields:
        title, said = column_title(table, field).get(lang), typed.get(field.name, "").strip()
        if not said or field.name in ABOUT:
            if field.required or (field.name in table.key and _needed(node, field)):
                problems.append(Problem(Place(title), "row_field_needed"))
            continue
        try:
            row[field.name] = _value(field, said)
        except PydanticCustomError as error:
            problems.append(Problem(Place(title), error.type, error.context or {}))
    if not source:
        problems.append(Problem(Place(words(lang)["web.source"]), "row_source_needed"))
    if problems:
        raise InputError(problems)
    cited, document = cite(case, source)
    data = copy.deepcopy(case.tree.data)
    held = _held(data, path)
    key = raw_key(_entry(node), row, case.register)
    if key in [raw_key(_entry(node), item, case.register) for item in held]:
        raise InputError([Problem(Place(table_title(table).get(lang)), "row_there", {"given": key})])
    held.append(row | ({"source": cited} if "source" in _entry(node).children else {}))
    if document is not None:
        data["documents"] = [*(data.get("documents") or []), document]
    return _sound(case, data)


def without_row(case: Case, path: str, key: str) -> Case:
    """Return `case` without the row `key` of the list at `path`.

    Raises:
        NoSuchPage: there is no such list, or no such row.
        InputError: the case would not be sound without it.
    """
    _, node = _table(path)
    data = copy.deepcopy(case.tree.data)
    held = _held(data, path)
    left = [item for item in held if raw_key(_entry(node), item, case.register) != key]
    if len(left) == len(held):
        raise NoSuchPage(key)
    held[:] = left
    return _sound(case, data)


def _listing(d: Diagnosed, table: Table, node: Node) -> Listing:
    raw: Any = d.case.tree.data
    for step in table.path.split("."):
        raw = raw.get(step) if isinstance(raw, dict) else None
    columns = []
    for field in table.fields:
        if field.name in ABOUT and field.name not in table.key:
            continue
        named = tuple((code, text.get(d.lang)) for code, text in codes(field).items())
        title = column_title(table, field).get(d.lang)
        needed = field.required or (field.name in table.key and _needed(node, field))
        columns.append(Column(field.name, title, field.kind, named, is_open(field), needed))
    entries = {raw_key(_entry(node), item, d.case.register): item for item in raw or ()}
    heads, lines = lines_of_list(d, table, entries)
    complete = [c for path in _closing(d, table) if (c := control(d, path)) is not None]
    return Listing(table.path, table_title(table).get(d.lang), heads, lines, tuple(columns), tuple(complete))


def _closing(d: Diagnosed, table: Table) -> list[str]:
    """Return the facts that tell the list to be complete, as measures that read its entries name them."""
    found: dict[str, None] = {}
    for measure in d.rules.measures.values():
        for part in measure.read.parts():
            if any(path.startswith(f"{table.path}[") for path in part.paths()):
                found |= dict.fromkeys(sorted(part.closed()))
    return [path for path in found if path in d.case.facts]


def _value(field: Field, said: str) -> Any:
    if field.kind in ("texts", "agencies"):
        return [part.strip() for part in said.split(";") if part.strip()]
    value = one(field, said)
    return {"value": value} if field.fact else value


def _table(path: str) -> tuple[Table, Node]:
    node = node_at(path)
    table = next((t for t in tables() if t.path == path and not t.roster), None)
    if table is None or node is None or node.kind != "list":
        raise NoSuchPage(path)
    return table, node


def _entry(node: Node) -> Node:
    assert node.entry is not None  # a list has entries
    return node.entry


def _needed(node: Node, field: Field) -> bool:
    child = _entry(node).children.get(field.name)
    return child is not None and child.required


def _held(data: dict[str, Any], path: str) -> list[Any]:
    """Return the list at `path` of `data`, made where there is none."""
    *above, last = path.split(".")
    here: Any = data
    for step in above:
        here = here.setdefault(step, {})
    held: list[Any] = here.get(last) or []
    here[last] = held
    return held


def _sound(case: Case, data: dict[str, Any]) -> Case:
    return case_of_tree(replace(case.tree, data=data))
