"""Rows and cells of a table, where each stands, and what the file says of how it looks."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from diagnose.common import Place
from diagnose.intake.files.cells import text

Cell = str | int | float | bool | dt.date | dt.datetime | None


class Percent(float):
    """A figure that the file shows as a percentage: 24.5, of a cell that holds 0.245 and shows 24.5%."""

    def __str__(self) -> str:
        return f"{float(self):g}%"


class Scaled(float):
    """A figure that the file shows in words of its own: 10.500.000, of a cell that holds 10.5 and shows "10,5 juta"."""

    def __str__(self) -> str:
        return f"{float(self):.15g}"


@dataclass(frozen=True)
class Row:
    """One row: its number in the file (from 1), its cells, and whether the file hides it.

    `merged` holds by column what a cell that is merged downwards says in its first row.
    """

    file: str
    sheet: str | None
    number: int
    cells: Sequence[Cell]
    hidden: bool = False
    merged: Mapping[int, Cell] = field(default_factory=dict)

    def __getitem__(self, column: int) -> Cell:
        return self.cells[column] if column < len(self.cells) else None

    def place(self, column: int = 0) -> Place:
        """Return where the cell of `column` (from 0) stands: ``f.xlsx!Sheet!E3``, or ``f.csv:3:5``."""
        if self.sheet is None:
            return Place(self.file, self.number, column + 1)
        return Place(f"{self.file}!{self.sheet}!{letters(column)}{self.number}")

    def number_of(self, column: int) -> int:
        """Return the number of the row that the cell of `column` stands in."""
        return self.number

    def empty(self) -> bool:
        """Tell whether no cell says anything."""
        return not any(text(c) for c in self.cells)


@dataclass(frozen=True)
class Merge:
    """A block of cells merged into one; rows count from 1, columns from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Look:
    """How a sheet looks: its merged cells, and the columns that are hidden. A text file tells neither."""

    merges: tuple[Merge, ...] = ()
    hidden_columns: frozenset[int] = frozenset()


def letters(column: int) -> str:
    """Return the letters of a column of a sheet, counted from 0: A, B, ... Z, AA."""
    found, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def column_of(named: str) -> int:
    """Return the column, from 0, that the letters `named` stand for."""
    number = 0
    for letter in named.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
