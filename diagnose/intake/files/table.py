"""Rows and cells of a table, and where each stands."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from diagnose.common import Place
from diagnose.intake.files.cells import text

Cell = str | int | float | bool | dt.date | dt.datetime | None


@dataclass(frozen=True)
class Row:
    """One row: its number in the file (from 1) and its cells."""

    file: str
    sheet: str | None
    number: int
    cells: Sequence[Cell]

    def __getitem__(self, column: int) -> Cell:
        return self.cells[column] if column < len(self.cells) else None

    def place(self, column: int = 0) -> Place:
        """Return where the cell of `column` (from 0) stands: ``f.xlsx!Sheet!E3``, or ``f.csv:3:5``."""
        if self.sheet is None:
            return Place(self.file, self.number, column + 1)
        return Place(f"{self.file}!{self.sheet}!{letters(column)}{self.number}")

    def empty(self) -> bool:
        """Tell whether no cell says anything."""
        return not any(text(c) for c in self.cells)


def letters(column: int) -> str:
    """Return the letters of a column of a sheet, counted from 0: A, B, ... Z, AA."""
    found, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
