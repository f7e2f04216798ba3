"""Paragraphs and table rows of a decree, put together from lines where a page or a text file has broken them up."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diagnose.intake.decree.content import MARKER, begins, decree_words
from diagnose.intake.decree.lines import Line
from diagnose.intake.decree.names import heading, seat
from diagnose.intake.decree.tables import header, rows, table_end

_NUMBERED = re.compile(rf"(?=\s*(?:\d{{1,3}}|[a-zA-Z]|[ivxIVX]{{1,5}})[.)]\s){MARKER}|\s*[-•·–]\s")
_DICTUM = re.compile(r"\s*KE[A-Z]{3,}\s*:")
_FULL = 0.75  # of the width of the text: a line that ends before it ends its paragraph


@dataclass(frozen=True)
class Block:
    """One paragraph (its one cell is its text) or one row of a table, and the line it begins with.

    A cell of a Word file has a line for each of its paragraphs.
    """

    line: Line
    cells: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of it on one line."""
        return " ".join(" ".join(self.cells).split())


def blocks(lines: Sequence[Line]) -> Iterator[Block]:
    """Yield the paragraphs and rows that `lines` make up."""
    width = max((len(line.text.rstrip()) for line in lines if not line.whole), default=0)
    at = 0
    while at < len(lines):
        line, end = lines[at], at + 1
        if line.whole:
            yield Block(line, line.cells or (line.text,))
        elif header(line):
            end = table_end(lines, at)
            yield from (Block(first, cells) for first, cells in rows(lines[at:end]))
        else:
            while end < len(lines) and not _begins(lines[end], lines[end - 1], line, width):
                end += 1
            yield Block(line, (" ".join(" ".join(piece.text for piece in lines[at:end]).split()),))
        at = end


def _begins(line: Line, last: Line, first: Line, width: int) -> bool:
    """Tell whether `line` begins a paragraph or table, after one that goes from the line `first` to `last`."""
    text, before = line.text, last.text.rstrip()
    return (
        line.whole
        or line.apart
        or before.endswith((".", ";", ":"))
        or (len(before) < _FULL * width and not _hangs(first.text, text))
        or bool(_NUMBERED.match(text) or _DICTUM.match(text))
        or begins(text, decree_words().paragraphs)
        or (text.isupper() and begins(text, decree_words().annex))
        or (text.isupper() and not before.split()[-1].isupper())
        or seat(text.partition(":")[0]) is not None
        or heading(first.text) is not None
        or header(line)
    )


def _hangs(first: str, text: str) -> bool:
    """Tell whether `text` stands right below the words that follow the number of the line `first`."""
    numbered = _NUMBERED.match(first)
    return numbered is not None and numbered.end() == len(text) - len(text.lstrip()) > 0
