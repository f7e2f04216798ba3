"""The lines of a decree, from a Word file, the text layer of a PDF, or plain text; each with its place.

Of a Word file a line is a paragraph or the row of a table; of the others, a line as it is laid out.
"""

import logging
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from diagnose.common import InputError, Place, Problem, printable, shown
from diagnose.intake.decree.ruled import has_seats, page_lines
from diagnose.intake.decree.wordfile import word_lines
from diagnose.intake.files import kind_of

MAX_PAGES = 150
MAX_CHARACTERS = 1_000_000
MAX_SECONDS = 60
_SPACE = re.compile(r"[^\S\n]")
_PAGE_NUMBER = re.compile(r"\s*[-–]?\s*\d{1,3}\s*[-–]?\s*")
_PAGE_BYTES = 5_000_000  # of drawing instructions; a page of text has some 10,000
_PART_BYTES = 40_000_000  # of the text of a Word file


@dataclass(frozen=True)
class Line:
    """One line: its text (with the spaces of its layout), where it stands, and the cells of a row of a table.

    It is `whole` where it is a paragraph, not a piece of one, and `apart` where a blank line stands before it.
    """

    file: str
    at: str
    text: str
    cells: tuple[str, ...] = ()
    whole: bool = False
    apart: bool = False

    @property
    def place(self) -> Place:
        """The place, as problems name it: ``SK.docx:par 12``."""
        return Place(f"{self.file}:{self.at}")


def read_lines(path: Path) -> tuple[Line, ...]:
    """Return the lines of the document at `path` that are not empty.

    Raises:
        InputError: the file cannot be used: it is of another kind, protected, broken, too long, or a scan without text.
    """
    kind, file = kind_of(path), shown(path)
    if kind not in ("docx", "pdf", "text"):
        raise InputError([Problem(Place(file), "file_not_kind", {"given": kind, "expected": "DOCX, PDF, TXT"})])
    reader = {"docx": _word, "pdf": _pdf, "text": _text}[kind]
    found: list[Line] = []
    characters = 0
    try:
        for line in reader(path, file):
            characters += len(line.text)
            if characters > MAX_CHARACTERS:
                raise _long(file)
            if line.text.strip():
                found.append(replace(line, text=_clean(line.text), cells=tuple(map(_clean, line.cells))))
    except ImportError as error:
        raise InputError([Problem(Place(file), "office_missing", {"given": error.name})]) from None
    except InputError:
        raise
    except Exception:  # a stranger's file: the libraries raise whatever their parsers do
        raise InputError([Problem(Place(file), "file_truncated")]) from None
    if not any(line.text.strip() for line in found):
        raise InputError([Problem(Place(file), "decree_scan" if kind == "pdf" else "decree_no_text")])
    return tuple(found)


def _clean(text: str) -> str:
    """Return `text` with plain spaces and only characters that can be shown and written."""
    return printable(_SPACE.sub(" ", text))


def _long(file: str) -> InputError:
    values = {"pages": MAX_PAGES, "characters": f"{MAX_CHARACTERS:,}".replace(",", ".")}
    return InputError([Problem(Place(file), "decree_long", values)])


def _word(path: Path, file: str) -> Iterator[Line]:
    import zipfile

    with zipfile.ZipFile(path) as packed:
        if packed.getinfo("word/document.xml").file_size > _PART_BYTES:
            raise _long(file)
    for at, cells, is_row in word_lines(path):
        yield Line(file, at, " ".join(cells), cells if is_row else (), whole=True)


def _text(path: Path, file: str) -> Iterator[Line]:
    with path.open("rb") as opened:
        content = opened.read(4 * MAX_CHARACTERS + 1)
    if len(content) > 4 * MAX_CHARACTERS:
        raise _long(file)
    blank = False
    for number, text in enumerate(_decoded(content).splitlines(), 1):
        yield Line(file, f"baris {number}", text.replace("\t", "    "), apart=blank)
        blank = not text.strip()


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")  # what Windows writes here


def _pdf(path: Path, file: str) -> Iterator[Line]:
    from pypdf import PdfReader

    with _quiet("pypdf", "pdfminer"):
        reader = PdfReader(path)
        if reader.is_encrypted and not _opens(reader):
            raise InputError([Problem(Place(file), "file_protected")])
        if len(reader.pages) > MAX_PAGES:
            raise _long(file)
        until = time.monotonic() + MAX_SECONDS
        for number, page in enumerate(reader.pages, 1):
            content = page.get_contents()
            if time.monotonic() > until or (content is not None and len(content.get_data()) > _PAGE_BYTES):
                raise _long(file)
            laid = page.extract_text(extraction_mode="layout", layout_mode_space_vertically=False)
            texts = laid.splitlines()
            if ruled := page_lines(path, number - 1) if has_seats(laid) else None:
                for row, (text, cells) in enumerate(ruled, 1):
                    if cells or not _PAGE_NUMBER.fullmatch(text):
                        yield Line(file, f"hal. {number} baris {row}", text, cells, whole=bool(cells))
                continue
            for row, text in enumerate(texts, 1):
                if not (row in (1, len(texts)) and _PAGE_NUMBER.fullmatch(text)):
                    yield Line(file, f"hal. {number} baris {row}", text)


def _opens(reader: Any) -> bool:
    """Tell whether the file opens without a password: many forbid only changes."""
    try:
        return bool(reader.decrypt(""))
    except Exception:  # a way of locking that is not known here
        return False


@contextmanager
def _quiet(*libraries: str) -> Iterator[None]:
    """Keep what libraries log about a broken file from the terminal."""
    loggers = [logging.getLogger(library) for library in libraries]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
