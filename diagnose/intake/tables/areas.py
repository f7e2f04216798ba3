"""Which area a row is of: the region of the case, a larger one around it, or another region."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from diagnose.case import bare_region, plain_name
from diagnose.common import InputError, Problem
from diagnose.intake.tables.content import plain_word, tables_file
from diagnose.intake.tables.line import Line
from diagnose.intake.tables.places import KIND_OF_REGION
from diagnose.intake.tables.reading import Reading

OURS, OTHER = "region", "other"
_MOST = 100
_HELD = 10_000  # rows before the first whose code is of the region of the case
_KINDS_OF_PLACES = ("kota",)  # kinds of regions that are names of kecamatan, too
_CODE, _SHORTEST = 4, 6  # digits: of a region; of a place in one


@dataclass
class Areas:
    """The areas that rows name: regions as written, by the plain form, and names of larger areas by the code."""

    regions: dict[str, str] = field(default_factory=dict)
    around: dict[str, set[str]] = field(default_factory=dict)

    def of(self, line: Line, column: str) -> str:
        """Return which area a row is of; `OTHER` where another region is meant than that of the case."""
        if not line.of.has(column):
            return OURS
        written = line.text(column)
        plain = plain_word(written)
        codes = tables_file().values[line.of.content.columns[column].holds]
        known = {plain_word(word) for words in codes.values() for word in words}
        if plain in line.of.means or plain in known:
            return line.code(column)
        first, _, rest = plain.partition(" ")
        kind = KIND_OF_REGION.get(first, "") if rest else ""
        ours = plain_name(bare_region(line.of.asked.region))
        if (
            ours
            and (rest if kind else plain) == ours
            and kind in ("", KIND_OF_REGION.get(_kind_of(line.of.asked.region), kind))
        ):
            return OURS
        if OURS in line.of.means.values():
            return OTHER
        if kind or (plain and not line.is_known(column)):
            if ours:
                return OTHER
            if len(self.regions) < _MOST:
                self.regions.setdefault(plain, written)
            return OURS
        code = line.code(column)
        self.around.setdefault(code, set()).add(plain)
        return code

    def check(self, reading: Reading) -> None:
        """Refuse a table of several regions where nothing tells which is meant.

        Raises:
            InputError: it is one.
        """
        if len(self.regions) > 1:
            given = ", ".join(list(self.regions.values())[:10])
            raise InputError([Problem(reading.place, "table_several_regions", {"given": given})])


def is_region(written: object, region: str) -> bool:
    """Tell whether a name is that of `region`, with the kind that it is of: "Kab. Contoh"."""
    first, _, rest = plain_word(written).partition(" ")
    if not rest and first == _kind_of(region) == KIND_OF_REGION.get(first) and first not in _KINDS_OF_PLACES:
        return True  # "Kabupaten", below its kecamatan
    return bool(rest) and first in KIND_OF_REGION and rest == plain_name(bare_region(region))


def of_the_region(rows: Iterable[Line], reading: Reading) -> Iterator[Line]:
    """Yield the rows that are of the region of the case; those of others are counted.

    Raises:
        InputError: they are of several regions, and nothing tells which is meant.
    """
    areas, numbers, ours = Areas(), reading.told.numbers, 0
    for line in rows:
        if areas.of(line, reading.content.around) in (OURS, ""):
            ours += 1
            yield line
        else:
            numbers["other_regions"] += 1
    areas.check(reading)
    if numbers["other_regions"] and not ours:
        reading.told.doubt(reading.place, "table_no_region", given=reading.asked.region or "-")


def of_its_code(rows: Iterable[Line], reading: Reading) -> Iterator[Line]:
    """Yield the rows whose code does not begin with that of another region; those of others are counted.

    Where no code is of the region of the case, codes are of another kind: all rows are yielded, and several beginnings
    told.
    """
    column = reading.content.coded
    if not column or not reading.has(column):
        yield from rows
        return
    ours, found, held = _digits(reading.asked.code)[:_CODE], set(), list[Line]()
    given_up = False
    for line in rows:
        begins = "" if line.broken(column) else _begins(line.text(column))
        found |= {begins} - {""}
        if ours in found:
            reading.told.numbers["other_regions"] += len(held) + (begins not in ("", ours))
            held.clear()
        if begins in ("", ours) or given_up:
            yield line
        elif ours not in found:
            held.append(line)
            if given_up := len(held) > _HELD:
                yield from held
                held.clear()
    yield from held
    if len(found - {ours}) > 1 and ours not in found:
        reading.told.doubt(reading.place, "table_codes_several", given=", ".join(sorted(found)[:10]))


def _begins(code: str) -> str:
    """Return the code of the region in that of a place in it; empty where it is too short to have one."""
    digits = _digits(code)
    return digits[:_CODE] if len(digits) >= _SHORTEST else ""


def _digits(code: str) -> str:
    return re.sub(r"\D", "", code)


def _kind_of(region: str) -> str:
    return plain_name(region).partition(" ")[0]
