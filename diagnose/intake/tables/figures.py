"""A list of figures, such as one for each year and survey; and what share of a whole was measured."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from diagnose.common import InputError, Path_, Problem
from diagnose.intake.files import cells
from diagnose.intake.tables.areas import OTHER, OURS, Areas, is_region
from diagnose.intake.tables.line import Line
from diagnose.intake.tables.reading import Reading
from diagnose.intake.tables.rows import lines
from diagnose.intake.tables.shapes import Figures, Share
from diagnose.intake.tables.spread import names_month, said_in

MOST = 2_000  # figures
_WORD = re.compile(r"[^\W\d]")
_EACH = 20  # figures that differ of one thing


@dataclass
class Series:
    """The figures by what tells them apart, each with the rows that say it; and the share measured by year.

    `within` are the numbers of places within the region, part and whole: None of a place that says not both.
    """

    figures: dict[tuple[Any, ...], list[tuple[float, Line]]] = field(default_factory=dict)
    shares: dict[int, list[tuple[float, Line]]] = field(default_factory=dict)
    within: dict[tuple[Any, ...], dict[str, tuple[float, float] | None]] = field(default_factory=dict)
    first: dict[tuple[Any, ...], Line] = field(default_factory=dict)
    areas: Areas = field(default_factory=Areas)


def read_figures(reading: Reading) -> None:
    """Read the series into `reading`; figures that differ though nothing tells them apart are all kept.

    Raises:
        InputError: it is of several regencies and nothing tells which is meant, or has too many figures.
    """
    list_ = reading.content.figures
    assert list_ is not None
    series = Series()
    for line in lines(reading):
        _row(series, list_, line)
        if len(series.figures) > MOST:
            raise InputError([Problem(line.place(), "table_too_many", {"limit": MOST})])
    _sums(series)
    series.areas.check(reading)
    for code, names in series.areas.around.items():
        if len(names) > 1:  # several provinces: none of them is ours for sure
            reading.told.numbers["left_out"] += len(names)
            series.figures = {k: v for k, v in series.figures.items() if code not in k}
    _check_months(reading, list_, series)
    _put(reading, list_, series)


def _check_months(reading: Reading, list_: Figures, series: Series) -> None:
    """Refuse a table with figures of several months of a year, where nothing tells which is meant.

    Raises:
        InputError: it is one.
    """
    columns = [name for name in (list_.month, list_.year, *list_.dated) if name and reading.has(name)]
    for said in (held for held in (*series.figures.values(), *series.shares.values()) if len(held) > 1):
        for name in columns:
            months = list(dict.fromkeys(line.text(name) for _, line in said))
            if len(months) > 1 and (name == list_.month or all(map(names_month, months))):
                given, first = ", ".join(months[:6]), said[0][1]
                values = {"given": given, "column": reading.title(name), "last": months[-1]}
                raise InputError([Problem(first.place(name), "table_months", values)])
        if (at := _apart([line for _, line in said])) is not None:
            first, last = said[0][1], said[-1][1]
            given = ", ".join(cells.text(line.row[at]) for _, line in said[:6])
            values = {"given": given, "column": first.part.titles.shown[at], "last": cells.text(last.row[at])}
            raise InputError([Problem(first.row.place(at), "table_rows_apart", values)])


def _apart(lines: list[Line]) -> int | None:
    """Return the column that is not read and says something else in words in each of `lines`: age, sex; else None."""
    shown, used = lines[0].part.titles.shown, {*lines[0].part.columns.values()}
    for at in (i for i, title in enumerate(shown) if title and i not in used):
        said = [cells.text(line.row[at]).casefold() for line in lines]
        if all(_WORD.search(text) for text in said) and len({*said}) == len(said):
            return at
    return None


def _row(series: Series, list_: Figures, line: Line) -> None:
    told = line.of.told
    if topic := line.of.content.topic:
        text = line.text(topic)
        if line.at(topic) is not None and not line.of.content.speaks(text):
            told.numbers["left_out"] += 1
            return
        apart = {name for spread in line.part.spread for name in spread.says}
        said = {n: v for n, v in said_in(line.of.content, text).items() if n not in apart}
        line = replace(line, says={**line.says, **said})
    inner = _inner(list_, line) if list_.within else ""
    if inner and (not list_.part or line.at(list_.part) is None):
        told.numbers["left_out"] += 1
        return
    area = OURS if line.whole else series.areas.of(line, list_.area)
    if area == OTHER:
        told.numbers["left_out"] += 1
        return
    key: dict[str, Any] = {}
    for name in list_.key:
        key[name] = area if name == list_.area else line.year() if name == list_.year else line.code(name)
    value = None if inner else line.number(list_.value)
    if value is None and list_.part and not inner:
        value = _percent(line.number(list_.part), line.number(list_.whole))
    lacking = next((name for name, said in key.items() if not said), None)
    if lacking:
        if value is not None or not line.part.spread:
            told.reject(line.place(lacking), "table_no_key")
        return
    if inner:
        _add(series, list_, line, tuple(key.values()), inner)
    elif value is not None and 0 < value < 1 and "%" not in str(line.raw(list_.value)):
        line.doubt(list_.value, "table_fraction", given=value)  # percent cells of a workbook come as fractions
    elif value is not None:
        held = series.figures.setdefault(tuple(key.values()), [])
        if value not in [figure for figure, _ in held] and len(held) < _EACH:
            held.append((value, line))
    measured = list_.share and all(key[n] == code for n, code in list_.share.where.items())
    if list_.share and measured and (share := _share(list_.share, line)) is not None:
        shares = series.shares.setdefault(key[list_.year], [])
        if share not in [held for held, _ in shares] and len(shares) < _EACH:
            shares.append((share, line))


def _add(series: Series, list_: Figures, line: Line, key: tuple[Any, ...], inner: str) -> None:
    """Add the numbers of a place within the region; a place that says no number, or two, spoils the sum."""
    part, whole = line.number(list_.part), line.number(list_.whole)
    if part is not None and whole is not None and part > whole:
        line.doubt(list_.part, "table_more_than_all", given=f"{part:,.0f}", limit=f"{whole:,.0f}")
        part = None
    both = None if part is None or whole is None else (part, whole)
    held = series.within.setdefault(key, {})
    held[inner] = both if held.get(inner, both) == both else None
    series.first.setdefault(key, line)


def _sums(series: Series) -> None:
    """Take the figures that places within come to, where no row of the region says one."""
    for key, places in series.within.items():
        told = [both for both in places.values() if both is not None]
        of_all = _percent(sum(p for p, _ in told), sum(w for _, w in told)) if len(told) == len(places) else None
        if key in series.figures or of_all is None:
            series.first[key].of.told.numbers["left_out"] += len(places)
        else:
            series.figures[key] = [(of_all, series.first[key])]


def _percent(part: float | None, whole: float | None) -> float | None:
    return None if part is None or not whole or part > whole else round(100 * part / whole, 2)


def _inner(list_: Figures, line: Line) -> str:
    """Return the place within the region that a row is of; nothing where it is of the region."""
    named = [cells.text(line.row[at]) or cells.text(line.row.merged.get(at)) for at in line.part.inner]
    named += [line.text(list_.within)] if line.at(list_.within) is None else []
    of = line.of.asked.region
    return "" if line.whole else next((name for name in named if name and not is_region(name, of)), "")


def _share(share: Share, line: Line) -> float | None:
    """Return the share of the whole that was covered, in percent."""
    if (said := line.number(share.column)) is not None:
        if 0 < said <= 1 and "%" not in str(line.raw(share.column)):
            line.doubt(share.column, "table_fraction", given=said)
            return None
        return said
    part, whole = line.number(share.part), line.number(share.whole)
    if part is None or not whole:
        return None
    if part > whole:
        line.doubt(share.part, "table_more_than_all", given=f"{part:,.0f}", limit=f"{whole:,.0f}")
        return None
    return round(100 * part / whole, 2)


def _put(reading: Reading, list_: Figures, series: Series) -> None:
    number = 0
    for key, said in series.figures.items():
        named = dict(zip(list_.key, key, strict=True))
        if reading.mapping.year and reading.has(list_.year) and named[list_.year] != reading.mapping.year:
            reading.told.numbers["other_years"] += 1
            continue
        at: Path_ = (*list_.list.split("."), number)
        number += 1
        first, place = said[0][1], said[0][1].place(list_.value)
        for name, value in named.items():
            reading.draft.put((*at, name), value, first.place(name))
        claims: list[dict[str, Any]] = [
            {"value": v, "source": reading.source(line.row.number, sheet=line.part.sheet)} for v, line in said
        ]
        reading.draft.put((*at, list_.value), claims[0] if len(claims) == 1 else {"disputed": claims}, place)
    reading.told.numbers["entries"] = number
    inner = reading.parts[0].columns.get(list_.within) if list_.within else None
    if not series.figures and reading.told.numbers["left_out"] and inner is not None:
        place, title = reading.parts[0].titles.place(reading.place.file, inner), reading.title(list_.within)
        reading.told.doubt(place, "table_only_inner", column=title)
    elif not series.figures and reading.told.numbers["left_out"]:
        reading.told.doubt(reading.place, "table_no_region", given=reading.asked.region or "-")
    if series.shares and list_.share:
        year = max(series.shares)
        share, line = series.shares[year][0]
        value = {"value": share, "year": year}
        reading.put(list_.share.fact, value, line.place(list_.share.part), line.row.number)
