"""How well titles fit a kind of table, and what a table with them lacks to be of it."""

from diagnose.intake.tables.content import KindOfTable
from diagnose.intake.tables.header import Titles
from diagnose.intake.tables.shapes import FIGURES
from diagnose.intake.tables.spread import headed, said_above, speaks_of, spread_of


def worth_of(kind: KindOfTable, titles: Titles, sheet: str | None = None) -> int:
    """Return how well known titles fit: by how many columns, much more where all is there that the kind needs."""
    fields = titles.fields(kind)
    spread = spread_of(kind, titles, fields)
    if not fields and not spread:
        return 0
    named = _named(kind, titles)
    said = {*told_by(kind, titles), *said_above(kind, titles, sheet), *headed(kind, titles)} - named
    if not speaks_of(kind, titles, sheet) or _of_whom(kind, titles):
        return 0
    return len(fields) - len(named) + len(spread) + (100 if kind.fits(said) else 0)


def _of_whom(kind: KindOfTable, titles: Titles) -> bool:
    """Tell whether rows are of things named in a column of words, where a kind without one is of a region's years."""
    of_regions = kind.figures is None and kind.columns[kind.rows].holds == "area"
    return (
        of_regions
        and kind.rows not in titles.fields(kind)
        and any(titles.shown[i] for i in titles.worded if i < len(titles.shown))
    )


def lacking(kind: KindOfTable, titles: Titles, sheet: str | None = None) -> list[str]:
    """Return what a table with those titles lacks to be of that kind, by the first title of each."""
    known = {*told_by(kind, titles), *said_above(kind, titles, sheet)} - _named(kind, titles)
    groups = [group for group in kind.needs if not known.intersection(group)]
    return [" / ".join(kind.columns[name].titles[0] for name in group) for group in groups]


def _named(kind: KindOfTable, titles: Titles) -> set[str]:
    """Return the columns of figures that hold names instead."""
    fields = titles.fields(kind)
    return {f for f, at in fields.items() if kind.columns[f].holds in FIGURES and titles.worded.issuperset(at)}


def told_by(kind: KindOfTable, titles: Titles) -> set[str]:
    """Return the columns that titles tell, by themselves or as values that other columns would hold."""
    fields = titles.fields(kind)
    spread = spread_of(kind, titles, fields)
    value = [kind.value] if spread else []
    if kind.figures and (titles.dated(kind) or titles.years_of_values(kind)):
        value.append(kind.figures.year)
    return {*fields, *(name for s in spread for name in s.says), *value}
