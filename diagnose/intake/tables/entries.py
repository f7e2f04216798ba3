"""Rows added up to entries of a list, by name, agency, source of funds and year; and sums by source of funds."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from diagnose.case import LARGEST
from diagnose.common import InputError, Path_, Problem
from diagnose.intake.files import cells
from diagnose.intake.tables.content import plain_word
from diagnose.intake.tables.groups import Group, Sum, names_of
from diagnose.intake.tables.line import Line
from diagnose.intake.tables.opened import hidden_columns
from diagnose.intake.tables.reading import Reading
from diagnose.intake.tables.rows import lines
from diagnose.intake.tables.shapes import Entries
from diagnose.intake.tables.sumrows import SumRows
from diagnose.intake.tables.tally import total
from diagnose.intake.tables.years import year_of

MOST = 2_000  # lines
_CODE = re.compile(
    r"^(?!\d{1,3}(?:\.\d{3})+(?![.\d]))(?:[\dX]+\.)+[\dX]*\s*[-–]?\s*(?=\w)"
)  # "1.02.02.2.02.0001 Pengelolaan ..."


class Adding:
    """Gathers the rows into entries and sums."""

    def __init__(self, reading: Reading) -> None:
        assert reading.content.entries is not None
        self.reading = reading
        self.list: Entries = reading.content.entries
        self.key = next((name for name in self.list.names if reading.has(name)), self.list.names[0])
        self.groups: dict[tuple[int | None, str, str, str], Group] = {}
        self.sums: dict[int | None, dict[str, Sum]] = {}
        self.too_many = False
        self.used: int | None = None  # the year that the lines are taken of
        self.seen: set[int] = set()  # rows as a whole
        self.untold: Counter[int | None] = Counter()  # rows of a year without a fund
        self.heads: SumRows[tuple[int | None, str, str, str]] = SumRows()
        shown = reading.parts[0].titles.shown
        self.repeats = any(word in plain_word(title).split() for title in shown for word in self.list.repeats)

    def read(self) -> None:
        """Read all rows, and put what they come to."""
        reading = self.reading
        counted = self.list.counted
        by_tag = reading.mapping.only is None and reading.mapping.all_rows == "no"
        if by_tag and not reading.has(counted):
            titles, file = reading.parts[0].titles, reading.place.file
            raise InputError([Problem(titles.place(file), "table_which_rows"), *hidden_columns(titles, file)])
        for line in lines(reading):
            tagged = line.code(counted)
            if by_tag and tagged != "yes":
                if line.first:
                    reading.told.numbers["rows"] -= 1
                    reading.told.numbers["left_out"] += 1
                    reading.told.lost += not tagged and not line.empty(counted)
            else:
                self._row(line, tagged)
        self._put()

    def _row(self, line: Line, tagged: str) -> None:
        told = self.reading.told
        name = _CODE.sub("", line.text(self.key).lstrip("-–•* "))
        if not re.search(r"[^\W\d_]", name):
            if line.broken(self.key):
                told.reject(line.place(self.key), "table_no_name")
            else:
                told.numbers["unnamed"] += 1  # sums of a programme or an agency
            return
        lacks = bool(line.part.spread) and line.empty(self.list.amount)
        if lacks and not (line.first and all(cells.nothing(line.row[s.column]) for s in line.part.spread)):
            return  # nothing from that source of funds
        amount, fund = line.number(self.list.amount), "" if lacks else line.code(self.list.fund)
        if amount is None and line.empty(self.list.amount):
            line.doubt(self.list.amount, "table_no_amount", given=name)
        year = line.year(self.list.year) or self._year_of_title(line)
        by_fund = bool(line.part.spread)  # then nothing tells from which fund was spent
        spent = line.number(self.list.spent) if self.list.spent and self._tells_spent and not by_fund else None
        self._sum(year, fund, amount, spent)
        said = {column: self._said(line, column) for column in self.list.say} | {self.list.counted: tagged}
        self._group(line, name, fund, year, amount, said)
        self._sums_up((year, plain_word(self._agency(line)), plain_word(name), fund), line, amount or 0)

    def _sums_up(self, key: tuple[int | None, str, str, str], line: Line, amount: float) -> None:
        """Take out rows above this one that turn out to add up those below: they lack the fund that these have."""
        if not self.reading.has(self.list.fund):
            return
        if line.empty(self.list.fund):
            self.heads.head(key, amount, worded=key[2].startswith(tuple(f"{w} " for w in self.list.heads)))
            return
        for head in self.heads.below(amount):
            group, told = self.groups.get(head.key), self.reading.told
            for sums in (self.sums[head.key[0]][of] for of in ("", "all")):
                sums.amount -= head.amount
            if group and group.amount == head.amount:
                del self.groups[head.key]
            elif group:
                group.amount -= head.amount
            self.untold[head.key[0]] -= 1
            told.numbers["rows"] -= 1
            told.numbers["headings"] += 1
        if not self.untold[key[0]]:
            self.sums[key[0]].pop("", None)

    def _said(self, line: Line, column: str) -> str:
        return line.text(column) if self.reading.content.columns[column].holds == "text" else line.code(column)

    def _year_of_title(self, line: Line) -> int | None:
        at = line.at(self.list.amount)
        return line.part.titles.year_of(at) if at is not None and line.at(self.list.year) is None else None

    @property
    def _tells_spent(self) -> bool:
        return self.list.spent is not None and self.reading.has(self.list.spent)

    def _sum(self, year: int | None, fund: str, amount: float | None, spent: float | None) -> None:
        sums = self.sums.setdefault(year, {})
        self.untold[year] += not fund
        for of in (fund, "all"):
            held = sums.setdefault(of, Sum())
            held.amount += amount or 0
            held.known &= amount is not None
            held.spent += spent or 0
            held.spent_known &= spent is not None

    def _group(
        self, line: Line, name: str, fund: str, year: int | None, amount: float | None, said: dict[str, str]
    ) -> None:
        agency = self._agency(line)
        key = (year, plain_word(agency), plain_word(name), fund)
        if key not in self.groups:
            if self.too_many or len(self.groups) >= MOST:
                self.too_many = True
                self.groups.clear()
                return
            told = (self.key, self.list.agency, self.list.fund, self.list.amount, self.list.counted, *self.list.say)
            places = {column: line.place(column) for column in told}
            self.groups[key] = Group(name, agency, fund, year, line.part.sheet, places, dict(said))
        same = hash((line.at(self.list.amount), *map(cells.text, line.row.cells)))
        if same in self.seen:
            self.reading.told.doubt(line.row.place(), "table_same_row")
        self.seen.add(same)
        group = self.groups[key]
        if group.sheet != line.part.sheet:  # a summary of other sheets would count all of it twice
            values = {"given": name, "one": group.sheet, "other": line.part.sheet}
            raise InputError([Problem(line.place(self.key), "table_sheets_overlap", values)])
        if self.repeats and amount and amount in group.amounts:
            line.doubt(self.list.amount, "table_amount_again", given=name)
            group.again += amount
            for of in (fund, "all"):
                self.sums[year][of].again += amount
        group.amounts.add(amount or 0)
        group.amount += amount or 0
        group.known &= amount is not None
        group.said = {n: v if v == said[n] else None for n, v in group.said.items()}
        if len(group.rows) <= 5:
            group.rows.append(line.row.number)

    def _agency(self, line: Line) -> str:
        name = _CODE.sub("", line.text(self.list.agency))
        if name and (len(name) < 2 or len(name) > 200 or not re.search(r"\w", name)):
            line.doubt(self.list.agency, "table_agency_name", given=name)
            return ""
        return name

    def _put(self) -> None:
        reading, told = self.reading, self.reading.told
        used = self.used = year_of(
            reading, Counter(group.year for group in self.groups.values()) or dict.fromkeys(self.sums, 1)
        )
        years: Iterable[int | None] = [used] if used in self.sums else [None]
        lines = [g for g in self.groups.values() if g.year in years]
        told.numbers["entries"] = len(lines)
        told.numbers["other_years"] = len(self.groups) - len(lines)
        if self.too_many:
            told.doubt(reading.place, "table_too_many_lines", limit=MOST)
        for number, (group, name) in enumerate(zip(lines, names_of(lines, reading.lang), strict=True)):
            self._line(number, group, name)
        whole = reading.complete and not told.lost
        if whole and lines and not self.too_many and not self._years_unclear():
            reading.put(self.list.all_listed, "yes")
        if reading.complete or self.too_many:
            self._totals(whole)

    def _line(self, number: int, group: Group, name: str) -> None:
        draft = self.reading.draft
        at: Path_ = (*self.list.list.split("."), number)
        draft.put((*at, "name"), name, group.places[self.key])
        for column, value in ((self.list.agency, group.agency), (self.list.fund, group.fund), *group.said.items()):
            if value:
                draft.put((*at, column), value, group.places[column])
        if group.amount > LARGEST:
            self.reading.told.doubt(
                group.places[self.list.amount], "table_too_high", given=f"{group.amount:.0f}", limit=LARGEST
            )
        elif said := total(group.amount, group.known, group.again):
            draft.put((*at, self.list.amount), said, group.places[self.list.amount])
        if group.year:
            draft.put((*at, self.list.year), group.year, group.places[self.key])
        draft.put((*at, "source"), self.reading.source(*group.rows, sheet=group.sheet), group.places[self.key])

    def _totals(self, whole: bool) -> None:
        """Put the sums by source of funds; of rows whose source is not known, any source may have some."""
        reading = self.reading
        found: list[dict[str, Any]] = []
        for year, sums in self.sums.items():
            for fund, held in sums.items():
                sure = whole and not self._years_unclear() and held.known and (fund == "all" or "" not in sums)
                if year and fund and held.amount <= LARGEST and (said := total(held.amount, sure, held.again)):
                    key = {self.list.year: year, self.list.fund: fund, self.list.amount: said}
                    if self.list.spent and self._tells_spent:
                        key |= {self.list.spent: told} if (told := total(held.spent, sure and held.spent_known)) else {}
                        self._share(year, fund, held, sure)
                    found.append({**key, "source": reading.source()})
        if None in self.sums:
            reading.told.doubt(reading.place, "table_no_year")
        for number, entry in enumerate(found):
            at: Path_ = (*self.list.sums.split("."), number)
            reading.draft.put(at, entry, reading.place)

    def _share(self, year: int, fund: str, held: Sum, sure: bool) -> None:
        """Put what share of the whole amount of the year was spent, where all of both is known."""
        whole = self.list.spent_share is not None and fund == "all" and sure and held.spent_known and not held.again
        if whole and year == self.used and held.amount > 0 and held.spent <= held.amount:
            self.reading.put(str(self.list.spent_share), round(100 * held.spent / held.amount, 2))

    def _years_unclear(self) -> bool:
        """Tell whether rows of no year may be of any of several."""
        return None in self.sums and len(self.sums) > 1


def read_entries(reading: Reading) -> None:
    """Read the table into `reading`: the entries that count, and their sums where the table is complete.

    Raises:
        InputError: nothing tells which rows count, or two sheets hold the same entry.
    """
    Adding(reading).read()
