"""Rows that head those below them, and what these take over from above."""

import re
from typing import Any

from diagnose.intake.files import Cell, Row, cells
from diagnose.intake.tables.agencynames import is_agency
from diagnose.intake.tables.codes import code_above, is_code, said_text
from diagnose.intake.tables.content import plain_word
from diagnose.intake.tables.ordinals import ORDINAL
from diagnose.intake.tables.reading import Part, Reading
from diagnose.intake.tables.shapes import FIGURES
from diagnose.intake.tables.spread import label_of

_LETTERED = re.compile(r"\(?(?:[A-Z]|[ivxIVX]{1,5})\)?[.)]?")
_FIRST = re.compile(r"\(?1\)?[.)]?")


class Headings:
    """What the headings of a sheet say, while its rows go by; `key` is the column that names what a row is."""

    def __init__(self, reading: Reading, part: Part, key: str) -> None:
        self.reading, self.part, self.key = reading, part, key
        self.columns = reading.content.columns
        self.figures = {at for name, at in part.columns.items() if self.columns[name].holds in FIGURES}
        self.headed: dict[str, Cell] = {}  # what the heading above says
        self.carried: dict[str, Cell] = {}
        self.above: Cell = None  # the name of the last row, where that says what its figures are for
        used = {*part.columns.values()}
        self.notes = {
            i for i in part.titles.worded if i not in used and part.titles.shown[i : i + 1] not in ((), ("",))
        }
        self.merged = {m.left for m in part.look.merges if m.bottom > m.top and m.top > part.titles.row}

    def says(self, row: Row) -> dict[str, Cell]:
        """Return what headings and cells above say of a row."""
        return {**self.headed, **self._carry(row), **self._goes_on(row)}

    def _goes_on(self, row: Row) -> dict[str, Cell]:
        """Return the name above, where a row tells more of it: it names no place, but says what its figures are for."""
        at, kind = self.part.columns[self.key], self.reading.content
        named = [i for name, i in self.part.columns.items() if self.columns[name].holds == "text"]
        told = not self.notes.isdisjoint(i for i, cell in enumerate(row.cells) if said_text(cell))
        if cells.text(row[at]):
            self.above = row[at] if told else None
        elif self.above is not None and kind.counts_places and told and at not in {*self.merged, *row.merged}:
            figures = any(not cells.nothing(row[i]) for i in self.figures)
            first = cells.text(row.cells[0]) and ORDINAL.fullmatch(said_text(row.cells[0]))
            if figures and not first and not any(cells.text(row[i]) for i in named):
                self.reading.told.numbers["carried"] += 1
                return {self.key: self.above}
        return {}

    def _carry(self, row: Row) -> dict[str, Cell]:
        """Return what blank cells take over from above, in columns where that is usual and cells are not merged."""
        found: dict[str, Cell] = {}
        for name, at in self.part.columns.items():
            if not self.columns[name].carried or at in self.merged:
                continue
            if not cells.nothing(row[at]):
                self.carried[name] = row[at]
                self.headed.pop(name, None)
            elif cells.text(row[at]) == "" and name in self.carried and name not in self.headed:
                found[name] = self.carried[name]
                self.reading.told.numbers["carried"] += 1
        return found

    def labels(self, row: Row) -> bool:
        """Tell whether a row says "Kecamatan : Bukit" of those below it, and keep that."""
        found = label_of(self.reading.content, [t for c in row.cells if (t := cells.text(c))])
        if found:
            self.headed[found[0]] = found[1]
            self.carried.pop(found[0], None)
        return found is not None

    def heads(self, row: Row, below: Row | None) -> bool:
        """Tell whether a row heads those below it, and keep what it says of them."""
        texts = [(at, t) for at, c in enumerate(row.cells) if (t := said_text(c)) and not self._is_figure(at, c)]
        names = [t for _, t in texts if not ORDINAL.fullmatch(t) and not is_code(t)]
        if len(names) != 1:
            return False
        at, name = next((at, t) for at, t in texts if t == names[0])
        key = self.part.columns[self.key]
        if at != key and at in self.part.columns.values() and said_text(row[key]).isalpha():
            return False  # it has a name of its own, of one letter
        group = self.group(at, name, row, below)
        if group:
            self.headed = {group: name}
            self.carried.pop(group, None)
            return True
        first = said_text(row.cells[0])
        restarts = below is not None and bool(below.cells) and bool(_FIRST.fullmatch(said_text(below.cells[0])))
        in_key = at == key
        lettered = first != name and bool(_LETTERED.fullmatch(first)) and restarts and in_key
        if lettered and (outer := self._outer()):
            self.headed = {outer: name}
            return True
        if self._is_code_above(row, below):  # a programme, below the heading of its agency
            return True
        if lettered:
            self.headed = {}
        return lettered

    def _outer(self) -> str | None:
        """Return the column that rows heading a group tell where nothing else does."""
        known = (*self.part.columns, *self.part.says)
        return next((f for f, c in self.columns.items() if c.heads and f not in known), None)

    def group(self, at: int, name: str, row: Row, below: Row | None) -> str | None:
        """Return which column a heading says; None where it says none that is known."""
        plain = plain_word(name)
        in_key = at == self.part.columns[self.key] or at not in self.part.columns.values()
        for field, column in self.columns.items():
            own = self.part.columns.get(field)
            if own == at and field != self.key and column.carried and self._blank_below(own, below):
                return field
            if in_key and column.heads and plain.startswith(tuple(f"{head} " for head in column.heads)):
                return field
            if in_key and column.holds == "agency" and is_agency(name):
                return field
        if in_key and self._is_code_above(row, below):
            return self._outer()
        return None

    def _is_code_above(self, row: Row, below: Row | None) -> bool:
        """Tell whether the code of the row below is one under that of `row`."""
        return below is not None and code_above(row, below, self.figures)

    def sums(self, row: Row, below: Row | None) -> bool:
        """Tell whether a row adds up those below it: their codes are under its own, and both have figures."""
        both = (at for at in self.figures if below and not cells.nothing(row[at]) and not cells.nothing(below[at]))
        return any(True for _ in both) and self._is_code_above(row, below)

    def _blank_below(self, at: int, below: Row | None) -> bool:
        return below is not None and not below.empty() and cells.text(below[at]) == "" and at not in below.merged

    def _is_figure(self, at: int, cell: Any) -> bool:
        fields = [n for n, column in self.part.columns.items() if column == at]
        return not isinstance(cell, str) or any(self.columns[n].holds in FIGURES for n in fields) or cells.nothing(cell)
