"""Figures over the years in one case: the latest, how it changed, and whether the two can be compared at all."""

from typing import NamedTuple

from diagnose.case import Case, FactEntry
from diagnose.inference.intervals import NO, OPEN, YES, Interval, Seen, bounds, difference, quotient
from diagnose.knowledge import ReadSeries


class _Figure(NamedTuple):
    """A known figure: what it is of, of which year, and its fact."""

    name: str
    year: int
    entry: FactEntry

    @property
    def bounds(self) -> Interval:
        return self.entry.low, self.entry.high

    def field(self, name: str) -> str:
        """Return the path of another field of its entry."""
        return f"{self.entry.path.rpartition('.')[0]}.{name}"


def of_series(reading: ReadSeries, case: Case) -> Seen:
    """Return what a reading of figures over the years comes to in `case`."""
    own = _figures(reading.figures, reading.of, case)
    missing = Seen(*OPEN, (reading.series,))
    if not own:
        return missing
    years = list(own)
    last = own[years[-1]]
    if reading.as_ == "latest":
        return Seen(*last.bounds, (last.entry.path,))
    if reading.as_ in ("ratio", "difference"):
        return _against(reading, own, case) or missing
    first = own[years[0] if reading.as_ == "change" else years[max(len(years) - 2, 0)]]
    if first is last or (reading.over_break is not None and _broken(reading, first, last) != reading.over_break):
        return missing
    return _compared(reading, first, last, case)


def _compared(reading: ReadSeries, first: _Figure, last: _Figure, case: Case) -> Seen:
    paths = (first.entry.path, last.entry.path)
    if reading.as_ in ("change", "last_change"):
        return Seen(*difference(last.bounds, first.bounds), paths)
    if reading.as_ == "last_fall":
        return Seen(*difference(first.bounds, last.bounds), paths)
    if reading.as_ == "last_ratio":
        return Seen(*quotient(last.bounds, first.bounds), paths)
    low, high = reading.ends or ("", "")
    if reading.as_ == "told":
        ends = tuple(figure.field(end) for figure in (first, last) for end in (low, high))
        told = all(path in case.facts and case.facts[path].known for path in ends)
        return Seen(YES, YES, ends) if told else Seen(NO, NO, paths)
    nearer = (
        (last.field(low), first.field(high)) if reading.as_ == "rise_beyond" else (first.field(low), last.field(high))
    )
    return Seen(*difference(bounds(case, nearer[0]), bounds(case, nearer[1])), nearer)


def _broken(reading: ReadSeries, first: _Figure, last: _Figure) -> bool:
    """Tell whether the series is broken between two figures."""
    return first.name != last.name or any(first.year < year <= last.year for year in reading.breaks)


def _against(reading: ReadSeries, own: dict[int, _Figure], case: Case) -> Seen | None:
    """Return the latest figure that the other side has one beside, set against it; None where it has none."""
    other = _figures(reading.figures_against, reading.against or (), case)
    steps = (-1, 1) if reading.neighbouring else (0,)
    beside = [(own[year], other[year + step]) for year in own for step in steps if year + step in other]
    if not beside:
        return None
    a, b = beside[-1]
    compared = difference if reading.as_ == "difference" else quotient
    return Seen(*compared(a.bounds, b.bounds), (a.entry.path, b.entry.path))


def _figures(figures: str, systems: tuple[str, ...], case: Case) -> dict[int, _Figure]:
    """Return the known figure of each year up to that of the case, of the last system that has one."""
    found: dict[int, _Figure] = {}
    for system in systems:
        for key, entry in case.entries(figures):
            name, _, year = key.rpartition(" ")
            if (name or "all") == system and year.isdigit() and int(year) <= case.year and entry.known:
                found[int(year)] = _Figure(system, int(year), entry)
    return dict(sorted(found.items()))
