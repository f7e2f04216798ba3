"""Lists of a case as tables: an entry a row, a field a column, and each fact in its cell."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from diagnose.case import Field, Table
from diagnose.diagnosis import Diagnosed
from diagnose.intake.workbook.titles import codes, column_title
from diagnose.web.controls import Control, control

ABOUT = ("source", "year", "note")
_OTHERS = "others"


@dataclass(frozen=True)
class Cell:
    """One field of an entry: what it says, or the fact that is there."""

    said: str = ""
    fact: Control | None = None


@dataclass(frozen=True)
class Line:
    """An entry: its key, what it is called, where it is from, and its fields in the order of the heads."""

    key: str
    name: str
    cells: tuple[Cell, ...]
    source: str = ""

    @property
    def facts(self) -> list[str]:
        """The paths of the facts that stand in it."""
        return [cell.fact.path for cell in self.cells if cell.fact is not None]


def lines_of_list(d: Diagnosed, table: Table, entries: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[Line, ...]]:
    """Return the heads of the columns that something stands in, and a line for each of the `entries` by their keys."""
    rest = [f for f in table.fields if f.name not in (*ABOUT, *table.key)]
    rows = {key: [_cell(d, table, field, key, item) for field in rest] for key, item in entries.items()}
    used = [i for i in range(len(rest)) if any(row[i].said or row[i].fact for row in rows.values())]
    heads = (_head(d, table, table.key), *(_head(d, table, [rest[i].name]) for i in used))
    lines = [
        Line(key, _named(d, table, key, entries[key]), tuple(row[i] for i in used), _source(entries[key]))
        for key, row in rows.items()
    ]
    return heads, tuple(lines)


def lines_of_roster(d: Diagnosed, table: Table) -> tuple[Line, ...]:
    """Return a line for each agency of a list of agencies, and one for those that it does not name."""
    found = []
    for key, _ in d.case.entries(f"{table.path}[*]"):
        if (fact := control(d, f"{table.path}[{key}]")) is not None:
            found.append(Line(key, d.case.register.name(key), (Cell(fact=fact),)))
    others = control(d, f"{table.path.rpartition('.')[0]}.{_OTHERS}")
    if others is not None and others.path in d.case.facts:
        found.append(Line("", others.name, (Cell(fact=others),)))
    return tuple(found)


def in_words(d: Diagnosed, field: Field, raw: Any) -> str:
    """Return what a field of an entry says, nothing where it says nothing."""
    raw = raw.get("value") if isinstance(raw, dict) else raw
    if raw is None or isinstance(raw, dict):
        return ""
    if isinstance(raw, bool):
        return d.words["answer.yes" if raw else "answer.no"]
    if isinstance(raw, list):
        return ", ".join(map(str, raw))
    if field.kind == "agency" and d.case.register.has(str(raw)):
        return d.case.register.name(d.case.register.find(str(raw)))
    known = codes(field).get(str(raw))
    return known.get(d.lang) if known else str(raw)


def _cell(d: Diagnosed, table: Table, field: Field, key: str, item: Any) -> Cell:
    path = f"{table.path}[{key}].{field.name}"
    if field.fact and path in d.case.facts and (fact := control(d, path)) is not None:
        return Cell(fact=fact)
    return Cell(in_words(d, field, item.get(field.name) if isinstance(item, dict) else None))


def _head(d: Diagnosed, table: Table, names: Any) -> str:
    return ", ".join(column_title(table, f).get(d.lang) for f in table.fields if f.name in names)


def _named(d: Diagnosed, table: Table, key: str, item: Any) -> str:
    said = [in_words(d, f, item.get(f.name)) for f in table.fields if f.name in table.key and isinstance(item, dict)]
    return ", ".join(filter(None, said)) or key


def _source(item: Any) -> str:
    return str(item.get("source") or "") if isinstance(item, dict) else ""
