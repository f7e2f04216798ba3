"""A proposal: what a decree was read to say, fact by fact, each to be confirmed by a person."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from diagnose.case import AgencyName, kind_at
from diagnose.common import Strict

OPEN = "?"
LONGEST_QUOTE = 200
_UNSAID = frozenset({"", OPEN, "~", "null"})
_SAID = dict.fromkeys((*_UNSAID, "belum"), OPEN)
_SAID |= dict.fromkeys(("ya", "y", "yes", "true"), "ya") | dict.fromkeys(("tidak", "t", "no", "n", "false"), "tidak")


def _confirm(raw: object) -> object:
    text = str(raw).strip()
    said = _SAID.get(text.casefold())
    if said is not None:
        return said
    raise PydanticCustomError("decree_confirm", "not a confirmation", {"given": text})


def _unsaid(raw: object) -> object:
    return "" if isinstance(raw, str) and raw.strip().casefold() in _UNSAID else raw


def _fact(path: str) -> str:
    if "[" in path or kind_at(path) is None:
        raise PydanticCustomError("decree_fact", "no such fact", {"given": path})
    return path


Text = Annotated[str, Field(max_length=2000), BeforeValidator(_unsaid)]


class Proposed(Strict):
    """What every proposal has: the words it was read from, where they stand, and what a person says of it."""

    read: Text = ""
    at: Text = ""
    confirm: Annotated[Literal["?", "ya", "tidak"], BeforeValidator(_confirm)] = "?"


class FactProposed(Proposed):
    """The value of one fact; empty where nothing was found, or where the text cannot tell."""

    fact: Annotated[str, AfterValidator(_fact)]
    value: Text = ""


class BidangProposed(Proposed):
    """One bidang of the team, and who coordinates it."""

    bidang: Annotated[str, Field(min_length=1, max_length=200)]
    coordinator: Text = ""


class SeatProposed(Proposed):
    """One seat in the team.

    `same_as` stands where the register does not know the name: the agency (or the functions, joined by +) that it may
    be; empty where nothing or too much is near it.
    """

    agency: AgencyName
    same_as: Text | None = None
    role: Text = ""
    bidang: Text = ""


class Source(Strict):
    """The document that everything confirmed will cite."""

    id: Annotated[str, Field(pattern=r"^\S+$", max_length=60)]
    title: Annotated[str, Field(min_length=1, max_length=400)]


class Proposal(Strict):
    """All that one decree was read to say; `lists` are facts that say that a list is complete."""

    proposal_of: Annotated[str, Field(min_length=1)]
    document: Source
    region: Text = ""
    facts: tuple[FactProposed, ...] = ()
    bidang: tuple[BidangProposed, ...] = ()
    members: tuple[SeatProposed, ...] = ()
    lists: tuple[FactProposed, ...] = ()
    annex_unread: bool = Field(default=False, exclude=True, description="it has an annex, but no member was read")

    @property
    def found(self) -> int:
        """How many proposals something was read for."""
        told = sum(bool(fact.value) for fact in self.facts)
        return told + len(self.bidang) + len(self.members) + len(self.lists)

    @property
    def all(self) -> tuple[Proposed, ...]:
        """Every proposal, in the order of the file."""
        return (*self.facts, *self.bidang, *self.members, *self.lists)


def quote(text: str, start: int = 0, end: int = 0) -> str:
    """Return `text`, or where it is long what stands around `start` to `end` of it."""
    if len(text) <= LONGEST_QUOTE:
        return text
    room = max(LONGEST_QUOTE - (end - start), 0) // 2
    first = max(0, min(start - room, len(text) - LONGEST_QUOTE))
    last = min(len(text), first + LONGEST_QUOTE)
    piece = text[first:last]
    piece = piece.partition(" ")[2] if first else piece
    piece = piece.rpartition(" ")[0] if last < len(text) else piece
    return ("… " if first else "") + piece + (" …" if last < len(text) else "")
