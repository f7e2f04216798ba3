"""Archives (zip, as office files are): what may not be opened of a stranger's, and one way to pack equal bytes."""

import io
import re
import zipfile
from collections.abc import Iterator

MOST_UNPACKED = 800_000_000  # bytes of all parts
MOST_PARTS = 5_000
_RATIO = 300  # of a part to what it is packed into: text packs some 20 times, a bomb a thousand
_SMALL = 5_000_000  # parts that may pack however well
_HEAD = 4_096
_PROLOG = 1_000_000  # bytes before the first element; an honest file has some hundred
_BEFORE = re.compile(rb"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"'](?!utf-?8|utf-?16|us-ascii|ascii|iso-8859|windows-125)", re.I)
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that zip knows
_ABOUT = "docProps/core.xml"
_MADE = re.compile(rb"<dcterms:(created|modified).*?</dcterms:\1>")
_FIRST = ("[Content_Types].xml", "_rels/.rels")  # where those look who tell file types by their first bytes


def dangers(
    packed: zipfile.ZipFile, unpacked: int = MOST_UNPACKED, parts: int = MOST_PARTS
) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield what speaks against reading an office file, from its directory first, each with its particulars.

    These are ``large`` (more than `unpacked` bytes or `parts`, or parts that swell), ``locked`` (a password),
    ``macros``, ``links`` (to other workbooks) and ``entities`` (a document type declaration, which bombs need).

    Raises:
        zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError: the archive is broken.
    """
    entries = packed.infolist()
    size = sum(entry.file_size for entry in entries)
    swollen = any(e.file_size > _SMALL and e.file_size > _RATIO * max(e.compress_size, 1) for e in entries)
    if size > unpacked or swollen or len(entries) > parts:
        yield "large", {"megabytes": size // 1_000_000}
        return
    if any(entry.flag_bits & 1 for entry in entries):
        yield "locked", {}
        return
    for entry in entries:
        name = entry.filename.casefold()
        if "vbaproject" in name:
            yield "macros", {}
        if name.startswith("xl/externallinks/"):
            yield "links", {}
        with packed.open(entry) as content:
            if _declares(content.read(_HEAD), content):
                yield "entities", {"part": entry.filename}


def _declares(head: bytes, rest: object) -> bool:
    """Tell whether what comes before the first element of a part is, or hides, a document type declaration."""
    prolog = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")  # UTF-16 has a zero in each letter
    if not prolog.lstrip().startswith(b"<"):
        return False
    if _undecided(prolog):
        more: bytes = rest.read(_PROLOG)  # type: ignore[attr-defined]
        prolog += more.replace(b"\x00", b"")
    at = 0
    while found := _BEFORE.match(prolog, at):
        at = found.end()
    return bool(_ENCODING.match(prolog)) or prolog[at : at + 2] == b"<!"


def _undecided(prolog: bytes) -> bool:
    """Tell whether the first element does not stand in `prolog` yet."""
    at = 0
    while found := _BEFORE.match(prolog, at):
        at = found.end()
    return prolog[at : at + 4] == b"<!--" or prolog[at : at + 2] == b"<?" or len(prolog) - at < 2


def repacked(package: bytes, *, timeless: bool = False) -> bytes:
    """Return the zip `package` with its entries in order and without their times, so that equal parts give equal bytes.

    With `timeless`, when the document says it was made and changed is left out too.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist(), key=lambda n: (*(n != first for first in _FIRST), n)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            content = old.read(name)
            new.writestr(entry, _MADE.sub(b"", content) if timeless and name == _ABOUT else content)
    return out.getvalue()
