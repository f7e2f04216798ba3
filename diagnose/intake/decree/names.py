"""What the words on a line of a decree name: an agency, a seat in the team, a bidang, the head of the region."""

import re
from dataclasses import dataclass
from itertools import pairwise

from diagnose.case import plain_name, register_file
from diagnose.common import per_pack
from diagnose.intake.decree.content import begins, decree_words, phrase, unmarked
from diagnose.intake.names import suggestions

_LONGEST_HEADING = 14  # words
_OF_REGION = re.compile(r"\s+(?:se[-\s]*)?(?:kabupaten|kab\.?|kota)(?:\s.*)?$", re.IGNORECASE)
_LONGEST_NAME = 200
_BRACKETS = re.compile(r"\s*\([^()]*\)")


@dataclass(frozen=True)
class Named:
    """An agency that a phrase names: as it is written, and where the register does not know it so, what it may be."""

    name: str
    meant: tuple[str, ...] | None = None  # None: the register knows it by this name


def heading(text: str) -> str | None:
    """Return the bidang that `text` is the heading of; None where it is none."""
    bare = unmarked(" ".join(text.split()))
    rest = re.sub(r"^bidang\s+", "", bare, flags=re.IGNORECASE)
    if (
        len(bare.split()) > _LONGEST_HEADING
        or len(bare) > _LONGEST_NAME
        or (rest == bare and not known_bidang(bare, whole=True))
    ):
        return None
    return known_bidang(rest) or (rest if rest != bare and rest else None)


def known_bidang(text: str, *, whole: bool = False) -> str | None:
    """Return the bidang that `text` tells of; with `whole`, only where it is nothing but its name."""
    for bidang in decree_words().bidang:
        if whole:
            if plain_name(text) == plain_name(bidang.bidang):
                return bidang.bidang
        elif any(phrase(words).search(text) for words in bidang.words):
            return bidang.bidang
    return None


def seat(text: str) -> tuple[str, str | None] | None:
    """Return the seat that a whole cell names, and the bidang it is in ("Koordinator Bidang ..."); None for no seat."""
    text = " ".join(text.split())
    bare = unmarked(text).casefold()
    words = decree_words().roles_by_word
    for word in sorted(words, key=len, reverse=True):
        if bare == word:
            return words[word], None
        if bare.startswith(word):
            rest = bare[len(word) :].strip()
            if re.fullmatch(r"(merangkap anggota|[ivx]+|\d{1,2})", rest):
                return words[word], None
            if rest.startswith("bidang "):
                return words[word], heading(unmarked(text)[-len(rest) :])
    return None


def of_head(text: str) -> str | None:
    """Return ``head`` or ``deputy`` where a position is that of the head of the region or of the deputy."""
    words = decree_words()
    return next(
        (kind for kind, of in (("deputy", words.deputies), ("head", words.heads)) if begins(unmarked(text), of)), None
    )


class Names:
    """The agencies that positions in the decree of one region are read as."""

    def __init__(self, region: str) -> None:
        self.region = region
        self._file = register_file()
        self._known: dict[str, Named] = {}

    def agency(self, position: str) -> Named:
        """Return the agency that whoever holds `position` sits for."""
        if position not in self._known:
            self._known[position] = self._agency(position)
        return self._known[position]

    def knows(self, position: str) -> bool:
        """Tell whether `position` is that of the head of the region, or names an agency without doubt."""
        return of_head(position) is not None or self.agency(position).meant is None

    def _agency(self, position: str) -> Named:
        bare = _OF_REGION.sub("", _BRACKETS.sub("", position).strip(" ;,.:-"))
        starts = [m.start() for m in re.finditer(r"(?<!\S)\S", bare)]
        for start in (s for s in starts if s == 0 or _may_begin(bare, s)):
            name = bare[start:]
            if (form := self._form(name)) in self._file.doubtful:
                return Named(name, meant(name, self.region))
            if form in self._file.names:
                return Named(name)
            if whole := _squeezed().get(form.replace(" ", "")):  # a narrow cell breaks words anywhere
                return Named(whole)
        name = _named(bare, starts)[:_LONGEST_NAME]
        return Named(name, meant(name, self.region) or self._ending(bare, starts))

    def _form(self, name: str) -> str:
        """Return the plain form of a name, without the region where the register does not know it with the region."""
        plain = plain_name(name)
        if plain in self._file.names or not self.region:
            return plain
        return plain.removesuffix(f" {plain_name(self.region)}")

    def _ending(self, text: str, starts: list[int]) -> tuple[str, ...]:
        """Return the agency whose name `text` ends in, though nothing before it says that the name begins there."""
        keys = (self._file.names.get(self._form(text[start:])) for start in starts)
        found = next((key for key in keys if key), None)
        return tuple(a.name for a in self._file.agencies if a.id == found)


@per_pack
def _squeezed() -> dict[str, str]:
    """Return the registered names of agencies by their known names without spaces; not of those that are short."""
    file = register_file()
    names = {a.id: a.name for a in file.agencies}
    return {plain.replace(" ", ""): names[key] for plain, key in file.names.items() if len(plain.split()) > 2}


def _may_begin(text: str, start: int) -> bool:
    """Tell whether the name of an agency may begin at `start`: after a word of office, or with its kind."""
    words = decree_words()
    before = plain_name(text[:start]).rpartition(" ")[2]
    return before in (*words.offices, *words.leading) or begins(text[start:], words.kinds)


def _named(text: str, starts: list[int]) -> str:
    """Return what a phrase that names no known agency calls one, without the office before it."""
    words = decree_words()
    kinds = [start for start in starts if begins(text[start:], words.kinds)]
    if kinds:
        return text[kinds[0] :]
    first = 0
    for start, following in pairwise(starts):
        if plain_name(text[start:following]) not in words.offices:
            break
        first = following
    return text[first:]


def meant(name: str, region: str) -> tuple[str, ...]:
    """Return what a name that nobody has declared may mean: agencies by their name, or functions joined by +."""
    names = {a.id: a.name for a in register_file().agencies}
    return tuple(names.get(s.typed, s.typed) for s in suggestions(name, region))
