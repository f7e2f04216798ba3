"""Facts of one region out of a table that has a row for each of several: its own row counts."""

from collections.abc import Iterable
from typing import Any

from diagnose.intake.tables.areas import OURS, Areas
from diagnose.intake.tables.line import Line
from diagnose.intake.tables.reading import Reading
from diagnose.intake.tables.rows import lines
from diagnose.intake.tables.shapes import Feed
from diagnose.intake.tables.years import year_of


def read_region(reading: Reading, rows: Iterable[Line] | None = None) -> None:
    """Read the row of the region of the case into `reading`; rows of other regions are left out.

    `rows` are those of the table, where it is laid out in another way.

    Raises:
        InputError: it is of several regions and nothing tells which is meant.
    """
    areas = Areas()
    ours: dict[int | None, list[Line]] = {}
    for line in lines(reading) if rows is None else rows:
        if areas.of(line, reading.content.rows) == OURS:
            ours.setdefault(line.year(), []).append(line)
        else:
            reading.told.numbers["left_out"] += 1
    areas.check(reading)
    year = year_of(reading, {y: len(found) for y, found in ours.items()})
    found = ours.get(year) or ours.get(None, [])
    reading.told.numbers["entries"] = len(found)
    reading.told.numbers["other_years"] = sum(map(len, ours.values())) - len(found)
    if not found:
        reading.told.doubt(reading.place, "table_no_region", given=reading.asked.region or "-")
        return
    _put(reading, found, year)


def _put(reading: Reading, rows: list[Line], year: int | None) -> None:
    put: set[str] = set()
    for feed in reading.content.feeds:
        if feed.fact in put or not reading.has(feed.column):
            continue
        said = [value for line in rows if (value := _value(feed, line)) is not None]
        if not said:
            continue
        if any(value != said[0] for value in said):
            first = rows[0]
            name, title = first.text(reading.content.rows), reading.title(feed.column)
            first.doubt(feed.column, "table_rows_differ", given=name, column=title)
            continue
        put.add(feed.fact)
        dated = {**said[0], **({"year": year} if year else {})}
        number = rows[0].row.number_of(rows[0].at(feed.column) or 0)
        reading.put(feed.fact, dated, rows[0].place(feed.column), number)
    if not put:
        lacks = [n for feed in reading.content.feeds for n in (feed.column, feed.of) if n and not reading.has(n)]
        titles = dict.fromkeys(reading.content.columns[name].titles[0] for name in lacks)
        reading.told.doubt(rows[0].place(), "table_no_facts", expected=", ".join([*titles][:8]))


def _value(feed: Feed, line: Line) -> dict[str, Any] | None:
    """Return what the row says of the fact: a figure, the sum of two, or what share the one is of the other."""
    found = line.number(feed.column)
    more = line.number(feed.of) if feed.of else None
    if found is None or feed.of is None:
        return None if found is None else {"value": found}
    if feed.how == "here":
        return {"at_least": found} if more is None else {"value": found + more}
    if not more:
        return None
    if found > more:
        line.doubt(feed.column, "table_more_than_all", given=f"{found:,.0f}", limit=f"{more:,.0f}")
        return None
    return {"value": round(100 * found / more, 2)}
