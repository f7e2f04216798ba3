"""Ruled tables of a page of a PDF: their rows with the text of each cell whole, however many lines it goes over."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from diagnose.intake.decree.content import decree_words, phrase

_LEAST = 2  # columns, rows, and seats
Ruled = list[tuple[str, tuple[str, ...]]]


def has_seats(text: str) -> bool:
    """Tell whether a page names seats, so that a table on it may list members."""
    found = 0
    for word in decree_words().roles_by_word:
        found += len(phrase(word).findall(text))
    return found >= _LEAST


def page_lines(path: Path, number: int) -> Ruled:
    """Return the lines of a page (from 0), rows of ruled tables as their cells; nothing where it has no such table.

    Raises:
        ImportError: pdfplumber is not installed.
    """
    import pdfplumber

    with pdfplumber.open(path, pages=[number + 1]) as opened:
        page: Any = opened.pages[0]
        tables = sorted((t for t in page.find_tables() if _is_list(t)), key=lambda table: table.bbox[1])
        return list(_lines(page, tables)) if tables else []


def _is_list(table: Any) -> bool:
    rows = table.rows
    return len(rows) >= _LEAST and max(len([c for c in row.cells if c]) for row in rows) >= _LEAST


def _lines(page: Any, tables: list[Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what stands above, in, and below each table, from the top of the page down."""
    left, top, right, bottom = page.bbox
    for table in tables:
        yield from _texts(page, (left, top, right, max(top, table.bbox[1])))
        for row in table.extract():
            cells = tuple(" ".join((cell or "").split()) for cell in row)
            if any(cells):
                yield " ".join(c for c in cells if c), cells
        top = max(top, table.bbox[3])
    yield from _texts(page, (left, top, right, bottom))


def _texts(page: Any, box: tuple[float, float, float, float]) -> Iterator[tuple[str, tuple[str, ...]]]:
    if box[3] - box[1] < 1:
        return
    for text in (page.crop(box, strict=False).extract_text() or "").splitlines():
        yield text, ()
