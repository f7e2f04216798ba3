"""One row of a table, each cell read by the name of its column."""

import datetime as dt
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from pydantic_core import PydanticCustomError

from diagnose.case import LARGEST
from diagnose.common import Place
from diagnose.common.figures import MONTHS
from diagnose.intake.files import Cell, Row, Scaled, cells
from diagnose.intake.tables.codes import uncoded
from diagnose.intake.tables.content import begins_with, code_of, plain_word, tables_file, tag_of
from diagnose.intake.tables.header import year_in
from diagnose.intake.tables.reading import Part, Reading
from diagnose.intake.tables.years import year_said

_LONGEST = 400  # characters of a text that is taken over
_DIGITS = 60  # characters of a number
_UNLIKELY = 10**12  # rupiah of a cell said to be in millions (asumsi sistem): it may be written in full
_DATES = re.compile(
    rf"\b\d{{1,2}}\s+(?:{'|'.join(MONTHS)})\s+\d{{4}}\b|(?:\b\d{{1,2}}[/-]\d{{1,2}}[/-])?\b(?:19|20)\d\d\b(?![\d./-]*\d)",
    re.IGNORECASE,
)
_GROUPING = {mark: re.compile(rf"(?<=\d){re.escape(mark)}(?=\d{{3}}(?!\d))") for mark in ".,"}
_THREE_DECIMALS = {mark: re.compile(rf"(?<=\d){re.escape(mark)}\d{{3}}(?!\d)") for mark in ".,"}
_FIGURES = ("rupiah", "percent", "count")


@dataclass(frozen=True)
class Line:
    """One row; what cannot be read is told and counts as unknown.

    `says` is what holds for it beside its cells: of a heading above it, of the title of its column, of the whole sheet.
    `moved` are columns that stand elsewhere in this line than in others. It is `whole` where it adds up all others.
    """

    row: Row
    of: Reading
    part: Part
    says: Mapping[str, Cell] = field(default_factory=dict)
    moved: Mapping[str, int] = field(default_factory=dict)
    whole: bool = False

    def at(self, name: str) -> int | None:
        """Return the column that tells `name`."""
        return self.moved.get(name, self.part.columns.get(name))

    @property
    def first(self) -> bool:
        """Whether no other line of its row, with a figure in another column, came before it."""
        return not self.part.spread or self.part.spread[0].column in self.moved.values()

    def place(self, name: str = "") -> Place:
        """Return where the cell of the column `name` stands, or else the row."""
        return self.row.place(self.at(name) or 0)

    def raw(self, name: str) -> Cell:
        """Return the cell of the column `name`; None where it says nothing, and nothing else says it of this row.

        Raises:
            PydanticCustomError: it holds a formula, the error of one, or a figure that is of several rows.
        """
        at = self.at(name)
        if at is not None and not cells.nothing(self.row[at]):
            cells.sound(self.row[at])
            return self.row[at]
        if at is not None and not cells.nothing(above := self.row.merged.get(at)):
            if self.of.content.columns[name].holds in _FIGURES:
                raise PydanticCustomError("table_merged_figure", "of several rows", {"given": cells.text(above)})
            return above
        return self.says.get(name)

    def text(self, name: str) -> str:
        """Return the text of a cell; empty where it says nothing, is no text, or is too long to be one."""
        with self._telling(name):
            raw = self.raw(name)
            found = cells.text(int(raw) if isinstance(raw, float) and raw.is_integer() else raw)
            if len(found) <= _LONGEST:
                return found
            self.doubt(name, "table_text_long", limit=_LONGEST)
        return ""

    def broken(self, name: str) -> bool:
        """Tell whether the cell holds something that is no value, such as a formula."""
        try:
            self.raw(name)
        except PydanticCustomError:
            return True
        return False

    def empty(self, name: str) -> bool:
        """Tell whether nothing says `name` of this row."""
        return not self.broken(name) and self.raw(name) is None

    def number(self, name: str) -> float | None:
        """Return the number in a cell: rupiah (of the scale that the title tells), percent, count or year."""
        with self._telling(name):
            raw = self.raw(name)
            if raw is None:
                return None
            if isinstance(raw, str | int) and len(str(raw)) > _DIGITS:
                raise PydanticCustomError("cell_not_number", "not a number", {"given": str(raw)})
            holds = self.of.content.columns[name].holds
            limit = 100 if holds == "percent" else LARGEST
            if holds == "year":
                return self._year(name, raw)
            whole = holds == "count" and self._title_scale(name) == 1
            found: float = cells.count(raw) if whole else self._amount(name, raw, holds, limit)
            if found < 0:
                self.doubt(name, "table_negative", given=cells.text(raw))
            elif found > limit:
                self.doubt(name, "table_too_high", given=cells.text(raw), limit=limit)
            else:
                return found
        return None

    def _year(self, name: str, raw: Cell) -> int | None:
        found = year_said(raw)
        if 1990 <= found <= max(dt.date.today().year, self.of.asked.year or 0):
            return found
        self.doubt(name, "table_year_odd", given=cells.text(raw))
        return None

    def _amount(self, name: str, raw: Cell, holds: str, limit: float) -> float:
        scale = self._scale(name) if holds == "rupiah" else self._title_scale(name) if holds == "count" else 1
        if isinstance(raw, Scaled):
            scale = 1
        elif holds == "rupiah" and (said := cells.scaled(raw)) is not None:
            if scale != 1 or cells.text(raw)[-1] in "mM":
                raise PydanticCustomError("table_scale_unsure", "unsure", {"given": cells.text(raw)})
            return said
        try:
            found = cells.number(self._marked(raw), whole=holds == "rupiah" and scale == 1, most=limit) * scale
        except PydanticCustomError as error:
            unsure = error.type == "cell_number_unsure"
            raise PydanticCustomError("table_number_unsure", "unsure", error.context) if unsure else error from None
        if holds == "rupiah" and scale != 1 and found >= _UNLIKELY:
            raise PydanticCustomError("table_scale_unsure", "unsure", {"given": cells.text(raw)})
        return int(found) if isinstance(found, float) and found.is_integer() else found

    def _marked(self, raw: Cell) -> Cell:
        """Return a figure so that its decimal mark is the one that the mapping names: of 10.500, 10500 or 10.5000."""
        if not (mark := self.of.mapping.decimal) or not isinstance(raw, str):
            return raw
        own, other = (",", ".") if mark == "koma" else (".", ",")
        bare = _GROUPING[other].sub("", raw)
        return _THREE_DECIMALS[own].sub(r"\g<0>0", bare)

    def _scale(self, name: str) -> int:
        return self.of.mapping.scale() or self._title_scale(name)

    def _title_scale(self, name: str) -> int:
        at, money = self.at(name), self.of.content.columns[name].holds == "rupiah"
        return self.part.titles.scale(at, money=money) if at is not None else 1

    def year(self, name: str = "year") -> int | None:
        """Return the year that this row is of: its own, else that of its title, of the mapping or of the sheet."""
        if self.at(name) is not None or name in self.says:
            found = self.number(name)
            return int(found) if found else None
        dated = [n for n in self.of.content.dated if self.at(n) is not None]
        own = next((year for n in dated if (year := year_in(cells.text(self.row[self.at(n) or 0])))), None)
        return own or self.of.mapping.year or self.part.year()

    def day(self, name: str) -> dt.date | str | None:
        """Return the day (or the month, as text) in a cell; one that is yet to come is doubtful."""
        with self._telling(name):
            raw = self.raw(name)
            found = None if raw is None else (cells.counted_day(raw) or cells.day(raw))
            latest = max(dt.date.today().year, self.of.asked.year or 0)
            if found is not None and not 1990 <= int(str(found)[:4]) <= latest:
                raise PydanticCustomError("table_year_odd", "odd", {"given": cells.text(raw)})
            return found
        return None

    def code(self, name: str) -> str:
        """Return the code that a cell's word stands for; empty where it says nothing, or its word is not known."""
        with self._telling(name):
            raw = self.raw(name)
            if raw is None:
                return ""
            values = self.of.content.columns[name].holds
            code = self.of.means.get(plain_word(raw), "")
            if code not in tables_file().values[values]:
                code = tag_of(raw) if values == "tag" else code_of(values, raw) or code_of(values, uncoded(raw))
            if not code:
                self.of.told.unknown_word(self.place(name), self.of.title(name), cells.text(raw))
            return code
        return ""

    def is_known(self, name: str) -> bool:
        """Tell whether the word in a cell is known; nothing is told where it is not."""
        return bool(code_of(self.of.content.columns[name].holds, self.raw(name)))

    def answer(self, name: str) -> str:
        """Return what a cell answers, or what a column proves that is filled where yes is the answer.

        A yes that the proof denies in words is unknown: "Ya" beside a number of a decree that is "belum ada".
        """
        proof = self.of.content.columns[name].proof
        said = self.code(name)
        proven = self._proves(proof) if proof else ""
        if said not in ("", "yes") and proven == "yes":
            self.doubt(name, "table_proof_against", given=self.text(name) or said, other=self.of.title(proof or ""))
        if proof and said == "yes" and proven not in ("", "yes"):
            values = {"given": self.text(name), "other": self.of.title(proof), "said": self.text(proof)}
            self.doubt(name, "table_proof_denied", **values)
            return ""
        return said or proven

    def _proves(self, name: str) -> str:
        """Return whether the cell proves something to be: a number of a document, or a figure above 0."""
        if self.of.content.columns[name].holds in _FIGURES:
            return "yes" if self.number(name) else ""  # 0 may mean that there is none
        said = self.text(name)
        plain = plain_word(said)
        code = self.of.means.get(plain, "") or code_of("answer", said) or begins_with("answer", plain, "no", "draft")
        pending = not tables_file().pending_words.isdisjoint(plain.split())
        if said and not code and not pending and any(c.isdigit() for c in _DATES.sub("", said)):
            return "yes"
        if said and (not code or code == "yes"):  # yes is no number, and so leaves open what is meant
            self.of.told.unknown_word(self.place(name), self.of.title(name), said)
            return ""
        return code

    def doubt(self, name: str, key: str, **values: object) -> None:
        """Tell that the cell of the column `name` is doubtful."""
        self.of.told.doubt(self.place(name), key, **values)

    def _telling(self, name: str) -> "_Telling":
        return _Telling(self, name)


class _Telling(suppress):
    """Tells what is wrong with a cell instead of stopping there."""

    def __init__(self, line: Line, name: str) -> None:
        super().__init__(PydanticCustomError)
        self.line, self.name = line, name

    def __exit__(self, kind: Any, error: Any, trace: Any) -> bool:
        if isinstance(error, PydanticCustomError):
            self.line.doubt(self.name, error.type, **(error.context or {}))
        return bool(super().__exit__(kind, error, trace))
