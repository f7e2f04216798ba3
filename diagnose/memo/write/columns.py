"""How wide the columns of tables are: those of the same heading have the same columns throughout a memo."""

import math
from collections.abc import Iterable, Mapping, Sequence

from diagnose.memo.template import Block, Spans, Table

_NARROW = 12  # characters up to which a column is as wide as what it holds
_SHORT = 500  # characters in a cell up to which a row is kept on one page

Widths = Mapping[tuple[str, ...], list[float]]  # 0 is as wide as what it holds, else a share of the rest


def table_widths(blocks: Iterable[Block]) -> Widths:
    """Return the columns of the tables among `blocks`, by the texts of their heading."""
    rows: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for block in blocks:
        if isinstance(block, Table):
            head = texts_of(block.head)
            rows.setdefault(head, [head]).extend(map(texts_of, block.rows))
    return {head: [_wide(column) for column in zip(*found, strict=True)] for head, found in rows.items()}


def texts_of(row: Iterable[Spans]) -> tuple[str, ...]:
    """Return the text of each cell of `row`."""
    return tuple("".join(span.text for span in cell) for cell in row)


def whole(row: Iterable[Spans]) -> bool:
    """Say whether `row` is kept on one page: a long one would leave much of a page blank."""
    return max(map(len, texts_of(row))) <= _SHORT


def _wide(column: Sequence[str]) -> float:
    """Return the width of a column: by what it holds and its longest word, unless it is narrow."""
    longest = max(map(len, column))
    if longest <= _NARROW:
        return 0
    word = max(len(word) for cell in column for word in cell.split() or [""])
    return round(max(math.sqrt(min(longest, 500)), min(word, 20) / 1.6), 1)
