"""How much one workbook may hold, told before anything parses it: what packs small may fill the memory."""

import zipfile
from collections.abc import Iterator

from diagnose.common import InputError, Place, Problem

MOST_COLUMNS = 2_000
MOST_ROWS = 1_048_576  # of all sheets; more than Excel has in one
MOST_SHEETS = 250
MOST_TEXTS = 500_000  # different ones
_LONGEST_ROW = 8_000_000  # bytes of a row's part; one of 1,000 columns has some 100,000
_LONGEST_TEXT = 1_000_000  # bytes between two tags; Excel has 32,767 characters in a cell
_LARGEST_PART = 20_000_000  # bytes of styles, names and the like, which are read whole
_CHUNK = 1_000_000
_OVERLAP = 8  # bytes: no tag that is counted is longer
_STREAMED = "xl/worksheets/"
_TEXTS = "xl/sharedStrings.xml"
_NOT_READ = ("xl/media/", "xl/drawings/", "xl/charts/", "xl/pivotCache/", "xl/printerSettings/")


def check_bulk(packed: zipfile.ZipFile, file: str) -> None:
    """Refuse a workbook with more rows, cells in a row, sheets or texts than any form or table has.

    Raises:
        InputError: there are; of what, and how many may be.
    """
    for key, values in _too_much(packed):
        raise InputError([Problem(Place(file), key, values)])


def _too_much(packed: zipfile.ZipFile) -> Iterator[tuple[str, dict[str, object]]]:
    parts = packed.infolist()
    sheets = [part for part in parts if part.filename.startswith(_STREAMED) and part.filename.endswith(".xml")]
    for part in parts:
        apart = part in sheets or part.filename == _TEXTS or part.filename.startswith(_NOT_READ)
        if not apart and part.file_size > _LARGEST_PART:
            yield "file_bomb", {"megabytes": part.file_size // 1_000_000}
    named = sum(
        _counted(packed, part, b"<sheet ", b":sheet ")[0] for part in parts if part.filename == "xl/workbook.xml"
    )
    if max(named, len(sheets)) > MOST_SHEETS:
        yield "book_many_sheets", {"given": max(named, len(sheets)), "limit": MOST_SHEETS}
    for part in (part for part in parts if part.filename == _TEXTS):
        texts, longest = _counted(packed, part, b"<si>", b"<si ", b":si>", b":si ", b"<si/", b":si/")
        if longest > _LONGEST_TEXT:
            yield "book_text_long", {"limit": _LONGEST_TEXT // 1_000_000}
        if texts > MOST_TEXTS:
            yield "book_many_texts", {"given": texts, "limit": MOST_TEXTS}
    rows = 0
    for part in sheets:
        if _widest(packed, part) > _LONGEST_ROW:
            yield "table_wide", {"limit": MOST_COLUMNS}
        rows += _counted(packed, part, b"<row ", b"<row>", b":row ", b":row>", b"<row/", b":row/")[0]
    if rows > MOST_ROWS:
        yield "book_many_rows", {"given": rows, "limit": MOST_ROWS}


def _counted(packed: zipfile.ZipFile, part: zipfile.ZipInfo, *tags: bytes) -> tuple[int, int]:
    """Return how often one of `tags` begins in `part`, and the most bytes between two tags (found by the chunk)."""
    count, since, longest, kept = 0, 0, 0, b""
    with packed.open(part) as opened:
        while chunk := opened.read(_CHUNK):
            seen = kept + chunk
            kept = seen[-_OVERLAP:]
            count += sum(seen.count(tag) - kept.count(tag) for tag in tags)
            first, last = chunk.find(b"<"), chunk.rfind(b"<")
            since += first if first >= 0 else len(chunk)
            longest = max(longest, since)
            since = len(chunk) - last if last >= 0 else since
    return count + sum(kept.count(tag) for tag in tags), longest


def _widest(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """Return how many bytes the longest row of a sheet has, as far as it stands in more than one chunk."""
    since, widest = 0, 0  # bytes since a row began
    with packed.open(part) as opened:
        while chunk := opened.read(_CHUNK):
            first, last = _row_starts(chunk)
            widest = max(widest, since + first)
            if widest > _LONGEST_ROW:
                break
            since = len(chunk) - last if last >= 0 else since + len(chunk)
    return widest


def _row_starts(chunk: bytes) -> tuple[int, int]:
    """Return where the first row of `chunk` begins (its length where none does), and the last (else -1)."""
    found = [at for tag in (b"<row", b":row") for at in (chunk.find(tag), chunk.rfind(tag)) if at >= 0]
    return min(found, default=len(chunk)), max(found, default=-1)
