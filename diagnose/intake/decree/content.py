"""The words that a decree is read by, from ``facts/decree.yaml``."""

import re
from functools import cache
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from diagnose.case import FactBlock, TextValue, is_fact_path, vocabulary
from diagnose.common import Strict, cached_property, content_file, per_pack, read_content, validate

Words = tuple[TextValue, ...]


class Role(Strict):
    """One kind of seat in the team."""

    role: TextValue
    words: Words


class BidangName(Strict):
    """One bidang of the team, and the words that tell it."""

    bidang: TextValue
    words: Words


def _known(path: str) -> str:
    if not is_fact_path(path):
        raise PydanticCustomError("decree_fact", "no such fact", {"given": path})
    return path


FactPath = Annotated[str, AfterValidator(_known)]


class DecreeFacts(Strict):
    """Which facts the parts of a decree become: `members` is a roster, `bidang` a list, the others are single facts."""

    number: FactPath
    date: FactPath
    signed: FactPath
    members: FactPath
    chair: FactPath
    led_by_deputy: FactPath
    bidang: FactPath
    bidang_all_listed: FactPath

    @property
    def seats(self) -> str:
        """The path of the answers of the roster."""
        return f"{self.members}.agencies"

    @property
    def other_seats(self) -> str:
        """The path of the answer for all whom the roster does not list."""
        return f"{self.members}.others"


class DecreeWords(Strict):
    """The content of ``facts/decree.yaml``."""

    facts: DecreeFacts

    others: Words
    subjects: Words
    draft: Words
    basis: Words
    orders: Words
    annex: Words
    members_begin: Words
    members_end: Words
    paragraphs: Words
    columns: Words
    ranks: Words
    heads: Words
    deputies: Words
    roles: tuple[Role, ...]
    chair: TextValue
    coordinator: TextValue
    bidang: tuple[BidangName, ...]
    offices: Words
    leading: Words
    kinds: Words

    @cached_property
    def states(self) -> tuple[FactBlock, ...]:
        """The facts that phrases of a decree speak for, as the vocabulary declares them."""
        return tuple(fact for fact in vocabulary().facts.values() if fact.phrases)

    @cached_property
    def roles_by_word(self) -> dict[str, str]:
        """Which seat each word stands for."""
        return {word: role.role for role in self.roles for word in role.words}


@cache
def _beginning(among: Words) -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{'|'.join(map(re.escape, among))})(?!\w)", re.IGNORECASE)


def begins(text: str, among: Words) -> bool:
    """Tell whether `text` begins with one of the words `among`."""
    return _beginning(among).match(text) is not None


def unmarked(text: str) -> str:
    """Return `text` without the number or letter of its list, and without marks around it."""
    return _MARKED.sub("", text).strip(" :;,.-")


MARKER = r"\s*(?:(?:\d{1,3}|[ivxIVX]{1,5}|[a-zA-Z])[.)](?:\s+|$))*"  # what numbers a line: "3.", "IV.", "b)"
_MARKED = re.compile(f"^{MARKER}")


@per_pack
def decree_words() -> DecreeWords:
    """Return the content of ``facts/decree.yaml``.

    Raises:
        InputError: the file is missing or malformed.
    """
    return validate(DecreeWords, read_content(content_file("facts/decree.yaml")))


@cache
def phrase(words: str) -> re.Pattern[str]:
    """Return a pattern that finds `words` as whole words, whatever spaces and letter case they are written in."""
    spaced = r"\s+".join(map(re.escape, words.split()))
    return re.compile(rf"(?<!\w){spaced}(?!\w)", re.IGNORECASE)
