"""Tables with what they tell as rows, "Jumlah Kecamatan", and regions, years or one value as columns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from diagnose.common import Place, shown
from diagnose.intake.files import Cell, Row, cells, open_table
from diagnose.intake.tables.content import KindOfTable, plain_title, tables_file
from diagnose.intake.tables.header import Titles, texts_of
from diagnose.intake.tables.heads import Head, heads
from diagnose.intake.tables.line import Line
from diagnose.intake.tables.mapping import Mapping, read_mapping
from diagnose.intake.tables.reading import Asked, Part, Reading, document_of
from diagnose.intake.tables.spread import area_named

_ROWS = 2_000
_LEAST = 2  # rows that tell what the kind asks for
_NUMBERING = re.compile(r"^\(?(?:\d{1,2}|[a-z])[.)]\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Turned:
    """A sheet so laid out: its titles, the column of what rows are about, that of units, and those of figures."""

    head: Head
    titles: Titles
    topic: int
    unit: int | None
    figures: dict[int, dict[str, Cell]]  # by column, which region or year it is of
    rows: int

    @property
    def worth(self) -> int:
        """How well it fits, as `worth.worth_of` tells of other layouts."""
        return 100 + 2 * self.rows + len(self.figures)


@dataclass(frozen=True)
class _Cells(Row):
    """The figures of one column, put side by side; each keeps its own place."""

    places: tuple[Place, ...] = field(default=())
    numbers: tuple[int, ...] = field(default=())

    def number_of(self, column: int) -> int:
        return self.numbers[column] if column < len(self.numbers) else self.number

    def place(self, column: int = 0) -> Place:
        return self.places[column] if column < len(self.places) else super().place(column)


def turned_in(kind: KindOfTable, path: Path, sheet: str | None = None) -> Turned | None:
    """Return the sheet of the table at `path` that is so laid out and tells most of what `kind` asks for; else None.

    Raises:
        InputError: it cannot be opened as a table.
    """
    if not kind.turned:
        return None
    found = [t for head in heads(path, sheet) for titles in head.candidates if (t := _turned(kind, head, titles))]
    return max(found, key=lambda turned: turned.rows, default=None)


def _turned(kind: KindOfTable, head: Head, titles: Titles) -> Turned | None:
    plain = {i: plain_title(names[-1]) for i, names in enumerate(titles.names) if names and i not in titles.hidden}
    topics = [i for i, title in plain.items() if kind.fields.get(title) == kind.topic]
    if len(topics) != 1:
        return None
    units = [i for i, title in plain.items() if title in map(plain_title, kind.units)]
    others = [i for i in plain if i not in (*topics, *units)]
    rows = len({name for row in titles.rows if (name := _field(kind, texts_of(row)[topics[0] : topics[0] + 1]))})
    figures = _figures(kind, titles, [i for i in others if i not in titles.worded], named=rows > _LEAST)
    apart = {tuple(said.items()) for said in figures.values()}
    if rows < _LEAST or not figures or len(apart) < len(figures):
        return None
    return Turned(head, titles, topics[0], units[0] if units else None, figures, rows)


def _figures(kind: KindOfTable, titles: Titles, columns: list[int], *, named: bool) -> dict[int, dict[str, Cell]]:
    """Return which of `columns` are of figures, and the region or year that each is of.

    Where nothing else is told and so `named`, their titles are names of regions without a word for what they are.
    """
    plain = {i: plain_title(titles.shown[i]) for i in columns}
    values = [*map(plain_title, kind.turned)]
    if of_regions := [i for i in columns if area_named(plain[i])]:
        return {i: {kind.rows: plain[i], **_year(titles, i)} for i in of_regions}
    if dated := [i for i in columns if titles.year_of(i) and plain[i] in (str(titles.year_of(i)), *values)]:
        return {i: _year(titles, i) for i in dated}
    if of_value := [i for i in columns if plain[i] in values]:
        return {i: {} for i in of_value}
    return {i: {kind.rows: plain[i]} for i in columns if plain[i]} if named and len(columns) > 1 else {}


def _year(titles: Titles, column: int) -> dict[str, Cell]:
    year = titles.year_of(column)
    return {"year": year} if year else {}


def _field(kind: KindOfTable, texts: list[str]) -> str:
    """Return which figure of `kind` a row is about; empty where it is about none."""
    name = kind.fields.get(plain_title(_NUMBERING.sub("", texts[0])), "") if texts and texts[0] else ""
    return name if name in kind.needs[-1] or any(name == feed.of for feed in kind.feeds) else ""


def open_turned(
    kind: str, path: Path, mapping: Path | None, source: str | None, lang: str, asked: Asked
) -> tuple[Reading, list[Line]] | None:
    """Open the table at `path` for reading, with a line for each column of figures; None where it is not so laid out.

    Raises:
        InputError: it cannot be opened as a table, or the mapping is not sound.
    """
    content = tables_file().kinds[kind]
    if not content.turned:
        return None
    mapped = read_mapping(mapping, kind, path)[0] if mapping else Mapping.model_validate({"kind": kind})
    turned = turned_in(content, path, mapped.sheet) if {*mapped.columns} <= {content.topic} else None
    if turned is None:
        return None
    told: list[tuple[str, Row]] = []
    rows = list(_rows(path, turned))
    for row in rows:
        if not row.hidden and (name := _field(content, texts_of(row)[turned.topic : turned.topic + 1])):
            told.append((name, row))
    first: dict[str, Row] = {}
    for name, row in told:
        first.setdefault(name, row)
    differ = {name for name, row in told if any(row[at] != first[name][at] for at in turned.figures)}
    fields = [name for name in first if name not in differ]
    titles = Titles(turned.titles.row, tuple((_titled(first[n], turned),) for n in fields), turned.titles.above)
    says = next(iter(turned.figures.values()))
    part = Part(turned.head.sheet, titles, {name: i for i, name in enumerate(fields)}, turned.head.look, says=says)
    reading = Reading(kind, path, (part,), mapped, source or document_of(path, kind), lang, asked)
    _tell(reading, turned, rows, told, differ)
    lines = []
    numbers = tuple(first[name].number for name in fields)
    for at, of in turned.figures.items():
        held, places = [first[name][at] for name in fields], tuple(first[name].place(at) for name in fields)
        row = _Cells(shown(path), turned.head.sheet, turned.titles.row, held, places=places, numbers=numbers)
        lines.append(Line(row, reading, part, of))
    reading.told.numbers["rows"] = len(told)
    reading.first, reading.last = told[0][1].number, told[-1][1].number
    return reading, lines


def _titled(row: Row, turned: Turned) -> str:
    """Return what a row is about, with the unit that stands beside it."""
    unit = cells.text(row[turned.unit]) if turned.unit is not None else ""
    return f"{cells.text(row[turned.topic])} {unit}".strip()


def _rows(path: Path, turned: Turned) -> Iterator[Row]:
    with open_table(path, turned.head.sheet) as table:
        yield from islice((row for row in table.rows if row.number > turned.titles.row), _ROWS)


def _tell(reading: Reading, turned: Turned, rows: list[Row], told: list[tuple[str, Row]], differ: set[str]) -> None:
    """Tell which rows are passed over: hidden ones, those of what is not asked for, and those that differ."""
    read = {row.number for _, row in told}
    for row in rows:
        if row.hidden and not row.empty():
            reading.told.hide(row.place())
    others = [t for r in rows if not r.hidden and r.number not in read and (t := cells.text(r[turned.topic]))]
    if others:
        place = turned.titles.place(reading.place.file)
        reading.told.doubt(place, "table_rows_unused", given=", ".join(others[:20]))
    for name in sorted(differ):
        row = next(row for n, row in reversed(told) if n == name)
        given, column = cells.text(row[turned.topic]), turned.titles.shown[next(iter(turned.figures))]
        reading.told.doubt(row.place(turned.topic), "table_rows_differ", given=given, column=column)
