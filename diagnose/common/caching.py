"""Values of an object that are worked out once, when first asked for."""

import functools
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any, TypeVar

T = TypeVar("T")


class cached_property(functools.cached_property[T]):  # noqa: N801 - named as what it stands for
    """`functools.cached_property` without the lock that it has up to Python 3.11, which all objects of a class share.

    Threads so do not wait for one another, nor a forked process for a thread that it does not have; two threads may
    at worst work out the same value at once.
    """

    def __init__(self, func: Callable[[Any], T]) -> None:
        """Work out the value with `func`."""
        super().__init__(func)
        self.lock = nullcontext()
