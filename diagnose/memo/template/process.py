"""Work on a stranger's template or Word file in a process of its own, which is stopped when it takes too much.

Jinja's sandbox keeps a template from what it may not see, not from working for ever: ``{{ 10**10**10 }}`` is one step
that nothing inside the same process can interrupt. Where the system sets no limits of memory (Windows, macOS), the
limit of time bounds memory too.
"""

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

from diagnose.common import InputError, Place, Problem, shown

SECONDS = 10  # of work, so that a template is not refused for what else the machine does
_WAIT = 60  # seconds after which a process that does not work at all is stopped too
_GRACE = 2  # seconds in which the process may still say which line it was at
_MEGABYTES = 1_000

T = TypeVar("T")


class TooLong(BaseException):
    """The time is over; not an Exception, so that nothing on the way takes it for one of its own."""


def apart(path: Path, work: Callable[..., T], *given: Any) -> T:
    """Return ``work(*given)``, done in a process of its own; `path` is the file that is named where it fails.

    Raises:
        InputError: as `work` does, or it takes too long or too much memory, or breaks off.
        ImportError: as `work` does.
    """
    command = [sys.executable, "-P", "-m", __name__]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p or os.getcwd() for p in sys.path)}
    kind: str
    value: Any
    try:
        done = subprocess.run(
            command,
            input=pickle.dumps((SECONDS, work, given)),
            capture_output=True,
            timeout=SECONDS + _WAIT,
            env=environment,
            check=False,
        )
        kind, value = pickle.loads(done.stdout) if done.returncode == 0 else _broken_off(done)
    except subprocess.TimeoutExpired:
        kind, value = "slow", None
    except OSError as error:
        kind, value = "died", error.strerror or error
    if kind == "made":
        return cast(T, value)
    if kind == "missing":
        raise ImportError(value, name=value)
    if kind == "problems":
        raise InputError(value)
    raise InputError([_exceeded(Place(shown(path)), kind, value)])


def _broken_off(done: subprocess.CompletedProcess[bytes]) -> tuple[str, str | None]:
    """Return why the process ended without an answer: its time of work was over, or what it said last."""
    if done.returncode == -getattr(signal, "SIGXCPU", 0):
        return "slow", None
    lines = done.stderr.decode(errors="replace").split("\n")
    return "died", next((line for line in reversed(lines) if line.strip()), str(done.returncode))


def exceeded(place: Place, error: BaseException) -> Problem | None:
    """Return what `error` says of a limit passed at `place`; None where it is another error."""
    kinds = {TooLong: "slow", MemoryError: "large", RecursionError: "deep"}
    kind = next((kind for known, kind in kinds.items() if isinstance(error, known)), None)
    return _exceeded(place, kind) if kind else None


def _exceeded(place: Place, kind: str, why: object = None) -> Problem:
    values = {"seconds": SECONDS, "megabytes": _MEGABYTES, "why": why}
    return Problem(place, f"template_{kind}", values)


def _limit(seconds: int) -> None:
    """Set the limits of this process, as far as the system knows any."""
    global SECONDS
    SECONDS = seconds
    if sys.platform == "win32":
        return
    import resource

    def late(*_: object) -> None:
        raise TooLong

    signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    most, last = _MEGABYTES * 1_000_000, int(time.process_time()) + SECONDS + _GRACE
    limits = {resource.RLIMIT_AS: (most, most), resource.RLIMIT_CPU: (last, last + 1), resource.RLIMIT_CORE: (0, 0)}
    for what, limit in limits.items():
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, limit)


def _outcome(work: Callable[..., Any], given: tuple[Any, ...]) -> tuple[str, Any]:
    try:
        return "made", work(*given)
    except InputError as error:
        return "problems", error.problems
    except ImportError as error:
        return "missing", error.name or str(error)
    except TooLong:
        return "slow", None
    except MemoryError:
        return "large", None
    except RecursionError:
        return "deep", None


def _main() -> None:
    out = sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints is no answer
    seconds, work, given = pickle.load(sys.stdin.buffer)
    _limit(seconds)
    answer = pickle.dumps(_outcome(work, given))
    out.write(answer)


if __name__ == "__main__":
    # Not from this copy of the module: the errors that `work` raises are those of the imported one.
    from diagnose.memo.template.process import _main as main

    main()
