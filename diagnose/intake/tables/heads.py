"""The first rows of each sheet of a table, and the titles in them that are worth most."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from diagnose.common import cached_property
from diagnose.intake.files import Look, Row, open_table
from diagnose.intake.tables.header import Titles
from diagnose.intake.tables.titlerows import DEEPEST, HEAD, candidates


@dataclass(frozen=True)
class Head:
    """The first rows of a sheet (None of a text file), how it looks, and the sheets of its file that are hidden."""

    sheet: str | None
    rows: tuple[Row, ...]
    look: Look
    hidden_sheets: tuple[str, ...] = ()
    hidden_rows: tuple[Row, ...] = ()

    @cached_property
    def candidates(self) -> tuple[Titles, ...]:
        """What the titles may be: one row first, then rows of titles one below the other."""
        return tuple(candidates(self.rows, self.look))


def heads(path: Path, sheet: str | None = None) -> Iterator[Head]:
    """Yield the head of each sheet of the table that is shown (or only of `sheet`).

    Raises:
        InputError: as `open_table`.
    """
    with open_table(path, sheet) as table:
        first = _head(table.sheet, table.rows, table.look, table.hidden)
        others = table.sheets if sheet is None else ()
    yield first
    for name in others:
        if name != first.sheet:
            with open_table(path, name) as table:
                head = _head(name, table.rows, table.look, table.hidden)
            yield head


def _head(sheet: str | None, rows: Iterator[Row], look: Look, hidden: tuple[str, ...]) -> Head:
    first = list(islice(rows, 2 * HEAD))
    seen = tuple(row for row in first if not row.hidden)[: HEAD + DEEPEST]
    return Head(sheet, seen, look, hidden, tuple(row for row in first if row.hidden))


def best(head: Head, worth: Callable[[Titles], int], only: int | None = None) -> tuple[Titles | None, int]:
    """Return the titles in `head` that are worth most, and how much; None where none is worth anything.

    `only` is the number of the row that they end in, where it is known.
    """
    found: Titles | None = None
    most = 0
    for titles in head.candidates:  # one row of titles, unless more fit better
        if (only is None or titles.row == only) and (value := worth(titles)) > most:
            found, most = titles, value
    return found, most
