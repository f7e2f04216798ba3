"""What figures are multiples of, where a title, a text above the table or a note below it says so."""

import re
from collections.abc import Iterable
from itertools import pairwise

from diagnose.intake.tables.content import tables_file

_IN_ANY_BRACKETS = re.compile(r"\(([^()]*)\)")
_ZEROS = re.compile(
    r"(?:dalam\s*|dlm\s*)?(?:x\s*)?(?:rp\.?\s*)?(?:x\s*)?['’]?(?:1[.,]?)?((?:000[.,]?)+)(?:[,.]?-)?(?:\s*rp\.?)?"
)
_OF_MONEY = re.compile(r"\b(?:rp|rupiah)(?![^\W\d])", re.IGNORECASE)


def zeros(title: str) -> int:
    """Return what amounts are multiples of where a title says so in figures: "(Rp. 000)", "(x 1.000.000)"; else 0."""
    found = next((m for part in _IN_ANY_BRACKETS.findall(title) if (m := _ZEROS.fullmatch(part.casefold()))), None)
    return int("1" + re.sub(r"\D", "", found[1])) if found else 0


def scale_of(title: str, above: Iterable[str], *, money: bool) -> int:
    """Return what figures of a column are multiples of: 1000 where its title says that they are written in thousands.

    What the texts above the table say holds for amounts of `money` alone.
    """
    return _named(title) or zeros(title) or next((s for t in above if money and (s := scale_said(t))), 1)


def scale_said(text: str) -> int:
    """Return what amounts are multiples of as a text by itself says: "(dalam jutaan rupiah)", "Rp. 000"; 0 if not."""
    if _OF_MONEY.search(text):
        return _named(text) or zeros(text)
    words, file = _words(text), tables_file()
    for i, word in enumerate(words[:-1]):
        more = words[i + 2 : i + 3]
        if word in file.written_in and words[i + 1] in file.scales and not {*more} & {*file.numbers_of}:
            return file.scales[words[i + 1]]
    return 0


def _named(text: str) -> int:
    words, file = _words(text), tables_file()
    said = (w for before, w in pairwise(["", *words]) if w in file.scales and not _is_number(before))
    return next((file.scales[word] for word in said), 0)


def _is_number(word: str) -> bool:
    """Tell whether a word is a number, so that one of a scale after it belongs to that: "di atas 10 juta"."""
    return word[-1:].isdigit() or word in tables_file().numerals


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
