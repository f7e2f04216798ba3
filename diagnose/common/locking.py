"""One writer at a time in a folder, among the programs of this kind; the lock ends with whoever holds it."""

import errno
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from diagnose.common.problems import InputError, Place, Problem

_SECONDS = 20  # a save takes far less than one; one that was stopped while saving is not waited for
_PAUSE = 0.02
_MINE = threading.local()  # the folders that this thread holds already


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep other programs of this kind from writing in `folder` as long as the block runs; nothing is left in it.

    Where the system or the file system knows no such lock, the block runs without one.

    Raises:
        InputError: another one has been writing for too long.
    """
    try:
        import fcntl

        fd = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):
        yield
        return
    mine: set[tuple[int, int]] = _MINE.__dict__.setdefault("folders", set())
    found = os.fstat(fd)
    this = (found.st_dev, found.st_ino)
    if this in mine:
        os.close(fd)
        yield
        return
    try:
        until = time.monotonic() + _SECONDS
        while True:
            try:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError as error:
                if error.errno not in (errno.EAGAIN, errno.EACCES):  # a file system without locks
                    break
            if time.monotonic() > until:
                raise InputError([Problem(Place(str(folder)), "folder_busy", {"seconds": _SECONDS})])
            time.sleep(_PAUSE)
        mine.add(this)
        yield
    finally:
        mine.discard(this)
        os.close(fd)
