"""Save a file whole or not at all: written beside, forced to the disk, then put in its place."""

import os
import secrets
from pathlib import Path

from diagnose.common import InputError, Place, Problem, shown


def save(path: Path, content: bytes) -> None:
    """Put a file with `content` at `path`; whatever happens before it is whole leaves what was there.

    Raises:
        InputError: it cannot be written.
    """
    fresh = path.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with fresh.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as error:
        raise InputError([Problem(Place(shown(path)), "file_unwritable", {"why": error.strerror or error})]) from None
    finally:
        fresh.unlink(missing_ok=True)
