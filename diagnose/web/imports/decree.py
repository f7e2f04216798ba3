"""What a decree was read to say, as lines of a form; each confirmed, refused or mended by a person, or left open."""

from collections.abc import Mapping
from dataclasses import dataclass

from diagnose.case import Answer, Register, kind_at, label, register_file
from diagnose.common import InputError, words
from diagnose.intake import confirmed
from diagnose.intake.decree import (
    OPEN,
    BidangProposed,
    FactProposed,
    Proposal,
    Proposed,
    SeatProposed,
    decree_words,
    meant,
    mended,
)

_PARTS = ("facts", "bidang", "members", "lists")
VALUE, MEANT = "nilai", "maksud"
_YES, _NO = "ya", "tidak"
_ANSWER = "="  # before an answer to what the decree does not tell


@dataclass(frozen=True)
class Asked:
    """One line: what is asked, the words that were read and where, and what a person said of it so far.

    `value` is what was read and may be mended; `options` what a name may mean that the register does not know;
    `choices` the answers to what the decree does not tell, which is then a question of its own.
    """

    id: str
    text: str
    read: str
    at: str
    said: str
    value: str | None
    meant: str | None
    options: tuple[str, ...]
    sure: bool
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """Lines under one heading; `id` names those of one bidang, whose exact seats can be confirmed at once."""

    id: str
    heading: str
    lines: tuple[Asked, ...]

    @property
    def exact(self) -> int:
        """How many open seats are read without doubt."""
        return sum(line.sure and line.said == OPEN for line in self.lines)


def sections(proposal: Proposal, lang: str) -> tuple[Section, ...]:
    """Return the lines of `proposal`; whether a list is complete is asked once all its lines are decided."""
    w = words(lang)
    found = [
        Section("facts", w["import.decree.facts"], tuple(_facts(proposal, "facts", lang))),
        Section("bidang", w["import.decree.bidang"], tuple(_bidang(proposal, lang))),
    ]
    seats: dict[str, list[Asked]] = {}
    for i, seat in enumerate(proposal.members):
        seats.setdefault(seat.bidang, []).append(_seat(i, seat, proposal, lang))
    found += [
        Section(f"members.{n}", f"{w['import.decree.members']}: {bidang or w['import.decree.no_bidang']}", tuple(lines))
        for n, (bidang, lines) in enumerate(seats.items())
    ]
    ready = [
        line
        for block, line in zip(proposal.lists, _facts(proposal, "lists", lang), strict=True)
        if all(b.confirm != OPEN for b in _listed(proposal, block))
    ]
    found.append(Section("lists", w["import.decree.lists"], tuple(ready)))
    return tuple(section for section in found if section.lines)


def fill(proposal: Proposal, form: Mapping[str, str], lang: str) -> tuple[Proposal, dict[str, str]]:
    """Return `proposal` with what `form` says of its lines, and what is wrong by line; a wrong line stays open.

    ``form["semua"]`` names a section of seats, of which every exact one that is open is confirmed; ``*`` means all.
    """
    said: dict[str, list[Proposed]] = {part: list(getattr(proposal, part)) for part in _PARTS}
    wrong: dict[str, str] = {}
    for part, blocks in said.items():
        for i, block in enumerate(blocks):
            name = f"{part}.{i}"
            try:
                blocks[i] = _said(block, name, form, proposal, lang)
            except ValueError as error:
                wrong[name] = str(error)
    at_once = form.get("semua", "")
    for section in sections(proposal, lang) if at_once else ():
        for line in section.lines if at_once in ("*", section.id) and section.id.startswith("members") else ():
            i = int(line.id.rpartition(".")[2])
            if line.sure and said["members"][i].confirm == OPEN:
                said["members"][i] = said["members"][i].model_copy(update={"confirm": _YES})
    return proposal.model_copy(update={name: tuple(blocks) for name, blocks in said.items()}), wrong


def _said(block: Proposed, name: str, form: Mapping[str, str], proposal: Proposal, lang: str) -> Proposed:
    """Return `block` as the form has it.

    Raises:
        ValueError: what it was mended to is no value, or no agency of the register.
    """
    answer = form.get(name)
    if answer and answer.startswith(_ANSWER) and isinstance(block, FactProposed):
        return mended(block, answer.removeprefix(_ANSWER), lang)
    if answer not in (_YES, _NO, OPEN):
        return block
    if answer == _YES and isinstance(block, FactProposed):
        typed = " ".join(form.get(f"{name}.{VALUE}", block.value).split())
        if not typed:
            raise ValueError(words(lang)["web.decree_value"])
        return block.model_copy(update={"confirm": _YES}) if typed == block.value else mended(block, typed, lang)
    if answer == _YES and isinstance(block, SeatProposed) and block.same_as is not None:
        meaning = " ".join(form.get(f"{name}.{MEANT}", block.same_as).split())
        try:
            confirmed(f"{block.agency.replace('=', ' ')}={meaning}", proposal.region)
        except InputError:
            raise ValueError(words(lang)["import.decree.ask.unknown_name"].format(meaning)) from None
        return block.model_copy(update={"confirm": _YES, "same_as": meaning})
    return block.model_copy(update={"confirm": answer})


def _facts(proposal: Proposal, part: str, lang: str) -> list[Asked]:
    w, register = words(lang), Register(register_file())
    lines = []
    for i, block in enumerate(getattr(proposal, part)):
        name = label(block.fact, lang, register) or block.fact
        signed = block.fact == decree_words().facts.signed
        missing = w["import.decree.sign_asked" if signed else "import.decree.not_found"]
        read = block.read if block.value else missing
        at = block.at if block.value else ""
        choices = () if block.value else _choices(block.fact, lang)
        lines.append(Asked(f"{part}.{i}", name, read, at, block.confirm, block.value, None, (), False, choices))
    return lines


def _choices(path: str, lang: str) -> tuple[str, ...]:
    kind = kind_at(path, lang)
    if kind is None or kind.name not in ("answer", "draft"):
        return ()
    answers = [a for a in Answer if kind.name == "draft" or a is not Answer.DRAFT]
    return tuple(words(lang)[f"answer.{a}"] for a in reversed(answers))


def _bidang(proposal: Proposal, lang: str) -> list[Asked]:
    w = words(lang)
    lines = []
    for i, block in enumerate(proposal.bidang):
        who = block.bidang
        if isinstance(block, BidangProposed) and block.coordinator:
            who = w["import.decree.ask.coordinated"].format(block.bidang, block.coordinator)
        lines.append(Asked(f"bidang.{i}", who, block.read, block.at, block.confirm, None, None, (), False))
    return lines


def _seat(i: int, seat: SeatProposed, proposal: Proposal, lang: str) -> Asked:
    options = meant(seat.agency, proposal.region) if seat.same_as is not None else ()
    text = f"{seat.agency}: {seat.role}" if seat.role else seat.agency
    sure = seat.same_as is None
    return Asked(f"members.{i}", text, seat.read, seat.at, seat.confirm, None, seat.same_as, options, sure)


def _listed(proposal: Proposal, block: FactProposed) -> tuple[Proposed, ...]:
    return proposal.bidang if block.fact == decree_words().facts.bidang_all_listed else proposal.members
