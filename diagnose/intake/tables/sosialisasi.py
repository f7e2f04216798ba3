"""A list of sosialisasi events: which kecamatan and villages they reached."""

import datetime as dt
import re
from dataclasses import dataclass, field

from diagnose.intake.tables.content import plain_word, tables_file
from diagnose.intake.tables.reading import Line, Reading
from diagnose.intake.tables.years import year_of

_AND = re.compile(r"[,;/&\n]| dan ")
_KIND = re.compile(r"^(desa|kelurahan|kel|ds|kecamatan|kec) (?=\w)")


@dataclass
class Reached:
    """The places that the events of one year reached, each as a number; `open` are events whose place is not told."""

    events: int = 0
    kecamatan: set[int] = field(default_factory=set)
    villages: set[int] = field(default_factory=set)  # of a known kecamatan
    names: set[int] = field(default_factory=set)  # of those villages
    elsewhere: set[int] = field(default_factory=set)  # names of villages of no known kecamatan
    open_kecamatan: int = 0
    open_villages: int = 0

    def add(self, line: Line) -> None:
        """Count one event."""
        self.events += 1
        kecamatan = [_place(k) for k in _AND.split(line.text("kecamatan")) if _place(k)]
        villages = [_place(v) for v in _AND.split(line.text("village")) if _place(v)]
        self.kecamatan |= {hash(k) for k in kecamatan}
        self.open_kecamatan += not kecamatan
        self.open_villages += not villages or len(kecamatan) != 1
        if len(kecamatan) == 1:
            self.villages |= {hash((kecamatan[0], v)) for v in villages}
            self.names |= {hash(v) for v in villages}
        else:
            self.elsewhere |= {hash(v) for v in villages}


def _place(name: str) -> str:
    """Return what tells a place from others; empty where the words name none, such as "semua desa"."""
    plain = plain_word(name)
    return "" if plain.split(" ")[0] in tables_file().everywhere else _KIND.sub("", plain)


def read_sosialisasi(reading: Reading) -> None:
    """Read the list into `reading`: how many kecamatan and villages were reached, at least."""
    by_year: dict[int | None, Reached] = {}
    for line in reading.lines("date"):
        day = line.day("date")
        if day is None and not line.text("kecamatan") and not line.text("village"):
            reading.told.reject(line.place("date"), "table_no_event")
            continue
        year = day.year if isinstance(day, dt.date) else int(day[:4]) if day else None
        by_year.setdefault(year, Reached()).add(line)
    year = year_of(reading, [y for y in by_year if y])
    reading.years |= {y for y in by_year if y}
    found = by_year.get(year, Reached())
    undated = by_year.get(None, Reached()) if year else Reached()
    reading.told.numbers["entries"] = found.events
    reading.told.numbers["other_years"] = sum(r.events for r in by_year.values()) - found.events
    if undated.events:
        reading.told.doubt(reading.place, "table_undated", number=undated.events)
    complete = reading.complete and not reading.told.lost and not undated.events
    kecamatan, villages = len(found.kecamatan), len(found.villages) + len(found.elsewhere - found.names)
    for path, number, open_, column in (
        ("sosialisasi.kecamatan_reached", kecamatan, found.open_kecamatan, "kecamatan"),
        ("sosialisasi.desa_reached", villages, found.open_villages, "village"),
    ):
        if number and reading.has(column):
            reading.put(path, number if complete and not open_ else {"at_least": number})
