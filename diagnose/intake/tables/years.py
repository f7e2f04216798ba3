"""Which year of a table counts, where its rows are of several."""

from collections.abc import Collection

from diagnose.intake.tables.reading import Reading


def year_of(reading: Reading, years: Collection[int]) -> int | None:
    """Return the year whose rows count: that of the mapping, else the latest, which is told; None where there is none.

    Rows of no year are of that year only where there is no other.
    """
    if reading.mapping.year:
        return reading.mapping.year
    if not years:
        return None
    if len(years) > 1:
        said = ", ".join(map(str, sorted(years)))
        reading.told.doubt(reading.place, "table_several_years", given=said, used=max(years))
    return max(years)
