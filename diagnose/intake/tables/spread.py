"""What titles and texts above a table say of its figures: years or surveys as columns, and what holds for all rows."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pydantic_core import PydanticCustomError

from diagnose.case import LARGEST, register_file
from diagnose.common import per_pack
from diagnose.common.figures import MONTHS
from diagnose.intake.files import Cell, Row, cells
from diagnose.intake.tables.agencynames import is_agency
from diagnose.intake.tables.content import KindOfTable, code_of, plain_title, plain_word, tables_file
from diagnose.intake.tables.header import Titles, year_in
from diagnose.intake.tables.places import KIND_OF_REGION
from diagnose.intake.tables.shapes import SAID_IN_TEXT, Entries

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_YEAR_WORDS = re.compile(r"\b(?:tahun anggaran|tahun|thn|th|ta|fy|year)\b")
_CURRENCY = re.compile(r"\b(?:rp|rupiah)\b")
_MONTH = re.compile(rf"\b(?:bulan )?(?:{'|'.join(MONTHS)})\b")
_MOST = 60  # columns of figures
_CELLS_OF_A_LABEL = 3
_LONGEST = 200  # characters of a name
_WORDS_OF_A_NAME = 4


@dataclass(frozen=True)
class Spread:
    """A column of figures whose title says what another column would: of 2023, or by one survey."""

    column: int
    says: Mapping[str, Cell]


def spread_of(kind: KindOfTable, titles: Titles, fields: Collection[str]) -> tuple[Spread, ...]:
    """Return the columns of figures whose titles are values of the columns `kind.spread`: years, surveys, regions.

    Among the columns that are known, `fields`, must be that of the region, or another of those of `kind.spread`, or one
    that says what rows are about: else nobody knows what the rows are. One column alone is taken where its title names
    a survey, or its cells are percentages.
    """
    if not kind.value or not _tell_rows(kind).intersection(fields):
        return ()
    found: list[Spread] = []
    for i, names in enumerate(titles.names):
        own = kind.fields.get(plain_title(names[-1])) if len(names) > 1 else None  # below a title of the whole table
        other = own is not None and own != kind.value
        said = _values(kind, names[0]) if names and not other and i not in titles.hidden else None
        if said and i not in titles.worded:
            found.append(Spread(i, said))
    apart = {tuple(sorted(s.says.items())) for s in found}
    alike = len({tuple(s.says) for s in found}) == 1  # each says a year, or each a survey
    named = len([names for names in titles.names if names]) > len(found)
    if not alike or not named or len(apart) < len(found):
        return ()
    alone = len(found) == 1
    if kind.entries and not _by_fund(kind.entries, found, titles, titles.fields(kind)):
        return ()
    if alone and kind.fields.get(plain_title(titles.names[found[0].column][-1])) == kind.value:
        return ()  # it is known by its own title
    holds = {kind.columns[name].holds for name in found[0].says}
    dated = "year" in holds or any(kind.columns[name].holds == "year" for name in fields if name in kind.columns)
    if alone and "system" in holds and not dated:
        return ()
    if alone and "system" not in holds and (holds != {"year"} or not titles.shows_percents(found[0].column)):
        return ()
    return tuple(found[:_MOST])


def _tell_rows(kind: KindOfTable) -> set[str]:
    """Return the columns of which a table with figures under several titles must have one: what its rows are."""
    if kind.figures:
        return {kind.figures.area, kind.figures.within, *kind.spread, kind.topic}
    return {*kind.entries.names} if kind.entries else set()


def _by_fund(of: Entries, found: Sequence[Spread], titles: Titles, fields: Mapping[str, Collection[int]]) -> bool:
    """Tell whether amounts stand by source of funds, none of a source that is not known; a total beside them agrees."""
    at, fund = {s.column for s in found}, of.fund
    totals = {*fields.get(of.amount, ())} - at
    known = at.union(*fields.values())
    among = range(min(at), min(max(at) + 2, len(titles.names)))
    return (
        len(found) > 1
        and at.issuperset(fields.get(fund, ()))
        and all(fund in s.says for s in found)
        and not any(titles.holds_figures(i) for i in among if i not in known)
        and all(_sum(row, at) == _sum(row, (i,)) for i in totals for row in titles.rows)
    )


def _sum(row: Row, columns: Collection[int]) -> float | None:
    """Return the sum of the figures of a row in `columns`; None where a cell holds something else."""
    try:
        return sum(float(cells.number(row[i], most=LARGEST)) for i in columns if not cells.nothing(row[i]))
    except PydanticCustomError:
        return None


def _values(kind: KindOfTable, title: str) -> dict[str, Cell] | None:
    """Return what `title` says by itself, such as ``{"year": 2023, "system": "ssgi"}``; None where it says more."""
    found: dict[str, Cell] = {}
    rest = _MONTH.sub(" ", plain_word(title).replace("%", " "))
    for name in kind.spread:
        holds = kind.columns[name].holds
        if holds == "year":
            years = _YEAR.findall(rest)
            if len(years) > 1:
                return None
            if years:
                found[name], rest = int(years[0]), _YEAR_WORDS.sub(" ", rest.replace(years[0], " "))
        elif holds == "area":
            if area := area_named(" ".join(rest.split())):
                found[name], rest = area, ""
        elif said := _word_in(holds, rest):
            found[name], rest = said[0], rest.replace(said[1], " ")
    rest = plain_title(_CURRENCY.sub(" ", rest)) if rest.strip() else ""
    apart = kind.figures.apart if kind.figures else ()
    own = {kind.value, *(found if kind.entries else ())}
    value = kind.fields.get(rest) in own or rest in map(plain_title, apart)
    return found if found and (not rest or value) else None


def area_named(plain: str) -> str:
    """Return the name of a region, or of a larger area around it, that a title is; empty where it is none."""
    first, _, rest = plain.partition(" ")
    named = bool(rest and KIND_OF_REGION.get(first)) and not KIND_OF_REGION.get(rest)
    return plain if named or code_of("area", plain) else ""


def said_above(kind: KindOfTable, titles: Titles, sheet: str | None = None) -> dict[str, Cell]:
    """Return what the texts above the titles, or the name of the sheet, say of the whole table: by which survey ..."""
    found: dict[str, Cell] = dict(_labelled(kind, titles.above, sheet))
    for name in kind.spread if kind.figures else ():
        holds = kind.columns[name].holds
        said = {
            said[0]
            for text in (*titles.above, sheet or "")
            if holds != "year" and (said := _word_in(holds, plain_word(text)))
        }
        if len(said) == 1:
            found[name] = said.pop()
        elif holds == "year" and (year := titles.year() or year_in(sheet or "")):
            found[name] = year
    agency = next((name for name, column in kind.columns.items() if column.holds == "agency"), None)
    if agency and not {agency} & {*found, *titles.fields(kind)}:
        if sheet and register_file().has(sheet):
            found[agency] = sheet
        elif titles.above and is_agency(titles.above[-1]) and _heads_an_agency(titles):
            found[agency] = titles.above[-1]
    return found


def _heads_an_agency(titles: Titles) -> bool:
    """Tell whether a row below names nothing but an agency, as the text right above the titles does."""
    said = [[str(c) for c in row.cells if c is not None and str(c).strip()] for row in titles.rows]
    return any(len(texts) == 1 and is_agency(texts[0]) for texts in said)


def _labelled(kind: KindOfTable, above: Sequence[str], sheet: str | None) -> Iterator[tuple[str, str]]:
    """Yield what texts above a table say under a name of a column ("Kecamatan : Air Putih"), or by its first word."""
    texts = [*above, ""]
    for text, after in pairwise(texts):
        label, colon, value = (part.strip() for part in text.partition(":"))
        if not colon and after[:1] == ":":
            value = after[1:].strip()
        elif colon and not value:
            value = after.lstrip(": ")
        field = kind.fields.get(plain_title(label)) if value else None
        if (
            field
            and field != kind.rows
            and kind.columns[field].holds in ("text", "agency", "fund")
            and len(value) <= _LONGEST
        ):
            yield field, value
    for text in (*above, sheet or ""):
        for name, column in ((n, c) for n, c in kind.columns.items() if n != kind.rows):
            first, _, rest = plain_word(text).partition(" ")
            own = rest and len(rest.split()) <= _WORDS_OF_A_NAME and rest.split()[0] not in tables_file().everywhere
            if own and ":" not in text and first in column.heads and plain_title(text) not in kind.fields:
                yield name, " ".join(text.replace(".", " ").split()[1:])


def label_of(kind: KindOfTable, texts: Sequence[str]) -> tuple[str, str] | None:
    """Return the column, and what it says, that a row names for the rows below: "Kecamatan : Bukit", in any cells."""
    label, colon, value = (part.strip() for part in " ".join(texts).partition(":"))
    if not colon or len(texts) > _CELLS_OF_A_LABEL:
        return None
    found = dict(_labelled(kind, (f"{label} : {value.lstrip(': ')}",), None))
    return next(iter(found.items()), None)


def headed(kind: KindOfTable, titles: Titles) -> tuple[str, ...]:
    """Return the columns that rows heading a group seem to tell, by how texts below the titles begin or are lettered.

    Where rows are lettered, A or I with a name beside it, they are of the first column that rows may head.
    """
    below = [plain_word(text) for text in titles.below]
    lettered = any(a in ("a", "i") and len(b) > 3 for a, b in pairwise(below))
    found = [*topic_says(kind, titles)] + [
        name
        for name, column in kind.columns.items()
        if any(text.startswith(f"{word} ") for word in column.heads for text in below)
    ]
    usual = next((name for name, column in kind.columns.items() if column.heads), None)
    return tuple(found) if found or not usual or not lettered else (usual,)


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


def topic_says(kind: KindOfTable, titles: Titles) -> tuple[str, ...]:
    """Return the columns that texts below the titles tell, where they say what each row is about."""
    at = titles.fields(kind).get(kind.topic, ())
    about = [text for i in at for row in titles.rows if kind.speaks(text := str(row[i] or ""))]
    return tuple({name for text in about for name in said_in(kind, text)})


def names_month(text: str) -> bool:
    """Tell whether a text names a month: "Agustus 2024"."""
    return bool(_MONTH.search(plain_word(text)))


def said_in(kind: KindOfTable, text: str) -> dict[str, Cell]:
    """Return what a text says of a figure: by which survey it is, or of which indicator."""
    plain = plain_word(text)
    values = {name: kind.columns[name].holds for name in kind.spread}
    return {n: said[0] for n, holds in values.items() if holds in SAID_IN_TEXT and (said := _word_in(holds, plain))}


def speaks_of(kind: KindOfTable, titles: Titles, sheet: str | None) -> bool:
    """Tell whether a table is of what its kind is about, not of a rival of that."""
    said = " ".join(map(plain_word, (*titles.above, *titles.shown, sheet or "")))
    return not any(word in said for word in kind.rivals) or any(word in said for word in kind.about)
