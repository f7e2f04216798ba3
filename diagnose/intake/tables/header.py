"""Where the column titles of a table stand, below its own titles, and which column tells what."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from diagnose.intake.files import Row, letters, open_table, text
from diagnose.intake.tables.content import KindOfTable, plain_title, tables_file

HEAD = 30  # rows among which titles are looked for
_COLUMNS = 500
_LETTER = re.compile(r"\[([A-Za-z]{1,3})\]")
_YEAR = re.compile(r"\b(20\d\d)\b")


@dataclass(frozen=True)
class Titles:
    """The titles of columns: the number of the (last) row they stand in, and what each column may be called by.

    `names` holds for each column its title, then other forms of it: where two rows of titles are merged, the lower
    alone. `above` are the texts above.
    """

    row: int
    names: tuple[tuple[str, ...], ...]
    above: tuple[str, ...] = ()

    @property
    def shown(self) -> tuple[str, ...]:
        """The title of each column; empty where it has none."""
        return tuple(names[0] if names else "" for names in self.names)

    def called(self, title: str) -> tuple[int, ...]:
        """Return the columns called `title` (or ``[F]``, by letter)."""
        if letter := _LETTER.fullmatch(title.strip()):
            return tuple(i for i in range(len(self.names)) if letters(i) == letter[1].upper())
        for of in (lambda t: text(t).casefold(), plain_title):
            if found := tuple(i for i, names in enumerate(self.names) if of(title) in map(of, names)):
                return found
        return ()

    def fields(self, kind: KindOfTable) -> dict[str, tuple[int, ...]]:
        """Return the columns whose known titles fit each field of `kind`."""
        found: dict[str, tuple[int, ...]] = {}
        for i, names in enumerate(self.names):
            field = next((f for n in names if (f := kind.fields.get(plain_title(n)))), None)
            if field:
                found[field] = (*found.get(field, ()), i)
        return found

    def scale(self, column: int) -> int:
        """Return what amounts in `column` are multiples of: 1000 where they are written in thousands."""
        scales = tables_file().scales
        said = [re.findall(r"\w+", t.casefold()) for t in (self.shown[column], *self.above)]
        about_money = [words for i, words in enumerate(said) if i == 0 or {"rupiah", "rp"} & set(words)]
        return next((scales[word] for words in about_money for word in words if word in scales), 1)

    def year(self) -> int | None:
        """Return the year that the texts above the titles name, where they name one only."""
        years = {int(year) for said in self.above for year in _YEAR.findall(said)}
        return years.pop() if len(years) == 1 else None


def heads(path: Path, sheet: str | None = None) -> Iterator[tuple[str | None, list[Row]]]:
    """Yield each sheet of the table (or only `sheet`) and its first rows.

    Raises:
        InputError: as `open_table`.
    """
    with open_table(path, sheet) as table:
        first, rows = table.sheet, list(islice(table.rows, HEAD + 1))
        others = table.sheets if sheet is None else ()
    yield first, rows
    for name in others:
        if name != first:
            with open_table(path, name) as table:
                rows = list(islice(table.rows, HEAD + 1))
            yield name, rows


def best(rows: Sequence[Row], worth: Callable[[Titles], int], only: int | None = None) -> tuple[Titles | None, int]:
    """Return the titles among `rows` that are worth most, and how much; None where none is worth anything.

    `only` is the number of the row that they stand in, where it is known.
    """
    found: Titles | None = None
    most = 0
    for titles in (*_candidates(rows), *_candidates(rows, pairs=True)):  # one row of titles, unless two fit better
        if (only is None or titles.row == only) and (value := worth(titles)) > most:
            found, most = titles, value
    return found, most


def _candidates(rows: Sequence[Row], *, pairs: bool = False) -> Iterator[Titles]:
    above: list[str] = []
    for i, row in enumerate(rows[:HEAD]):
        upper = [text(cell) for cell in row.cells[:_COLUMNS]]
        if any(upper):
            lower = _second(rows[i + 1]) if pairs and i + 1 < len(rows) else []
            if not pairs:
                yield Titles(row.number, tuple((t,) if t else () for t in upper), tuple(above))
            elif any(lower):
                yield Titles(rows[i + 1].number, tuple(_merged(upper, lower)), tuple(above))
            above += [t for t in upper if t][:5]


def _second(row: Row) -> list[str]:
    """Return the second of two rows of titles; none where the row is no titles."""
    cells = [text(cell) for cell in row.cells[:_COLUMNS]]
    return [] if any(c.isdigit() for c in cells) else cells


def _merged(upper: list[str], lower: list[str]) -> Iterator[tuple[str, ...]]:
    width = max(len(upper), len(lower))
    above = ""  # a merged cell holds its text in its first column only
    for top, bottom in zip([*upper, *[""] * (width - len(upper))], [*lower, *[""] * (width - len(lower))], strict=True):
        above = top or (above if bottom else "")
        if bottom and above:
            yield (f"{above} {bottom}", bottom)
        else:
            yield (above or bottom,) if above or bottom else ()


def fits(kind: KindOfTable, fields: Mapping[str, object]) -> bool:
    """Tell whether a table with those fields has all that its kind needs."""
    return all(any(name in fields for name in group) for group in kind.needs)
