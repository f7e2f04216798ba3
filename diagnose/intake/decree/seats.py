"""Who sits in the team by decree: one seat for each row or line that names an agency and what it is in the team."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from diagnose.intake.decree.blocks import Block
from diagnose.intake.decree.content import begins, decree_words, phrase, unmarked
from diagnose.intake.decree.model import BidangProposed, SeatProposed, quote
from diagnose.intake.decree.names import Names, heading, of_head, seat

# what stands between seat and position on one line
_BETWEEN = re.compile(r"\s*:\s+|\s+:|\s+(?:sebagai|selaku)\s+|\s+\|\s+|\s+[–—-]\s+|,\s+(?=\w+$)", re.IGNORECASE)
_NUMBER = re.compile(r"\W*(?:\d{1,3}|[ivxIVX]{1,5}|[a-zA-Z])?\W*")
_NUMBERED = re.compile(r"[;,.]?\s+(?=(?:\d{1,2}|[a-z])[.)]\s)")
_LISTED = re.compile(
    r";\s+|\n(?![a-z]|Kabupaten\b|Kab\b|Kota\b)"
)  # a line that goes on with the one above is no new one
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_LONGEST = 40  # words of a line that names a seat
_MOST = 500  # seats and bidang; a team has some fifty


@dataclass
class Team:
    """What the list of members says."""

    seats: list[SeatProposed] = field(default_factory=list)
    bidang: dict[str, BidangProposed] = field(default_factory=dict)
    chair: tuple[str, Block] | None = None  # the position of whoever chairs the team


def team(blocks: Sequence[Block], names: Names) -> Team:
    """Return the seats and bidang that the list of members in `blocks` names."""
    found = Team()
    words = decree_words()
    listing, role, here = False, "", ""
    passed: frozenset[int] = frozenset()  # columns that tell nothing of seats
    headed = fresh = False  # the role is that of a heading; nothing has come below it yet
    for block in blocks:
        text = block.text
        if begins(text, words.members_begin) or (text.endswith(":") and _announces(text)):
            listing, role, here, fresh, passed = True, "", "", False, frozenset()
            continue
        passed = _ranks(block) or passed
        if not listing or len(text.split()) > _LONGEST or len(found.seats) + len(found.bidang) >= _MOST:
            continue
        pieces = list(_pieces(block, passed))
        seats = [s for piece in pieces if (s := seat(piece))]
        cells = [p for piece in pieces if not seat(piece) and (p := _positions(piece, names))]
        bidang = heading(pieces[0]) if len(pieces) == 1 else None
        if bidang or (seats and not cells):
            role, here, headed, fresh = "" if bidang else seats[0][0], bidang or seats[0][1] or here, True, True
            if bidang or seats[0][1]:
                found.bidang.setdefault(here, BidangProposed(bidang=here, read=quote(text), at=block.line.at))
        elif not seats and not fresh and begins(text, words.members_end):
            listing = False
        elif seats and cells:
            role, headed, fresh = seats[0][0], False, False
            _add(found, block, _sitting(cells, names), seats[0], here, names)
        elif cells and role and (headed or _position(cells[0][0], names)):  # one more with the seat named before
            fresh = False
            _add(found, block, _sitting(cells, names), (role, None), here, names)
    return found


def _announces(text: str) -> bool:
    return any(phrase(words).search(text) for words in decree_words().members_begin)


def _ranks(block: Block) -> frozenset[int]:
    """Return the columns in which a row of titles says that ranks of people stand."""
    ranks = frozenset(i for i, cell in enumerate(block.cells) if begins(cell, decree_words().ranks))
    return ranks if any(begins(c, decree_words().columns) for c in block.cells) else frozenset()


def _pieces(block: Block, passed: frozenset[int]) -> Iterator[str]:
    """Yield what the cells hold, parted where a line puts seat and position side by side; without bare numbers."""
    for cell in (cell for i, cell in enumerate(block.cells) if i not in passed or len(block.cells) == 1):
        pieces = _BETWEEN.split(cell)
        for piece in pieces if any(map(seat, pieces)) else [cell]:
            if not _NUMBER.fullmatch(piece):
                yield piece.strip()


def _positions(piece: str, names: Names) -> list[str]:
    """Return the positions that a cell lists; one, unless it holds a list of them."""
    numbered = [p for part in _NUMBERED.split(piece) if (p := _flat(part))]
    if len(numbered) > 1:
        return numbered
    parts = [p for part in _LISTED.split(piece) if (p := _flat(part))]
    if sum(_position(part, names) for part in parts) > 1:
        return parts
    whole = _flat(piece)
    inside = _IN_BRACKETS.search(whole)
    if inside and names.knows(inside[1]) and not names.knows(whole):
        return [inside[1]]
    return [whole] if whole else []


def _flat(text: str) -> str:
    return unmarked(" ".join(text.split()))


def _position(text: str, names: Names) -> bool:
    """Tell whether `text` seems to be a position of its own, not the rest of one."""
    words = decree_words()
    return begins(text, (*words.offices, *words.kinds)) or names.knows(text)


def _sitting(cells: list[list[str]], names: Names) -> list[str]:
    """Return what those of the cells of a row list that name who sits there, not people's names or remarks."""
    tests = (
        lambda p: names.knows(p),
        lambda p: bool(names.agency(p).meant),
        lambda p: begins(p, decree_words().offices),
        lambda p: True,
    )
    for test in tests:
        if fitting := [cell for cell in cells if any(map(test, cell))]:
            return [p for cell in (fitting[-1:] if test is tests[-1] else fitting) for p in cell]
    return []


def _add(
    found: Team, block: Block, positions: list[str], said: tuple[str, str | None], here: str, names: Names
) -> None:
    """Note the seats of one row or line; `said` is what it says of seat and bidang, `here` the bidang it is under."""
    words = decree_words()
    role, bidang = said[0], said[1] or here
    read = {"read": quote(block.text), "at": block.line.at}
    if bidang:
        found.bidang.setdefault(bidang, BidangProposed(bidang=bidang, **read))
    for position in positions:
        if role == words.chair and not bidang and found.chair is None:
            found.chair = (position, block)
        if role == words.coordinator and bidang and not found.bidang[bidang].coordinator:
            found.bidang[bidang] = BidangProposed(bidang=bidang, coordinator=position[:200], **read)
        name, meant = (named := names.agency(position)).name, named.meant
        if of_head(position) is None and len(name) > 1 and re.search(r"\w", name):
            same_as = None if meant is None else meant[0] if len(meant) == 1 else ""
            found.seats.append(SeatProposed(agency=name, same_as=same_as, role=role, bidang=bidang, **read))
