"""Rows of a table in a CSV or Excel file, one at a time, so that a million of them fit in little memory."""

import csv
import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diagnose.common import InputError, Place, Problem, shown
from diagnose.intake.files.bulk import MOST_COLUMNS, check_bulk
from diagnose.intake.files.cells import text
from diagnose.intake.files.opening import encoding_of, kind_of
from diagnose.intake.files.progress import watched
from diagnose.intake.files.sheets import look, sheet_rows
from diagnose.intake.files.table import Look, Row

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

_SAMPLE = 20_000  # characters that the delimiter is told from
_LONGEST = 50_000  # characters of a cell
_LONGEST_LINE = 5_000_000  # characters


@dataclass(frozen=True)
class Table:
    """A table that can be read once.

    `sheets` names all sheets of its file that are shown, `hidden` those that are not.
    """

    file: str
    sheet: str | None
    sheets: tuple[str, ...]
    rows: Iterator[Row]
    look: Look = field(default_factory=Look)
    hidden: tuple[str, ...] = ()


@contextmanager
def open_table(path: Path, sheet: str | None = None) -> Iterator[Table]:
    """Open the table in `path`: a CSV file, or a sheet of a workbook (the first shown, unless `sheet` names one).

    Raises:
        InputError: the file cannot be used (see `opening.kind_of`), or has no such sheet.
    """
    kind = kind_of(path)
    if kind == "text":
        with _text(path) as table:
            yield table
    elif kind == "xlsx":
        with open_workbook(path) as book:
            yield _sheet(book, path, sheet)
    else:
        raise InputError([Problem(Place(shown(path)), "file_not_kind", {"given": kind, "expected": "CSV, XLSX"})])


@contextmanager
def open_workbook(path: Path, *, streamed: bool = True) -> Iterator["Workbook"]:
    """Open an Excel file; its formulas are texts, its links are not followed.

    Raises:
        InputError: it cannot be used, or openpyxl is not installed.
    """
    kind = kind_of(path)
    file = shown(path)
    if kind != "xlsx":
        raise InputError([Problem(Place(file), "file_not_kind", {"given": kind, "expected": "XLSX"})])
    try:
        from openpyxl import load_workbook
        from openpyxl.styles import cell_style
    except ImportError as error:
        raise InputError([Problem(Place(file), "office_missing", {"given": error.name})]) from None
    vars(cell_style)["print"] = _silent  # it prints of styles that are broken; standard output may be the case itself
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module="openpyxl")  # of extensions that it knows not, such as LibreOffice's
        with path.open("rb") as opened:  # openpyxl leaves what it opens itself open where it fails
            try:
                with zipfile.ZipFile(opened) as packed:
                    check_bulk(packed, file)
                book = load_workbook(opened, read_only=streamed, keep_links=False)
            except InputError:
                raise
            except Exception:  # a stranger's file: openpyxl raises whatever its parsers do
                raise InputError([Problem(Place(file), "file_truncated")]) from None
            try:
                yield book
            finally:
                book.close()


def _silent(*_: object) -> None:
    """Print nothing."""


def _sheet(book: "Workbook", path: Path, sheet: str | None) -> Table:
    names = tuple(one.title for one in book.worksheets)
    hidden = tuple(one.title for one in book.worksheets if one.sheet_state != "visible")
    visible = tuple(name for name in names if name not in hidden) or names
    wanted = visible[:1] if sheet is None else [n for n in names if text(n).casefold() == text(sheet).casefold()]
    found = next(iter(wanted), None)
    if not names:
        raise InputError([Problem(Place(shown(path)), "file_truncated")])
    if found is None:
        values = {"given": sheet, "expected": ", ".join(names)}
        raise InputError([Problem(Place(shown(path)), "table_no_sheet", values)])
    try:
        seen = look(book, found)
    except Exception:  # as above
        raise InputError([Problem(Place(shown(path)), "file_truncated")]) from None
    rows = watched(sheet_rows(book, found, shown(path), seen), shown(path))
    return Table(shown(path), found, visible, rows, seen, hidden)


@contextmanager
def _text(path: Path) -> Iterator[Table]:
    file = shown(path)
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="", errors="strict") as opened:
        yield Table(file, None, (), watched(_text_rows(opened, file), file))


def _encoding(path: Path) -> str:
    """Return the encoding of a text file: UTF-16, else UTF-8, else what Excel writes here."""
    with path.open("rb") as opened:
        if wide := encoding_of(opened.read(4_096)):
            return wide
        opened.seek(0)
        try:
            while block := opened.readline(1_000_000):
                block.decode("utf-8")
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _text_rows(opened: Any, file: str) -> Iterator[Row]:
    csv.field_size_limit(_LONGEST)
    number = 0
    try:
        sample = opened.read(_SAMPLE)
        opened.seek(0)
        reader = csv.reader(_lines(opened, file), delimiter=_delimiter(sample), strict=False)
        for cells in reader:
            number = reader.line_num
            if len(cells) > MOST_COLUMNS:
                if any(cell.strip() for cell in cells[MOST_COLUMNS:]):
                    raise InputError([Problem(Place(file, number), "table_wide", {"limit": MOST_COLUMNS})])
                cells = cells[:MOST_COLUMNS]
            yield Row(file, None, number, cells)
    except csv.Error as error:
        key = "table_cell_long" if "field limit" in str(error) else "file_unreadable"
        values = {"why": error, "limit": f"{_LONGEST:,}".replace(",", ".")}
        raise InputError([Problem(Place(file, number + 1), key, values)]) from None
    except UnicodeError:
        raise InputError([Problem(Place(file), "file_encoding")]) from None
    except ValueError as error:
        raise InputError([Problem(Place(file), "file_unreadable", {"why": error})]) from None


def _lines(opened: Any, file: str) -> Iterator[str]:
    """Yield the lines of a text file, none of which is longer than any row of a table."""
    number = 0
    while line := opened.readline(_LONGEST_LINE):
        number += 1
        if len(line) == _LONGEST_LINE:
            raise InputError([Problem(Place(file, number), "table_wide", {"limit": MOST_COLUMNS})])
        yield line


def _delimiter(sample: str) -> str:
    """Return what parts the cells: what stands most evenly in the first lines, outside quotes, in a third of them."""
    lines = [re.sub(r'"[^"]*"', "", line) for line in sample.splitlines()[:20] if line.strip()]

    def evenness(mark: str) -> tuple[int, int]:
        counts = [count for line in lines if (count := line.count(mark))]
        most = max(sorted(set(counts)), key=counts.count, default=0)
        return (counts.count(most), most) if 3 * counts.count(most) >= len(lines) else (0, 0)

    return max(";\t|,", key=evenness)
