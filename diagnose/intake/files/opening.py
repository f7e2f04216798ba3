"""What kind of file a stranger's file is, by its content, and whether it may be opened at all.

Refused before anything is parsed: wrong kinds, passwords, macros, links to other files, document type declarations
(entities), and archives that unpack to more than they should. Nothing here follows a link or runs anything.
"""

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from diagnose.common import InputError, Place, Problem, shown

MAX_BYTES = 200_000_000  # of the file itself
MAX_UNPACKED = 800_000_000  # of all its parts
MAX_RATIO = 300  # of a part to what it is packed into: text packs some 20 times, a bomb a thousand
MAX_PARTS = 5_000
_SMALL = 5_000_000  # parts that may pack however well
_OFFICE = {"xl/workbook.xml": "xlsx", "word/document.xml": "docx"}
_DTD = b"<!DOCTYPE"
_HEAD = 4_096


def kind_of(path: Path) -> str:
    """Return the kind of the file at `path` by its content: ``xlsx``, ``docx``, ``pdf`` or ``text``.

    Raises:
        InputError: it cannot be read, is of another kind, protected, broken, or of a size or content that is refused.
    """
    file = shown(path)

    def refuse(key: str, **values: object) -> InputError:
        return InputError([Problem(Place(file), key, values)])

    try:
        if path.is_dir():
            raise refuse("file_is_folder")
        if path.exists() and not path.is_file():
            raise refuse("file_unreadable", why="not a regular file")
        if path.stat().st_size > MAX_BYTES and path.suffix.casefold() not in (".csv", ".tsv", ".txt"):
            raise refuse("file_too_large", megabytes=MAX_BYTES // 1_000_000)
        with path.open("rb") as opened:
            head = opened.read(_HEAD)
            if head.startswith(b"PK"):
                return _office(opened, file)
    except FileNotFoundError:
        raise refuse("file_missing") from None
    except OSError as error:
        raise refuse("file_unreadable", why=error.strerror or error) from None
    if not head.strip():
        raise refuse("file_empty")
    if head.startswith(b"%PDF"):
        return "pdf"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise refuse("file_protected")
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refuse("file_other_kind", kind="biner")
    return "text"


def _office(opened: IO[bytes], file: str) -> str:
    try:
        with zipfile.ZipFile(opened) as packed:
            names = set(packed.namelist())
            kind = next((kind for part, kind in _OFFICE.items() if part in names), None)
            for key, values in _unsafe(packed):
                raise InputError([Problem(Place(file), key, values)])
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, EOFError, ValueError, RuntimeError):
        raise InputError([Problem(Place(file), "file_truncated")]) from None
    if kind is None:
        raise InputError([Problem(Place(file), "file_other_kind", {"kind": "zip"})])
    return kind


def _unsafe(packed: zipfile.ZipFile) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield what speaks against opening the archive, from its directory first."""
    parts = packed.infolist()
    unpacked = sum(part.file_size for part in parts)
    swollen = any(p.file_size > _SMALL and p.file_size > MAX_RATIO * max(p.compress_size, 1) for p in parts)
    if unpacked > MAX_UNPACKED or swollen or len(parts) > MAX_PARTS:
        yield "file_bomb", {"megabytes": unpacked // 1_000_000}
    if any(part.flag_bits & 1 for part in parts):
        yield "file_protected", {}
    for part in parts:
        name = part.filename.casefold()
        if name.endswith("vbaproject.bin"):
            yield "file_macros", {}
        if name.startswith("xl/externallinks/"):
            yield "file_links", {}
        if name.endswith((".xml", ".rels")):
            with packed.open(part) as content:
                if _DTD in content.read(_HEAD).replace(b"\x00", b"").upper():  # UTF-16 has a zero in each letter
                    yield "file_entities", {"part": part.filename}
