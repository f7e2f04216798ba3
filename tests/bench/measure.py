"""Times, taken in turns: a machine that slows down then slows everything that is compared."""

import statistics
import time
from collections.abc import Callable, Mapping


def interleaved(work: Mapping[str, Callable[[], object]], rounds: int, warm: int = 2) -> dict[str, float]:
    """Return the median seconds of each piece of `work`, all done once a round."""
    times: dict[str, list[float]] = {name: [] for name in work}
    for turn in range(warm + rounds):
        for name, do in work.items():
            start = time.perf_counter()
            do()
            taken = time.perf_counter() - start
            if turn >= warm:
                times[name].append(taken)
    return {name: statistics.median(taken) for name, taken in times.items()}
