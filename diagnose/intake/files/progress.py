"""Lets a face show how far a long reading has come; without one, nothing is shown."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diagnose.intake.files.table import Row

Watch = Callable[[Iterator["Row"], str], Iterator["Row"]]  # is given the rows of the file so named, and hands them on
_watch: ContextVar[Watch | None] = ContextVar("watch", default=None)


def watched(rows: Iterator["Row"], file: str) -> Iterator["Row"]:
    """Return `rows` as they are, seen by whoever watches."""
    watch = _watch.get()
    return rows if watch is None else watch(rows, file)


@contextmanager
def watching(watch: Watch) -> Iterator[None]:
    """Have `watch` see every row that is read meanwhile."""
    token = _watch.set(watch)
    try:
        yield
    finally:
        _watch.reset(token)
