"""What reading one file comes to: part of a case, with the place of everything in it, and a count of what was read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from diagnose.common import Path_, Place, Problem, Tree


@dataclass(frozen=True)
class Count:
    """How many of something were read; `key` is a word of ``templates/words/import.yaml`` that says what."""

    key: str
    number: int


@dataclass(frozen=True)
class Intake:
    """Part of a case: `tree` holds raw data as a case file would, and where each value was read.

    `counts` says what was read, left empty and rejected. `doubts` are problems that leave the rest of the file usable:
    rejected rows, names to confirm; nothing of what they are about is in the tree. `about` are texts of the file that
    name its region, if any; `years` those that what it tells happened in.
    """

    tree: Tree
    counts: tuple[Count, ...] = ()
    doubts: tuple[Problem, ...] = ()
    about: tuple[str, ...] = ()
    years: frozenset[int] = frozenset()


@dataclass
class Draft:
    """Builds the tree of an intake, one value at a time."""

    file: str
    tree: Tree = field(init=False)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tree = Tree(self.file, {})
        self.tree.values[()] = (0, 0)
        self.tree.elsewhere[()] = Place(self.file)

    def put(self, loc: Sequence[str | int], value: Any, place: Place) -> None:
        """Put `value` at `loc` (names of fields, numbers of list entries in order), read at `place`.

        What stands above it is made; a number one past the end of a list adds an entry.
        """
        here: Any = self.tree.data
        at: Path_ = ()
        for part, below in zip(loc, [*loc[1:], None], strict=True):
            at = (*at, part)
            self.note(at, place)
            if below is None:
                _set(here, part, value)
            else:
                if _missing(here, part):
                    _set(here, part, [] if isinstance(below, int) else {})
                here = here[part]
        self._below(at, value, place)

    def note(self, at: Path_, place: Place) -> None:
        """Note that what stands at `at` was read at `place`, unless something above or at it was noted before."""
        if at not in self.tree.values:
            self.tree.values[at] = (0, 0)
            self.tree.elsewhere[at] = place

    def _below(self, at: Path_, value: Any, place: Place) -> None:
        parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for part, inner in parts:
            self.tree.values[(*at, part)], self.tree.elsewhere[(*at, part)] = (0, 0), place
            self._below((*at, part), inner, place)
        if not isinstance(value, dict | list):
            self.tree.raw[at] = str(value)
        self.tree.values[at], self.tree.elsewhere[at] = (0, 0), place

    def document(self, ident: str, title: str, place: Place) -> None:
        """Name the document that facts of this file cite as their source."""
        held = self.tree.data.get("documents", [])
        if ident not in [d["id"] for d in held]:
            self.put(("documents", len(held)), {"id": ident, "title": title}, place)

    def problem(self, place: Place, key: str, **values: object) -> None:
        """Note a problem; see ``templates/words/errors.yaml`` for the keys."""
        self.problems.append(Problem(place, key, values))


def _missing(holder: Any, part: str | int) -> bool:
    if isinstance(holder, list):
        return not (isinstance(part, int) and part < len(holder))
    return part not in holder


def _set(holder: Any, part: str | int, value: Any) -> None:
    if isinstance(holder, list) and part == len(holder):
        holder.append(value)
    else:
        holder[part] = value
