"""How many of the rows of a table answer yes, as a count with bounds where not everything is known."""

from dataclasses import dataclass
from typing import Any


@dataclass
class Tally:
    """Counts answers; who did not answer may be either."""

    yes: int = 0
    no: int = 0
    unknown: int = 0

    def add(self, answer: str) -> None:
        """Count one answer: ``yes``, another word for no (a draft is no), or empty where it is unknown."""
        if answer:
            self.yes += answer == "yes"
            self.no += answer != "yes"
        else:
            self.unknown += 1

    def count(self, complete: bool, lost: int = 0) -> dict[str, Any]:
        """Return the count of yes as a fact; empty where nothing is known.

        With `complete` nobody is left unlisted but the `lost`, of whom nothing is known.
        """
        open_ = self.unknown + lost
        if not self.yes + self.no:
            return {}
        if complete and not open_:
            return {"value": self.yes}
        least = {"at_least": self.yes} if self.yes else {}
        return {**least, "at_most": self.yes + open_} if complete else least

    def extent(self, complete: bool, lost: int = 0) -> dict[str, Any]:
        """Return how many of all answer yes, on the scale none, some, most, all; empty where nothing is known."""
        if not self.yes + self.no:
            return {}
        if not complete:
            return {**({"at_least": "some"} if self.yes else {}), **({"at_most": "most"} if self.no else {})}
        everyone = self.yes + self.no + self.unknown + lost
        low, high = (_word(part, everyone) for part in (self.yes, everyone - self.no))
        return {"value": low} if low == high else {"at_least": low, "at_most": high}


def total(amount: float, known: bool, again: float = 0) -> dict[str, Any]:
    """Return a sum as a fact: only a lower bound where not all of it is `known`; empty where that says nothing.

    What is `again` in it may be the same amount written more than once.
    """
    if known and not again:
        return {"value": amount}
    least = {"at_least": amount - again} if amount - again else {}
    return {**least, **({"at_most": amount} if known else {})}


def _word(part: int, whole: int) -> str:
    if part in (0, whole):
        return "all" if part else "none"
    return "most" if 2 * part > whole else "some"
