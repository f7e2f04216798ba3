"""Where the column titles of a table stand, below its own titles, and which column tells what."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from diagnose.common import Place, cached_property
from diagnose.common.figures import MONTHS
from diagnose.intake.files import Cell, Percent, Row, letters, text
from diagnose.intake.tables.content import KindOfTable, code_of, plain_title, tables_file
from diagnose.intake.tables.scales import scale_of
from diagnose.intake.tables.shapes import FIGURES
from diagnose.intake.tables.worded import worded

_COLUMNS = 500
_LETTER = re.compile(r"\[([A-Za-z]{1,3})\]")
FIGURE = re.compile(r"[-+(]?(?:rp\.?\s*)?\d[\d.,\s]*%?\)?", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\([^()]*[^\W\d][^()]*\)|\(%\)")
_PERCENT = re.compile(r"%|\bpersen", re.IGNORECASE)
_DECIMALS = re.compile(r"\d{1,12}(?:[.,]\d{1,4})?(?![\d.,])")
_MONTH = re.compile(rf"(?:bulan )?(?:{'|'.join(MONTHS)})(?: persen)?")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


def texts_of(row: Row) -> list[str]:
    """Return the text of each cell of `row`; of whole numbers without decimals."""
    return [_text(cell) for cell in row.cells[:_COLUMNS]]


def _text(cell: Cell) -> str:
    return text(int(cell) if isinstance(cell, float) and cell.is_integer() else cell)


@dataclass(frozen=True)
class Titles:
    """The titles of columns: the number of the (last) row they stand in, and what each column may be called by.

    `names` holds for each column its title, then other forms of it: where rows of titles are merged, the lower alone.
    `groups` is the title that a column shares with its neighbours, `above` are the texts above, `hidden` the columns
    that the file does not show, `rows` the first rows below.
    """

    row: int
    names: tuple[tuple[str, ...], ...]
    above: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    hidden: frozenset[int] = frozenset()
    rows: tuple[Row, ...] = ()

    @cached_property
    def below(self) -> tuple[str, ...]:
        """The texts in the first rows below."""
        return tuple(t for row in self.rows for t in texts_of(row) if t and not FIGURE.fullmatch(t))

    @cached_property
    def worded(self) -> frozenset[int]:
        """The columns that hold words alone there."""
        return worded(self.rows)

    @property
    def shown(self) -> tuple[str, ...]:
        """The title of each column; empty where it has none."""
        return tuple(names[0] if names else "" for names in self.names)

    def hidden_among(self, used: Collection[int] = ()) -> str:
        """Return the titles of the hidden columns that are not among `used`, each with its letter."""
        titled = [i for i in sorted(self.hidden - {*used}) if self.shown[i : i + 1] not in ((), ("",))]
        return ", ".join(f"{self.shown[i]} [{letters(i)}]" for i in titled)

    def called(self, title: str) -> tuple[int, ...]:
        """Return the columns called `title` (or ``[F]``, by letter)."""
        if letter := _LETTER.fullmatch(title.strip()):
            return tuple(i for i in range(len(self.names)) if letters(i) == letter[1].upper())
        for of in (lambda t: text(t).casefold(), plain_title):
            if found := tuple(i for i, names in enumerate(self.names) if of(title) in map(of, names)):
                return found
        return ()

    def fields(self, kind: KindOfTable) -> dict[str, tuple[int, ...]]:
        """Return the columns that are shown whose known titles fit each field of `kind`.

        A title over several columns, none of which is known by its own, may be each of them.
        """
        found: dict[str, tuple[int, ...]] = {}
        known: dict[int, str] = {}
        for i, names in enumerate(self.names):
            field = next(
                (f for n in names[self._of_several(kind, i) :] if (f := kind.fields.get(plain_title(n)))), None
            )
            if field and i not in self.hidden:
                known[i] = field
        apart = {self.groups[i] for i in known if i < len(self.groups)}
        for i, group in enumerate(self.groups):
            field = kind.fields.get(plain_title(group)) if group and group not in apart else None
            if field and i not in self.hidden:
                known[i] = field
        for i, names in enumerate(self.names):
            field = next((f for n in names if (f := kind.otherwise.get(plain_title(n)))), None)
            if field and i not in self.hidden and i not in known and field not in known.values():
                known |= {i: field} if kind.columns[field].holds != "percent" or self.shows_percents(i) else {}
        known |= self._by_version(kind, known)
        value = kind.figures.value if kind.figures else ""
        if value and value not in known.values():
            known |= {i: value for i in range(len(self.names)) if self._is_month(i) and i not in self.hidden}
        if kind.figures:
            known |= self._by_cells(kind, known)
        for i, field in sorted(known.items()):
            if self._may_hold(i, kind.columns[field].holds):
                found[field] = (*found.get(field, ()), i)
        return found

    def _of_several(self, kind: KindOfTable, column: int) -> bool:
        """Tell whether a column is one of several under a title of amounts, of which its own title says the part."""
        group = self.groups[column] if column < len(self.groups) else ""
        field = kind.fields.get(plain_title(group)) if group else None
        return field is not None and kind.columns[field].holds == "rupiah"

    def _by_version(self, kind: KindOfTable, known: Mapping[int, str]) -> dict[int, str]:
        """Return the columns of amounts of versions of a budget; with them that of the one that is named alone."""
        free = [i for i in range(len(self.names)) if i not in known and i not in self.hidden and i not in self.worded]
        found = {i: field for i in free for n in self.names[i] if (field := kind.of_version(n))}
        if kind.entries:
            among = {*tables_file().versioned} - {*map(plain_title, kind.columns[kind.entries.amount].otherwise)}
            alone = [i for i in free if i not in found and among & {plain_title(n) for n in self.names[i]}]
            alone = [i for i in alone if found or (self.year_of(i) and self.holds_figures(i))]
            found |= dict.fromkeys(alone, kind.entries.amount)
        return found

    def _by_cells(self, kind: KindOfTable, known: Mapping[int, str]) -> dict[int, str]:
        """Return the column whose cells are all names of surveys or of areas, where its title says no such thing.

        In a corner above such names often stands what the titles beside it are: "Tahun", or nothing.
        """
        found: dict[int, str] = {}
        if len([i for i in range(len(self.names)) if self.year_of(i)]) <= 1:
            return found  # no row of years, with a corner
        for i in sorted(i for i in self.worded - self.hidden if i < len(self.names)):
            said = known.get(i)
            if said is None or kind.columns[said].holds in ("year", *FIGURES):
                named = [text(row[i]) for row in self.rows if text(row[i])]
                coded = [n for n in kind.spread if kind.columns[n].holds in tables_file().values]
                for name in (n for n in coded if n not in known.values()):
                    if all(code_of(kind.columns[name].holds, cell) for cell in named):
                        found.setdefault(i, name)
        return found

    def _may_hold(self, column: int, holds: str) -> bool:
        """Tell whether nothing in the title of a column speaks against it: "%" of amounts, "(jiwa)" of percentages."""
        if holds in ("rupiah", "count"):
            return not _PERCENT.search(self.shown[column])
        inside = [plain_title(text.strip("()")) for text in _IN_BRACKETS.findall(self.shown[column])]
        return holds != "percent" or not set(inside).intersection(tables_file().numbers_of)

    def shows_percents(self, column: int) -> bool:
        """Tell whether the first cells of `column` are percentages: none above 100, and some with decimals or "%"."""
        said = [row[column] for row in self.rows if text(row[column])]
        signs = [isinstance(c, Percent) or "%" in str(c) for c in said]
        figures = [float(m[0].replace(",", ".")) for c in said if (m := _DECIMALS.match(text(c)))]
        marked = any(signs) or bool(_PERCENT.search(self.shown[column])) or any(f != int(f) for f in figures)
        return marked and bool(figures) and max(figures) <= 100

    def holds_figures(self, column: int) -> bool:
        """Tell whether the first cells of `column` hold a figure."""
        said = [text(row[column]) for row in self.rows if text(row[column])]
        return any(FIGURE.fullmatch(cell) and len(cell) > 1 for cell in said)

    def _is_month(self, column: int) -> bool:
        return bool(_MONTH.fullmatch(plain_title(self.shown[column])))

    def place(self, file: str, column: int | None = None) -> Place:
        """Return where the titles stand in `file`, or that of one column."""
        sheet = self.rows[0].sheet if self.rows else None
        if sheet is not None:
            return Place(f"{file}!{sheet}!{letters(column or 0)}{self.row}")
        return Place(file, self.row, 0 if column is None else column + 1)

    def alike(self, columns: Sequence[int]) -> bool:
        """Tell whether `columns` say the same in each of the first rows, as tables that stand side by side do."""
        said = [[text(row[i]) for row in self.rows] for i in columns]
        return any(said[0]) and all(one == said[0] for one in said)

    def scale(self, column: int, *, money: bool) -> int:
        """Return what figures in `column` are multiples of: 1000 where they are written in thousands."""
        return scale_of(self.shown[column], self.above, money=money)

    def year(self) -> int | None:
        """Return the year that the texts above the titles name, where they name one only."""
        return year_in(*self.above)

    def dated(self, kind: KindOfTable) -> bool:
        """Tell whether cells below tell the year of each row, in a column that is of something else."""
        columns = [at[0] for name, at in self.fields(kind).items() if name in kind.dated and len(at) == 1]
        said = [[text(row[i]) for row in self.rows if text(row[i])] for i in columns]
        return any(cells and all(year_in(cell) for cell in cells) for cells in said)

    def years_of_values(self, kind: KindOfTable) -> bool:
        """Tell whether several columns may be that of the figures, and the title of each names its year."""
        columns = self.fields(kind).get(kind.figures.value, ()) if kind.figures else ()
        return len(columns) > 1 and all(self.year_of(i) for i in columns)

    def year_of(self, column: int) -> int | None:
        """Return the year that the title of `column` names."""
        return year_in(self.shown[column])


def year_in(*texts: str) -> int | None:
    """Return the year that `texts` name, where they name one only."""
    years = {int(year) for said in texts for year in _YEAR.findall(said)}
    return years.pop() if len(years) == 1 else None
