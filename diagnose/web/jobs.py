"""What takes longer: the command itself in a process of its own, which can be waited for, asked after, and ended."""

import asyncio
import sys
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

_KEPT = 16


@dataclass
class Job:
    """One run of the command: what it printed, once it has ended."""

    task: "asyncio.Task[None] | None" = None
    process: asyncio.subprocess.Process | None = None
    code: int | None = None
    out: str = ""
    problems: list[str] = field(default_factory=list)
    ended_by_user: bool = False

    @property
    def done(self) -> bool:
        """Whether it has ended."""
        return self.code is not None


class Jobs:
    """Runs of the command by what was asked for; the same question is worked out once."""

    def __init__(self) -> None:
        self._jobs: OrderedDict[tuple[str, ...], Job] = OrderedDict()

    async def ask(self, key: tuple[str, ...], arguments: Sequence[str], wait: float, module: str = "diagnose") -> Job:
        """Return the run of `module` for `key`, begun with `arguments` where there is none; wait so many seconds."""
        job = self._jobs.get(key)
        if job is None or job.ended_by_user:
            job = self._jobs[key] = Job()
            job.task = asyncio.create_task(_run(job, module, arguments))
            await self._forget()
        if job.task is not None:
            await asyncio.wait({job.task}, timeout=wait)
        return job

    def every(self) -> list[tuple[str, ...]]:
        """Return what was asked for, the latest last."""
        return list(self._jobs)

    async def end(self, key: tuple[str, ...]) -> None:
        """End the run for `key`, if there is one."""
        job = self._jobs.get(key)
        if job is not None and not job.done:
            job.ended_by_user = True
            await _stop(job)

    async def close(self) -> None:
        """End every run."""
        for job in self._jobs.values():
            await _stop(job)

    async def _forget(self) -> None:
        """Keep the latest runs only; who asked for an older one has left."""
        while len(self._jobs) > _KEPT:
            _, old = self._jobs.popitem(last=False)
            await _stop(old)


async def _run(job: Job, module: str, arguments: Sequence[str]) -> None:
    job.process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", module),
        *arguments,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await job.process.communicate()
    job.out = out.decode("utf-8", "replace")
    job.problems = [line for line in err.decode("utf-8", "replace").splitlines() if line.strip()]
    job.code = job.process.returncode


async def _stop(job: Job) -> None:
    if job.process is not None and job.process.returncode is None:
        with suppress(ProcessLookupError):
            job.process.kill()
    if job.task is not None and not job.task.done():
        with suppress(asyncio.CancelledError):
            await asyncio.wait({job.task}, timeout=5)
