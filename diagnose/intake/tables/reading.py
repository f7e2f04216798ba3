"""The rows of a table, one at a time, each with its cells by what they tell."""

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic_core import PydanticCustomError

from diagnose.common import InputError, Place, Problem, shown, words
from diagnose.intake.files import Cell, Row, cells, open_table
from diagnose.intake.records import Draft, Intake
from diagnose.intake.tables.content import KindOfTable, code_of, plain_word, tables_file
from diagnose.intake.tables.doubts import Told
from diagnose.intake.tables.header import Titles
from diagnose.intake.tables.mapping import Mapping

_LONGEST = 400  # characters of a text that is taken over
_DIGITS = 60  # characters of a number
_SHIFTED = 3  # rows that are longer than the titles; with more, other rows are likely shifted too
_HIGHEST = 10**15  # as facts have it
_PARTED = re.compile(r"[,;/+\n]")


@dataclass
class Reading:
    """A table that is being read: which column tells what, and what came of it so far."""

    kind: str
    path: Path
    sheet: str | None
    titles: Titles
    columns: dict[str, int]
    mapping: Mapping
    document: str
    lang: str
    several_sheets: bool = False
    only: tuple[int, frozenset[str]] | None = None
    told: Told = field(default_factory=Told)
    years: set[int] = field(default_factory=set)  # of what happened, where the table tells
    first: int = 0
    last: int = 0

    def __post_init__(self) -> None:
        self.draft = Draft(shown(self.path))
        self.content: KindOfTable = tables_file().kinds[self.kind]
        self.means = {plain_word(said): code for said, code in self.mapping.words.items()}
        self.scales = {name: self.titles.scale(at) for name, at in self.columns.items()}
        title = self.content.document.get(self.lang).format(self.path.name)
        self.draft.document(self.document, title, self.place)
        self.draft.put(("source",), self.document, self.place)

    @property
    def place(self) -> Place:
        """The file as a whole."""
        return Place(shown(self.path))

    @property
    def complete(self) -> bool:
        """Whether the table is said to list all there are."""
        return self.mapping.complete == "yes"

    def has(self, name: str) -> bool:
        """Tell whether the table has the column `name`."""
        return name in self.columns

    def lines(self, key: str) -> Iterator["Line"]:
        """Yield the rows that count; those that are empty, add up others, or are filtered out are counted.

        `key` is the column of the name, which the word for a total may stand in too.
        """
        with open_table(self.path, self.sheet) as table:
            numbered = True  # "1 2 3 4" below the titles
            shifted = 0
            for row in table.rows:
                if row.number <= self.titles.row:
                    continue
                if row.empty():
                    self.told.numbers["empty"] += 1
                elif (numbered and _counts_columns(row)) or self._repeats_titles(row):
                    pass
                elif row.sheet is None and any(cells.text(cell) for cell in row.cells[len(self.titles.names) :]):
                    shifted += 1
                    self.told.reject(row.place(len(self.titles.names)), "table_row_long")
                elif self._adds_up(row, key):
                    self.told.numbers["totals"] += 1
                elif self._counts(row):
                    self.told.numbers["rows"] += 1
                    self.first, self.last = self.first or row.number, row.number
                    yield Line(row, self)
                else:
                    self.told.numbers["left_out"] += 1
                numbered = numbered and row.empty()
            if shifted > _SHIFTED and shifted * 10 > self.told.numbers["rows"]:
                raise InputError([Problem(self.place, "table_rows_long", {"number": shifted})])

    def _repeats_titles(self, row: Row) -> bool:
        return all(
            cells.text(row[at]).casefold() in (name.casefold() for name in self.titles.names[at])
            for at in self.columns.values()
        )

    def _adds_up(self, row: Row, key: str) -> bool:
        total = tables_file().is_total
        return total(next(c for c in row.cells if cells.text(c))) or (self.has(key) and total(row[self.columns[key]]))

    def _counts(self, row: Row) -> bool:
        return self.only is None or plain_word(row[self.only[0]]) in self.only[1]

    def source(self, *rows: int) -> str:
        """Return the citation of `rows`, or of all that were read."""
        word = words(self.lang)
        if not rows:
            rows_said = word["import.tables.rows_of"].format(self.first, self.last)
        elif len(rows) > 5:
            rows_said = word["import.tables.rows_some"].format(", ".join(map(str, rows[:5])))
        else:
            rows_said = word["import.tables.row_of"].format(", ".join(map(str, rows)))
        sheet = f"{self.sheet} " if self.sheet and self.several_sheets else ""
        return f"{self.document} {sheet}{rows_said}"[:200]

    def put(self, path: str, value: Any, place: Place | None = None, *rows: int) -> None:
        """Put a fact at the dotted `path`, with its source; a mapping is taken as bounds or other ways of knowing."""
        said = dict(value) if isinstance(value, dict) else {"value": value}
        self.draft.put(tuple(path.split(".")), {**said, "source": self.source(*rows)}, place or self.place)

    def intake(self) -> Intake:
        """Return what came of it."""
        return Intake(self.draft.tree, self.told.counts(), self.told.doubts(), self.titles.above, frozenset(self.years))


@dataclass(frozen=True)
class Line:
    """One row; each cell is read by the name of its column. What cannot be read is told and counts as unknown."""

    row: Row
    of: Reading

    def place(self, name: str = "") -> Place:
        """Return where the cell of the column `name` stands, or else the row."""
        return self.row.place(self.of.columns.get(name, 0))

    def raw(self, name: str) -> Cell:
        """Return the cell of the column `name`; None where it says nothing, or the table has no such column.

        Raises:
            PydanticCustomError: it holds a formula, or the error of one.
        """
        if name not in self.of.columns or cells.nothing(raw := self.row[self.of.columns[name]]):
            return None
        cells.sound(raw)
        return raw

    def text(self, name: str) -> str:
        """Return the text of a cell; empty where it says nothing, is no text, or is too long to be one."""
        with self._telling(name):
            raw = self.raw(name)
            found = cells.text(int(raw) if isinstance(raw, float) and raw.is_integer() else raw)
            if len(found) <= _LONGEST:
                return found
            self.doubt(name, "table_text_long", limit=_LONGEST)
        return ""

    def broken(self, name: str) -> bool:
        """Tell whether the cell holds something that is no value, such as a formula."""
        try:
            self.raw(name)
        except PydanticCustomError:
            return True
        return False

    def number(self, name: str) -> float | None:
        """Return the number in a cell: rupiah (of the scale that the title tells), percent, count or year."""
        with self._telling(name):
            raw = self.raw(name)
            if raw is None:
                return None
            if isinstance(raw, str | int) and len(str(raw)) > _DIGITS:
                raise PydanticCustomError("cell_not_number", "not a number", {"given": str(raw)})
            holds = self.of.content.columns[name].holds
            found: float = cells.count(raw) if holds in ("count", "year") else self._amount(name, raw, holds)
            limit = 100 if holds == "percent" else _HIGHEST
            if found < 0:
                self.doubt(name, "table_negative", given=cells.text(raw))
            elif found > limit:
                self.doubt(name, "table_too_high", given=cells.text(raw), limit=limit)
            elif holds == "year" and not 1990 <= found <= dt.date.today().year:
                self.doubt(name, "table_year_odd", given=cells.text(raw))
            else:
                return found
        return None

    def _amount(self, name: str, raw: Cell, holds: str) -> float:
        scale = self.of.scales[name] if holds == "rupiah" else 1
        found = cells.number(raw, whole=holds == "rupiah" and scale == 1) * scale
        return int(found) if isinstance(found, float) and found.is_integer() else found

    def day(self, name: str) -> dt.date | str | None:
        """Return the day (or the month, as text) in a cell."""
        with self._telling(name):
            raw = self.raw(name)
            return None if raw is None else cells.day(raw)
        return None

    def code(self, name: str) -> str:
        """Return the code that a cell's word stands for; empty where it says nothing, or its word is not known."""
        with self._telling(name):
            raw = self.raw(name)
            if raw is None:
                return ""
            values = self.of.content.columns[name].holds
            code = self.of.means.get(plain_word(raw), "")
            if code not in tables_file().values[values]:
                code = _tag(raw) if values == "tag" else code_of(values, raw)
            if not code:
                title = self.of.titles.shown[self.of.columns[name]]
                self.of.told.unknown_word(self.place(name), title, cells.text(raw))
            return code
        return ""

    def doubt(self, name: str, key: str, **values: object) -> None:
        """Tell that the cell of the column `name` is doubtful."""
        self.of.told.doubt(self.place(name), key, **values)

    def _telling(self, name: str) -> "_Telling":
        return _Telling(self, name)


class _Telling(suppress):
    """Tells what is wrong with a cell instead of stopping there."""

    def __init__(self, line: Line, name: str) -> None:
        super().__init__(PydanticCustomError)
        self.line, self.name = line, name

    def __exit__(self, kind: Any, error: Any, trace: Any) -> bool:
        if isinstance(error, PydanticCustomError):
            self.line.doubt(self.name, error.type, **(error.context or {}))
        return bool(super().__exit__(kind, error, trace))


def _tag(raw: Cell) -> str:
    """Return whether a tag says stunting; one that only names other things says no."""
    codes = [code_of("tag", part) for part in _PARTED.split(str(raw)) if part.strip()]
    if "yes" in codes:
        return "yes"
    speaks_of_it = any(word in plain_word(raw) for word in tables_file().subject)
    return "" if speaks_of_it and not all(codes) else "no"


def _counts_columns(row: Row) -> bool:
    """Tell whether a row only numbers the columns, as is done below titles."""
    said = [re.sub(r"[()]|\.0$|=.*", "", cells.text(c)).strip() for c in row.cells if cells.text(c)]
    return (
        len(said) > 1 and said[:3] == [str(i) for i in range(1, len(said[:3]) + 1)] and all(s.isdigit() for s in said)
    )
