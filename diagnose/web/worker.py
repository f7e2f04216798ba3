"""The one thread on which everything is worked out: the engine is locked anyway, and its memory stays small so."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


class Worker:
    """A thread of its own that does one thing at a time, in the order of asking."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="konvergensi")

    async def do(self, work: Callable[[], T]) -> T:
        """Do `work` on the thread and return what it returns; what it raises is raised here."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def close(self) -> None:
        """Let what runs end, and take nothing more."""
        self._thread.shutdown(wait=True, cancel_futures=True)
