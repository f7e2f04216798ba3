"""Write a result to a file: whole or not at all, and never over what is not the program's own of that kind."""

import errno
import json
import os
import secrets
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from diagnose.common.layout import WIDTH
from diagnose.common.problems import InputError, Place, Problem

_RULE = "=" * WIDTH  # stands under the title of every page that the program prints
_HEAD = 4  # lines in which a title ends


def write_file(path: Path, content: bytes, inputs: Sequence[Path] = (), *, overwrite: bool = False) -> None:
    """Write `content` beside the file that `path` leads to and put it in its place, its permissions kept.

    A file that is there is overwritten with `overwrite`, or where it is an earlier result of the same kind; none of
    `inputs` ever is. What is no file (a device, a pipe) is written to as it is.

    Raises:
        InputError: something else stands there, or it cannot be written.
    """
    try:
        if not path.name:
            raise OSError(errno.EINVAL, "?")
        target = path.resolve()
        if any(target.exists() and target.samefile(kept) for kept in inputs if kept.exists()):
            raise InputError([Problem(Place(str(path)), "output_is_input")])
        if target.exists() and not target.is_file() and not target.is_dir():
            target.write_bytes(content)
            return
        if target.is_file() and not overwrite and not _own(target, content):
            yaml = {path.suffix.casefold(), target.suffix.casefold()} & {".yaml", ".yml"}
            raise InputError([Problem(Place(str(path)), "output_is_yaml" if yaml else "output_not_ours")])
        _put(target, content)
    except FileExistsError:  # it came into being meanwhile, and is another's
        raise InputError([Problem(Place(str(path)), "output_not_ours")]) from None
    except (OSError, RuntimeError) as error:  # RuntimeError: links that lead in a circle, in older Pythons
        why = {"why": getattr(error, "strerror", None) or error}
        raise InputError([Problem(Place(str(path)), "file_unwritable", why)]) from None


def _own(target: Path, content: bytes) -> bool:
    """Tell whether `target` is an earlier result of the kind of `content`, or holds nothing that could be lost."""
    old = target.read_bytes()
    if not old:
        return True
    try:
        before, now = old.decode(), content.decode()
    except UnicodeDecodeError:
        return False
    if now.startswith("{"):
        return _keys(before) == _keys(now)
    head, title = before.splitlines()[:_HEAD], now.splitlines()[:_HEAD]
    return _RULE in head and _RULE in title and head[0].split()[:1] == title[0].split()[:1]


def _keys(text: str) -> frozenset[str] | None:
    """Return the keys of a result written as JSON; None for any other text."""
    with suppress(ValueError, RecursionError):
        data = json.loads(text)
        if isinstance(data, dict) and "schema_version" in data:
            return frozenset(data)
    return None


def _put(target: Path, content: bytes) -> None:
    """Put a file with `content` at `target` in one step; whatever happens before it leaves what was there."""
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
    fresh = target.with_name(f".{secrets.token_hex(12)}.tmp")
    try:
        if not _nameless(fresh, content, mode):
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            _fill(os.open(fresh, flags, 0o666), content, mode, fresh)
        if mode is None:
            _take(fresh, target)
        else:
            fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)
    if hasattr(os, "O_DIRECTORY"):
        with _folder(target) as folder:
            os.fsync(folder)


def _nameless(fresh: Path, content: bytes, mode: int | None) -> bool:
    """Write a file that has no name until it is whole: a program killed meanwhile leaves nothing behind.

    Returns False where the system or the file system knows no such files.
    """
    if not hasattr(os, "O_TMPFILE"):
        return False
    try:
        fd = os.open(fresh.parent, os.O_TMPFILE | os.O_WRONLY, 0o666)
    except OSError as error:
        if error.errno not in (errno.EOPNOTSUPP, errno.EISDIR, errno.ENOENT, errno.EINVAL):
            raise
        return False
    kept = os.dup(fd)
    try:
        _fill(fd, content, mode, fd)
        with _folder(fresh) as folder, suppress(FileNotFoundError):  # without /proc a name cannot be given
            os.link(f"/proc/self/fd/{kept}", fresh.name, dst_dir_fd=folder, follow_symlinks=True)
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


def _take(fresh: Path, target: Path) -> None:
    """Give `fresh` the name `target`, unless another has taken that meanwhile.

    Raises:
        FileExistsError: another has.
    """
    try:
        os.link(fresh, target)
    except FileExistsError:
        raise
    except OSError:  # a file system on which a file has one name only
        fresh.replace(target)


@contextmanager
def _folder(path: Path) -> Iterator[int]:
    fd = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield fd
    finally:
        os.close(fd)
