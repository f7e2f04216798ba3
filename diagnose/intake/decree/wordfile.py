"""The paragraphs and table rows of a Word file, in order; headers and footers are passed over."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = {f"{_W}del", f"{_W}moveFrom", f"{_W}txbxContent", f"{_W}pPr", f"{_W}rPr", f"{_W}instrText"}
_BOX = f"{_W}txbxContent"
_TWICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # says the same once more
_DEEPEST = 60
_COLUMNS = 100


def word_lines(path: Path) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """Yield the place of each paragraph and row, its texts, and whether it is a row."""
    from docx import Document

    paragraphs = tables = 0
    for block in _blocks(Document(str(path)).element.body, 0):
        if block.tag == f"{_W}p":
            if text := _text(block):
                paragraphs += 1
                yield f"par {paragraphs}", (text,), False
            continue
        for table in (block, *_nested(block, 0)):
            tables += 1
            for number, cells in enumerate(_rows(table), 1):
                yield f"tabel {tables} baris {number}", cells, True


def _nested(table: Any, depth: int) -> Iterator[Any]:
    """Yield the tables that stand in cells of `table`, and those in them."""
    for child in table:
        if child.tag == f"{_W}tbl":
            yield child
        if child.tag not in _SKIPPED and depth < _DEEPEST:
            yield from _nested(child, depth + 1)


def _blocks(holder: Any, depth: int) -> Iterator[Any]:
    """Yield paragraphs and tables, also those inside content controls and the like."""
    for child in holder:
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
            if child.tag == f"{_W}p":
                yield from _boxes(child, 0)
        elif child.tag not in _SKIPPED and depth < _DEEPEST:
            yield from _blocks(child, depth + 1)


def _boxes(node: Any, depth: int) -> Iterator[Any]:
    """Yield what stands in the text boxes that hang on a paragraph."""
    for child in node:
        if child.tag == _BOX:
            yield from _blocks(child, depth + 1)
        elif child.tag != _TWICE and depth < _DEEPEST:
            yield from _boxes(child, depth + 1)


def _rows(table: Any) -> Iterator[tuple[str, ...]]:
    """Yield the texts of each row, each merged cell once a row; one merged downwards counts for every row of it."""
    above: dict[int, str] = {}
    for row in _inside(table, "tr", 0):
        texts: list[str] = []
        here: dict[int, str] = {}
        column = 0
        for cell in _inside(row, "tc", 0):
            merged, span = _merging(cell)
            text = above.get(column, "") if merged else _cell(cell)
            here |= dict.fromkeys(range(column, column + span), text)
            column += span
            texts.append(text)
        above = here
        yield tuple(texts)


def _inside(holder: Any, tag: str, depth: int) -> Iterator[Any]:
    for child in holder:
        if child.tag == f"{_W}{tag}":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml") and depth < _DEEPEST:
            yield from _inside(child, tag, depth + 1)


def _merging(cell: Any) -> tuple[bool, int]:
    """Return whether a cell goes on the one above it, and over how many columns it reaches."""
    down = cell.find(f"{_W}tcPr/{_W}vMerge")
    across = cell.find(f"{_W}tcPr/{_W}gridSpan")
    span = across.get(f"{_W}val", "1") if across is not None else "1"
    goes_on = down is not None and down.get(f"{_W}val", "continue") == "continue"
    return goes_on, min(int(span), _COLUMNS) if span.isascii() and span.isdigit() else 1


def _cell(cell: Any) -> str:
    """Return the paragraphs of a cell, each on a line."""
    texts = []
    for block in _blocks(cell, 0):
        texts += [_text(block)] if block.tag == f"{_W}p" else []  # tables in it are read by themselves
    return "\n".join(text for text in texts if text)


def _text(paragraph: Any) -> str:
    """Return the text as it reads with all changes accepted, a line for each that it is broken into."""
    pieces: list[str] = []

    def gather(node: Any, depth: int) -> None:
        for child in node:
            if child.tag == f"{_W}t":
                pieces.append(child.text or "")
            elif child.tag == f"{_W}tab":
                pieces.append(" ")
            elif child.tag in (f"{_W}br", f"{_W}cr"):
                pieces.append("\n")
            elif child.tag == f"{_W}noBreakHyphen":
                pieces.append("-")
            elif child.tag not in _SKIPPED and depth < _DEEPEST:
                gather(child, depth + 1)

    gather(paragraph, 0)
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)
