"""A table of the budget: lines meant for stunting, by agency, sub-activity and source of funds, and their sums."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from diagnose.case import labels_file
from diagnose.common import InputError, Place, Problem
from diagnose.intake.files import cells
from diagnose.intake.tables.content import plain_word
from diagnose.intake.tables.reading import Line, Reading
from diagnose.intake.tables.tally import total
from diagnose.intake.tables.years import year_of

MOST = 2_000  # lines
_HIGHEST = 10**15
_CODE = re.compile(r"^(?:[\dX]+\.)+[\dX]*\s*[-–]?\s*(?=\w)")  # "1.02.02.2.02.0001 Pengelolaan ..."
_SAID = ("location", "at_lokus", "tagged", "reaches_target_group")


@dataclass
class Group:
    """The rows of one line; `said` holds what all of them say alike, None where they do not."""

    name: str
    agency: str
    fund: str
    year: int | None
    places: dict[str, Place]
    said: dict[str, str | None]
    amount: float = 0
    known: bool = True  # the amount of each row
    rows: list[int] = field(default_factory=list)


@dataclass
class Sum:
    """What is budgeted from one source of funds in one year, as far as it is known."""

    amount: float = 0
    known: bool = True


class Budget:
    """Gathers the rows into lines and sums."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.key = "name" if reading.has("name") else "activity"
        self.groups: dict[tuple[int | None, str, str, str], Group] = {}
        self.sums: dict[int | None, dict[str, Sum]] = {}
        self.too_many = False
        self.seen: set[int] = set()  # rows as a whole

    def read(self) -> None:
        """Read all rows, and put what they come to."""
        reading = self.reading
        by_tag = reading.only is None and reading.mapping.all_rows == "no"
        if by_tag and not reading.has("tagged"):
            raise InputError([Problem(Place(reading.place.file, reading.titles.row), "table_which_rows")])
        for line in reading.lines(self.key):
            tagged = line.code("tagged")
            if by_tag and tagged != "yes":
                reading.told.numbers["rows"] -= 1
                reading.told.numbers["left_out"] += 1
                reading.told.lost += not tagged and (line.broken("tagged") or line.raw("tagged") is not None)
            else:
                self._row(line, tagged)
        self._put()

    def _row(self, line: Line, tagged: str) -> None:
        told = self.reading.told
        name = _CODE.sub("", line.text(self.key))
        if not name:
            if line.broken(self.key):
                told.reject(line.place(self.key), "table_no_name")
            else:
                told.numbers["unnamed"] += 1  # sums of a programme or an agency
            return
        amount, fund = line.number("amount_rupiah"), line.code("fund")
        if amount is None and (line.broken("amount_rupiah") or line.raw("amount_rupiah") is None):
            line.doubt("amount_rupiah", "table_no_amount", given=name)
        year = line.number("year") if self.reading.has("year") else self.reading.mapping.year or self._year_above()
        self._sum(int(year) if year else None, fund, amount)
        said = {"location": line.text("location"), "tagged": tagged}
        said |= {column: line.code(column) for column in ("at_lokus", "reaches_target_group")}
        self._group(line, name, fund, int(year) if year else None, amount, said)

    def _year_above(self) -> int | None:
        titles = self.reading.titles
        said = re.findall(r"\b20\d\d\b", titles.shown[self.reading.columns["amount_rupiah"]])
        return int(said[0]) if len(said) == 1 else titles.year()

    def _sum(self, year: int | None, fund: str, amount: float | None) -> None:
        sums = self.sums.setdefault(year, {})
        for of in (fund, "all"):
            held = sums.setdefault(of, Sum())
            held.amount += amount or 0
            held.known &= amount is not None

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
            places = {column: line.place(column) for column in (self.key, "agency", "fund", "amount_rupiah", *_SAID)}
            self.groups[key] = Group(name, agency, fund, year, places, dict(said))
        same = hash(tuple(map(cells.text, line.row.cells)))
        if same in self.seen:
            self.reading.told.doubt(line.row.place(), "table_same_row")
        self.seen.add(same)
        group = self.groups[key]
        group.amount += amount or 0
        group.known &= amount is not None
        group.said = {n: v if v == said[n] else None for n, v in group.said.items()}
        if len(group.rows) <= 5:
            group.rows.append(line.row.number)

    def _agency(self, line: Line) -> str:
        name = _CODE.sub("", line.text("agency"))
        if name and (len(name) < 2 or len(name) > 200 or not re.search(r"\w", name)):
            line.doubt("agency", "table_agency_name", given=name)
            return ""
        return name

    def _put(self) -> None:
        reading, told = self.reading, self.reading.told
        used = year_of(reading, [y for y in self.sums if y])
        years: Iterable[int | None] = [used] if used in self.sums else [None]
        lines = [g for g in self.groups.values() if g.year in years]
        told.numbers["entries"] = len(lines)
        told.numbers["other_years"] = len(self.groups) - len(lines)
        if self.too_many:
            told.doubt(reading.place, "table_too_many_lines", limit=MOST)
        for number, (group, name) in enumerate(zip(lines, _names(lines, reading.lang), strict=True)):
            self._line(number, group, name)
        whole = reading.complete and not told.lost
        if whole and lines and not self.too_many and not self._years_unclear():
            reading.put("budget.all_listed", "yes")
        if reading.complete or self.too_many:
            self._totals(whole)

    def _line(self, number: int, group: Group, name: str) -> None:
        at, draft = ("budget", "lines", number), self.reading.draft
        draft.put((*at, "name"), name, group.places[self.key])
        for column, value in (("agency", group.agency), ("fund", group.fund), *group.said.items()):
            if value:
                draft.put((*at, column), value, group.places[column])
        if group.amount > _HIGHEST:
            self.reading.told.doubt(
                group.places["amount_rupiah"], "table_too_high", given=f"{group.amount:.0f}", limit=_HIGHEST
            )
        elif said := total(group.amount, group.known):
            draft.put((*at, "amount_rupiah"), said, group.places["amount_rupiah"])
        if group.year:
            draft.put((*at, "year"), group.year, group.places[self.key])
        draft.put((*at, "source"), self.reading.source(*group.rows), group.places[self.key])

    def _totals(self, whole: bool) -> None:
        """Put the sums by source of funds; of rows whose source is not known, any source may have some."""
        reading = self.reading
        found: list[dict[str, Any]] = []
        for year, sums in self.sums.items():
            for fund, held in sums.items():
                sure = whole and not self._years_unclear() and held.known and (fund == "all" or "" not in sums)
                if year and fund and held.amount <= _HIGHEST and (said := total(held.amount, sure)):
                    found.append({"year": year, "fund": fund, "amount_rupiah": said, "source": reading.source()})
        if None in self.sums:
            reading.told.doubt(reading.place, "table_no_year")
        for number, entry in enumerate(found):
            reading.draft.put(("budget", "totals", number), entry, reading.place)

    def _years_unclear(self) -> bool:
        """Tell whether rows of no year may be of any of several."""
        return None in self.sums and len(self.sums) > 1


def _names(lines: list[Group], lang: str) -> list[str]:
    """Return a name of its own for each line: with the agency and the source of funds where lines share a name."""
    keys = labels_file().keys
    forms = []
    for group in lines:
        fund = keys[group.fund].get(lang) if group.fund in keys else group.fund
        by_agency = f"{group.name} ({group.agency or '-'})"
        forms.append((group.name, by_agency, f"{group.name} ({group.agency or '-'}, {fund or '-'})"))
    times = [Counter(form[i].casefold() for form in forms) for i in range(2)]
    taken: set[str] = set()
    names = []
    for form in forms:
        name = next((form[i] for i in range(2) if times[i][form[i].casefold()] == 1), form[2])
        while name in taken:  # another line is called so by itself
            name += " *"
        taken.add(name)
        names.append(name)
    return names


def read_budget(reading: Reading) -> None:
    """Read the table into `reading`: the lines meant for stunting, and their sums where the table is complete.

    Raises:
        InputError: nothing tells which rows are meant for stunting.
    """
    Budget(reading).read()
