"""Events counted by the places that they reached, each place once."""

import datetime as dt
from dataclasses import dataclass, field

from diagnose.intake.tables.line import Line
from diagnose.intake.tables.places import names_in, place_name
from diagnose.intake.tables.reading import Reading
from diagnose.intake.tables.rows import lines
from diagnose.intake.tables.shapes import Feed
from diagnose.intake.tables.years import year_of


@dataclass
class Reached:
    """The places that the events of one year reached, each as a number; `open` are events whose place is not told.

    `inner` are places within a known one, `names` the names of those, `loose` names of places within none.
    """

    events: int = 0
    outer: set[int] = field(default_factory=set)
    inner: set[int] = field(default_factory=set)
    names: set[int] = field(default_factory=set)
    loose: set[int] = field(default_factory=set)
    open_outer: int = 0
    open_inner: int = 0

    def add(self, line: Line, outer_column: str, inner_column: str) -> None:
        """Count one event."""
        self.events += 1
        outer = [place_name(name).bare for name in names_in(line.text(outer_column))]
        inner = [place_name(name).bare for name in names_in(line.text(inner_column))]
        self.outer |= {hash(place) for place in outer}
        self.open_outer += not outer
        self.open_inner += not inner or len(outer) != 1
        if len(outer) == 1:
            self.inner |= {hash((outer[0], place)) for place in inner}
            self.names |= {hash(place) for place in inner}
        else:
            self.loose |= {hash(place) for place in inner}


def read_reached(reading: Reading) -> None:
    """Read the list into `reading`: how many places were reached, at least."""
    feeds = [feed for feed in reading.content.feeds if feed.how == "reached"]
    inner = next(feed for feed in feeds if feed.of)
    by_year: dict[int | None, Reached] = {}
    when = reading.content.rows
    for line in lines(reading):
        day = line.day(when)
        if day is None and not line.text(inner.of or "") and not line.text(inner.column):
            reading.told.reject(line.place(when), "table_no_event")
            continue
        year = day.year if isinstance(day, dt.date) else int(day[:4]) if day else None
        if year is None and line.empty(when):
            year = reading.mapping.year or line.part.year()
        by_year.setdefault(year, Reached()).add(line, inner.of or "", inner.column)
    year = year_of(reading, {year: reached.events for year, reached in by_year.items()})
    reading.years |= {y for y in by_year if y}
    _put(reading, feeds, by_year, year)


def _put(reading: Reading, feeds: list[Feed], by_year: dict[int | None, Reached], year: int | None) -> None:
    found = by_year.get(year, Reached())
    undated = by_year.get(None, Reached()) if year else Reached()
    reading.told.numbers["entries"] = found.events
    reading.told.numbers["other_years"] = sum(r.events for r in by_year.values()) - found.events
    if undated.events:
        reading.told.doubt(reading.place, "table_undated", number=undated.events)
    complete = reading.complete and not reading.told.lost and not undated.events
    for feed in feeds:
        within = bool(feed.of)
        number = len(found.inner) + len(found.loose - found.names) if within else len(found.outer)
        unsure = found.open_inner if within else found.open_outer
        if number and reading.has(feed.column):
            reading.put(feed.fact, number if complete and not unsure else {"at_least": number})
