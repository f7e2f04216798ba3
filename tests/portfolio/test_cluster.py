"""Tables worked out by Dask's workers: the same bytes as by one process, also where a worker is killed in the middle.

Processes are started on this machine, as without an address they are for a user.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import psutil
import pyarrow.parquet as pq
import pytest

from diagnose.knowledge import Rulebase
from diagnose.portfolio import portfolio
from diagnose.portfolio.cluster import over_dask
from diagnose.portfolio.part import Part, Work
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
    dead: list[psutil.Process] = []

    def over_workers(base: Rulebase, wanted: bool, works: Iterable[Work]) -> Iterator[Part]:
        for part in over_dask(base, wanted, works):
            if killed and not dead:  # the first results are there, and others under way
                dead.append(workers()[-1])
                dead[0].kill()
            yield part

    first = portfolio([table], rules, "id", alone)
    assert portfolio([table], rules, "id", spread, over_workers) == first
    assert len(dead) == killed
    assert spread.read_bytes() == alone.read_bytes()
