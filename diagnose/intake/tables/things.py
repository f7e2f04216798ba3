"""Which thing a row of a table is of: told by its code, else by its name and that of the place it lies in."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from diagnose.intake.tables.content import plain_word
from diagnose.intake.tables.line import Line
from diagnose.intake.tables.places import kinds_of_places, names_in, place_name
from diagnose.intake.tables.reading import Reading


@dataclass(frozen=True)
class Thing:
    """What tells a thing from others of its year, and how its name is spelt; both as numbers, to need little memory."""

    key: int
    spelling: int


class Things:
    """Tells which thing each row is of; rows of which that cannot be told are rejected."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.kind, self.told = reading, reading.content, reading.told
        self.keys = self._keys()
        self.words: dict[str, set[str]] = {}  # by the code that they stand for

    def of(self, line: Line, known: Collection[int]) -> Thing | None:
        """Return the thing that `line` is of, others of its year being `known`; None where it is none that counts."""
        name = line.text(self.kind.rows)
        if not re.search(r"[^\W\d_]", name):
            self.told.reject(line.place(self.kind.rows), "table_no_name")
            return None
        if not self._is_code(self.kind.rows) and len(names_in(name)) != 1:
            self.told.reject(line.place(self.kind.rows), "table_names_several", given=name)
            self.told.numbers["gathered"] += 1
            return None
        for group in self.keys:
            said = [self._said(line, n) for n in group]
            if all(said):
                break
        else:
            lacking = next(n for n, part in zip(group, said, strict=True) if not part)
            self._reject(line, lacking)
            return None
        return self._named(line, group, said, known) if self._counts(line) else None

    def _keys(self) -> tuple[tuple[str, ...], ...]:
        """Return what tells things apart here; the name alone only where the table has nothing else."""
        more = any(self.reading.has(n) for group in self.kind.key for n in group if n != self.kind.rows)
        by_name = (self.kind.rows,)
        return tuple(group for group in self.kind.key if group != by_name or not more)

    def _said(self, line: Line, name: str) -> str:
        """Return what a column says that tells things apart: names without spaces and without their kind."""
        return line.code(name) if self._is_code(name) else place_name(line.text(name)).bare.replace(" ", "")

    def _is_code(self, name: str) -> bool:
        return self.kind.columns[name].holds not in ("text", "agency")

    def _counts(self, line: Line) -> bool:
        """Tell whether a row is of a level that counts."""
        wanted: dict[str, set[str]] = {}
        for feed in self.kind.feeds:
            for column, code in feed.where.items():
                wanted.setdefault(column, set()).add(code)
        for column, codes in wanted.items():
            code = line.code(column)
            if not code:
                self.told.reject(line.place(column), "table_no_level")
            elif code not in codes:
                self.told.numbers["left_out"] += 1
            if code not in codes:
                return False
        return True

    def _named(self, line: Line, group: tuple[str, ...], said: list[str], known: Collection[int]) -> Thing | None:
        """Return the thing of those names; None where it may be one of several."""
        if self._is_code(self.kind.rows):
            return self._worded(line)
        name = place_name(line.text(self.kind.rows))
        spelling = hash(name.bare)
        if self.kind.rows not in group:
            return Thing(hash((group, *said)), spelling)
        kinds = kinds_of_places()
        found, usual, none = (hash((group, *said, kind)) for kind in (name.kind, *kinds[:1], ""))
        others = {hash((group, *said, kind)) for kind in kinds[1:]}
        if name.kind in ("", *kinds[:1]):
            if not name.kind and not others.isdisjoint(known):
                self._reject_same(line)
                return None
            found = next((key for key in (usual, none) if key in known), found)
        elif none in known:
            self._reject_same(line)
            return None
        by_name = len(self.kind.key) > 1 and group == (self.kind.rows,)
        if by_name and found in known:  # nothing tells namesakes apart
            self._reject(line, self.kind.key[-2][0])
            return None
        return Thing(found, spelling)

    def _worded(self, line: Line) -> Thing | None:
        """Return the thing of a row that is named by a word for a code: "Kelurahan" adds to "Desa", both of one level.

        None for one that may hold another: "Desa/Kelurahan" beside "Desa".
        """
        word = plain_word(line.text(self.kind.rows))
        others = self.words.setdefault(line.code(self.kind.rows), set())
        if any(set(word.split()) < set(o.split()) or set(word.split()) > set(o.split()) for o in others - {word}):
            self._reject_same(line)
            return None
        others.add(word)
        return Thing(hash(word), 0)

    def _reject(self, line: Line, lacking: str) -> None:
        given, label = line.text(self.kind.rows), self.kind.columns[lacking].label.get(self.reading.lang)
        self.told.reject(line.place(lacking), "table_no_key_of", given=given, field=label)

    def _reject_same(self, line: Line) -> None:
        self.told.reject(line.place(self.kind.rows), "table_maybe_same", given=line.text(self.kind.rows))

    def may_be_same(self, line: Line) -> None:
        """Reject a row whose name is that of a thing that is known, but is spelt otherwise."""
        self._reject_same(line)
