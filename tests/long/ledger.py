"""What was run, when, by which command and what came of it: a line a run in ``ledger.jsonl`` (docs/assurance.py).

A run goes on with the numbers after those of the last one of its kind, so that no case is counted twice.
"""

import gc
import json
import platform
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
LEDGER = Path(__file__).with_name("ledger.jsonl")


@dataclass(frozen=True)
class Run:
    """One run: of which kind, by which command, the numbers from `first` up to before `last`, and what was found."""

    kind: str
    command: str
    first: int
    last: int
    figures: dict[str, int]
    failed: list[str]
    seconds: int
    day: str
    revision: str
    python: str


def runs(kind: str) -> list[Run]:
    """Return the runs of `kind`, the earliest first."""
    if not LEDGER.exists():
        return []
    lines = LEDGER.read_text(encoding="utf-8").splitlines()
    return [run for line in lines if (run := Run(**json.loads(line))).kind == kind]


def note(run: Run) -> None:
    """Add a run to the ledger."""
    with LEDGER.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(run), ensure_ascii=False, sort_keys=True) + "\n")


def revision() -> str:
    """Return the short name of the commit that the folder is at, with a + where files differ from it."""

    def git(*args: str) -> str:
        return subprocess.run(["git", *args], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()

    return git("rev-parse", "--short=10", "HEAD") + ("+" if git("status", "--porcelain", "diagnose", "rules") else "")


def numbers(kind: str, minutes: float, most: int, first: int = 0) -> Iterator[int]:
    """Yield the numbers from `first` on that no run of `kind` has tried, up to one that a run has.

    At most `most` of them, until the time is over. So two runs may go on at once, from numbers far apart.
    """
    done = sorted((run.first, run.last) for run in runs(kind))
    until = time.monotonic() + 60 * minutes
    for begun, ended in done:
        first = ended if begun <= first < ended else first
    last = min([first + most, *(begun for begun, _ in done if begun > first)])
    for number in range(first, last):
        if time.monotonic() > until:
            return
        yield number


Found = dict[str, int] | str  # figures to add up, or what is wrong


def run(
    kind: str, command: str, tried: Iterator[int], many: Callable[[list[int]], list[Found]], at_once: int = 1
) -> list[str]:
    """Try the numbers, `at_once` of them at a time, and note the run; `many` tells what was found of each.

    What is tried for so long does not ask again and again whether all that was loaded before is still needed.

    Returns what was wrong.
    """
    gc.freeze()
    gc.set_threshold(50_000)
    begun, figures, failed, first, last = time.monotonic(), dict[str, int](), list[str](), 0, 0
    at = revision()
    try:
        while some := list(islice(tried, at_once)):
            all_found = many(some)
            first, last = (first if last else some[0]), some[-1] + 1
            for number, found in zip(some, all_found, strict=True):
                if isinstance(found, str):
                    failed.append(f"{number}: {found}")
                    print(failed[-1], flush=True)
                    continue
                for name, more in found.items():
                    figures[name] = figures.get(name, 0) + more
    except KeyboardInterrupt:
        pass
    if last > first:
        day = datetime.now(UTC).strftime("%Y-%m-%d")
        seconds = round(time.monotonic() - begun)
        note(Run(kind, command, first, last, figures, failed, seconds, day, at, platform.python_version()))
    print(f"{kind}: {first} to {last - 1}, {figures}, {len(failed)} wrong", flush=True)
    return failed


def total(kind: str) -> dict[str, Any]:
    """Return the figures of all runs of `kind` together, with how many were tried and what failed."""
    found: dict[str, Any] = {"tried": 0, "failed": [], "seconds": 0}
    for one in runs(kind):
        found["tried"] += one.last - one.first
        found["failed"] += one.failed
        found["seconds"] += one.seconds
        for name, more in one.figures.items():
            found[name] = found.get(name, 0) + more
    return found
