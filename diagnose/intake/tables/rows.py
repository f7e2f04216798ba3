"""Which rows of a table are data: not those that are empty, hidden, add up others, head a group or number columns."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, pairwise

from diagnose.common import InputError, Problem
from diagnose.common.figures import scaled
from diagnose.intake.files import Row, cells, open_table
from diagnose.intake.tables.areas import is_region, of_its_code, of_the_region
from diagnose.intake.tables.codes import code_of_row, said_text
from diagnose.intake.tables.content import tables_file
from diagnose.intake.tables.headings import Headings
from diagnose.intake.tables.line import Line
from diagnose.intake.tables.ordinals import numbers_columns
from diagnose.intake.tables.places import is_part, lists_parts
from diagnose.intake.tables.reading import Part, Reading
from diagnose.intake.tables.scales import scale_said
from diagnose.intake.tables.shapes import FIGURES
from diagnose.intake.tables.wholes import Whole

_SHIFTED = 3  # rows that are longer than the titles; with more, other rows are likely shifted too
_CELLS_OF_A_NOTE = 2
_WORDED = re.compile(r"[^\W\d_]{3}")


def lines(reading: Reading) -> Iterator[Line]:
    """Yield the rows of `reading` that count; all others are counted by what they are.

    Raises:
        InputError: so many rows are longer than the titles that others are likely shifted too; or rows are of several
            regions, and nothing tells which is meant.
    """
    rows = of_its_code((line for part in reading.parts for line in _Sheet(reading, part).lines()), reading)
    yield from of_the_region(rows, reading) if reading.has(reading.content.around) else rows


class _Sheet:
    """The rows of one sheet, read in order."""

    def __init__(self, reading: Reading, part: Part) -> None:
        self.reading, self.part, self.told = reading, part, reading.told
        self.key = reading.content.rows if reading.content.rows in part.columns else next(iter(part.columns))
        self.columns = reading.content.columns
        self.headings = Headings(reading, part, self.key)
        self.ended = False
        names = [t for row in part.titles.rows if (t := said_text(row[part.columns[self.key]]))]
        self.lists_parts = reading.content.counts_places and lists_parts(names)
        figures = reading.content.figures
        at = part.columns.get(figures.value) if figures and figures.within in part.columns else None
        self.whole = Whole(at, reading.asked.region) if at is not None else None
        self.coded = False  # the last line had a code that is no account
        self.accounts: bool | None = None  # whether accounts are all there is; None before the first row

    def lines(self) -> Iterator[Line]:
        shifted = 0
        numbered = True
        with open_table(self.reading.path, self.part.sheet) as table:
            rows = (row for row in table.rows if row.number > self.part.titles.row)
            for row, below in pairwise(chain(rows, (None,))):
                if row is None:
                    break
                kind = self._kind(row, below, numbered)
                numbered = numbered and kind in ("empty", "numbers", "hidden")
                if kind == "hidden":
                    self.told.hide(row.place())
                elif kind == "long":
                    shifted += 1
                    self.told.reject(row.place(len(self.part.titles.names)), "table_row_long")
                elif kind not in ("", "numbers", "titles"):
                    self.told.numbers[kind] += 1
                    if kind == "totals" and self.whole:
                        self.whole.sum(row, cells.text(next(c for c in row.cells if cells.text(c))))
                elif not kind:
                    if self.whole:
                        self.whole.add(row)
                    yield from self._lines(row)
        if self.whole and self.whole.total:
            yield from (replace(line, whole=True) for line in self._lines(self.whole.total))
        if shifted > _SHIFTED and shifted * 10 > self.told.numbers["rows"]:
            raise InputError([Problem(self.reading.place, "table_rows_long", {"number": shifted})])

    def _kind(self, row: Row, below: Row | None, numbered: bool) -> str:
        """Return what a row is that is no data; empty for one of data."""
        if row.empty() and not row.merged:
            return "empty"
        if row.hidden and self.reading.mapping.hidden_rows != "yes":
            return "hidden"
        if self._numbers_columns(row, numbered):
            return "numbers"
        if self._repeats_titles(row):
            return "titles"
        if row.sheet is None and any(cells.text(cell) for cell in row.cells[len(self.part.titles.names) :]):
            return "long"
        self._speaks_of_scale(row)
        if self._adds_up(row):
            self.ended = True
            return "totals"
        if self.headings.labels(row):
            self.ended = False
            return "headings"
        if self._is_no_data(row):
            return "no_data"
        if self._parts_line(row, below):
            return "accounts"
        if self.headings.heads(row, below) or self.headings.sums(row, below):
            return "headings"
        at = self.part.columns[self.key]
        if self.lists_parts and is_part(said_text(row[at])):
            self.told.part_of(row.place(at), cells.text(row[at]))
            return "parts"
        if self.part.only is not None and not self.reading.mapping.wants(row[self.part.only]):
            return "left_out"
        return ""

    def _lines(self, row: Row) -> Iterator[Line]:
        self.told.numbers["rows"] += 1
        self.reading.first, self.reading.last = self.reading.first or row.number, row.number
        says = {**self.part.says, **self.headings.says(row)}
        if not self.part.spread:
            yield Line(row, self.reading, self.part, says)
        for spread in self.part.spread:
            value = self.reading.content.value
            yield Line(row, self.reading, self.part, {**says, **spread.says}, {value: spread.column})

    def _speaks_of_scale(self, row: Row) -> None:
        """Refuse a table whose amounts a note between or below its rows says to be in thousands, as no title does.

        Raises:
            InputError: a row is such a note.
        """
        texts = [(at, t) for at, c in enumerate(row.cells) if (t := cells.text(c))]
        amounts = [n for n in self.part.columns if self.columns[n].holds == "rupiah"]
        if self.reading.mapping.unit or not amounts or len(texts) > _CELLS_OF_A_NOTE:
            return
        said = scale_said(" ".join(text for _, text in texts))
        if said and any(self.part.titles.scale(self.part.columns[n], money=True) != said for n in amounts):
            units = {times: unit for unit, times in reversed(tables_file().units.items())}
            values = {"given": texts[0][1], "unit": units.get(said, "-")}
            raise InputError([Problem(row.place(texts[0][0]), "table_scale_below", values)])

    def _numbers_columns(self, row: Row, first: bool) -> bool:
        """Tell whether a row only numbers the columns, as is done below titles."""
        named = bool(cells.text(row[self.part.columns[self.key]])) and self.columns[self.key].holds != "year"
        return numbers_columns([t for c in row.cells if (t := said_text(c))], named=named, first=first)

    def _repeats_titles(self, row: Row) -> bool:
        return all(
            cells.text(row[at]).casefold() in (name.casefold() for name in self.part.titles.names[at])
            for at in self.part.columns.values()
        )

    def _adds_up(self, row: Row) -> bool:
        total = tables_file().is_total
        first = next((c for c in row.cells if cells.text(c)), "")
        named, is_place = row[self.part.columns[self.key]], self._lists_places()
        alone = not cells.text(named)  # "Air Putih Total", "Kab. Contoh", in front of a row that names nothing
        regions = (named, first) if alone else (named,)
        of_region = is_place and any(is_region(text, self.reading.asked.region) for text in regions)
        return total(first) or total(named) or (alone and tables_file().ends_in_total(first)) or of_region

    def _lists_places(self) -> bool:
        """Tell whether rows are of places in the region, so that its own name is that of their sum."""
        return self.columns[self.key].holds == "text" and self.reading.content.figures is None

    def _is_no_data(self, row: Row) -> bool:
        """Tell whether a row says nothing of what is read: a note or a signature below the table."""
        said = [n for n, at in self.part.columns.items() if not cells.nothing(row[at]) or at in row.merged]
        if self._is_signature(row, said):
            return True
        spread = any(not cells.nothing(row[s.column]) for s in self.part.spread)
        first = cells.text(next((c for c in row.cells if cells.text(c)), "")).casefold()
        if not spread and first.partition(":")[0].strip(" *") in ("", *tables_file().notes) and first[:1] != "-":
            self.ended = not [n for n in said if self.columns[n].holds in FIGURES]
            return self.ended
        if spread or (said and not self.ended):
            return False
        if self.key in said:
            at = self.part.columns[self.key]
            alone = said == [self.key] and len(self.part.columns) > 1  # after a sum, it may head the next group
            return alone and self.headings.group(at, said_text(row[at]), row, None) is None
        if not said and self._names_a_group(row):
            return False
        return not any(c.isdigit() for n in said for c in cells.text(row[self.part.columns[n]]))

    def _names_a_group(self, row: Row) -> bool:
        """Tell whether all that a row says is the name of a group, in a column that is not read: merged across all."""
        texts = [(at, t) for at, c in enumerate(row.cells) if (t := said_text(c))]
        return len(texts) == 1 and self.headings.group(*texts[0], row, None) is not None

    def _is_signature(self, row: Row, said: list[str]) -> bool:
        """Tell whether all that a row says of what is read are words where figures stand: "Mengetahui, Camat"."""
        texts = [cells.text(c) for c in row.cells if cells.text(c)]
        figures = all(self.columns[name].holds in FIGURES for name in said)
        return bool(said) and figures and all(_WORDED.search(t) and scaled(t) is None for t in texts)

    def _parts_line(self, row: Row, below: Row | None) -> bool:
        """Tell whether a row only says of which accounts the line above is made, whose amount is theirs already.

        Where accounts are all there is, so does one that adds up those below it, and one without a code.
        """
        accounts = self.reading.content.accounts or "(?!)"
        code, under = code_of_row(row), code_of_row(below) if below else ""
        sums = bool(re.fullmatch(accounts, under)) and any(under.startswith(f"{said_text(c)}.") for c in row.cells[:3])
        is_account = bool(re.fullmatch(accounts, code))
        if self.accounts is None:
            self.accounts = is_account or (sums and not code)
        if self.accounts:
            return sums or not code
        if not is_account:
            self.coded = bool(code)
        return is_account and self.coded
