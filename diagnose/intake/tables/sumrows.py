"""Rows of a list that add up those below them, told by their amounts: programmes above what is done under them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key")


@dataclass
class _Open(Generic[Key]):
    """A row that may add up those below it, and what these come to so far."""

    key: Key
    amount: float
    worded: bool
    below: float = 0
    rows: int = 0


class SumRows(Generic[Key]):
    """Follows amounts in the order of their rows, and tells which row turns out to add up those below it."""

    def __init__(self) -> None:
        self.open: list[_Open[Key]] = []

    def head(self, key: Key, amount: float, *, worded: bool) -> None:
        """Note a row that may add up those below: it lacks what they have. `worded` where its name says so, too."""
        if amount:
            self.open.append(_Open(key, amount, worded))

    def below(self, amount: float) -> Iterable[_Open[Key]]:
        """Note a row that is no head, and return the heads that it fills up: two rows, or one where words say so."""
        full = []
        for head in self.open:
            head.below += amount
            head.rows += 1
            if head.below == head.amount and (head.rows > 1 or head.worded):
                full.append(head)
        self.open = [h for h in self.open if h.below < h.amount or (h.below == h.amount and h not in full)]
        return full
