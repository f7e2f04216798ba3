"""The lists of the form: entries of several cells, and rosters of agencies."""

from dataclasses import dataclass, field

from pydantic_core import PydanticCustomError

from diagnose.case import NAME, Field, Table
from diagnose.intake.workbook.marks import JOIN
from diagnose.intake.workbook.read.cells import is_word, one, said_as
from diagnose.intake.workbook.read.collected import Held, Loc
from diagnose.intake.workbook.read.grid import Line, Spot
from diagnose.intake.workbook.titles import plain

Key = tuple[str, ...]


@dataclass
class Listed:
    """One list as it is read: where each entry stands, by what tells it from the others, as the cells say that."""

    table: Table
    entries: dict[Key, Loc] = field(default_factory=dict)
    named: dict[Key, str] = field(default_factory=dict)
    count: int = 0

    @property
    def loc(self) -> Loc:
        """Where the list stands in a case."""
        return tuple(self.table.path.split("."))

    def read(self, line: Line, columns: dict[str, int], held: Held) -> None:
        """Take one row, unless it says nothing of its own."""
        spots = {f.name: line.at(columns[f.name]) for f in self.table.fields if f.name in columns}
        told = [n for n, s in spots.items() if s.own and (not s.empty or is_word(s, "unknown"))]
        if self.table.roster and [n for n in told if n != NAME]:
            self._seat(line, spots, held)
        elif not self.table.roster and told:
            self._entry(spots, held)

    def key(self, said: str) -> Key:
        """Return what tells an entry from others, from what its first cells say one after the other."""
        parts = said.rsplit(JOIN.strip(), len(self.table.key) - 1) if len(self.table.key) > 1 else [said]
        return tuple(_key(f, part.strip()) for f, part in zip(self._keys(), parts, strict=False))

    def _keys(self) -> list[Field]:
        return [f for name in self.table.key for f in self.table.fields if f.name == name]

    def _entry(self, spots: dict[str, Spot], held: Held) -> None:
        loc, said = (*self.loc, self.count), False
        for f in self.table.fields:
            if f.name in spots:
                at, spot = (*loc, f.name), spots[f.name]
                said = (held.fact(at, f, spot) if f.fact else held.plain(at, f, spot)) or said
        if said:
            cells = [spots[f.name].words if f.name in spots else "" for f in self._keys()]
            key = tuple(_key(f, cell) for f, cell in zip(self._keys(), cells, strict=True))
            self._add(key, loc, JOIN.join(cells))

    def _seat(self, line: Line, spots: dict[str, Spot], held: Held) -> None:
        naming = spots.get(NAME, line.at(1))
        if naming.empty:
            held.draft.problem(naming.place, "form_no_name")
            return
        name = naming.words
        key, loc = (plain(name),), (*self.loc, name)
        if key in self.entries:
            held.draft.problem(naming.place, "agency_twice", given=name, other=self.named[key])
            return
        self._add(key, loc, name)
        for f in self.table.fields:
            if f.name == "value":
                held.fact(loc, f, spots.get("value", Spot(None, naming.place)), listed=True)
            elif f.name != NAME and f.name in spots:
                held.about(loc, f, spots[f.name])

    def _add(self, key: Key, loc: Loc, name: str) -> None:
        self.entries.setdefault(key, loc)
        self.named.setdefault(key, name)
        self.count += 1


def _key(field: Field, said: str) -> str:
    """Return a part of a key in a form that does not depend on how it is written."""
    if not said or plain(said) in said_as("none"):
        return plain(field.default or "")
    try:
        return plain(one(field, said))
    except PydanticCustomError:
        return plain(said)
