"""What titles and texts above a table say of its figures: years or surveys as columns, and what holds for all rows."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from diagnose.common import per_pack
from diagnose.intake.files import Cell
from diagnose.intake.tables.content import KindOfTable, plain_title, plain_word, tables_file
from diagnose.intake.tables.header import Titles, year_in

_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_YEAR_WORDS = re.compile(r"\b(?:tahun|thn|th|ta|year)\b")
_MOST = 60  # columns of figures


@dataclass(frozen=True)
class Spread:
    """A column of figures whose title says what another column would: of 2023, or by one survey."""

    column: int
    says: Mapping[str, Cell]


def spread_of(kind: KindOfTable, titles: Titles, fields: Collection[str]) -> tuple[Spread, ...]:
    """Return the columns of figures whose titles are values of the columns `kind.spread`; at least two, else none.

    Among the columns that are known, `fields`, must be that of the region: else nobody knows whose figures they are.
    """
    if not kind.spread or kind.figures is None or kind.figures.area not in fields:
        return ()
    found: list[Spread] = []
    for i, names in enumerate(titles.names):
        said = _values(kind, names[0]) if names and i not in titles.hidden else None
        if said:
            found.append(Spread(i, said))
    apart = {tuple(sorted(s.says.items())) for s in found}
    alike = len({tuple(s.says) for s in found}) == 1  # each says a year, or each a survey
    named = len([names for names in titles.names if names]) > len(found)
    return tuple(found[:_MOST]) if len(found) > 1 and alike and named and len(apart) == len(found) else ()


def _values(kind: KindOfTable, title: str) -> dict[str, Cell] | None:
    """Return what `title` says by itself, such as ``{"year": 2023, "system": "ssgi"}``; None where it says more."""
    found: dict[str, Cell] = {}
    rest = plain_word(title).replace("%", " ")
    for name in kind.spread:
        holds = kind.columns[name].holds
        if holds == "year":
            years = _YEAR.findall(rest)
            if len(years) > 1:
                return None
            if years:
                found[name], rest = int(years[0]), _YEAR_WORDS.sub(" ", rest.replace(years[0], " "))
        elif said := _word_in(holds, rest):
            found[name], rest = said[0], rest.replace(said[1], " ")
    rest = plain_title(rest) if rest.strip() else ""
    value = kind.figures.value if kind.figures else ""
    return found if found and (not rest or kind.fields.get(rest) == value) else None


def said_above(kind: KindOfTable, titles: Titles, sheet: str | None = None) -> dict[str, Cell]:
    """Return what the texts above the titles, or the name of the sheet, say of the whole table: by which survey ..."""
    found: dict[str, Cell] = {}
    for name in kind.spread:
        holds = kind.columns[name].holds
        said = {said[0] for text in titles.above if holds != "year" and (said := _word_in(holds, plain_word(text)))}
        if len(said) == 1:
            found[name] = said.pop()
        elif holds == "year" and (year := titles.year() or year_in(sheet or "")):
            found[name] = year
    return found


def headed(kind: KindOfTable, titles: Titles) -> tuple[str, ...]:
    """Return the columns that rows heading a group seem to tell, by what texts below the titles begin with."""
    below = [plain_word(text) for text in titles.below]
    return tuple(
        name
        for name, column in kind.columns.items()
        if any(text.startswith(f"{word} ") for word in column.heads for text in below)
    )


def _word_in(values: str, plain: str) -> tuple[str, str] | None:
    """Return the one code of `values` that a word in `plain` stands for, and that word."""
    codes = {code: word for word, code in _words(values) if re.search(rf"\b{re.escape(word)}\b", plain)}
    return next(iter(codes.items())) if len(codes) == 1 else None


@per_pack
def _words(values: str) -> tuple[tuple[str, str], ...]:
    """Return the words of `values` and what they stand for, the shortest first, so that the longest is kept."""
    named = tables_file().values.get(values, {})
    pairs = [(plain_word(word.rstrip("*")), code) for code, words in named.items() for word in (code, *words)]
    return tuple(sorted(pairs, key=lambda pair: len(pair[0])))


def speaks_of(kind: KindOfTable, titles: Titles, sheet: str | None) -> bool:
    """Tell whether a table is of what its kind is about, not of a rival of that."""
    said = " ".join(map(plain_word, (*titles.above, *titles.shown, sheet or "")))
    return not any(word in said for word in kind.rivals) or any(word in said for word in kind.about)
