"""The one thread on which everything is worked out: the engine is locked anyway, and its memory stays small so."""

import asyncio
import ctypes
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
_EVERY = 100  # things done until memory that is free is given back


class Worker:
    """A thread of its own that does one thing at a time, in the order of asking."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="konvergensi")
        self._done = 0

    async def do(self, work: Callable[[], T]) -> T:
        """Do `work` on the thread and return what it returns; what it raises is raised here."""
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)
        finally:
            self._done += 1
            if self._done % _EVERY == 2:  # also after the first case was read, which needs most
                self._thread.submit(_give_back)

    def close(self) -> None:
        """Let what runs end, and take nothing more."""
        self._thread.shutdown(wait=True, cancel_futures=True)


def _give_back() -> None:
    """Give free memory back to the system, which the C library of Linux does by itself only at the end of its heap."""
    if sys.platform != "linux":
        return
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (OSError, AttributeError):  # another C library
        return
