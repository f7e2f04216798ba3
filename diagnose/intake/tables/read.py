"""Tables in CSV or Excel, read into part of a case by what their kind says of rows and facts."""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from diagnose.common import InputError, Place, Problem, shown
from diagnose.intake.records import Intake
from diagnose.intake.tables.cards import is_card
from diagnose.intake.tables.content import KindOfTable, tables_file
from diagnose.intake.tables.counting import read_counts
from diagnose.intake.tables.entries import read_entries
from diagnose.intake.tables.figures import read_figures
from diagnose.intake.tables.heads import best, heads
from diagnose.intake.tables.opened import hidden_columns, open_reading
from diagnose.intake.tables.reaching import read_reached
from diagnose.intake.tables.reading import NOBODY, Asked, Reading
from diagnose.intake.tables.regions import read_region
from diagnose.intake.tables.rows import lines
from diagnose.intake.tables.turned import open_turned, turned_in
from diagnose.intake.tables.worth import lacking, told_by, worth_of

_FITS = 100  # what titles are worth, at least, where all is there that a kind needs


def read_table(
    kind: str, path: Path, mapping: Path | None, source: str | None, lang: str, asked: Asked = NOBODY
) -> Intake:
    """Read the table at `path`, which is of that kind.

    `mapping` is the file that tells its columns (see `mapping.Mapping`), `source` the id of the document that facts
    cite (else made of the file's name), `lang` the language that citations are written in, `asked` the case that it is
    read for.

    Raises:
        InputError: a file cannot be used, the mapping is missing or does not fit, or nothing in the table counts.
    """
    if turned := open_turned(kind, path, mapping, source, lang, asked):
        read_region(*turned)
        return turned[0].intake()
    reading = open_reading(kind, path, mapping, source, lang, asked)
    _read(reading, reading.content)
    if not reading.told.numbers["rows"]:
        key = "table_nothing_counts" if reading.told.numbers["left_out"] else "table_no_rows"
        raise InputError([Problem(reading.place, key), *reading.told.doubts()])
    return reading.intake()


def _read(reading: Reading, kind: KindOfTable) -> None:
    if kind.private:
        reading.told.numbers["private"] = sum(1 for _ in lines(reading))
    elif kind.entries:
        read_entries(reading)
    elif kind.figures:
        read_figures(reading)
    elif any(feed.how == "here" for feed in kind.feeds):
        read_region(reading)
    elif any(feed.how == "reached" for feed in kind.feeds):
        read_reached(reading)
    else:
        read_counts(reading)


def kind_of_table(path: Path) -> str:
    """Return the kind that the titles of the table at `path` tell; empty where they fit none, or several alike.

    Raises:
        InputError: it cannot be opened as a table.
    """
    fitting = kinds_that_fit(path)
    return fitting[0] if len(fitting) == 1 else ""


def kinds_that_fit(path: Path) -> list[str]:
    """Return the kinds that the titles of the table at `path` fit best, all alike.

    Raises:
        InputError: it cannot be opened as a table.
    """
    for kind, content in tables_file().kinds.items():
        if content.card and is_card(content, path):
            return [kind]
    found: dict[str, int] = {}
    for head in heads(path):
        for kind, content in tables_file().kinds.items():
            titles, worth = best(head, lambda t, of=content, at=head.sheet: worth_of(of, t, at))  # type: ignore[misc]
            if titles and worth >= _FITS and not content.card:
                found[kind] = max(found.get(kind, 0), worth)
    for kind, content in tables_file().kinds.items():
        if kind not in found and (turned := turned_in(content, path)):
            found[kind] = turned.worth
    alike = [kind for kind, worth in found.items() if worth == max(found.values())]
    kinds = tables_file().kinds
    return [kind for kind in alike if not found.keys() & set(kinds[kind].yields_to)]


def form_kinds() -> tuple[str, ...]:
    """Return the kinds that are forms of one thing each, many files of which are read as one."""
    return tuple(kind for kind, content in tables_file().kinds.items() if content.card)


@dataclass(frozen=True)
class Near:
    """The kind that a table is nearest to, and what it lacks to be one."""

    kind: str
    place: Place
    values: Mapping[str, object]
    hidden: Sequence[Problem] = ()


def nearest_kind(path: Path) -> Near | None:
    """Return the kind that the titles of the table at `path` are nearest to; None where they are near none.

    Raises:
        InputError: it cannot be opened as a table.
    """
    found: Near | None = None
    most = 0
    for head in heads(path):
        for kind, content in tables_file().kinds.items():
            titles, worth = best(head, lambda t, of=content: len(told_by(of, t)))  # type: ignore[misc]
            if titles and worth > most and not content.private and not content.card:
                lacks = lacking(content, titles, head.sheet)
                given = ", ".join(t for t in titles.shown if t)
                values = {
                    "kind": kind,
                    "given": given,
                    "lacks": ", ".join(lacks),
                    "table": shlex.quote(shown(path)),
                }
                found, most = Near(kind, titles.place(shown(path)), values, hidden_columns(titles, shown(path))), worth
    return found


def table_kinds() -> dict[str, str]:
    """Return the kinds of tables by each name that they go by."""
    kinds = tables_file().kinds
    return {name: kind for kind, content in kinds.items() for name in (kind, *content.called)}
