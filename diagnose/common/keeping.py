"""What was worked out once, kept in a folder of the user's under the hash of all that it was worked out from.

Plain JSON, so nothing in it is run. It is safe to delete at any time; what a newer program, or content that was
edited, would work out otherwise has another hash, and is never found. A folder that others may write to is not used.
"""

import hashlib
import json
import os
import secrets
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

FOLDER_VARIABLE = "KONVERGENSI_CACHE"  # of the environment; empty: nothing is kept
MOST_FILES = 2_000
_PACKAGE = Path(__file__).resolve().parents[1]


def kept(kind: str, content: Iterable[bytes], make: Callable[[], Any]) -> Any:
    """Return what `make` returns, from the folder where it was made before from the same `content`.

    `kind` names what is made. What JSON does not know as it is (a date) is made each time. Whatever `make` raises
    passes through, and is not kept.
    """
    folder = _folder()
    if folder is None:
        return make()
    digest = hashlib.sha256(f"{kind}\0{_program()}".encode())
    for part in content:
        digest.update(hashlib.sha256(part).digest())
    file = folder / f"{digest.hexdigest()}.json"
    with suppress(OSError, ValueError):
        return json.loads(file.read_bytes())
    made = make()
    with suppress(OSError, TypeError):
        _put(file, json.dumps(made).encode())
    return made


def _put(file: Path, content: bytes) -> None:
    part = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    try:
        part.write_bytes(content)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    if secrets.randbelow(50) == 0:
        _prune(file.parent)


def _prune(folder: Path) -> None:
    """Keep the newer half where there are too many."""
    files = sorted(folder.glob("*.json*"), key=lambda file: file.stat().st_mtime)
    for file in files[: -MOST_FILES // 2] if len(files) > MOST_FILES else ():
        file.unlink(missing_ok=True)


@cache
def _folder() -> Path | None:
    """Return the folder, made where it was not there; None where none is wanted, or it is not the user's alone."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named == "":
        return None
    try:
        usual = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "konvergensi"
        folder = Path(named) if named else usual
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.stat()
    except (OSError, RuntimeError):  # RuntimeError: no home
        return None
    mine = os.name == "nt" or (found.st_uid == os.getuid() and not found.st_mode & 0o022)
    return folder if mine else None


@cache
def _program() -> str:
    """Return what tells this program from an older or newer one: its files as they are on the disk."""
    files = sorted(_PACKAGE.rglob("*.py"))
    stats = ((file, file.stat()) for file in files)
    told = "\n".join(f"{file} {found.st_size} {found.st_mtime_ns}" for file, found in stats)
    return hashlib.sha256(told.encode()).hexdigest()
