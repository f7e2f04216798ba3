"""Parts of a memo as lines of plain text: what the forms without typefaces have in common."""

from collections.abc import Iterable

from diagnose.common import words
from diagnose.diagnosis import Rung
from diagnose.memo.content import Memo
from diagnose.memo.pictures import clean, picture
from diagnose.memo.write import head as heads

_CELLS = {"below": "■", "here": "■", "open": "?", "gained": "▲", "perhaps": "?", "lost": "▼", "none": "□"}


def signs(cells: Iterable[Rung]) -> str:
    """Return the cells of an aspect in four characters: ``■■▲□``."""
    return "".join(_CELLS[cell.kind] for cell in cells)


def signature(memo: Memo) -> list[str]:
    """Return the lines of the signature, with room to sign."""
    s = heads.signature(memo)
    above = [clean(line) for line in (s.place, f"{s.position},") if line]
    return [*above, "", "", *(clean(line) for line in (s.name, s.rank, s.nip) if line)]


def copies(memo: Memo) -> tuple[str, list[str]]:
    """Return the label of the copies and who gets them, where they stand at the foot."""
    own = memo.letterhead
    listed = own.copies if own.copies_at == "foot" else ()
    return words(memo.lang)["memo.copies"], [clean(copy) for copy in listed]


def described(memo: Memo, name: str, arguments: tuple[str, ...]) -> str:
    """Return what the picture shows, in words; empty where there is nothing to show."""
    found = picture(name, memo, arguments)
    return f"{words(memo.lang)['picture.picture']}: {found.title}. {found.description}." if found else ""
