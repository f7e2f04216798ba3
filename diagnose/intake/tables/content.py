"""What columns and values of tables are called: the content of ``facts/tables.yaml``, and how names are compared."""

import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from diagnose.case import is_fact_path, plain_name
from diagnose.common import Strict, Text, cached_property, content_file, per_pack, read_content, validate
from diagnose.intake.files import text
from diagnose.intake.tables.shapes import Column, Entries, Feed, Figures

_PARTED = re.compile(r"[,;/+\n]")
_INSIDE = re.compile(r"\(([^()]*)\)")
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NTH = re.compile(r"\s(?:ke\s)?(?:\d|[iv]{1,3})$")
_YEAR = re.compile(r"\b(?:t\.?\s?a|th|thn|fy|tahun(?: anggaran)?)?\.?\s*(?:19|20)\d\d\b")


class KindOfTable(Strict):
    """One kind of table: what it is called, its columns, what a row is, and which facts the rows come to.

    Of each group in `needs` it has one column. `rows` is the column that names what a row is; `key` the columns that
    tell rows apart, the first group of which all are filled. `about` are words of which the table must say one where
    it speaks of any `rivals` too. A `private` table is only counted. `around` is the column of the region of a row,
    where a table may be of several; `coded` that of codes of places, which begin with the code of their region.
    """

    called: tuple[str, ...] = ()
    document: Text
    needs: tuple[tuple[str, ...], ...]
    columns: dict[str, Column]
    rows: str
    key: tuple[tuple[str, ...], ...] = ()
    feeds: tuple[Feed, ...] = ()
    entries: Entries | None = None
    figures: Figures | None = None
    spread: tuple[str, ...] = Field(default=(), description="columns whose values may be titles of columns of figures")
    accounts: str = Field(default="", description="pattern of codes of rows that part the line above them")
    card: tuple[str, ...] = Field(default=(), description="how the row of the score begins in forms of one thing each")
    card_score: str = ""
    topic: str = Field(
        default="", description="the column of what a row is about, where a table is about several things"
    )
    turned: tuple[str, ...] = Field(
        default=(), description="titles of figures, where what a table tells stands as rows, under the topic"
    )
    units: tuple[str, ...] = Field(default=(), description="titles of the column of units beside these")
    planned: tuple[str, ...] = Field(default=(), description="words of a topic that is no figure of what was")
    about: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    yields_to: tuple[str, ...] = Field(default=(), description="kinds that a table is of where it fits them as well")
    private: bool = False
    around: str = ""
    coded: str = ""

    def fits(self, fields: Collection[str]) -> bool:
        """Tell whether a table with those fields has all that this kind needs."""
        return all(any(name in fields for name in group) for group in self.needs)

    @property
    def dated(self) -> tuple[str, ...]:
        """The columns whose cells may tell the year of a row, where none is of it: "SSGI 2022"."""
        return self.figures.dated if self.figures else ()

    @property
    def value(self) -> str:
        """The column of the figures that may stand under several titles; empty where rows have one of each column."""
        if self.figures:
            return self.figures.value
        return self.entries.amount if self.entries and self.spread else ""

    @property
    def counts_places(self) -> bool:
        """Whether each row is a place, told from others by its name."""
        return bool(self.key) and self.columns[self.rows].holds == "text"

    def speaks(self, text: str) -> bool:
        """Tell whether `text` is of what this kind is about, and of a figure of what was."""
        if not {plain_word(said) for said in _INSIDE.findall(text)}.isdisjoint(tables_file().numbers_of):
            return False
        plain = plain_word(text)
        others = (*self.rivals, *self.planned)
        return any(word in plain for word in self.about) and not any(re.search(rf"\b{w}\b", plain) for w in others)

    @cached_property
    def fields(self) -> Mapping[str, str]:
        """The column of each title, by the plain form."""
        return {plain_title(title): name for name, column in self.columns.items() for title in column.titles}

    @cached_property
    def otherwise(self) -> Mapping[str, str]:
        """The column of each title that is taken only where a table has none of the usual ones."""
        return {plain_title(title): name for name, column in self.columns.items() for title in column.otherwise}

    def of_version(self, title: str) -> str | None:
        """Return the column of a title that says of which version of a budget it is: "Pagu Setelah Perubahan"."""
        plain = _NTH.sub("", plain_title(title))
        if found := _version().search(plain):
            rest = f"{plain[: found.start()]}{plain[found.end() :]}".strip()
            field = self.fields.get(rest)
            if field and self.columns[field].holds == "rupiah":
                return field
            if self.entries and (not rest or rest in tables_file().versioned):
                return self.entries.amount
        return None

    @model_validator(mode="after")
    def _no_title_of_two(self) -> Self:
        for name, column in self.columns.items():
            for title in column.titles:
                if self.fields[plain_title(title)] != name:
                    raise PydanticCustomError("table_title_of_two", "title of two", {"given": title})
        return self

    @model_validator(mode="after")
    def _only_known_columns(self) -> Self:
        named = [*(n for group in (*self.needs, *self.key) for n in group), self.rows, *self.spread]
        named += [n for n in (self.around, self.coded, self.topic) if n]
        named += [n for f in self.feeds for n in (f.column, f.of, f.unless, *f.where) if n]
        named += [c.proof for c in self.columns.values() if c.proof]
        for part in (self.entries, self.figures):
            if isinstance(part, Entries):
                named += [*part.names, part.agency, part.fund, part.year, part.amount, *part.say, part.counted]
                named += [part.spent] if part.spent else []
            elif isinstance(part, Figures):
                named += [*part.dated, *(n for n in (part.within, part.month, part.part, part.whole) if n)]
                named += [*part.key, part.value, part.area, part.year]
        for name in named:
            if name not in self.columns:
                raise PydanticCustomError("table_no_such_column", "no such column", {"given": name})
        for path in (feed.fact for feed in self.feeds):
            if not is_fact_path(path):
                raise PydanticCustomError("table_no_such_fact", "no such fact", {"given": path})
        return self


class TablesFile(Strict):
    """The content of ``facts/tables.yaml``; a pack without it knows no tables."""

    totals: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    everywhere: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    units: dict[str, int] = Field(default={})
    written_in: tuple[str, ...] = ()
    numerals: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    versioned: tuple[str, ...] = ()
    places: dict[str, tuple[str, ...]] = Field(default={})
    around: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    numbers_of: tuple[str, ...] = ()
    scales: dict[str, int] = Field(default={})
    pending: tuple[str, ...] = ()
    values: dict[str, dict[str, tuple[str, ...]]] = Field(default={})
    kinds: dict[str, KindOfTable] = Field(default={})

    @cached_property
    def pending_words(self) -> frozenset[str]:
        """The words that speak of a document to come."""
        return frozenset(self.pending)

    def is_total(self, cell: object) -> bool:
        """Tell whether a row that begins with `cell` adds up others."""
        plain = plain_word(cell)
        return plain in self.totals or plain.startswith(tuple(f"{total} " for total in self.totals))

    def ends_in_total(self, cell: object) -> bool:
        """Tell whether `cell` ends as the sums of a pivot table do: "Air Putih Total"."""
        return plain_word(cell).endswith(tuple(f" {total}" for total in self.totals))


@per_pack
def tables_file() -> TablesFile:
    """Return the known titles and words of tables.

    Raises:
        InputError: the file is malformed.
    """
    file = content_file("facts/tables.yaml")
    return validate(TablesFile, read_content(file)) if file.exists() else TablesFile()


@per_pack
def _version() -> re.Pattern[str]:
    words = "|".join(sorted(tables_file().versions, key=len, reverse=True)) or "(?!)"
    return re.compile(rf"^(?:{words})\b|\b(?:{words})$")


def plain_title(title: str) -> str:
    """Fold a column title: without case, punctuation, years, and what stands in brackets."""
    folded = title.casefold().replace("_", " ").replace("%", " persen ")
    bare = _YEAR.sub(" ", _BRACKETS.sub(" ", folded))
    return plain_name(bare) or plain_name(folded)


@lru_cache(maxsize=4096, typed=True)  # a column has few different words; 1, 1.0 and True are three
def plain_word(raw: object) -> str:
    """Fold a value of a cell; a mark such as ✓ stays what it is."""
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    given = text(raw).casefold()
    return plain_name(given.replace("_", " ")) or given


def code_of(values: str, raw: object) -> str:
    """Return the code in `values` (``fund``, ``answer`` ...) that `raw` stands for; empty where none, or several."""
    exact, begins = _words(values)
    if (plain := plain_word(raw)) in exact:
        return exact[plain]
    found = next((code for begin, code in begins if plain.startswith(f"{begin} ")), "")
    parts = re.split(r"[,;/+\n]|\bdan\b", str(raw)) if found else []
    several = {code_of(values, part) for part in parts if len(parts) > 1 and plain_word(part)} - {found}
    return "" if several and (several != {""} or values in tables_file().shared) else found


def begins_with(values: str, plain: str, *codes: str) -> str:
    """Return which of `codes` in `values` a text begins with a word of: "belum ada, target 2026"; empty where none."""
    words = [(word, code) for word, code in _words(values)[0].items() if code in codes and len(word) > 2]
    return next((code for word, code in words if plain.startswith(f"{word} ")), "")


@per_pack
def _words(values: str) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Return the words of `values`: whole ones, and beginnings, the longest first."""
    named: list[tuple[Any, str]] = []
    for code, words in tables_file().values[values].items():
        named += [(word, code) for word in (code, *words)]
    exact = {plain_word(word.rstrip("*")): code for word, code in named}
    begins = [(plain_word(word.rstrip("*")), code) for word, code in named if word.endswith("*")]
    return exact, sorted(begins, key=lambda pair: -len(pair[0]))


def tag_of(raw: object) -> str:
    """Return whether a tag says that a row counts; one that only names other things says no."""
    codes = [code_of("tag", part) for part in _PARTED.split(str(raw)) if part.strip()]
    if "yes" in codes:
        return "yes"
    speaks_of_it = any(word in plain_word(raw) for word in tables_file().subject)
    return "" if speaks_of_it and not all(codes) else "no"
