"""Questions in the same words but a few: "Was step 1 taken?" and "Was step 4 taken?" are one question."""

from collections.abc import Callable, Iterable, Sequence

Words = tuple[str, ...]
_TWICE = 2  # times as many words are the same as differ, unless what differs follows a colon


class Alike:
    """One question, and others that differ from it in one place."""

    def __init__(self, first: Words) -> None:
        self.every = [first]
        self.before, self.after = 0, 0  # words that all have in common, where there are several

    def take(self, words: Words) -> bool:
        """Take another question, if it differs from all that are here in one place; tell whether it does."""
        first = self.every[0]
        before, after = _shared(first, words), 0
        if not before or not first[before - 1].endswith(":"):
            after = _shared(first[before:][::-1], words[before:][::-1])
        if len(self.every) > 1 and (before, after) != (self.before, self.after):
            return False
        parts = [each[before : len(each) - after] for each in (*self.every, words)]
        listing = before > 0 and first[before - 1].endswith(":")
        if not before or not all(parts) or any("dan" in part or "and" in part for part in parts):
            return False
        if not listing and before + after < _TWICE * max(map(len, parts)):
            return False
        self.before, self.after = before, after
        self.every.append(words)
        return True

    def said(self, listed: Callable[[Iterable[str]], str]) -> str:
        """Return the question that asks them all."""
        first = self.every[0]
        if len(self.every) == 1:
            return f"{' '.join(first)}?"
        parts = [" ".join(each[self.before : len(each) - self.after]) for each in self.every]
        comma = "," if all(part.endswith(",") for part in parts) else ""
        among = listed(part.rstrip(",") for part in parts) + comma
        return f"{' '.join((*first[: self.before], among, *first[len(first) - self.after :]))}?"


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many words both begin with."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
