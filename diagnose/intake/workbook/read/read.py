"""Read a form that people filled, however they named, ordered, merged and saved its sheets."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from diagnose.case import Field, has_fact, sections, tables
from diagnose.common import InputError, Place, Problem, nearest, shown, whole_number
from diagnose.intake.records import Count, Draft, Intake
from diagnose.intake.workbook.layout import form_file
from diagnose.intake.workbook.marks import (
    CLAIMS,
    DETAILS,
    END,
    FACTS,
    FORM,
    LIST,
    LISTS,
    MATRIX,
    META,
    PART,
    RESPONDS,
    TEXT,
    with_about,
)
from diagnose.intake.workbook.read.collected import OF_FACT, Held, Loc
from diagnose.intake.workbook.read.documents import declare
from diagnose.intake.workbook.read.grid import Line, Spot, sheets
from diagnose.intake.workbook.read.lists import Listed
from diagnose.intake.workbook.read.locate import Locator, tallied
from diagnose.intake.workbook.read.questionnaire import Asked

_SINGLE = {table.path: with_about(table) for table in (DETAILS, CLAIMS)}


def read_workbook(path: Path) -> Intake:
    """Return what the form at `path` says, as part of a case; its names of agencies are as they are written.

    Raises:
        InputError: it is no form of this program, cannot be opened, or has cells that cannot be read: all of them.
    """
    reader = _Reader(path)
    for name, lines in sheets(path):
        reader.sheet(name, lines)
    return reader.intake()


def is_workbook(path: Path) -> bool:
    """Tell whether the Excel file at `path` is a form of this program.

    Raises:
        InputError: it cannot be opened.
    """
    for name, lines in sheets(path):
        for line in lines:
            if name == META and line.ident == "form":
                return line.at(2).words == FORM
            if line.ident.startswith((FACTS, f"{LIST} ", MATRIX)):
                return True
            if line.number > _HEAD:
                break
    return False


_HEAD = 40  # rows that a form tells itself in


class _Reader:
    def __init__(self, path: Path) -> None:
        self.file = shown(path)
        self.draft = Draft(self.file)
        self.held = Held(self.draft)
        self.asked = Asked(self.held)
        self.lists = {table.path: Listed(table) for table in tables()}
        self.leaves: dict[str, tuple[Loc, Field]] = {
            f.path: (tuple(f.path.split(".")), f) for s in sections() for f in s.fields
        }
        self.leaves |= {path: (loc, f) for path, (loc, f, _) in tallied().items()}
        self.single: list[tuple[str, Line, dict[str, int]]] = []
        self.emptied: list[tuple[str, Line, int]] = []
        self.doubts: list[Problem] = []
        self.seen: set[str] = set()
        self.meta: dict[str, Line] = {}

    def sheet(self, name: str, lines: Iterable[Line]) -> None:
        """Read one sheet, block by block."""
        mode, columns, named, ours = "", {}, False, False
        outside: list[Line] = []
        for line in lines:
            ident = line.ident
            ours = ours or bool(ident)
            if name == META:
                self.meta[ident] = line
            elif ident == LISTS:
                return
            elif ident in (FACTS, MATRIX) or ident.startswith(f"{LIST} "):
                mode, named = ident, False
                columns = {spot.words: c for c, spot in line.spots.items() if c > 1}
                if ident == MATRIX:
                    self.asked.columns = {c: spot.words for c, spot in line.spots.items() if c > 1}
                self.seen.add(ident.removeprefix(f"{LIST} "))
            elif ident == END:
                mode = ""
            elif ident == TEXT:
                if mode == MATRIX and not named:
                    self.asked.header(line)
                named = True
            elif ident == RESPONDS:
                self.asked.responds(line)
            elif mode == MATRIX and ident:
                self.asked.question(ident, line)
            elif ident:
                self._fact(ident, line, columns)
            elif mode.startswith(LIST):
                self._entry(mode.removeprefix(f"{LIST} "), line, columns)
            elif _first(line):
                outside.append(line)
        for line in outside if ours else outside[:1]:
            self._doubt(line, "form_row_outside" if ours else "form_sheet_foreign", sheet=line.sheet)

    def intake(self) -> Intake:
        """Return all that was read.

        Raises:
            InputError: with everything that cannot be read.
        """
        if not self.seen:
            raise InputError([Problem(Place(self.file), "form_not_ours")])
        self._version()
        if PART in self.meta:
            self._region()
            declare(self.held, self.meta)
        else:
            self._missing()
        locator = Locator(self.lists, self.held)
        for path, line, columns in self.single:
            locator.take(_SINGLE[path], line, columns)
        for path, line, column in self.emptied:
            self._emptied(path, line, column)
        self.asked.finish()
        self.held.finish()
        if self.draft.problems:
            raise InputError([*self.draft.problems, *self.doubts])
        numbers = {
            "import.workbook.facts": len(self.held.facts),
            "import.workbook.entries": sum(listed.count for listed in self.lists.values() if not listed.table.roster),
            "import.workbook.answers": self.asked.given,
            "import.workbook.empty": self.held.blank,
            "import.workbook.rejected": sum(
                doubt.key in ("form_row_outside", "form_field_unknown") for doubt in self.doubts
            ),
        }
        counts = tuple(Count(key, number) for key, number in numbers.items() if number)
        return Intake(self.draft.tree, counts, tuple(self.doubts))

    def _fact(self, path: str, line: Line, columns: dict[str, int]) -> None:
        value = line.at(columns.get("value", 3))
        if path in self.lists:
            self.emptied.append((path, line, columns.get("value", 3)))
            return
        if path not in self.leaves:
            if not value.empty:
                near = nearest(path, self.leaves)
                self.doubts.append(Problem(value.place, "form_field_unknown", {"given": path, "near": near}))
            return
        loc, field = self.leaves[path]
        self.seen.add(path)
        if not field.fact:
            self.held.plain(loc, field, value)
            return
        self.held.fact(loc, field, value, listed=_stands(loc, value.words))
        for name, about in OF_FACT.items():
            if name in columns:
                self.held.about(loc, about, line.at(columns[name]))

    def _entry(self, path: str, line: Line, columns: dict[str, int]) -> None:
        if path in self.lists:
            self.lists[path].read(line, columns, self.held)
        elif path in _SINGLE:
            self.single.append((path, line, columns))
        elif _first(line):
            self._doubt(line, "form_field_unknown", given=path, near=nearest(path, self.lists))

    def _emptied(self, path: str, line: Line, column: int) -> None:
        spot = line.at(column)
        if self.held.read(Field(path, "flag"), spot):
            if self.lists[path].count:
                self.draft.problem(spot.place, "form_not_empty")
            else:
                self.held.put(self.lists[path].loc, [], spot.place)

    def _version(self) -> None:
        line = self.meta.get("version")
        said = line.at(2).words if line else ""
        number = whole_number(said)
        if line is None or number is None:
            self.doubts.append(Problem(Place(self.file), "form_version_unknown"))
        elif number != form_file().version:
            key = "form_older" if number < form_file().version else "form_newer"
            self.doubts.append(Problem(line.place, key, {"given": said, "ours": form_file().version}))

    def _region(self) -> None:
        """Take from the form of one agency which region and year it was made for; its person is not asked that."""
        for name in ("region.code", "region.name", "region.kind", "year"):
            if name in self.meta:
                spot = self.meta[name].at(2)
                self.held.plain(*self.leaves[name], spot)

    def _missing(self) -> None:
        """Tell which sheets are not there: what stands on them is unknown."""
        for sheet in form_file().sheets:
            blocks = {p for p in (*self.leaves, *self.lists) if p != "" and _on(p, sheet.id)}
            blocks |= {MATRIX} if sheet.id == "questionnaire" else {sheet.id} if sheet.id in _SINGLE else set()
            blocks = {path for path in blocks if self._has(path)}
            if blocks and not blocks & self.seen:
                lang = self.meta["lang"].at(2).words if "lang" in self.meta else "id"
                self.doubts.append(Problem(Place(self.file), "form_sheet_missing", {"given": sheet.title.get(lang)}))

    def _has(self, path: str) -> bool:
        """Tell whether the region that the form is of has a fact at `path`; a source alone is none."""
        if path.rpartition(".")[2] == "source":
            return False
        kind, year = self.held.value(("region", "kind")), self.held.value(("year",))
        return kind is None or has_fact(path, str(kind), year if isinstance(year, int) else date.today().year)

    def _doubt(self, line: Line, key: str, **values: object) -> None:
        spot = _first(line)
        assert spot is not None
        self.doubts.append(Problem(spot.place, key, {"given": spot.words, **values}))


def _first(line: Line) -> Spot | None:
    """Return the first cell of a row that says something of its own."""
    return next((spot for spot in line.spots.values() if spot.own and not spot.empty), None)


def _on(path: str, sheet: str) -> bool:
    return form_file().sheet_of(path).id == sheet


def _stands(loc: Loc, said: str) -> bool:
    """Tell whether a count of answers stands in the case although it is not known: its cell says so."""
    return "tally" in loc and bool(said)
