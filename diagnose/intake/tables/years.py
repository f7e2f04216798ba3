"""Which year a cell says, and which year of a table counts, where its rows are of several."""

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress

from pydantic_core import PydanticCustomError

from diagnose.intake.files import Cell, cells
from diagnose.intake.tables.content import tables_file
from diagnose.intake.tables.reading import Reading


def year_of(reading: Reading, rows: Mapping[int | None, int]) -> int | None:
    """Return the year whose rows count; `rows` says how many are of each. None where no row is of a year.

    It is that of the mapping, else that of the case, else the one most rows are of; where others are left out, that is
    told. Rows of no year count only where no row is of one.
    """
    counted = Counter({year: number for year, number in rows.items() if year})
    if reading.mapping.year:
        return reading.mapping.year
    if not counted:
        return None
    most = max(counted.values())
    usual = max(year for year, number in counted.items() if number == most)
    used = reading.asked.year if reading.asked.year in counted else usual
    if len(counted) > 1:
        said = ", ".join(map(str, sorted(year for year in counted if year)))
        reading.told.doubt(reading.place, "table_several_years", given=said, used=used)
    return used


def year_said(raw: Cell) -> int:
    """Return the year that a cell says, alone or after a month: "Agustus 2024".

    Raises:
        PydanticCustomError: it says none.
    """
    try:
        return cells.year(raw, tables_file().years)
    except PydanticCustomError:
        month = None
        with suppress(PydanticCustomError):
            month = cells.day(raw)
        if not isinstance(month, str):
            raise
        return int(month[:4])
