"""What was read so far: facts from several cells or sheets, before they are put into the tree of a case."""

from dataclasses import dataclass, field
from typing import Any

from pydantic_core import PydanticCustomError

from diagnose.case import Field, node_at
from diagnose.common import Place
from diagnose.intake.records import Draft
from diagnose.intake.workbook.read.cells import DISPUTED, UNKNOWN, fact, one, plain_value
from diagnose.intake.workbook.read.grid import Spot

Loc = tuple[str | int, ...]
OF_FACT = {"source": Field("source", "text"), "year": Field("year", "count"), "note": Field("note", "text")}


_VALUES = frozenset({"value", "at_least", "at_most", DISPUTED})


@dataclass
class Claim:
    """One side of a dispute, each part with its place."""

    parts: dict[str, tuple[Any, Place]]
    counts: Place | None


@dataclass
class Known:
    """What is known of one fact, each part with its place."""

    parts: dict[str, tuple[Any, Place]] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)


class Held:
    """Collects what cells say; what cannot be read becomes a problem of `draft`."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.facts: dict[Loc, Known] = {}
        self.blank = 0
        self._order: dict[Loc, tuple[Any, Place] | None] = {}

    def plain(self, loc: Loc, field: Field, spot: Spot) -> bool:
        """Take a value that is no fact; tell whether the cell says one."""
        value = self.read(field, spot)
        if value is not None:
            self.put(loc, value, spot.place)
        return value is not None

    def read(self, field: Field, spot: Spot) -> Any:
        """Return what a cell says that is no fact; None where it is blank or cannot be read, which is noted."""
        return self._tried(plain_value, field, spot)

    def begins(self, loc: Loc) -> bool:
        """Tell whether anything is held at or below `loc`."""
        return any(held[: len(loc)] == loc for held in self._order)

    def value(self, loc: Loc) -> Any:
        """Return what is held at `loc`; None where nothing is."""
        held = self._order.get(loc)
        return None if held is None else held[0]

    def put(self, loc: Loc, value: Any, place: Place) -> None:
        """Hold a value for the tree."""
        if loc in self._order:
            self.draft.problem(place, "form_twice")
        self._order[loc] = (value, place)

    def fact(self, loc: Loc, field: Field, spot: Spot, *, listed: bool = False) -> bool:
        """Take what a cell says of a fact; tell whether any of it is held.

        One that is `listed`, as an entry that is a fact itself, is held though it be unknown.
        """
        said = self._tried(fact, field, spot) or {}
        if not said:
            self.blank += 1
        if said and loc in self.facts and self.facts[loc].parts.keys() & _VALUES:
            self.draft.problem(spot.place, "form_twice")
        for part, value in said.items():
            if part != UNKNOWN:
                self._known(loc).parts[part] = (value, spot.place)
        if (listed and not said) or (UNKNOWN in said and (listed or _required(loc))):
            self._known(loc).parts["value"] = (UNKNOWN, spot.place)
        return listed or bool(said.keys() - {UNKNOWN})

    def about(self, loc: Loc, field: Field, spot: Spot) -> None:
        """Take what is said about a fact besides its value."""
        value = self.read(field, spot)
        if value is not None:
            self._known(loc).parts[field.name] = (value, spot.place)

    def claim(self, loc: Loc, field: Field, spots: dict[str, Spot]) -> None:
        """Take one side of a dispute: the cells ``claim``, ``counts``, ``source`` and ``year``."""
        value = None if spots["claim"].empty else self._tried(lambda f, s: one(f, s.value()), field, spots["claim"])
        if value is None:
            if spots["claim"].empty:
                self.draft.problem(spots["claim"].place, "form_claim_empty")
            return
        parts = {"value": (value, spots["claim"].place)}
        for name in ("source", "year"):
            told = self.read(OF_FACT[name], spots[name])
            if told is not None:
                parts[name] = (told, spots[name].place)
        counts = self.read(Field("counts", "flag"), spots["counts"])
        self._known(loc).claims.append(Claim(parts, spots["counts"].place if counts else None))

    def finish(self) -> None:
        """Put everything into the tree, in the order in which it was read."""
        for loc, plain in self._order.items():
            if plain is not None:
                self.draft.put(loc, *plain)
            else:
                self._fact(loc, self.facts[loc])

    def _known(self, loc: Loc) -> Known:
        if loc not in self.facts:
            self.facts[loc] = Known()
            self._order[loc] = None
        return self.facts[loc]

    def _fact(self, loc: Loc, known: Known) -> None:
        parts = dict(known.parts)
        disputed = parts.pop(DISPUTED, None)
        if known.claims:
            said = next((parts[p] for p in ("value", "at_least", "at_most") if p in parts), None)
            if said is not None:
                self._refused(loc, said[1], "form_value_and_claims")
                return
            self._claims(loc, known.claims)
        elif disputed is not None:
            self._refused(loc, disputed[1], "form_no_claims")
            return
        if not known.claims and set(parts) == {"value"}:
            self.draft.put(loc, *parts["value"])
            return
        for name, (value, place) in parts.items():
            self.draft.put((*loc, name), value, place)

    def _refused(self, loc: Loc, place: Place, key: str) -> None:
        """Note what is wrong with a fact, and keep its place in a list."""
        self.draft.problem(place, key)
        self.draft.put(loc, UNKNOWN, place)

    def _claims(self, loc: Loc, claims: list[Claim]) -> None:
        for i, claim in enumerate(claims):
            for name, (value, place) in claim.parts.items():
                self.draft.put((*loc, DISPUTED, i, name), value, place)
        counting = [claim for claim in claims if claim.counts is not None]
        for claim in [claim for claim in counting if "value" not in claim.parts]:
            self.draft.problem(claim.counts or Place(""), "form_bounds_count")
            counting.remove(claim)
        if len(counting) > 1 and len({str(c.parts["value"][0]) for c in counting}) > 1:
            self.draft.problem(counting[1].counts or counting[1].parts["value"][1], "form_two_count")
        elif counting:
            self.draft.put((*loc, "counts"), counting[0].parts["value"][0], counting[0].parts["value"][1])

    def _tried(self, reader: Any, field: Field, spot: Spot) -> Any:
        try:
            return reader(field, spot)
        except PydanticCustomError as error:
            self.draft.problem(spot.place, error.type, **(error.context or {}))
            return None


def _required(loc: Loc) -> bool:
    """Tell whether an entry must say something of the fact at `loc`, be it that it is unknown."""
    node = node_at("".join("[*]" if isinstance(part, int) else f".{part}" for part in loc).removeprefix("."))
    return node is not None and node.required
