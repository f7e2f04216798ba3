"""Rows counted: what each thing that a table lists says, rows of one thing put together, and facts over all of them."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from diagnose.case import LARGEST
from diagnose.common import InputError, Problem
from diagnose.intake.files import cells
from diagnose.intake.tables.line import Line
from diagnose.intake.tables.reading import Reading
from diagnose.intake.tables.rows import lines
from diagnose.intake.tables.shapes import Feed
from diagnose.intake.tables.tally import Tally, total
from diagnose.intake.tables.things import Thing, Things
from diagnose.intake.tables.years import year_of

MOST = 200_000  # things; the whole country has 84,000 villages
_NUMBERS = ("rupiah", "percent", "count")
_ORDINALS = re.compile(r"\(?\d{1,6}\)?[.)]?")
Said = tuple[Any, ...]  # what one thing says in each column that is read; last, how it is spelt and its row as a whole


class Counting:
    """Keeps what each thing says, in little memory, and puts the facts that come of it."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.kind, self.told = reading, reading.content, reading.told
        feeds = [feed for feed in self.kind.feeds if self._told_by(feed)]
        self.feeds = [feed for feed in feeds if feed.how not in ("reached", "rows")]
        used = [n for f in self.feeds for n in (f.column, f.of, f.unless, *f.where) if n]
        self.columns = tuple(n for n in self.kind.columns if n in used)
        self.index = {name: i for i, name in enumerate(self.columns)}
        self.by_year: dict[int | None, dict[int, Said]] = {}
        self.apart = self._tells_apart()
        self.things = Things(reading)

    def _told_by(self, feed: Feed) -> bool:
        proof = self.kind.columns[feed.column].proof
        return self.reading.has(feed.column, *([proof] if proof else []))

    def _tells_apart(self) -> frozenset[int]:
        """Return the columns that no fact is read from, by which several rows of one thing may differ."""
        part = self.reading.parts[0]
        used = set(part.columns.values())
        return frozenset(i for i, title in enumerate(part.titles.shown) if title and i not in used)

    def read(self, rows: Iterable[Line]) -> None:
        """Read all `rows`, and put what they come to."""
        dated = "year" in self.kind.columns
        for line in rows:
            if dated and line.year() is None and not line.empty("year"):
                self.told.lost += 1
                self.told.numbers["rejected"] += 1
                continue
            things = self.by_year.setdefault(line.year() if dated else None, {})
            thing = self.things.of(line, things)
            if thing is not None:
                self._add(things, thing, line)
        self._put()

    def _add(self, things: dict[int, Said], thing: Thing, line: Line) -> None:
        said: Said = tuple(self._said(line, name) for name in self.columns)
        whole = hash(tuple(t for c in line.row.cells if (t := cells.text(c).casefold()) and not _ORDINALS.fullmatch(t)))
        figures = hash(tuple(s for s in said if isinstance(s, int | float)))
        row, name, key = hash((whole, figures)), line.text(self.kind.rows), thing.key
        if key not in things:
            if len(things) >= MOST:
                raise InputError([Problem(line.place(), "table_too_many", {"limit": MOST})])
            things[key] = (*said, thing.spelling, row)
        elif things[key][-2] != thing.spelling:
            self.things.may_be_same(line)
        else:
            self.told.numbers["twice"] += 1
            if things[key][-1] == row:
                line.doubt(self.kind.rows, "table_twice", given=name)
            else:
                things[key] = (*self._joined(things[key][:-2], said, line), thing.spelling, row)

    def _said(self, line: Line, name: str) -> Any:
        holds = self.kind.columns[name].holds
        return line.number(name) if holds in _NUMBERS else line.answer(name) or None

    def _joined(self, before: Said, now: Said, line: Line) -> Iterator[Any]:
        """Yield what several rows of one thing say together.

        Amounts add up where a column that is not read tells the rows apart (one for each activity); else what differs
        is unknown, and asked about.
        """
        several = any(cells.text(line.row[i]) and not _ORDINALS.fullmatch(cells.text(line.row[i])) for i in self.apart)
        whole = {feed.of for feed in self.feeds if feed.of}
        for name, a, b in zip(self.columns, before, now, strict=True):
            if self.kind.columns[name].holds == "rupiah" and name not in whole and several:
                yield None if a is None or b is None else a + b
            elif a is None or b is None or a == b:
                yield a if b is None else b
            else:
                title, given = self.reading.title(name), line.text(self.kind.rows)
                line.doubt(name, "table_rows_differ", given=given, column=title)
                yield None

    def _put(self) -> None:
        reading, told = self.reading, self.told
        year = year_of(reading, {y: len(things) for y, things in self.by_year.items()})
        things = self.by_year.get(year) if year in self.by_year else self.by_year.get(None)
        things = things or {}
        undated = self.by_year.get(None, {}) if things is not self.by_year.get(None) else {}
        told.numbers["entries"] = len(things)
        told.numbers["other_years"] = sum(map(len, self.by_year.values())) - len(things)
        if year and year in self.by_year:
            reading.years.add(year)
        told.lost += len(undated)
        by_number = any(feed.how == "rows" for feed in self.kind.feeds)
        if things and by_number and not reading.complete and not self.feeds:
            told.doubt(reading.place, "table_only_names", number=len(things))
        for feed in self.feeds:
            wanted = [(self.index[name], code) for name, code in feed.where.items()]
            among = [said for said in things.values() if all(said[i] == code for i, code in wanted)]
            if said := self._come_to(feed, among):
                reading.put(feed.fact, said)
        if reading.complete and things:
            bounds = {"at_least": len(things), "at_most": len(things) + told.lost}
            for feed in (f for f in self.kind.feeds if f.how == "rows"):
                reading.put(feed.fact, bounds if told.lost else len(things))

    def _come_to(self, feed: Feed, rows: list[Said]) -> Any:
        """Return what `rows` come to as a fact; nothing where that is unknown."""
        values = [row[self.index[feed.column]] for row in rows]
        complete, lost = self.reading.complete, self.told.lost
        if feed.how in ("count", "extent"):
            if feed.above is not None and self._are_fractions(feed, values):
                return None
            tally = Tally()
            for row in rows:
                tally.add(self._answer(feed, row))
            return tally.count(complete, lost) if feed.how == "count" else tally.extent(complete, lost)
        amount = sum(v for v in values if v is not None)
        if amount > LARGEST:
            self.told.doubt(self.reading.place, "table_too_high", given=f"{amount:.0f}", limit=LARGEST)
            return None
        if feed.how == "sum":
            return total(amount, complete and not lost and None not in values) if rows else None
        return self._share(feed, rows, amount)

    def _share(self, feed: Feed, rows: list[Said], amount: float) -> float | None:
        told, place = self.told, self.reading.place
        if feed.of is None or not self.reading.has(feed.of) or not rows:
            return None
        pairs = [(row[self.index[feed.column]], row[self.index[feed.of]]) for row in rows]
        for part, whole in pairs:
            if part is not None and whole and part > whole:
                told.doubt(place, "table_more_than_all", given=f"{part:,.0f}", limit=f"{whole:,.0f}")
        unshared = sum(part is None or not whole or part > whole for part, whole in pairs) + told.lost
        if unshared:
            told.doubt(place, "table_share_rows", number=unshared)
        elif not self.reading.complete:
            told.doubt(place, "table_share_incomplete")
        else:
            return float(round(100 * amount / sum(whole for _, whole in pairs), 2))
        return None

    def _answer(self, feed: Feed, row: Said) -> str:
        value = row[self.index[feed.column]]
        if feed.above is None:
            return value or ""
        if feed.unless and row[self.index[feed.unless]] == "no":
            return "no"  # that answer counts, whatever figure stands beside it
        if value is None:
            return ""
        if self.kind.columns[feed.column].holds == "percent" and _may_be_fraction(value):
            return ""
        return "yes" if value > feed.above else "no"

    def _are_fractions(self, feed: Feed, values: list[Any]) -> bool:
        """Tell whether figures of a column of percentages seem to be fractions, and say so."""
        known = [v for v in values if v is not None]
        field = self.reading.title(feed.column)
        if self.kind.columns[feed.column].holds != "percent" or not known:
            return False
        if 0 < max(known) <= 1:
            self.told.doubt(self.reading.place, "table_fractions", field=field)
            return True
        if number := sum(map(_may_be_fraction, known)):
            self.told.doubt(self.reading.place, "table_fractions_some", field=field, number=number)
        return False


def _may_be_fraction(percent: float) -> bool:
    """Tell whether a percentage may be a fraction: 0.71 among others that are written as 71."""
    return 0 < percent < 1


def read_counts(reading: Reading) -> None:
    """Read the table into `reading`: facts over all that it lists.

    Raises:
        InputError: it lists more than any region has.
    """
    Counting(reading).read(lines(reading))
