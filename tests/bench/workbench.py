"""The workbench as people use it: from a change to the answer with the new ladder, alone and with eight at a time."""

import http.client
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import combinations, cycle
from pathlib import Path
from urllib.parse import urlsplit

from diagnose.case import case_text
from diagnose.case.load import case_from
from tests.bench.cases import REFERENCE
from tests.bench.changes import few
from tests.bench.painting import painted

ONE_AIM, EIGHT_AIM, MEMORY_AIM = 0.100, 0.400, 150.0
ROUNDS, CLIENTS, EACH = 200, 8, 40
SPARSE = "sedikit"
WHATIFS = int(os.environ.get("KONVERGENSI_WHATIFS", "10000"))
_ALONE = ("bidang", "state-targets", "renstra:social", "renstra:education", "seat:public_works", "map", "meetings")
# enough that what was worked out lately is not asked again: a change alone, and each two of them
LEVERS = tuple("&langkah=".join(some) for size in (1, 2, 3) for some in combinations(_ALONE, size))
SAME = LEVERS[:5]  # of which eight clients ask, as people do who look at one case together


@dataclass(frozen=True)
class Running:
    """A workbench that runs: where, by which cookie, and its process."""

    address: str
    host: str
    port: int
    cookie: str
    process: int

    def resident(self) -> float:
        """Return the megabytes that it holds."""
        pages = int(Path(f"/proc/{self.process}/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


class Client:
    """One browser's connection."""

    def __init__(self, running: Running) -> None:
        self._headers = {"cookie": running.cookie, "hx-request": "true"}
        self._connection = http.client.HTTPConnection(running.host, running.port, timeout=60)

    def suppose(self, case: str, levers: str) -> float:
        """Return the seconds until the new ladder is here."""
        start = time.perf_counter()
        self._connection.request("GET", f"/k/{case}/andaikan?langkah={levers}", headers=self._headers)
        answer = self._connection.getresponse()
        body = answer.read()
        taken = time.perf_counter() - start
        assert answer.status == 200, answer.status
        assert b'class="ladder"' in body
        return taken


def workbench() -> None:
    """Print what a change takes in the workbench, beside the same change by the command, and what it holds."""
    with served() as running:
        for case in (REFERENCE, SPARSE):
            one = Client(running)
            for levers in LEVERS[:3]:
                one.suppose(case, levers)  # the first look at each works out the present state
            alone = sorted(one.suppose(case, levers) for _, levers in zip(range(ROUNDS), cycle(LEVERS), strict=False))
            eight = sorted(_together(running, case, LEVERS))
            shared = sorted(_together(running, case, SAME))
            p95, p95_eight = at(alone, 0.95), at(eight, 0.95)
            print(f"{case:14} one at a time  p50 {at(alone, 0.5) * 1e3:6.1f}  p95 {p95 * 1e3:6.1f} ms  ", end="")
            print("aim", verdict(p95 <= ONE_AIM))
            print(f"{'':14} {CLIENTS} at a time    p50 {at(eight, 0.5) * 1e3:6.1f}  ", end="")
            print(f"p95 {p95_eight * 1e3:6.1f} ms  aim {verdict(p95_eight <= EIGHT_AIM)}")
            print(f"{'':14} the same changes   p50 {at(shared, 0.5) * 1e3:6.1f}  p95 {at(shared, 0.95) * 1e3:6.1f} ms")
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "diagnose", "whatif", REFERENCE, "--set", "decree.states.targets=yes"],
            check=True,
            capture_output=True,
        )
        print(f"{'':14} the same by the command {time.perf_counter() - start:.2f} s")
        before, one = running.resident(), Client(running)
        for _, levers in zip(range(WHATIFS), cycle(LEVERS), strict=False):
            one.suppose(REFERENCE, levers)
        held = running.resident()
        print(f"Memory: {before:.0f} MB, after {WHATIFS:,} what-ifs {held:.0f} MB  aim {verdict(held <= MEMORY_AIM)}")
        painted(running.address, (REFERENCE, SPARSE))


def at(ordered: list[float], share: float) -> float:
    """Return the value below which `share` of the times lie."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def verdict(met: bool) -> str:
    """Say whether an aim is met."""
    return "met" if met else "NOT met"


def _together(running: Running, case: str, levers: tuple[str, ...]) -> list[float]:
    taken: list[float] = []

    def ask(first: int) -> None:
        client = Client(running)
        for n in range(EACH):
            taken.append(client.suppose(case, levers[(first * EACH + n) % len(levers)]))

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken


@contextmanager
def served() -> Iterator[Running]:
    """Serve a folder with a case of which little is known, beside the examples."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "kasus").mkdir()
        target = Path(folder) / "kasus" / f"{SPARSE}.yaml"
        target.write_text(sparse(target), encoding="utf-8")
        command = [sys.executable, "-m", "diagnose", "serve", folder, "--no-open"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            try:
                assert process.stdout
                address = process.stdout.readline().strip()
                parts = urlsplit(address)
                entry = http.client.HTTPConnection(str(parts.hostname), parts.port or 0, timeout=60)
                entry.request("GET", f"{parts.path}?{parts.query}")
                given = re.match(r"[^;]+", entry.getresponse().getheader("set-cookie") or "")
                assert given
                yield Running(address, str(parts.hostname), parts.port or 0, given[0], process.pid)
            finally:
                process.terminate()


def sparse(target: Path) -> str:
    """Return a case of which 25 facts are known, as the text of its file."""
    return case_text(case_from(few()), None, target, "")
