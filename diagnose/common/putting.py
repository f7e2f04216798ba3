"""Put a file in its place in one step: written beside, forced to the disk, then named."""

import errno
import os
import re
import secrets
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

_FRESH = re.compile(r"\.[0-9a-f]{24}\.tmp")
_LEFT = 3_600  # seconds after which a file of that name is one that a kill has left


class Mark(NamedTuple):
    """What tells a file as it was from what another program has made of it since."""

    inode: int
    size: int
    changed: int


def mark(path: Path) -> Mark | None:
    """Return the mark of the file that `path` leads to; None where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return Mark(found.st_ino, found.st_size, found.st_mtime_ns)


def put(target: Path, content: bytes, was: Mark | None) -> None:
    """Put a file with `content` at `target`, which was `was`, its permissions kept.

    Whatever happens before it is whole leaves what was there.

    Raises:
        FileExistsError: another program has written it since.
        OSError: it cannot be written.
    """
    mode = permissions(target, was)
    beside = fresh(target)
    try:
        if not _nameless(beside, content, mode):
            _fill(os.open(beside, _FLAGS, 0o666), content, mode, beside)
        take(beside, target, was)
    finally:
        beside.unlink(missing_ok=True)


def fresh(target: Path) -> Path:
    """Return a name beside `target` that nobody can foretell; what a kill has left under such a name is taken away."""
    with suppress(OSError):
        for entry in os.scandir(target.parent):
            if _FRESH.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                with suppress(OSError):
                    if time.time() - entry.stat(follow_symlinks=False).st_mtime > _LEFT:
                        os.unlink(entry)
    return target.with_name(f".{secrets.token_hex(12)}.tmp")


def permissions(target: Path, was: Mark | None) -> int | None:
    """Return the permissions that are to be kept; None where there is no file yet."""
    return None if was is None else stat.S_IMODE(target.stat().st_mode)


def begun(beside: Path, mode: int | None) -> None:
    """Make the empty file `beside`, to be filled by name; nothing that stands there is followed or used.

    Raises:
        OSError: it cannot be made.
    """
    fd = os.open(beside, _FLAGS, 0o666)
    try:
        if mode is not None:
            os.chmod(beside, mode)
    finally:
        os.close(fd)


def take(beside: Path, target: Path, was: Mark | None) -> None:
    """Give `beside`, which is whole, the name `target`, which was `was`.

    Raises:
        FileExistsError: another program has written there since.
        OSError: it cannot be named so.
    """
    if mark(target) != was:
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    if was is None:
        _first(beside, target)
    else:
        beside.replace(target)
    if hasattr(os, "O_DIRECTORY"):
        with _folder(target) as folder:
            os.fsync(folder)


_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def _nameless(beside: Path, content: bytes, mode: int | None) -> bool:
    """Write a file that has no name until it is whole: a program killed meanwhile leaves nothing behind.

    Returns False where the system or the file system knows no such files.
    """
    if not hasattr(os, "O_TMPFILE"):
        return False
    try:
        fd = os.open(beside.parent, os.O_TMPFILE | os.O_WRONLY, 0o666)
    except OSError as error:
        if error.errno not in (errno.EOPNOTSUPP, errno.EISDIR, errno.ENOENT, errno.EINVAL):
            raise
        return False
    kept = os.dup(fd)
    try:
        _fill(fd, content, mode, fd)
        with _folder(beside) as folder, suppress(FileNotFoundError):  # without /proc a name cannot be given
            os.link(f"/proc/self/fd/{kept}", beside.name, dst_dir_fd=folder, follow_symlinks=True)
            return True
    finally:
        os.close(kept)
    return False


def _fill(fd: int, content: bytes, mode: int | None, named: Path | int) -> None:
    with os.fdopen(fd, "wb") as file:
        if mode is not None:
            os.chmod(named, mode)
        file.write(content)
        file.flush()
        os.fsync(fd)


def _first(beside: Path, target: Path) -> None:
    """Give `beside` the name `target`, unless another has taken that meanwhile.

    Raises:
        FileExistsError: another has.
    """
    try:
        os.link(beside, target)
    except FileExistsError:
        raise
    except OSError:  # a file system on which a file has one name only
        beside.replace(target)


@contextmanager
def _folder(path: Path) -> Iterator[int]:
    fd = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield fd
    finally:
        os.close(fd)
