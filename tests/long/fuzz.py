"""Coverage-led fuzzing (atheris) over every reader; a test reads each find (``tests/data/fuzz``) from then on.

    python -m tests.long.fuzz --minutes 60            # all readers, the time shared evenly among them
    python -m tests.long.fuzz table --minutes 5       # one

What it learns stays in ``build/fuzz/READER``, so that the next run goes on from there.
"""

import argparse
import hashlib
import subprocess
import sys
import time
import traceback
from datetime import UTC, datetime
from pathlib import Path
from platform import python_version

from tests.long.ledger import ROOT, Run, note, revision

LEARNT = ROOT / "build" / "fuzz"
SECONDS = 60  # one input may take; then it hangs
MEGABYTES = 2_000
NAMES = (
    "case",
    "scenario",
    "letterhead",
    "readings",
    "receipt",
    "portfolio",
    "proposal",
    "table",
    "workbook",
    "word",
    "pdf",
)
UNITS = "stat::number_of_executed_units:"


def fuzz(reader: str, seconds: int) -> None:
    """Fuzz one reader in this process for so long; every find is kept once for each place that it comes from."""
    import atheris

    with atheris.instrument_imports(include=["diagnose"]):
        from tests.lib.readers import FINDS, READERS, seeds

    read, seen, learnt = READERS[reader], set[str](), LEARNT / reader
    learnt.mkdir(parents=True, exist_ok=True)
    for content in (seed.read_bytes() for seed in seeds(reader)):
        (learnt / hashlib.sha256(content).hexdigest()[:16]).write_bytes(content)

    def one(content: bytes) -> None:
        try:
            read(content)
        except Exception as error:
            at = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{Path(at.filename).stem}-{at.lineno}"
            if where not in seen:
                seen.add(where)
                kept = FINDS / reader / where
                kept.parent.mkdir(parents=True, exist_ok=True)
                kept.write_bytes(content)
                print(f"FOUND {reader} {where}: {type(error).__name__}: {error}"[:300], flush=True)

    options = [f"-max_total_time={seconds}", f"-timeout={SECONDS}", f"-rss_limit_mb={MEGABYTES}", "-verbosity=0"]
    options += ["-print_final_stats=1", f"-report_slow_units={SECONDS}"]
    FINDS.joinpath(reader).mkdir(parents=True, exist_ok=True)
    atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={FINDS / reader}/", str(learnt)], one)
    atheris.Fuzz()


def each(readers: list[str], minutes: float) -> int:
    """Fuzz each reader in a process of its own, so that one that hangs stops no other; return how many finds."""
    finds = 0
    for reader in readers:
        begun, before, at = time.monotonic(), _kept(reader), revision()
        command = [sys.executable, "-m", "tests.long.fuzz", reader, "--alone", str(int(60 * minutes / len(readers)))]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace", check=False)
        said = done.stdout + done.stderr
        print("\n".join(line for line in said.splitlines() if line.startswith(("FOUND", "=="))), flush=True)
        tried = next((int(line.split()[-1]) for line in said.splitlines() if line.startswith(UNITS)), 0)
        new = sorted(_kept(reader) - before)
        finds += len(new)
        day, seconds = datetime.now(UTC).strftime("%Y-%m-%d"), round(time.monotonic() - begun)
        asked, figures = f"python -m tests.long.fuzz {reader}", {"inputs": tried, "finds": len(new)}
        note(Run(f"fuzz {reader}", asked, 0, tried, figures, new, seconds, day, at, python_version()))
    return finds


def _kept(reader: str) -> set[str]:
    return {path.name for path in (ROOT / "tests" / "data" / "fuzz" / reader).glob("*")}


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("reader", nargs="*", default=[], help=f"of {', '.join(NAMES)}")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--alone", type=int, default=0, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.alone:
        fuzz(asked.reader[0], asked.alone)
    else:
        sys.exit(bool(each(asked.reader or list(NAMES), asked.minutes)))
