"""Several choices in one cell: codes or labels parted by spaces, or labels parted by commas and with commas in them."""

import re
from collections.abc import Callable

from diagnose.case import plain_name
from diagnose.intake.files import text

_MARKS = re.compile(r"\s*[,;|\n]\s*")
_MOST = 100  # names in a cell
_LONGEST = 5_000  # characters of a cell that is read as a list
_WORDS = 25  # of a name
_COMMAS = 12  # pieces that a name with commas has


def chosen(cell: str, known: Callable[[str], bool]) -> list[str]:
    """Return the choices in `cell` as they are written; `known` tells of a plain form whether it is offered.

    What is none of them comes out as it stands between commas, semicolons or line breaks.
    """
    pieces = [piece for piece in _MARKS.split(cell) if piece.strip()]
    if len(cell) > _LONGEST or len(pieces) > _MOST:
        return [text(cell)]
    whole = _parts(cell, known)
    if whole is not None:
        return whole
    found: list[str] = []
    start = 0
    while start < len(pieces):
        ends = range(min(len(pieces), start + _COMMAS), start, -1)
        end = next((e for e in ends if known(plain_name(" ".join(pieces[start:e])))), None)
        if end is None:
            found += _parts(pieces[start], known) or _codes(pieces[start], known) or [text(pieces[start])]
            start += 1
        else:
            found.append(", ".join(pieces[start:end]))
            start = end
    return found


def _parts(cell: str, known: Callable[[str], bool]) -> list[str] | None:
    """Return `cell` cut, at spaces, into names that are known, as few as can be; None where it cannot be."""
    words = cell.split()
    plain = [plain_name(word) for word in words]
    best: list[list[str] | None] = [[]]
    for end in range(1, len(words) + 1):
        found: list[str] | None = None
        for start in range(max(0, end - _WORDS), end):
            before = best[start]
            if before is None or len(before) >= (_MOST if found is None else len(found) - 1):
                continue
            if known(" ".join(filter(None, plain[start:end]))):
                found = [*before, " ".join(words[start:end]).strip(" ,;|")]
        best.append(found)
        if all(one is None for one in best[-_WORDS:]):
            return None
    return best[-1]


def _codes(piece: str, known: Callable[[str], bool]) -> list[str]:
    """Return the codes that `piece` is a row of; they may be of agencies that only one regency has."""
    codes = piece.split()
    like = len(codes) > 1 and all(re.fullmatch(r"[a-z0-9_]+", c) and ("_" in c or known(c)) for c in codes)
    return codes if like else []
