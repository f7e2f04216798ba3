"""A table that is being read: what it is, which of its sheets are read, and what came of it so far."""

import re
from collections.abc import Mapping as Named
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from diagnose.common import Place, shown, words
from diagnose.intake.files import Cell, Look
from diagnose.intake.records import Draft, Intake
from diagnose.intake.tables.content import KindOfTable, plain_word, tables_file
from diagnose.intake.tables.doubts import Told
from diagnose.intake.tables.header import Titles, year_in
from diagnose.intake.tables.mapping import Mapping
from diagnose.intake.tables.spread import Spread


@dataclass(frozen=True)
class Asked:
    """The case that a table is read for, as far as that is known: the name of its region, its year, and its code."""

    region: str = ""
    year: int | None = None
    code: str = ""


NOBODY = Asked()  # a table read for no case in particular


@dataclass(frozen=True)
class Part:
    """One sheet that is read: its titles, which column tells what, and what holds for all of it.

    `inner` are the columns that name places within the region, where its figures are looked for.
    """

    sheet: str | None
    titles: Titles
    columns: Named[str, int]
    look: Look = field(default_factory=Look)
    spread: tuple[Spread, ...] = ()
    says: Named[str, Cell] = field(default_factory=dict)
    only: int | None = None
    inner: tuple[int, ...] = ()

    def year(self) -> int | None:
        """Return the year of the whole sheet, by the texts above its titles, or by its name."""
        return self.titles.year() or year_in(self.sheet or "")


def document_of(path: Path, kind: str) -> str:
    """Return the id of the document that facts of a table cite: its name, of plain letters."""
    return re.sub(r"[^\w.-]+", "-", path.stem)[:60].strip("-") or kind


@dataclass
class Reading:
    """A table that is being read, and what came of it so far."""

    kind: str
    path: Path
    parts: tuple[Part, ...]
    mapping: Mapping
    document: str
    lang: str
    asked: Asked = NOBODY
    several_sheets: bool = False
    told: Told = field(default_factory=Told)
    years: set[int] = field(default_factory=set)  # of what happened, where the table tells
    first: int = 0
    last: int = 0
    files: int = 1  # read as one

    def __post_init__(self) -> None:
        self.draft = Draft(shown(self.path))
        self.content: KindOfTable = tables_file().kinds[self.kind]
        self.means = {plain_word(said): code for said, code in self.mapping.words.items()}
        title = self.content.document.get(self.lang).format(self.path.name)
        self.draft.document(self.document, title, self.place)
        self.draft.put(("source",), self.document, self.place)

    @property
    def place(self) -> Place:
        """The file as a whole."""
        return Place(shown(self.path))

    @property
    def complete(self) -> bool:
        """Whether the table is said to list all there are, and nothing of it is hidden or names several at once."""
        left = self.told.numbers["hidden"] + self.told.numbers["gathered"]
        return self.mapping.complete == "yes" and not left

    def has(self, *names: str) -> bool:
        """Tell whether the table tells any of `names`, in a column or of all its rows."""
        return any(
            n in p.columns or n in p.says or any(n in s.says for s in p.spread) for p in self.parts for n in names
        )

    def title(self, name: str) -> str:
        """Return the title of the column `name`."""
        part = next((p for p in self.parts if name in p.columns), None)
        return part.titles.shown[part.columns[name]] if part else name

    def source(self, *rows: int, sheet: str | None = None) -> str:
        """Return the citation of `rows`, or of all that were read."""
        word = words(self.lang)
        if not rows:
            rows_said = word["import.tables.rows_of"].format(self.first, self.last)
        elif len(rows) > 5:
            rows_said = word["import.tables.rows_some"].format(", ".join(map(str, rows[:5])))
        else:
            rows_said = word["import.tables.row_of"].format(", ".join(map(str, rows)))
        if not rows and self.files > 1:
            rows_said = word["import.tables.files_of"].format(self.files)
        elif not rows and len(self.parts) > 1:
            rows_said = word["import.tables.sheets_of"].format(", ".join(str(p.sheet) for p in self.parts))
        sheet = sheet or (self.parts[0].sheet if len(self.parts) == 1 else None)
        named = f"{re.sub(r'[^ -~]|[/]', ' ', sheet)} " if sheet and self.several_sheets else ""
        return f"{self.document} {named}{rows_said}"[:200]

    def put(self, path: str, value: Any, place: Place | None = None, *rows: int) -> None:
        """Put a fact at the dotted `path`, with its source; a mapping is taken as bounds or other ways of knowing."""
        said = dict(value) if isinstance(value, dict) else {"value": value}
        self.draft.put(tuple(path.split(".")), {**said, "source": self.source(*rows)}, place or self.place)

    def intake(self) -> Intake:
        """Return what came of it."""
        above = tuple(text for part in self.parts for text in part.titles.above)
        return Intake(self.draft.tree, self.told.counts(), self.told.doubts(), above, frozenset(self.years))
