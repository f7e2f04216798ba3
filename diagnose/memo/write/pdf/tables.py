"""Tables of the PDF: those of the same heading have the same columns throughout a memo."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from diagnose.memo.template import Block, Spans, Table
from diagnose.memo.write.pdf.markup import call, several

_NARROW = 12  # characters up to which a column is as wide as what it holds
_SHORT = 500  # characters in a cell up to which a row is kept on one page

Widths = Mapping[tuple[str, ...], str]


def widths(blocks: Iterable[Block]) -> Widths:
    """Return the columns of the tables among `blocks`, by the texts of their heading."""
    rows: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for block in blocks:
        if isinstance(block, Table):
            head = _row(block.head)
            rows.setdefault(head, [head]).extend(map(_row, block.rows))
    return {head: several(map(_wide, zip(*found, strict=True))) for head, found in rows.items()}


def table(block: Table, spans: Callable[[Spans], str], known: Widths) -> str:
    """Return the Typst code of `block`, as wide as `known` says; `spans` writes a text."""
    head = _row(block.head)
    return call(
        "table",
        call("table.header", *(call("strong", spans(cell)) for cell in block.head), repeat="true"),
        *(cell for row in block.rows for cell in _cells(row, spans)),
        columns=(known if head in known else widths([block]))[head],
        align=several(align if align in ("left", "right", "center") else "left" for align in block.aligns),
        fill='(x, y) => if y == 0 {rgb("#eef0f2")}',
    )


def _cells(row: Sequence[Spans], spans: Callable[[Spans], str]) -> list[str]:
    """Write a row, kept on one page unless it is long: one cell that may not break would keep all of it."""
    short = max(map(len, _row(row))) <= _SHORT
    return [call("table.cell", spans(cell), breakable="false" if short else "true") for cell in row]


def _row(row: Iterable[Spans]) -> tuple[str, ...]:
    return tuple("".join(span.text for span in cell) for cell in row)


def _wide(column: Sequence[str]) -> str:
    """Return the width of a column: as wide as it is where it is narrow, else by what it holds and its longest word."""
    longest = max(map(len, column))
    if longest <= _NARROW:
        return "auto"
    word = max(len(word) for cell in column for word in cell.split() or [""])
    return f"{max(min(longest, 500) ** 0.5, min(word, 20) / 1.6):.1f}fr"
