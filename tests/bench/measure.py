"""Times, taken in turns: a machine that slows down then slows everything that is compared.

Seconds are those of the processor, so that what else runs on a shared machine is not counted.
"""

import resource
import statistics
import time
from collections.abc import Callable, Mapping


def interleaved(
    work: Mapping[str, Callable[[], object]],
    rounds: int,
    warm: int = 2,
    clock: Callable[[], float] = time.process_time,
) -> dict[str, float]:
    """Return the median seconds by `clock` of each piece of `work`, all done once a round."""
    times: dict[str, list[float]] = {name: [] for name in work}
    for turn in range(warm + rounds):
        for name, do in work.items():
            start = clock()
            do()
            taken = clock() - start
            if turn >= warm:
                times[name].append(taken)
    return {name: statistics.median(taken) for name, taken in times.items()}


def of_children() -> float:
    """Return the seconds of the processor that ended processes of this one took."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
