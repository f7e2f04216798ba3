"""Names of places: what kind of place a name says, whether it names several, or only a part of one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from diagnose.common import per_pack
from diagnose.intake.tables.content import plain_word, tables_file

_IN_BRACKETS = re.compile(r"\([^)]*\)")
_AND = re.compile(r"[,;/&\n+]|\s(?:dan|and)\s")
_NUMBER_OF = re.compile(r"\d+\s")
# the kind of region that a word before its name says; of a title for both kinds, none
KIND_OF_REGION = {"kab": "kabupaten", "kabupaten": "kabupaten", "kota": "kota", "kabupatenkota": ""}


@dataclass(frozen=True)
class PlaceName:
    """A name of a place: the kind that it says it is (empty where it says none), and the rest, in its plain form."""

    kind: str
    bare: str


def place_name(name: str) -> PlaceName:
    """Return what `name` says: "Desa Sukamaju" and "Ds. Sukamaju" are both the desa Sukamaju."""
    plain = plain_word(name)
    first, _, rest = plain.partition(" ")
    if rest and first in (*_kinds(), *tables_file().around):
        return PlaceName(_kinds().get(first, ""), rest)
    return PlaceName("", plain)


def kinds_of_places() -> tuple[str, ...]:
    """Return the kinds that names say, first the one that a name is of which says none."""
    return tuple(tables_file().places)


def names_in(text: str) -> list[str]:
    """Return the names that a cell lists; none where it speaks of places without naming them, such as "semua desa"."""
    parts = [part.strip() for part in _AND.split(_IN_BRACKETS.sub("", text)) if any(c.isalpha() for c in part)]
    return [part for part in parts if not _is_of_several(plain_word(part))]


def is_part(name: str) -> bool:
    """Tell whether a name is that of a part of a place: "Dusun II", "RW 03"."""
    first, _, rest = plain_word(name).partition(" ")
    return bool(rest) and first in tables_file().parts


def lists_parts(names: Iterable[str]) -> bool:
    """Tell whether `names` are of places and of parts of them; where all seem to be parts, these are what is listed."""
    found = {is_part(name) for name in names if any(c.isalpha() for c in name)}
    return found == {True, False}


def _is_of_several(plain: str) -> bool:
    first, _, rest = plain.partition(" ")
    if first in tables_file().everywhere:
        return True
    return bool(_NUMBER_OF.match(plain)) and rest.partition(" ")[0] in _kinds()


@per_pack
def _kinds() -> dict[str, str]:
    """Return the kind that each word before a name says."""
    return {word: kind for kind, words in tables_file().places.items() for word in words}
