"""Sheets of an Excel file, a row at a time, with what the file hides, merges and shows as a percentage."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from diagnose.common import InputError, Place, Problem
from diagnose.common.figures import times_of
from diagnose.intake.files.bulk import MOST_COLUMNS
from diagnose.intake.files.table import Cell, Look, Merge, Percent, Row, Scaled, column_of

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

_MOST_MERGES = 50_000
_CHUNK = 1_000_000
_OVERLAP = 400  # bytes: no tag that is looked for is longer
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_COLUMN = re.compile(rb"<(?:\w+:)?col\s[^>]*>")
_ATTRIBUTE = re.compile(rb'(\w+)="([^"]*)"')
_IN_QUOTES = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_LEAST = 1.0  # of a height in points, or a width in characters, that anything can be seen in
_TRUE = ("1", "true")


def look(book: "Workbook", sheet: str) -> Look:
    """Return how `sheet` of `book`, which is open for streaming, looks."""
    merges: dict[Merge, None] = {}
    hidden: set[int] = set()
    source: Any = book[sheet]
    with source._get_source() as opened:
        kept = b""
        while (chunk := opened.read(_CHUNK)) and len(merges) < _MOST_MERGES:
            kept = kept[-_OVERLAP:] + chunk
            if b"mergeCell" in kept:
                for a, top, b, bottom in _MERGE.findall(kept):
                    merges[Merge(int(top), column_of(a.decode()), int(bottom), column_of(b.decode()))] = None
            for tag in _COLUMN.findall(kept) if b"col " in kept else ():
                said = {name.decode(): value.decode() for name, value in _ATTRIBUTE.findall(tag)}
                if said.get("hidden") in _TRUE or _none(said.get("width", "9")):
                    last = min(int(said["max"]), MOST_COLUMNS)
                    hidden |= set(range(int(said["min"]) - 1, last))
    return Look(tuple(merges), frozenset(hidden))


def sheet_rows(book: "Workbook", sheet: str, file: str, seen: Look) -> Iterator[Row]:
    """Yield the rows of `sheet` that the file holds; rows that it leaves out are empty.

    Raises:
        InputError: the file is broken, or a row reaches further than any table does.
    """
    down = _Merged(seen)
    styles = _shown(book)
    source: Any = book[sheet]
    try:
        for number, cells, hidden in _parsed(book, source):
            row: list[Cell] = []
            for cell in cells:
                column, value = cell["column"] - 1, cell["value"]
                if value is None:
                    continue
                if column >= MOST_COLUMNS:
                    raise InputError([Problem(Place(f"{file}!{sheet}"), "table_wide", {"limit": MOST_COLUMNS})])
                row += [None] * (column + 1 - len(row))
                is_figure = isinstance(value, float | int) and not isinstance(value, bool)
                row[column] = styles.value(value, cell["style_id"]) if is_figure else value
            yield Row(file, sheet, number, row, hidden, down.above(number, row))
    except InputError:
        raise
    except Exception:  # a stranger's file: openpyxl raises whatever its parsers do
        raise InputError([Problem(Place(file), "file_truncated")]) from None


def _parsed(book: Any, source: Any) -> Iterator[tuple[int, list[dict[str, Any]], bool]]:
    from diagnose.intake.files.formulas import SheetParser, worked_out

    with source._get_source() as opened:
        parser = SheetParser(
            worked_out(book._archive),
            opened,
            source._shared_strings,
            data_only=False,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for number, cells in parser.parse():
            said = parser.row_dimensions.pop(str(number), {})
            yield number, cells, said.get("hidden") in _TRUE or _no_height(said)


def _no_height(said: Mapping[str, str]) -> bool:
    """Tell whether a row is so low that nobody sees it; openpyxl leaves out the height of a row that it sets to 0."""
    return _none(said["ht"]) if "ht" in said else said.get("customHeight") in _TRUE


def _none(size: str) -> bool:
    try:
        return float(size) < _LEAST
    except ValueError:
        return False


@dataclass(frozen=True)
class _Shown:
    """How the styles of a workbook show figures: which as percentages, and which as multiples of how much."""

    percents: frozenset[int]
    times: Mapping[int, float]

    def value(self, value: float, style: int) -> float:
        """Return the figure that a cell of that style shows."""
        if style in self.percents:
            return Percent(round(value * 100, 10))
        return Scaled(round(value * self.times[style], 6)) if style in self.times else value


def _shown(book: Any) -> _Shown:
    from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

    percents, times = [], {}
    for number, style in enumerate(book._cell_styles):
        form = BUILTIN_FORMATS.get(style.numFmtId)
        own = style.numFmtId - BUILTIN_FORMATS_MAX_SIZE
        if form is None and 0 <= own < len(book._number_formats):
            form = book._number_formats[own]
        if form and "%" in _IN_QUOTES.sub("", form):
            percents.append(number)
        elif form and (many := _times(form.split(";")[0])) != 1:
            times[number] = many
    return _Shown(frozenset(percents), times)


def _times(form: str) -> float:
    """Return what a figure is to be multiplied by that a number format writes a word after: ``#,##0.0" juta"``."""
    words = re.findall(r"[^\W\d_]+", " ".join(_IN_QUOTES.findall(form)).casefold())
    many = next((times for word in words if len(word) > 1 and (times := times_of(word))), 1)  # "m" may be metres
    commas = re.search(r"[0#?](,+)(?![0#?,])", _IN_QUOTES.sub("", form))
    return many / 1000 ** len(commas[1]) if commas and many != 1 else many


class _Merged:
    """Keeps what cells say that are merged over several rows, while their rows go by."""

    def __init__(self, seen: Look) -> None:
        self._open: dict[int, tuple[int, Cell]] = {}  # the last row, and what is said, by column
        self._starts: dict[int, list[Merge]] = {}
        for merge in seen.merges:
            if merge.bottom > merge.top and merge.left < MOST_COLUMNS:
                self._starts.setdefault(merge.top, []).append(merge)

    def above(self, number: int, row: list[Cell]) -> dict[int, Cell]:
        """Return what merged cells that began above say in the row `number`."""
        self._open = {column: said for column, said in self._open.items() if said[0] >= number}
        found = {column: said[1] for column, said in self._open.items()}
        for merge in self._starts.get(number, ()):
            said = row[merge.left] if merge.left < len(row) else None
            self._open[merge.left] = (merge.bottom, said)
        return found
