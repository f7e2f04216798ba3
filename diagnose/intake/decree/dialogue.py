"""A proposal confirmed in conversation, part by part. Nothing here prints.

The generators yield what to ask and are sent what was typed: yes, no, what is right instead, or nothing (None or empty:
not decided). Sent one of the words of `prompts.STOP` they end, and keep what was said so far.
"""

from collections.abc import Generator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TypeVar

from diagnose.case import (
    STOP,
    Kind,
    Prompt,
    Register,
    how_to_write,
    is_no,
    is_yes,
    kind_at,
    label,
    register_file,
)
from diagnose.common import InputError, words
from diagnose.intake.decree.confirmed import intake, mended
from diagnose.intake.decree.content import decree_words
from diagnose.intake.decree.model import OPEN, BidangProposed, FactProposed, Proposal, Proposed, SeatProposed
from diagnose.intake.decree.names import meant
from diagnose.intake.names import confirmed
from diagnose.intake.records import Intake

P = TypeVar("P", bound=Proposed)
R = TypeVar("R")
Asking = Generator[Prompt, str | None, R]
_TEXT = Kind("text")


class _Stop(Exception):  # noqa: N818 - no error: the person is done
    pass


def confirm(proposal: Proposal, lang: str = "id") -> Asking[Intake]:
    """Ask for each part of `proposal`; return what was confirmed."""
    said = yield from answered(proposal, lang)
    found, problems = intake(said)
    return replace(found, doubts=(*found.doubts, *problems))


def answered(proposal: Proposal, lang: str = "id") -> Asking[Proposal]:
    """Ask for each undecided part of `proposal`; return it with what was said."""
    asker = _Asker(proposal, lang)
    try:
        for i, fact in enumerate(proposal.facts):
            yield from asker.put("facts", i, asker.fact(fact))
        for i, bidang in enumerate(proposal.bidang):
            yield from asker.put("bidang", i, asker.bidang(bidang))
        yield from asker.members()
        for i, fact in enumerate(proposal.lists):
            listed = asker.said["bidang" if fact.fact == decree_words().facts.bidang_all_listed else "members"]
            if all(block.confirm != OPEN for block in listed):
                yield from asker.put("lists", i, asker.fact(fact))
    except _Stop:
        pass
    return proposal.model_copy(update={name: tuple(blocks) for name, blocks in asker.said.items()})


class _Asker:
    def __init__(self, proposal: Proposal, lang: str) -> None:
        self.proposal, self.lang, self.w = proposal, lang, words(lang)
        self.said: dict[str, list[Proposed]] = {
            "facts": [*proposal.facts],
            "bidang": [*proposal.bidang],
            "members": [*proposal.members],
            "lists": [*proposal.lists],
        }

    def put(self, part: str, i: int, asking: Asking[P]) -> Asking[None]:
        """Ask for one block, unless it is decided."""
        if self.said[part][i].confirm == OPEN:
            self.said[part][i] = yield from asking

    def text(self, key: str, *values: object) -> str:
        return self.w[key].format(*values)

    def quoted(self, block: Proposed) -> tuple[str, ...]:
        return (self.text("import.decree.ask.read", block.read, block.at),) if block.read and block.at else ()

    def fact(self, block: FactProposed) -> Asking[FactProposed]:
        name = label(block.fact, self.lang, Register(register_file())) or block.fact
        if not block.value:
            note = self.w[
                "import.decree.sign_asked" if block.fact == decree_words().facts.signed else "import.decree.not_found"
            ]
            return (yield from self.value(block, self.text("import.decree.ask.value", name), (note,)))
        shown = {w: self.w[f"answer.{a}"] for w, a in (("ya", "yes"), ("tidak", "no"), ("konsep", "draft"))}
        prompt = Prompt(
            self.text("import.decree.ask.right", name, shown.get(block.value, block.value)), _TEXT, self.quoted(block)
        )
        while typed := (yield from _typed(prompt)):
            if is_yes(typed):
                return _with(block, confirm="ya")
            if is_no(typed):
                refused = _with(block, confirm="tidak")
                return (yield from self.value(refused, self.text("import.decree.ask.instead", name), ()))
            try:
                return mended(block, typed, self.lang)
            except ValueError as error:
                prompt = replace(prompt, problem=str(error), above=())
        return block

    def value(self, block: FactProposed, text: str, above: tuple[str, ...]) -> Asking[FactProposed]:
        """Ask for the value of a fact; where none is given, `block` stays as it is."""
        kind = kind_at(block.fact) or _TEXT
        how = f" [{how_to_write(kind, self.lang)}]" if kind.name != "text" else ""
        prompt = Prompt(f"{text}{how}", _TEXT, above)
        while typed := (yield from _typed(prompt)):
            try:
                return mended(block, typed, self.lang)
            except ValueError as error:
                prompt = replace(prompt, problem=str(error), above=())
        return block

    def bidang(self, block: BidangProposed) -> Asking[BidangProposed]:
        who = (
            self.text("import.decree.ask.coordinated", block.bidang, block.coordinator)
            if block.coordinator
            else block.bidang
        )
        text = self.text("import.decree.ask.seat", self.w["import.decree.bidang_one"], who)
        return (yield from self.yes_or_no(block, Prompt(text, _TEXT, self.quoted(block))))

    def yes_or_no(self, block: P, prompt: Prompt) -> Asking[P]:
        while typed := (yield from _typed(prompt)):
            if is_yes(typed) or is_no(typed):
                return _with(block, confirm="ya" if is_yes(typed) else "tidak")
            prompt = replace(prompt, problem=self.text("import.decree.ask.yes_or_no", typed), above=())
        return block

    def members(self) -> Asking[None]:
        """Ask for the seats of one bidang at once where the register knows all names; for the others one by one."""
        seats = list(enumerate(self.proposal.members))
        for bidang, group in groupby(seats, key=lambda entry: entry[1].bidang):
            left = [(i, seat) for i, seat in group if seat.confirm == OPEN]
            sure = [(i, seat) for i, seat in left if seat.same_as is None]
            if len(sure) > 1:
                all_right = yield from self.together(bidang, [seat for _, seat in sure])
                if all_right is not False:
                    for i, seat in sure if all_right else ():
                        self.said["members"][i] = _with(seat, confirm="ya")
                    left = [entry for entry in left if entry not in sure]
            for i, seat in left:
                yield from self.put("members", i, self.seat(seat))

    def together(self, bidang: str, seats: Sequence[SeatProposed]) -> Asking[bool | None]:
        """Ask whether all `seats` are right: None where that is left undecided."""
        above = tuple(f"- {seat.agency}: {seat.role} ({seat.at})" for seat in seats)
        text = self.text("import.decree.ask.group", bidang or self.w["import.decree.no_bidang"], len(seats))
        prompt = Prompt(text, _TEXT, above)
        while typed := (yield from _typed(prompt)):
            if is_yes(typed) or is_no(typed):
                return is_yes(typed)
            prompt = replace(prompt, problem=self.text("import.decree.ask.yes_or_no", typed), above=())
        return None

    def seat(self, seat: SeatProposed) -> Asking[SeatProposed]:
        if seat.same_as is None:
            prompt = Prompt(self.text("import.decree.ask.seat", seat.agency, seat.role), _TEXT, self.quoted(seat))
            return (yield from self.yes_or_no(seat, prompt))
        options = meant(seat.agency, self.proposal.region)
        listed = "; ".join(f"{n}. {name}" for n, name in enumerate(options, 1)) or self.text(
            "import.decree.ask.any_name"
        )
        key = "import.decree.ask.meant_one" if seat.same_as else "import.decree.ask.meant"
        text = self.text(key, seat.agency, seat.same_as or listed)
        prompt = Prompt(text, _TEXT, self.quoted(seat))
        while typed := (yield from _typed(prompt)):
            if is_no(typed) or (is_yes(typed) and seat.same_as):
                return _with(seat, confirm="ya" if is_yes(typed) else "tidak")
            numbered = typed.isascii() and typed.isdigit() and 0 < int(typed) <= len(options)
            name = options[int(typed) - 1] if numbered else typed
            try:
                confirmed(f"{seat.agency.replace('=', ' ')}={name}", self.proposal.region)
            except InputError:
                prompt = replace(prompt, problem=self.text("import.decree.ask.unknown_name", name), above=())
            else:
                return _with(seat, same_as=name, confirm="ya")
        return seat


def _typed(prompt: Prompt) -> Asking[str]:
    typed = " ".join(((yield prompt) or "").split())
    if typed.casefold() in STOP:
        raise _Stop
    return "" if typed == OPEN else typed


def _with(block: P, **said: str) -> P:
    return block.model_copy(update=said)
