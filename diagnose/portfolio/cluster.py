"""Tables of cases worked out by several processes or machines, with Dask; needs the extra ``cluster``.

Batches are read here, as Arrow, and go to workers in their order with the rules; what comes back is put together in
that same order, so that the bytes are those of one process. A batch whose worker dies is given to another. Where the
workers are is said by Dask's usual setting (``DASK_SCHEDULER_ADDRESS``); without it they are started on this machine.
"""

import os
import pickle
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import lru_cache
from typing import Any

from diagnose.common import PACK_VARIABLE, EngineError, use_pack
from diagnose.knowledge import Rulebase
from diagnose.portfolio.part import Part, Work, worked_out

ADDRESS = "DASK_SCHEDULER_ADDRESS"
_AHEAD = 3  # batches for each worker that are under way, which bounds memory


def over_dask(rules: Rulebase, wanted: bool, works: Iterable[Work]) -> Iterator[Part]:
    """Yield what follows from each of `works`, in their order, worked out by Dask's workers.

    Raises:
        InputError: the columns of a batch are not facts.
        EngineError: no worker could work out a batch.
        ImportError: Dask is not installed.
    """
    from dask import distributed

    content = pickle.dumps(replace(rules, blocks=()))  # where blocks stand matters to nobody but checks
    with ExitStack() as stack:
        dask: Any = distributed  # without types
        where = os.environ.get(ADDRESS) or stack.enter_context(
            dask.LocalCluster(
                n_workers=os.cpu_count() or 1, threads_per_worker=1, dashboard_address=None, silence_logs=50
            )
        )
        client = stack.enter_context(dask.Client(where))
        workers = max(len(client.scheduler_info()["workers"]), 1)
        waiting: deque[Any] = deque()
        try:
            for work in works:
                pack = os.environ.get(PACK_VARIABLE, "")
                waiting.append(client.submit(_by_worker, content, pack, wanted, work, pure=False))
                if len(waiting) > _AHEAD * workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except distributed.KilledWorker as error:
            raise EngineError(f"the workers died at one batch of the table again and again: {error}") from None


def _by_worker(content: bytes, pack: str, wanted: bool, work: Work) -> Part:
    if os.environ.get(PACK_VARIABLE, "") != pack:
        use_pack(pack or None)
    return worked_out(_rules(content), wanted, work)


@lru_cache(maxsize=2)
def _rules(content: bytes) -> Rulebase:
    rules: Rulebase = pickle.loads(content)
    return rules
