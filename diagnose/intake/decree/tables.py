"""Rows of a table of members, put together from the lines of a laid-out page, where cells go over several lines."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from diagnose.intake.decree.content import begins, decree_words
from diagnose.intake.decree.lines import Line
from diagnose.intake.decree.names import heading, seat

_NUMBER = re.compile(r"\s*(?:\d{1,3}|[IVX]{1,5})[.)]?(?=\s|$)")
_CELL = re.compile(r"\S+(?:\s\S+)*")  # cells stand two spaces apart
_TITLES = 2  # titles of columns that make a header
Row = tuple[Line, tuple[str, ...]]


def header(line: Line) -> bool:
    """Tell whether the line holds the titles of a table of members."""
    titles = [cell.casefold().rstrip(".") for _, cell in _cells(line)]
    known = sum(_known(title) for title in titles)
    return not line.whole and (known >= _TITLES or (known > 0 and titles[0] in ("no", "nomor")))


def _known(title: str) -> bool:
    """Tell whether `title` is that of a column, or the first line of one that goes over several."""
    bare = re.sub(r"\s*/\s*", "/", title)
    return bool(bare) and any(known == bare or known.startswith(f"{bare} ") for known in decree_words().columns)


def table_end(lines: Sequence[Line], start: int) -> int:
    """Return the number of the line after the table whose header is the line `start`."""
    columns = {column for column, _ in _cells(lines[start])[1:]}
    for i in range(start + 1, len(lines)):
        line = lines[i]
        if line.whole:
            return i
        if _NUMBER.match(line.text):
            columns = {column for column, _ in _cells(line)[1:]}
        elif begins(line.text, decree_words().members_end):
            indent = len(line.text) - len(line.text.lstrip())
            if not any(abs(indent - column) <= 1 for column in columns):  # else it goes on with a cell
                return i
    return len(lines)


def rows(lines: Sequence[Line]) -> Iterator[Row]:
    """Yield header, headings and rows of the table that `lines` hold."""
    numbered = any(_NUMBER.match(line.text) for line in lines)
    parts: list[list[Line]] = []  # each begins with a header or heading
    for line in lines:
        if not parts or header(line) or heading(line.text) is not None:
            parts.append([])
        parts[-1].append(line)
    for part in parts:
        at = [i for i, line in enumerate(part) if i and _tells(line, numbered)]
        cuts = [_cut(part, before, i) for before, i in pairwise([0, *at])]
        bounds = [0, *cuts, len(part)]
        yield _row(part[0], part[: bounds[1]])
        for i, first, end in zip(at, cuts, bounds[2:], strict=True):
            yield _row(part[i], part[first:end])


def _cut(part: Sequence[Line], before: int, at: int) -> int:
    """Return where the row begins whose number stands at line `at`: above it, where the cells are centred."""
    words = decree_words()
    for beginnings in (words.offices, words.kinds):
        if any(begins(cell, (*beginnings, *words.heads, *words.deputies)) for _, cell in _cells(part[at])):
            return at
        for i in range(at - 1, before, -1):
            if any(begins(cell, beginnings) for _, cell in _cells(part[i])):
                return i
    return at


def _tells(line: Line, numbered: bool) -> bool:
    """Tell whether `line` has the number of a row; in a table without numbers, the seat."""
    return bool(_NUMBER.match(line.text)) if numbered else any(seat(cell) for _, cell in _cells(line))


def _row(first: Line, lines: Sequence[Line]) -> Row:
    """Return the cells of one row; `first` tells its columns, with the first line where it has number and seat only."""
    columns = [start for start, _ in _cells(first)]
    if len(columns) == _TITLES and lines[0] is not first:
        columns = sorted({*columns, _cells(lines[0])[0][0]})
    texts: list[list[str]] = [[] for _ in columns]
    for line in lines:
        for start, text in _cells(line):
            texts[min(range(len(columns)), key=lambda i: abs(columns[i] - start))].append(text)
    return lines[0], tuple(" ".join(pieces) for pieces in texts)


def _cells(line: Line) -> list[tuple[int, str]]:
    """Return the cells of a line of a table, each with the column it starts at."""
    return [(piece.start(), piece.group()) for piece in _CELL.finditer(line.text)]
