"""Statements: texts that carry what they rest on, from the diagnosis through a template into every format.

In a template a statement is written like any value; what comes out is its text between marks that no fact can hold
(facts are stripped of all that is not printable, and the marks are private characters), so that the block it ends up
in still knows the ids behind it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from diagnose.common import lowered, printable

BEGIN, IDS, END, NEXT = "\ue000", "\ue001", "\ue002", "\ue003"
_MARKED = re.compile(f"{BEGIN}([^{BEGIN}{END}]*?){IDS}([^{BEGIN}{END}]*){END}")
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~^&:$@\"'=])")


@dataclass(frozen=True)
class Statement:
    """A text, and the ids of the rules, facts and records that it rests on."""

    text: str
    ids: tuple[str, ...]

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def inside(self) -> "Statement":
        """The statement as it stands inside a sentence."""
        return Statement(lowered(self.text), self.ids)


def state(text: str, *ids: str) -> Statement:
    """Return `text` as a statement that rests on `ids`."""
    return Statement(line(text), tuple(dict.fromkeys(ids)))


def line(text: str) -> str:
    """Return `text` on one line; spaces that do not break are spaces before they are not printable."""
    return " ".join(printable(" ".join(text.split())).split())


def escaped(text: str) -> str:
    """Return `text` so that Markdown takes every character of it for itself."""
    return _SPECIAL.sub(r"\\\1", line(text))


def marked(statement: Statement) -> str:
    """Return `statement` as Markdown text between marks."""
    return f"{BEGIN}{escaped(statement.text)}{IDS}{NEXT.join(map(escaped, statement.ids))}{END}"


def pieces(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the pieces of a rendered `text` in order, each with the ids it rests on, if any."""
    at = 0
    for match in _MARKED.finditer(text):
        if match.start() > at:
            yield text[at : match.start()], ()
        yield match[1], tuple(i for i in match[2].split(NEXT) if i)
        at = match.end()
    if at < len(text):
        yield text[at:], ()


def counted(items: Sequence[Any]) -> Statement:
    """Return how many `items` there are, as a statement that rests on what they rest on."""
    said = (v for item in items for v in ([item] if isinstance(item, Statement) else vars(item).values()))
    return state(str(len(items)), *(i for s in said if isinstance(s, Statement) for i in s.ids))


def ids_of(statements: Iterable[Statement]) -> tuple[str, ...]:
    """Return the ids behind all `statements`, each once."""
    return tuple(dict.fromkeys(i for s in statements for i in s.ids))
