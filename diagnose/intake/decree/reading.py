"""What a decree says, as proposals for a person: its number and date, its members, and what its text states."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pydantic_core import PydanticCustomError

from diagnose.common import InputError, Place, Problem
from diagnose.intake.decree.blocks import Block, blocks
from diagnose.intake.decree.content import begins, decree_words, phrase
from diagnose.intake.decree.lines import read_lines
from diagnose.intake.decree.model import FactProposed, Proposal, Source, quote
from diagnose.intake.decree.names import Names, of_head
from diagnose.intake.decree.seats import Team, team
from diagnose.intake.files import cells

_HEADING = re.compile(
    r"(?:\w+\s+)?KEPUTUSAN\s+(?:(?:PJ|PLT|PLH|PEJABAT|PENJABAT|PELAKSANA\s+(?:TUGAS|HARIAN))\.?\s+(?:\([^()]*\)\s*)?)?(?:BUPATI|WALI\s?KOTA)\s+(?!TENTANG\b)([^\d:,;]{3,60}?)(?:\s+(?:NOMOR|TENTANG)\b.*)?",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(
    r"(?:(?:SALINAN|PETIKAN|SURAT|RANCANGAN)\s+)?KEPUTUSAN\s+(?!NOMOR|TENTANG|INI\b|BUPATI|WALI)[^\W\d]{2,}.*"
)
_ALONE = re.compile(r"(?:(?:SALINAN|PETIKAN|SURAT|RANCANGAN)\s+)?(?:KEPUTUSAN|PERATURAN)(?:\s+KEPALA)?")
_NUMBER = re.compile(r"NOMOR\s*:?\s*(.{1,100})", re.IGNORECASE)
_DATE = re.compile(
    r"(?:pada|^)\s*tanggal\s*:?\s*(\d{1,2}(?:\s+[^\W\d]+\s+|\s*[-/.]\s*\d{1,2}\s*[-/.]\s*)\d{4})", re.IGNORECASE
)
_BLANK = re.compile(r"\.{3,}|…|_{3,}|[/.-]\s+[/-]|/\s*/|\bX{2,}\b|\[[^\]]*\]", re.IGNORECASE)  # left to be filled in
_TOP = 15  # blocks among which the heading of a document stands
_SHORT = 4  # words of a mark such as "KONSEP"


def propose(path: Path, ident: str | None = None, region: str = "") -> Proposal:
    """Read the decree at `path`: what it seems to say, nothing of it confirmed.

    `ident` names the document in citations (a slug of the file's name, unless given); `region` is the name of the
    region without Kabupaten or Kota (the one that the decree itself names, unless given).

    Raises:
        InputError: the file cannot be used (see `lines.read_lines`), or is about something else than such a team.
    """
    lines = read_lines(path)
    found = tuple(blocks(lines))
    subject = re.compile(rf"\b(?:{'|'.join(map(re.escape, decree_words().subjects))})\b", re.IGNORECASE)
    if not any(subject.search(b.text) for b in found):
        raise InputError([Problem(Place(lines[0].file), "decree_other")])
    if other := _another(found):
        raise InputError([Problem(other.line.place, "decree_of_another", {"given": other.text})])
    orders = next((i for i, b in enumerate(found) if begins(b.text, decree_words().orders)), None)
    named = region or _region(found)
    names = Names(named)
    members = team(found, names)
    return Proposal(
        proposal_of=path.name,
        document=Source(id=ident or slug(path.stem), title=_title(found, path)),
        region=named,
        facts=(*_formal(found, orders), *_chair(members, names), *_stated(found, orders)),
        bidang=tuple(members.bidang.values()),
        members=tuple(members.seats),
        lists=(
            *([FactProposed(fact=decree_words().facts.bidang_all_listed, value="ya")] if members.bidang else []),
            *([FactProposed(fact=decree_words().facts.other_seats, value="tidak")] if members.seats else []),
        ),
        annex_unread=not members.seats and any(_speaks_of_annex(b) for b in found),
    )


def _speaks_of_annex(block: Block) -> bool:
    words = decree_words().annex
    return begins(block.text, words) or phrase(f"dalam {words[0]}").search(block.text) is not None


def _another(found: Sequence[Block]) -> Block | None:
    """Return the heading of a document that is no decree of the head of a region; None where that heads it."""
    for i, block in enumerate(found[:_TOP]):
        if _ALONE.fullmatch(block.text) and i + 1 < len(found):  # "KEPUTUSAN" on a line of its own
            whole = f"{block.text} {found[i + 1].text}"
            others = begins(whole, decree_words().others) or _OF_OTHERS.fullmatch(whole)
            if others and not _HEADING.match(whole.strip(" ,.")):
                return replace(block, cells=(whole,))
        if _HEADING.match(block.text.strip(" ,.")) or begins(block.text, ("menimbang", *decree_words().orders)):
            return None
        if begins(block.text, decree_words().others) or _OF_OTHERS.fullmatch(block.text):
            return block
    return None


def slug(name: str) -> str:
    """Return `name` as the id of a document: without spaces, at most 60 characters."""
    return re.sub(r"[^\w.-]+", "-", name).strip("-.")[:60] or "SK"


def _region(found: Sequence[Block]) -> str:
    return next((m[1].strip() for b in found if (m := _HEADING.fullmatch(b.text.strip(" ,.")))), "")


def _title(found: Sequence[Block], path: Path) -> str:
    """Return the heading of the decree down to what it is about, as it is written."""
    start = next((i for i, b in enumerate(found) if _HEADING.fullmatch(b.text.strip(" ,."))), None)
    parts: list[str] = []
    for block in found[start : start + 8] if start is not None else ():
        if parts and (of_head(block.text) or begins(block.text, ("menimbang", "dengan rahmat"))):
            break
        parts.append(block.text)
    return " ".join(parts)[:300] or path.stem or "SK"


def _formal(found: Sequence[Block], orders: int | None) -> Iterator[FactProposed]:
    """Yield number, date, and whether the decree is signed, which no text can tell: at most that it is a draft."""
    number = next((b for b in found if (m := _NUMBER.fullmatch(b.text)) and _written(m[1])), None)
    yield _fact(decree_words().facts.number, _NUMBER.sub(r"\1", number.text).strip() if number else None, number)
    dated = ((d, b) for b in found[orders or 0 :] if (m := _DATE.search(b.text)) and (d := _day(m[1])))
    day, block = next(dated, (None, None))
    yield _fact(decree_words().facts.date, day, block)
    words = decree_words()
    draft = next(
        (b for b in found if begins(b.text, words.draft) and (len(b.text.split()) <= _SHORT or _HEADING.match(b.text))),
        None,
    )
    yield _fact(decree_words().facts.signed, "konsep" if draft else None, draft)


def _written(number: str) -> bool:
    return bool(re.search(r"\d", number)) and not _BLANK.search(number)


def _day(text: str) -> str | None:
    try:
        return str(cells.day(text))
    except PydanticCustomError:
        return None


def _chair(members: Team, names: Names) -> Iterator[FactProposed]:
    position, block = members.chair or (None, None)
    yield _fact(decree_words().facts.chair, position, block)
    told = position and names.knows(position)  # of a person's name the office is not known
    deputy = "ya" if position and of_head(position) == "deputy" else "tidak"
    yield _fact(decree_words().facts.led_by_deputy, deputy if told else None, block)


def _stated(found: Sequence[Block], orders: int | None) -> Iterator[FactProposed]:
    """Yield for each fact of ``facts/decree.yaml`` the words that speak for it, or that none were found."""
    words = decree_words()
    basis = next((i for i, b in enumerate(found[:orders]) if begins(b.text, words.basis)), 0)
    for states in words.states:
        part = found[basis:orders] if states.basis else found[orders or 0 :]
        hits = (
            (b, m)
            for p in states.phrases
            for b in part
            if (m := phrase(p).search(b.text)) and not _HEADING.match(b.text)
        )
        block, match = next(hits, (None, None))
        if block is None or match is None:
            yield FactProposed(fact=states.fact)
        else:
            read = quote(block.text, *match.span())
            yield FactProposed(fact=states.fact, value="ya", read=read, at=block.line.at)


def _fact(path: str, value: str | None, block: Block | None) -> FactProposed:
    if block is None or not value:
        return FactProposed(fact=path)
    return FactProposed(fact=path, value=value[:200], read=quote(block.text), at=block.line.at)
