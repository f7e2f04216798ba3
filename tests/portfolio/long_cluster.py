"""Tables worked out by Dask's workers: the same bytes as by one process, also where a worker is killed in the middle.

Starts processes, so `make test-long` runs it; `make test` does not.
"""

import threading
import time
from pathlib import Path

import psutil
import pyarrow.parquet as pq
import pytest

from diagnose.knowledge import Rulebase
from diagnose.portfolio import portfolio
from diagnose.portfolio.cluster import over_dask
from tests.lib.tables import generated_table

ROWS = 100_000


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tables") / "kasus.parquet"
    pq.write_table(generated_table(ROWS), path)
    return path


def workers() -> list[psutil.Process]:
    return [p for p in psutil.Process().children(recursive=True) if "spawn_main" in " ".join(p.cmdline())]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("killed", [False, True], ids=["all live", "one is killed"])
def test_workers_give_the_bytes_of_one_process(table: Path, rules: Rulebase, tmp_path: Path, killed: bool) -> None:
    alone, spread = tmp_path / "alone.parquet", tmp_path / "spread.parquet"
    first = portfolio([table], rules, "id", alone)

    def kill() -> None:
        while not spread.exists() or not spread.stat().st_size:  # the first results are written
            time.sleep(0.01)
        workers()[-1].kill()

    if killed:
        threading.Thread(target=kill, daemon=True).start()
    assert portfolio([table], rules, "id", spread, over_dask) == first
    assert spread.read_bytes() == alone.read_bytes()
