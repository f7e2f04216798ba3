"""Tables of the budget, villages, prevalence, teams and sosialisasi, in CSV or Excel, read into part of a case."""

from collections.abc import Callable, Mapping
from pathlib import Path

from diagnose.common import InputError, Problem
from diagnose.intake import Intake
from diagnose.intake.tables.budget import read_budget
from diagnose.intake.tables.content import tables_file
from diagnose.intake.tables.header import best, fits, heads
from diagnose.intake.tables.mapping import worth_of
from diagnose.intake.tables.opened import open_reading
from diagnose.intake.tables.prevalence import read_prevalence
from diagnose.intake.tables.reading import Reading
from diagnose.intake.tables.sosialisasi import read_sosialisasi
from diagnose.intake.tables.teams import read_teams
from diagnose.intake.tables.villages import read_villages

_READERS: Mapping[str, Callable[[Reading], None]] = {
    "budget": read_budget,
    "villages": read_villages,
    "prevalence": read_prevalence,
    "teams": read_teams,
    "sosialisasi": read_sosialisasi,
}


def read_table(kind: str, path: Path, mapping: Path | None, source: str | None, lang: str) -> Intake:
    """Read the table at `path`, which is of that kind.

    `mapping` is the file that tells its columns (see `mapping.Mapping`), `source` the id of the document that facts
    cite (else made of the file's name), `lang` the language that citations are written in.

    Raises:
        InputError: a file cannot be used, the mapping is missing or does not fit, or nothing in the table counts.
    """
    reading = open_reading(kind, path, mapping, source, lang)
    _READERS[kind](reading)
    if not reading.told.numbers["rows"]:
        key = "table_nothing_counts" if reading.told.numbers["left_out"] else "table_no_rows"
        raise InputError([Problem(reading.place, key), *reading.told.doubts()])
    return reading.intake()


def kind_of_table(path: Path) -> str:
    """Return the kind that the titles of the table at `path` tell; empty where they fit none, or several alike.

    Raises:
        InputError: it cannot be opened as a table.
    """
    found: dict[str, int] = {}
    for _, rows in heads(path):
        for kind, content in tables_file().kinds.items():
            titles, worth = best(rows, lambda t, of=content: worth_of(of, t))  # type: ignore[misc]
            if titles and fits(content, titles.fields(content)):
                found[kind] = max(found.get(kind, 0), worth)
    most = [kind for kind, worth in found.items() if worth == max(found.values())]
    return most[0] if len(most) == 1 else ""
