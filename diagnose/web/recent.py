"""What was worked out lately, so that several people who look at the same change wait for it once."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")
_KEPT = 12  # each holds what follows from one change


class Recent(Generic[T]):
    """Keeps the latest results, each under all that it was worked out from; what changed has another key.

    Not for several threads at once: the worker's thread alone uses it.
    """

    def __init__(self, most: int = _KEPT) -> None:
        self._most = most
        self._held: OrderedDict[Hashable, T] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` returns, or what it returned for an equal `key` lately; what it raises is not kept."""
        if key not in self._held:
            self._held[key] = make()
        self._held.move_to_end(key)
        while len(self._held) > self._most:
            self._held.popitem(last=False)
        return self._held[key]
