"""Tables of many cases: from a file to levels, beside reading the file alone; and memory as the rows grow."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq

from diagnose.knowledge.rulebase import Rulebase
from diagnose.portfolio import portfolio
from tests.lib.tables import generated_table

COUNTRY, VILLAGES, MORE = 514, 84_000, 840_000
COUNTRY_AIM, VILLAGES_AIM, MEMORY_AIM = 0.1, 1.0, 1.1
ROUNDS = 5
_ALONE = """
import resource, sys
from pathlib import Path
from diagnose.knowledge import load_rules
from diagnose.portfolio import portfolio
portfolio([Path(sys.argv[1])], load_rules())
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def portfolios(rules: Rulebase) -> None:
    """Print what tables of three sizes take."""
    with tempfile.TemporaryDirectory() as folder:
        files = {}
        for rows in (COUNTRY, VILLAGES, MORE):
            files[rows] = Path(folder) / f"{rows}.parquet"
            _written(files[rows], rows)
        for rows, aim in ((COUNTRY, COUNTRY_AIM), (VILLAGES, VILLAGES_AIM)):
            path = files[rows]
            read, _ = _best(lambda path=path: pq.read_table(path))  # type: ignore[misc]
            wall, cpu = _best(lambda path=path: portfolio([path], rules))  # type: ignore[misc]
            met = "met" if wall <= aim else "NOT met"
            print(f"{rows:>8,} rows: {wall:.3f} s from file to levels ({cpu:.3f} s of CPU); aim within {aim:g} s {met}")
            print(f"{'':15}{wall / read:.1f} times what pyarrow takes to read the file alone ({read:.3f} s)")
        peaks = [_memory(files[rows]) for rows in (VILLAGES, MORE)]
        print(f"Memory: {peaks[0]:.0f} MB at {VILLAGES:,} rows, {peaks[1]:.0f} MB at {MORE:,}", end="")
        print(f"; aim flat {'met' if peaks[1] <= MEMORY_AIM * peaks[0] else 'NOT met'}")


def _written(path: Path, rows: int) -> None:
    part = generated_table(min(rows, VILLAGES))
    with pq.ParquetWriter(path, part.schema) as file:
        for _ in range(max(rows // VILLAGES, 1)):
            file.write_table(part)


def _best(work: Callable[[], object]) -> tuple[float, float]:
    """Return the least seconds that `work` takes by the clock, and of CPU."""
    walls, cpus = [], []
    for _ in range(ROUNDS):
        clock, cpu = time.perf_counter(), time.process_time()
        work()
        walls.append(time.perf_counter() - clock)
        cpus.append(time.process_time() - cpu)
    return min(walls), min(cpus)


def _memory(path: Path) -> float:
    done = subprocess.run([sys.executable, "-c", _ALONE, str(path)], capture_output=True, text=True, check=True)
    return float(done.stdout)
