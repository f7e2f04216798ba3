"""A user's Word file as it comes: refused where it is broken, locked, too large, or brings in what is not its own."""

import io
import zipfile
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE

from diagnose.common import InputError, Place, Problem, dangers, shown

_LARGEST = 50_000_000  # bytes that the parts of a file may come to
_MOST = 2_000  # parts
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # what encrypted files begin with, and the .doc of old
_TOLD = {
    "large": "word_large",
    "locked": "word_locked",
    "macros": "word_macros",
    "links": "word_foreign",
    "entities": "word_broken",
}
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def read_package(path: Path) -> bytes:
    """Return the Word file at `path`, without the template elsewhere that it may be attached to.

    Links that a reader clicks stay; pictures and objects that lie elsewhere would be fetched when the memo is opened.

    Raises:
        InputError: it is no file that can be used.
    """
    package = _bytes(path)
    try:
        _examine(path, package)
        opened = docx.Document(io.BytesIO(package))
        if opened.part.content_type != _MAIN or not opened.part.rels:
            raise _problem(path, "word_foreign")
        opened.part.part_related_by(RELATIONSHIP_TYPE.STYLES)
        return _on_its_own(path, opened, package)
    except (InputError, MemoryError, RecursionError):
        raise
    except ValueError:
        raise _problem(path, "word_foreign") from None
    except Exception:  # whatever a broken file does to those who read it
        raise _problem(path, "word_broken") from None


def _bytes(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise _problem(path, "word_broken")
        if path.stat().st_size > _LARGEST:
            raise _problem(path, "word_large", limit=_LARGEST // 1_000_000)
        return path.read_bytes()
    except OSError as error:
        raise _problem(path, "word_unread", why=error.strerror or type(error).__name__) from None


def _examine(path: Path, package: bytes) -> None:
    if package.startswith(_OLE):
        raise _problem(path, "word_locked")
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        for danger, _ in dangers(parts, _LARGEST, _MOST):
            raise _problem(path, _TOLD[danger], limit=_LARGEST // 1_000_000)
        if b"macroEnabled" in parts.read("[Content_Types].xml"):
            raise _problem(path, "word_macros")
        if parts.testzip():
            raise _problem(path, "word_broken")


def _on_its_own(path: Path, opened: Document, package: bytes) -> bytes:
    """Return `package` without its attached template; `opened` is the document in it."""
    attached = False
    for part in opened.part.package.iter_parts():
        for name, link in list(part.rels.items()):
            if not link.is_external or link.reltype.endswith("/hyperlink"):
                continue
            if not link.reltype.endswith("/attachedTemplate"):
                raise _problem(path, "word_elsewhere", given=link.target_ref)
            del part.rels[name]
            attached = True
    if not attached:
        return package
    for element in opened.settings.element.findall("{*}attachedTemplate"):
        opened.settings.element.remove(element)
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def _problem(path: Path, key: str, **values: object) -> InputError:
    return InputError([Problem(Place(shown(path)), key, values)])
