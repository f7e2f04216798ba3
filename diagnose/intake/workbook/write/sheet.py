"""One sheet of the form: a title, then blocks of facts and lists, each under a hidden row that names its columns."""

import math
import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from diagnose.case import ABOUT, Field, Table
from diagnose.intake.workbook.layout import SheetLayout, form_file
from diagnose.intake.workbook.marks import END, FACTS, LIST, TEXT
from diagnose.intake.workbook.titles import column_title, table_title
from diagnose.intake.workbook.write.book import STYLES, Book
from diagnose.intake.workbook.write.cells import Row, Shown

_WIDTHS = {"answer": 15, "flag": 13, "extent": 18, "count": 13, "number": 19, "percent": 12, "day": 15, "agency": 26}
_WRAPPED = frozenset({"k_label", "k_input", "k_small", "k_head"})
_SMALLER = 1.15  # more of small letters stand in a line
_LINE, _BROAD = 15.0, 1.05  # the height of a line in points; what words take, broken at spaces
_BOLD = 1.2  # what bold letters take, broken at spaces as they are
YEARS = 2100  # the last year that the model takes
_LABEL, _VALUE, _HINT, _PLAIN = 46, 24, 26, 22
_SPARE = 4  # rows of a list
_ABOUT = {"source": 25, "year": 9, "note": 42}


@dataclass
class Page:
    """A sheet that is being written.

    `ranges` are the answers to facts, `asked` how many there can be, besides one for each agency in `named`; `entries`
    are the first cells of list rows.
    """

    book: Book
    layout: SheetLayout
    tables: Sequence[Table] = ()
    ranges: list[str] = field(default_factory=list)
    asked: int = 0
    named: list[str] = field(default_factory=list)
    entries: list[str] = field(default_factory=list)
    blocks: int = 0
    span: int = 3  # columns before those on sources, at least
    told: Sequence[str] = ABOUT  # what is said about facts, of source, year and note
    label: float = _LABEL  # the width of what is asked

    def __post_init__(self) -> None:
        self.sheet: Worksheet = self.book.sheet(self.layout.title.get(self.book.lang))
        middles = [self._middle(t) for t in self.tables]
        self.about = 2 + max([self.span, *map(len, middles)])  # the column of the source; year and note follow
        widths: dict[int, float] = {3: _VALUE, 4: _HINT} if not self.tables or self.layout.holds else {}
        widths |= {2: self.label}
        told = {f.name for t, m in zip(self.tables, middles, strict=True) for f in t.fields if f not in m}
        told |= set() if self.told == ABOUT and self.tables else set(self.told)
        about = [(self.about + i, _ABOUT[n]) for i, n in enumerate(self.told) if n in told]
        widths |= dict(about)
        self.last = about[-1][0] if about else max(map(len, middles)) + 1
        for middle in middles:
            for i, f in enumerate(middle):
                least = _WIDTHS.get(f.kind, _PLAIN) if f.high != YEARS else _ABOUT["year"]
                widths[2 + i] = max(widths.get(2 + i, 0), form_file().widths.get(f.name, least))
        for column, width in widths.items():
            self.sheet.column_dimensions[get_column_letter(column)].width = width
        self.sheet.column_dimensions["A"].hidden = True
        self.row = 1
        self.mark(TEXT)
        self.write(2, self.layout.title.get(self.book.lang), "k_title")
        self.sheet.row_dimensions[1].height = 26
        for text in (
            self.layout.help.get(self.book.lang) if self.layout.help else None,
            self.book.words["book.legend"],
        ):
            if text:
                self.line(text, "k_help")
        self.row += 1

    @staticmethod
    def _middle(table: Table) -> list[Field]:
        """Return the fields of a list that are not said about its entries."""
        return [f for f in table.fields if f.name not in ABOUT or f.name in table.key]

    def mark(self, ident: str, hidden: bool = False) -> None:
        """Say in column A what the current row is."""
        self.book.write(self.sheet, self.row, 1, ident)
        if hidden:
            self.sheet.row_dimensions[self.row].hidden = True

    def write(self, column: int, value: object, style: str) -> None:
        """Write a cell of the current row, and make the row high enough for it: not every program does that itself."""
        self.book.write(self.sheet, self.row, column, value, style)
        if isinstance(value, str) and style in _WRAPPED:
            width = self.sheet.column_dimensions[get_column_letter(column)].width
            bold = style == "k_head"
            self.high(len(textwrap.wrap(value, max(1, int(width / _BOLD)))) if bold else lines(value, width))

    def high(self, lines: int) -> None:
        """Make the current row at least so many lines high."""
        if lines > 1:
            dimension = self.sheet.row_dimensions[self.row]
            dimension.height = max(dimension.height or 0, _LINE * lines)

    def width(self, first: int, last: int) -> float:
        """Return the width of those columns together, in characters."""
        return sum(self.sheet.column_dimensions[get_column_letter(c)].width for c in range(first, last + 1))

    def line(self, text: str, style: str = "k_text", columns: int | None = None) -> None:
        """Write a line of text over the width of the sheet, on a row of its own below the current one."""
        last = columns or min(self.last, 7)
        self.row += 1
        self.mark(TEXT)
        self.write(2, text, style)
        self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=2, end_column=last)
        self.high(lines(text, self.width(2, last)))

    def heading(self, text: str) -> None:
        """Write the heading of a block."""
        self.row += 1
        self.mark(TEXT)
        for column in range(2, self.last + 1):
            self.write(column, None, "k_section")
        self.write(2, text, "k_section")

    def head(self, ident: str, columns: Iterable[tuple[int, str, str]]) -> None:
        """Begin a block: a hidden row that names the columns, and one that titles them."""
        self.row += 1
        self.mark(ident, hidden=True)
        listed = list(columns)
        for column, name, _ in listed:
            self.write(column, name, "k_text")
        self.row += 1
        self.mark(TEXT)
        for column, _, title in listed:
            self.write(column, title, "k_head")
        self.blocks += 1
        if self.blocks == 1:
            self.header = self.row

    def facts(
        self,
        title: str,
        fields: Sequence[Field],
        said: Callable[[Field], Row],
        named: Callable[[Field], str],
        *,
        titled: bool = True,
    ) -> None:
        """Write a block of facts, one a row; unless `titled`, its columns are those of the block above it."""
        self.heading(title)
        words = self.book.words
        value, hint = words["book.column.value"], words["book.column.hint"]
        about = [(self.about + i, n, form_file().columns[n].get(self.book.lang)) for i, n in enumerate(self.told)]
        if titled:
            self.head(FACTS, [(2, "", words["book.column.fact"]), (3, "value", value), (4, "", hint), *about])
            self._spread(4, "k_head", self.about - 1)
        for f in fields:
            self.row += 1
            self.mark(f.path)
            row = said(f)
            name = named(f)
            self.write(2, words["book.required"].format(name) if f.required else name, "k_label")
            self.input(3, f, row.get("value"))
            self.spread(4, self.book.hint(f), "k_hint", self.about - 1)
            for i, n in enumerate(self.told):
                if f.fact:
                    self.input(self.about + i, _about(n), row.get(n))
            if f.fact:
                self.asked += 1
                self.ranges.append(f"$C${self.row}")
        self.row += 1
        self.mark(END)

    def table(self, table: Table, rows: Sequence[Row], least: int, spare: int = _SPARE) -> None:
        """Write a list, one entry a row, with `spare` empty rows to go on in, and `least` rows in all."""
        lang = self.book.lang
        self.heading(table_title(table).get(lang))
        middle = self._middle(table)
        about = [(self.about + i, f) for i, n in enumerate(self.told) if (f := table.field(n)) and f not in middle]
        columns = [*((2 + i, f) for i, f in enumerate(middle)), *about]
        titled = ((c, f.name, self._required(column_title(table, f).get(lang), f)) for c, f in columns)
        self.head(f"{LIST} {table.path}", titled)
        first = self.row + 1
        for i in range(max(least, len(rows) + spare)):
            self.row += 1
            row = rows[i] if i < len(rows) else {}
            for column, f in columns:
                self.write(column, row.get(f.name), _style(f))
        for column, f in columns:
            letter = get_column_letter(column)
            self.book.check(self.sheet, f"{letter}{first}:{letter}{self.row}", f, bounds=f.fact or f.name == "value")
        listed = f"$B${first}:$B${self.row}"
        if table.roster:
            self.named.append(listed)
            self.ranges.append(listed.replace("B", "C"))
        else:
            self.entries.append(listed)
        self.row += 1
        self.mark(END)

    def _required(self, title: str, f: Field) -> str:
        return self.book.words["book.required"].format(title) if f.required else title

    def input(self, column: int, f: Field, value: Shown) -> None:
        """Write a cell to fill, with what is known already."""
        self.write(column, value, _style(f))
        self.book.check(self.sheet, f"{get_column_letter(column)}{self.row}", f, bounds=f.fact)

    def spread(self, column: int, text: str, style: str, last: int) -> None:
        """Write `text` from `column` to `last`, on a row high enough for it."""
        self.write(column, text, style)
        self._spread(column, style, last)
        self.high(lines(text, self.width(column, max(column, last)) * _SMALLER))

    def _spread(self, column: int, style: str, last: int) -> None:
        """Let a cell reach to the column `last`."""
        if last > column:
            for c in range(column + 1, last + 1):
                self.write(c, None, style)
            self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=column, end_column=last)


def lines(text: str, width: float) -> int:
    """Return how many lines `text` takes in a cell of that width."""
    return sum(max(1, math.ceil(len(line) * _BROAD / width)) for line in text.split("\n"))


def _style(f: Field) -> str:
    if f.name.endswith("rupiah"):
        return "k_count"
    if f.high == YEARS:
        return "k_year"
    return "k_code" if f.path == "region.code" else STYLES.get(f.kind, "k_input")


def _about(name: str) -> Field:
    return Field(name, "count", low=1990, high=YEARS) if name == "year" else Field(name, "text")
