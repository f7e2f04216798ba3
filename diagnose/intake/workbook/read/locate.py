"""The sheets on single cells: which fact a row is about, told by the titles that stand in the form."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from diagnose.case import Field, Table, questionnaire, sections
from diagnose.common import Text, nearest
from diagnose.intake.workbook.layout import form_file, within
from diagnose.intake.workbook.marks import CLAIMS
from diagnose.intake.workbook.read.collected import OF_FACT, Held, Loc
from diagnose.intake.workbook.read.grid import Line, Spot
from diagnose.intake.workbook.read.lists import Listed
from diagnose.intake.workbook.titles import column_title, field_title, plain, table_title, tally_field, tally_title

_CELLS = ("list", "entry", "cell", "claim", "counts")


@dataclass(frozen=True)
class Found:
    """A fact that a row names: where it stands, and its field."""

    loc: Loc
    field: Field


class Locator:
    """Finds facts among the lists that were read and the facts of sections."""

    def __init__(self, lists: Mapping[str, Listed], held: Held) -> None:
        self.lists, self.held = lists, held

    def take(self, table: Table, line: Line, columns: Mapping[str, int]) -> bool:
        """Take one row of the sheet that `table` is; tell whether the row says anything."""
        spots = {f.name: line.at(columns[f.name]) for f in table.fields if f.name in columns}
        spots = {
            n: spots.get(n, Spot(None, line.place)) for n in ("list", "entry", "cell", "claim", "counts", *OF_FACT)
        }
        if all(s.empty or not s.own for s in spots.values()):
            return False
        found = self._find(spots)
        if found and table.path == CLAIMS.path:
            self.held.claim(found.loc, found.field, spots)
        elif found:
            for name, field in OF_FACT.items():
                self.held.about(found.loc, field, spots[name])
        return True

    def _find(self, spots: Mapping[str, Spot]) -> Found | None:
        cell = spots["cell"].words
        named = [t for t in self.lists.values() if _called(spots["list"].words, table_title(t.table), t.table.path)]
        if named and not spots["entry"].empty:
            return self._in_list(named[0], spots)
        for loc, field, title in _facts(spots["list"].words):
            if _called(cell, title, field.path):
                return Found(loc, field)
        if not spots["entry"].empty:
            lists = [title for t in self.lists.values() for title in _both(table_title(t.table))]
            self._nothing(spots["list"], "form_list_unknown", lists)
        else:
            self._nothing(spots["cell"], "form_cell_unknown", [w for _, _, t in _facts("") for w in _both(t)])
        return None

    def _in_list(self, listed: Listed, spots: Mapping[str, Spot]) -> Found | None:
        table = listed.table
        loc = listed.entries.get(listed.key(spots["entry"].words))
        if loc is None:
            self._nothing(spots["entry"], "form_entry_unknown", listed.named.values())
            return None
        fields = [f for f in table.fields if f.fact or f.name == "value"]
        for field in fields:
            if _called(spots["cell"].words, column_title(table, field), field.name):
                return Found(loc if table.roster else (*loc, field.name), field)
        titles = [w for f in fields for w in _both(column_title(table, f))]
        self._nothing(spots["cell"], "form_cell_unknown", titles)
        return None

    def _nothing(self, spot: Spot, key: str, known: Iterable[str]) -> None:
        self.held.draft.problem(spot.place, key, given=spot.words, near=nearest(spot.words, known))


def tallied() -> dict[str, tuple[Loc, Field, Text]]:
    """Return where the count of each answer stands in a case, by its path in the form, with its field and title."""
    return {
        (field := tally_field(q.id, a)).path: (
            ("questionnaire", "items", q.id, "tally", a),
            field,
            tally_title(q.id, a),
        )
        for q in questionnaire().questions
        for a in q.answers
    }


def _facts(sheet: str) -> Iterator[tuple[Loc, Field, Text]]:
    """Yield the facts outside lists, those on the sheet that is named first, for two may be called alike."""
    every = [
        *((tuple(f.path.split(".")), f, field_title(f)) for s in sections() for f in s.fields if f.fact),
        *tallied().values(),
    ]
    on = next((s for s in form_file().sheets if _called(sheet, s.title, s.id)), None)
    yield from sorted(every, key=lambda one: on is None or not any(within(one[1].path, held) for held in on.holds))


def _called(said: str, title: Text, code: str) -> bool:
    return plain(said) in (plain(title.get("id")), plain(title.get("en")), plain(code))


def _both(title: Text) -> tuple[str, str]:
    return title.get("id"), title.get("en")
