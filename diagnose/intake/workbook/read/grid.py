"""The cells of a filled form, sheet by sheet and line by line; of merged cells, each has what they say together."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from diagnose.common import InputError, Place, Problem, shown
from diagnose.intake.files import kind_of, letters, nothing, open_workbook, sound, text

MAX_UNPACKED = 60_000_000  # some hundred times a form in full
MAX_ROWS, MAX_COLUMNS = 20_000, 200  # of a sheet; a form has some hundred rows, and a column an OPD
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})\"")
_PLACES = 10  # decimals that a percentage keeps


@dataclass(frozen=True)
class Spot:
    """A cell: what it holds and where; `own` is False where a cell that it is merged with says it."""

    raw: Any
    place: Place
    is_text: bool = False
    percent: bool = False
    own: bool = True

    @property
    def empty(self) -> bool:
        """Whether the cell says nothing."""
        return nothing(self.raw)

    @property
    def words(self) -> str:
        """The cell as text."""
        return text(self.raw)

    def value(self) -> Any:
        """Return what the cell holds.

        Raises:
            PydanticCustomError: it is a formula, or the error of one.
        """
        if self.is_text:  # a text may begin with "="
            return self.raw
        value = sound(self.raw)
        if self.percent and isinstance(value, int | float) and not isinstance(value, bool):
            return round(value * 100, _PLACES)  # 24.4% is kept as 0.244
        return value


@dataclass(frozen=True)
class Line:
    """A row of a sheet: its cells that say something, by column from 1."""

    spots: dict[int, Spot]
    place: Place
    sheet: str
    number: int

    def at(self, column: int) -> Spot:
        """Return the cell in that column."""
        where = Place(f"{self.place.file.rpartition('!')[0]}!{letters(column - 1)}{self.number}")
        return self.spots.get(column) or Spot(None, where)

    @property
    def ident(self) -> str:
        """What the hidden first column says of the row."""
        return self.spots[1].words if 1 in self.spots else ""


def sheets(path: Path) -> Iterator[tuple[str, Iterator[Line]]]:
    """Yield the name and the lines of each sheet of the workbook at `path`.

    Raises:
        InputError: it cannot be used (see `open_workbook`), or is larger than any form.
    """
    file = shown(path)
    if kind_of(path) == "xlsx":
        with zipfile.ZipFile(path) as packed:
            if sum(part.file_size for part in packed.infolist()) > MAX_UNPACKED:
                raise InputError([Problem(Place(file), "form_too_large", {"megabytes": MAX_UNPACKED // 1_000_000})])
    with open_workbook(path) as book, zipfile.ZipFile(path) as packed:
        for sheet in book.worksheets:
            yield sheet.title, _lines(sheet, f"{file}!{sheet.title}", file, _merged(packed, sheet))


def _merged(packed: zipfile.ZipFile, sheet: Any) -> dict[tuple[int, int], int]:
    """Return the last row of each merged range, by its first row and column.

    Read from the part itself: openpyxl tells it only where it makes every cell of the range, however many.
    """
    try:
        found = _MERGED.findall(packed.read(sheet._worksheet_path.lstrip("/")))
    except Exception:  # a broken part; reading its cells tells so
        return {}
    return {(int(top), _number(first)): int(bottom) for first, top, _, bottom in found if top != bottom}


def _number(column: bytes) -> int:
    number = 0
    for letter in column:
        number = number * 26 + letter - ord("A") + 1
    return number


def _lines(sheet: Any, where: str, file: str, merged: dict[tuple[int, int], int]) -> Iterator[Line]:
    reaching: dict[int, tuple[int, Spot]] = {}  # by column: to which row a merged cell reaches, and that cell
    try:
        sheet.reset_dimensions()  # what a file says of its size need not be so
        for number, cells in enumerate(sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS), 1):
            spots: dict[int, Spot] = {}
            for column, cell in enumerate(cells, 1):
                if cell.value is not None:
                    spots[column] = _spot(cell, Place(f"{where}!{letters(column - 1)}{number}"))
                    if (number, column) in merged:
                        reaching[column] = merged[number, column], spots[column]
            for column, (last, above) in list(reaching.items()):
                if number > last:
                    del reaching[column]
                elif column not in spots:
                    spots[column] = Spot(above.raw, above.place, above.is_text, above.percent, own=False)
            yield Line(spots, Place(f"{where}!A{number}"), sheet.title, number)
    except InputError:
        raise
    except Exception:  # a stranger's file: openpyxl raises whatever its parsers do
        raise InputError([Problem(Place(file), "file_truncated")]) from None


def _spot(cell: Any, place: Place) -> Spot:
    return Spot(cell.value, place, cell.data_type in ("s", "inlineStr", "str"), "%" in str(cell.number_format))
