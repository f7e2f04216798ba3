"""What a person has confirmed of a proposal, as part of a case."""

from collections.abc import Callable, Container, Iterator
from typing import Any

from pydantic_core import PydanticCustomError

from diagnose.case import BadAnswer, Kind, LocalAgency, Register, kind_at, parse, register_file
from diagnose.common import InputError, Path_, Place, Problem, Tree, words
from diagnose.intake.decree.content import decree_words
from diagnose.intake.decree.model import OPEN, FactProposed, Proposal, Proposed, SeatProposed
from diagnose.intake.files import cells
from diagnose.intake.names import confirmed
from diagnose.intake.records import Count, Draft, Intake

_LONGEST_SOURCE = 200
Where = Callable[[Path_, Proposed], Place]


def intake(proposal: Proposal, tree: Tree | None = None) -> tuple[Intake, list[Problem]]:
    """Return what is confirmed of `proposal`, and what is wrong with it.

    `tree` is the file that the proposal was read from, which then has the places; else they are those of the decree.
    """
    file = tree.file if tree else proposal.proposal_of

    def where(loc: Path_, block: Proposed) -> Place:
        return tree.place(loc) if tree else Place(f"{file}:{block.at}" if block.at else file)

    draft = Draft(file)
    yes = [b for b in proposal.all if b.confirm == "ya"]
    unfinished = dict(_unfinished(proposal, where))
    if yes:
        draft.document(proposal.document.id, proposal.document.title, where(("document",), yes[0]))
        _facts(draft, proposal, where, unfinished)
        _bidang(draft, proposal, where)
        _members(draft, proposal, where)
    left = [b for b in proposal.all if b.confirm == OPEN]
    counts = (
        Count("import.decree.confirmed", len(yes)),
        Count("import.decree.refused", sum(b.confirm == "tidak" for b in proposal.all)),
        Count("import.decree.open", len(left)),
    )
    undecided = (Problem(Place(file), "decree_undecided", {"number": len(left)}),) if left else ()
    about = (f"kabupaten {proposal.region}",) if proposal.region and yes else ()
    return Intake(draft.tree, counts, (*undecided, *unfinished.values()), about), draft.problems


def _unfinished(proposal: Proposal, where: Where) -> Iterator[tuple[int, Problem]]:
    """Yield the lists said to be complete though something in them is undecided, which would turn into a no."""
    for i, block in enumerate(proposal.lists):
        listed: tuple[Proposed, ...] = (
            proposal.bidang if block.fact == decree_words().facts.bidang_all_listed else proposal.members
        )
        undecided = sum(b.confirm == OPEN for b in listed)
        if block.confirm == "ya" and undecided:
            place = where(("lists", i, "confirm"), block)
            yield i, Problem(place, "decree_list_open", {"field": block.fact, "number": undecided})


def _said(proposal: Proposal, name: str) -> Iterator[tuple[Path_, Any]]:
    """Yield the confirmed blocks of a part of `proposal`, each with where it stands."""
    for i, block in enumerate(getattr(proposal, name)):
        if block.confirm == "ya":
            yield (name, i), block


def _source(proposal: Proposal, *places: str) -> str:
    return f"{proposal.document.id} {'; '.join(p for p in places if p)}".strip()[:_LONGEST_SOURCE].rstrip("; ")


def _facts(draft: Draft, proposal: Proposal, where: Where, unfinished: Container[int]) -> None:
    lists = [(loc, block) for loc, block in _said(proposal, "lists") if loc[1] not in unfinished]
    for loc, block in [*_said(proposal, "facts"), *lists]:
        place = where((*loc, "value"), block)
        if not block.value:
            draft.problem(where((*loc, "confirm"), block), "decree_no_value", field=block.fact)
            continue
        try:
            value = value_of(block)
        except BadAnswer as error:
            draft.problem(place, "decree_value", field=block.fact, why=error)
        except PydanticCustomError as error:
            draft.problem(place, error.type, **(error.context or {}))
        else:
            fact = {"value": value, "source": _source(proposal, block.at)}
            draft.put(tuple(block.fact.split(".")), fact, place)


def value_of(block: FactProposed, lang: str = "id") -> Any:
    """Return the value of a fact as a case file has it.

    Raises:
        BadAnswer: it is no value of that kind.
        PydanticCustomError: it is no day.
    """
    kind = kind_at(block.fact) or Kind("text")
    return cells.day(block.value) if kind.name == "day" else parse(block.value, kind, lang)


def mended(block: FactProposed, typed: str, lang: str) -> FactProposed:
    """Return `block` confirmed with the value `typed`.

    Raises:
        ValueError: it is no value of that fact; the message says why.
    """
    block = block.model_copy(update={"value": typed[:200], "confirm": "ya"})
    try:
        value_of(block, lang)
    except BadAnswer as error:
        raise ValueError(str(error)) from None
    except PydanticCustomError:
        raise ValueError(words(lang)["ask.bad.day"].format(typed)) from None
    return block


def _bidang(draft: Draft, proposal: Proposal, where: Where) -> None:
    for i, (loc, block) in enumerate(_said(proposal, "bidang")):
        entry = {"bidang": block.bidang, "coordinator": block.coordinator, "source": _source(proposal, block.at)}
        said = {name: value for name, value in entry.items() if value}
        draft.put((*decree_words().facts.bidang.split("."), i), said, where((*loc, "bidang"), block))


def _members(draft: Draft, proposal: Proposal, where: Where) -> None:
    """Put each agency once, with all its seats."""
    for key, seats in _by_agency(draft, proposal, where).items():
        loc, first = seats[0]
        entry: dict[str, Any] = {}
        for name in ("role", "bidang"):
            if said := "; ".join(dict.fromkeys(getattr(s, name) for _, s in seats if getattr(s, name))):
                entry[name] = said
        entry["source"] = _source(proposal, *(s.at for _, s in seats))
        draft.put((*decree_words().facts.seats.split("."), key), entry, where((*loc, "agency"), first))


def _by_agency(draft: Draft, proposal: Proposal, where: Where) -> dict[str, list[tuple[Path_, SeatProposed]]]:
    """Return the seats by the name of the agency that comes first; names that only the person knows are declared."""
    said = list(_said(proposal, "members"))
    local: dict[str, dict[str, Any]] = {}
    for loc, seat in said:
        if not seat.same_as or seat.agency.casefold() in local:
            continue
        place = where((*loc, "same_as"), seat)
        try:
            own = confirmed(f"{seat.agency.replace('=', ' ')}={seat.same_as}", proposal.region).local()
        except InputError:
            draft.problem(place, "decree_same_as", given=seat.same_as)
            continue
        local[seat.agency.casefold()] = own
        draft.put(("agencies", len(draft.tree.data.get("agencies", []))), own, place)
    register = Register(register_file(), map(LocalAgency.model_validate, local.values()), proposal.region)
    found: dict[str, list[tuple[Path_, SeatProposed]]] = {}
    names: dict[str, str] = {}
    for loc, seat in said:
        try:
            key = register.find(seat.agency)
        except PydanticCustomError:  # asked about later, with the names of all other files
            key = seat.agency
        found.setdefault(names.setdefault(key, seat.agency), []).append((loc, seat))
    return found
