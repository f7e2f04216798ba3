"""What kind of file a stranger's file is, by its content, and whether it may be opened at all.

Refused before anything is parsed: wrong kinds, passwords, macros, links to other files, document type declarations
(entities), and archives that unpack to more than they should. Nothing here follows a link or runs anything.
"""

import lzma
import zipfile
import zlib
from pathlib import Path
from typing import IO

from diagnose.common import InputError, Place, Problem, dangers, shown

MAX_BYTES = 200_000_000  # of the file itself
_OFFICE = {"xl/workbook.xml": "xlsx", "word/document.xml": "docx"}
_TOLD = {
    "large": "file_bomb",
    "locked": "file_protected",
    "macros": "file_macros",
    "links": "file_links",
    "entities": "file_entities",
}
_READ = "XLSX, CSV, DOCX, PDF"
_COMPOUND = b"\xd0\xcf\x11\xe0"
_STREAMS = (("Workbook", "Excel 97-2003 (.xls)", ".xlsx"), ("WordDocument", "Word 97-2003 (.doc)", ".docx"))
_OTHERS = (  # how other kinds begin, what they are called, and as what they can be read
    (b"{\\rtf", "RTF", ".docx"),
    (b"<!doctype html", "HTML", ".xlsx / .docx"),
    (b"<html", "HTML", ".xlsx / .docx"),
    *((begins, "HTML", ".xlsx") for begins in (b"<table", b"<meta", b"<head", b"<style", b"<div", b"<!--")),
    (b"mime-version:", "MHTML", ".xlsx / .docx"),
    *((begins, "JSON", ".xlsx / .csv") for begins in (b"[{", b'{"', b"[\n", b"{\n")),
    (b"<?xml", "XML", ".xlsx / .docx"),
)
_PACKED = (  # parts of archives of other kinds
    ("xl/workbook.bin", "Excel biner (.xlsb)", ".xlsx"),
    ("ppt/presentation.xml", "PowerPoint (.pptx)", ".docx / .xlsx"),
    ("content.xml", "OpenDocument (.ods, .odt)", ".xlsx / .docx"),
)
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
        raise refuse("file_nothing")
    if head.startswith(b"%PDF"):
        return "pdf"
    for begins, given, expected in _OTHERS:
        if head.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(begins):
            raise refuse("file_save_as", given=given, expected=expected)
    if head.startswith(_COMPOUND):
        key, values = _compound(path.read_bytes())
        raise refuse(key, **values)
    if head.startswith((b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")):
        raise refuse("file_picture")
    if b"\x00" in head and not encoding_of(head):
        raise refuse("file_not_kind", given="biner", expected=_READ)
    return "text"


def encoding_of(head: bytes) -> str:
    """Return which UTF-16 or UTF-32 a text file begins in, with its mark or without; empty where it is none."""
    if head.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return "utf-32"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    for name, zeros, letters in (("utf-16-le", head[1::2], head[0::2]), ("utf-16-be", head[0::2], head[1::2])):
        if len(zeros) > 3 and zeros.count(0) > 0.9 * len(zeros) and letters.count(0) == 0:
            return name
    return ""


def _compound(content: bytes) -> tuple[str, dict[str, object]]:
    """Return what is told of a file of Office before 2007, or one with a password, which is wrapped alike."""
    for stream, given, expected in _STREAMS:
        if stream.encode("utf-16-le") in content:
            return "file_save_as", {"given": given, "expected": expected}
    return "file_protected", {}


def _office(opened: IO[bytes], file: str) -> str:
    try:
        with zipfile.ZipFile(opened) as packed:
            names = set(packed.namelist())
            kind = next((kind for part, kind in _OFFICE.items() if part in names), None)
            for part, given, expected in _PACKED if kind is None else ():
                if part in names:
                    raise InputError([Problem(Place(file), "file_save_as", {"given": given, "expected": expected})])
            for danger, values in dangers(packed):
                raise InputError([Problem(Place(file), _TOLD[danger], values)])
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, EOFError, ValueError, RuntimeError):
        raise InputError([Problem(Place(file), "file_truncated")]) from None
    if kind is None:
        raise InputError([Problem(Place(file), "file_not_kind", {"given": "ZIP", "expected": _READ})])
    return kind
