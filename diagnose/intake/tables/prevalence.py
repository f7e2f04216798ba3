"""A series of prevalence figures by year, measuring system and area; and how many children were measured."""

from dataclasses import dataclass, field
from typing import Any

from diagnose.common import InputError, Problem
from diagnose.intake.tables.content import plain_word
from diagnose.intake.tables.reading import Line, Reading

MOST = 2_000  # figures
_NAMED = ("kabupaten", "kab", "kota")


@dataclass
class Series:
    """The figures, each with the rows that say it; and the share measured by year."""

    figures: dict[tuple[str, str, int], list[tuple[float, Line]]] = field(default_factory=dict)
    measured: dict[int, tuple[float, Line]] = field(default_factory=dict)
    regions: dict[str, str] = field(default_factory=dict)  # names of regencies, as written, by the plain form


def read_prevalence(reading: Reading) -> None:
    """Read the series into `reading`; figures of one system, area and year that differ are all kept.

    Raises:
        InputError: it is of several regencies and nothing tells which is meant, or has too many figures.
    """
    series = Series()
    for line in reading.lines("system"):
        _row(series, line)
        if len(series.figures) > MOST:
            raise InputError([Problem(line.place(), "table_too_many", {"limit": MOST})])
    if len(series.regions) > 1:
        given = ", ".join(list(series.regions.values())[:10])
        raise InputError([Problem(reading.place, "table_several_regions", {"given": given})])
    _put(reading, series)


def _row(series: Series, line: Line) -> None:
    told = line.of.told
    area = _area(series, line)
    if area == "other":
        told.numbers["left_out"] += 1
        return
    year, system = line.number("year"), line.code("system")
    if year is None or not system or not area:
        name = "year" if year is None else "area" if system else "system"
        told.reject(line.place(name), "table_no_key")
        return
    percent = line.number("percent")
    if percent is not None and 0 < percent < 1 and "%" not in str(line.raw("percent")):
        line.doubt("percent", "table_fraction", given=percent)  # percent cells of a workbook come as fractions
    elif percent is not None:
        held = series.figures.setdefault((system, area, int(year)), [])
        if percent not in [figure for figure, _ in held] and len(held) < 20:
            held.append((percent, line))
    if (system, area) == ("e_ppgbm", "region") and (share := _share(line)) is not None:
        series.measured.setdefault(int(year), (share, line))


def _area(series: Series, line: Line) -> str:
    """Return which area a row is of; ``other`` where the mapping tells that another regency is meant."""
    if not line.of.has("area"):
        return "region"
    written = line.text("area")
    plain = plain_word(written)
    if plain in line.of.means or plain.split(" ")[0] not in _NAMED or len(plain.split(" ")) == 1:
        return line.code("area")
    if plain == "kabupaten kota":
        return "region"
    if "region" in line.of.means.values():
        return "other"
    if len(series.regions) < 100:
        series.regions.setdefault(plain, written)
    return "region"


def _share(line: Line) -> float | None:
    """Return the share of children that were measured, in percent."""
    if (said := line.number("measured_percent")) is not None:
        if 0 < said <= 1 and "%" not in str(line.raw("measured_percent")):
            line.doubt("measured_percent", "table_fraction", given=said)
            return None
        return said
    measured, target = line.number("measured"), line.number("target")
    if measured is None or not target:
        return None
    if measured > target:
        line.doubt("measured", "table_more_than_all", given=f"{measured:,.0f}", limit=f"{target:,.0f}")
        return None
    return round(100 * measured / target, 2)


def _put(reading: Reading, series: Series) -> None:
    for number, ((system, area, year), said) in enumerate(series.figures.items()):
        at = ("prevalence", number)
        first, place = said[0][1], said[0][1].place("percent")
        key = {"system": ("system", system), "area": ("area", area), "year": ("year", year)}
        for name, (column, value) in key.items():
            reading.draft.put((*at, name), value, first.place(column))
        claims: list[dict[str, Any]] = [{"value": v, "source": reading.source(li.row.number)} for v, li in said]
        reading.draft.put((*at, "percent"), claims[0] if len(claims) == 1 else {"disputed": claims}, place)
    reading.told.numbers["entries"] = len(series.figures)
    if series.measured:
        year, (share, line) = max(series.measured.items(), key=lambda pair: pair[0])
        reading.put("data.measured_percent", {"value": share, "year": year}, line.place("measured"), line.row.number)
