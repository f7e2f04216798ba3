"""What columns and values of tables are called: the content of ``facts/tables.yaml``, and how names are compared."""

import re
from collections.abc import Mapping
from functools import cache, cached_property, lru_cache
from typing import Any, Literal, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from diagnose.case import plain_name
from diagnose.common import Strict, Text, folder, read_yaml, validate
from diagnose.intake.files import text

Holds = Literal[
    "text", "rupiah", "percent", "count", "year", "day", "answer", "tag", "grade", "fund", "system", "area", "level"
]
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_YEAR = re.compile(r"\b(?:ta|th|thn|tahun|tahun anggaran)?\.?\s*(?:19|20)\d\d\b")


class Column(Strict):
    """One thing that a table may tell of each row: what its cells hold, and titles that it goes by."""

    holds: Holds
    label: Text
    titles: tuple[str, ...]


class KindOfTable(Strict):
    """One kind of table: what it is called as a document, and its columns; of each group in `needs` it has one."""

    document: Text
    needs: tuple[tuple[str, ...], ...]
    columns: dict[str, Column]

    @cached_property
    def fields(self) -> Mapping[str, str]:
        """The column of each title, by the plain form."""
        return {plain_title(title): name for name, column in self.columns.items() for title in column.titles}

    @model_validator(mode="after")
    def _no_title_of_two(self) -> Self:
        for name, column in self.columns.items():
            for title in column.titles:
                if self.fields[plain_title(title)] != name:
                    raise PydanticCustomError("table_title_of_two", "title of two", {"given": title})
        return self


class TablesFile(Strict):
    """The content of ``facts/tables.yaml``."""

    totals: tuple[str, ...]
    subject: tuple[str, ...]
    everywhere: tuple[str, ...]
    scales: dict[str, int]
    values: dict[str, dict[str, tuple[str, ...]]]
    kinds: dict[str, KindOfTable]

    def is_total(self, cell: object) -> bool:
        """Tell whether a row that begins with `cell` adds up others."""
        plain = plain_word(cell)
        return plain in self.totals or plain.startswith(tuple(f"{total} " for total in self.totals))


@cache
def tables_file() -> TablesFile:
    """Return the known titles and words of tables.

    Raises:
        InputError: the file is missing or malformed.
    """
    return validate(TablesFile, read_yaml(folder("facts") / "tables.yaml"))


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
    """Return the code in `values` (``fund``, ``answer`` ...) that the word `raw` stands for; empty where none."""
    plain = plain_word(raw)
    exact, begins = _words(values)
    if plain in exact:
        return exact[plain]
    return next((code for begin, code in begins if plain.startswith(f"{begin} ")), "")


@cache
def _words(values: str) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Return the words of `values`: whole ones, and beginnings, the longest first."""
    named: list[tuple[Any, str]] = []
    for code, words in tables_file().values[values].items():
        named += [(word, code) for word in (code, *words)]
    exact = {plain_word(word.rstrip("*")): code for word, code in named}
    begins = [(plain_word(word.rstrip("*")), code) for word, code in named if word.endswith("*")]
    return exact, sorted(begins, key=lambda pair: -len(pair[0]))
