"""Levels in words: one, a range, and one before and after a change."""

from collections.abc import Iterable
from typing import Protocol

from diagnose.common import joined, words
from diagnose.diagnosis.record import Interval


class Change(Protocol):
    """A level before and after; `dimension` is None for a dimension itself."""

    @property
    def id(self) -> str:
        """Of the aspect or dimension."""

    @property
    def name(self) -> str:
        """In words."""

    @property
    def dimension(self) -> str | None:
        """The dimension of an aspect."""

    @property
    def before(self) -> Interval:
        """The level before."""

    @property
    def after(self) -> Interval:
        """The level after."""


def span(level: Interval) -> str:
    """Write a level: "2", or "2-3" while it is open."""
    return f"{level.lowest}" if level.lowest == level.highest else f"{level.lowest}-{level.highest}"


def arrow(level: Change) -> str:
    """Write a level before and after: "2 -> 3", or "2" where it stays."""
    return span(level.after) if level.before == level.after else f"{span(level.before)} -> {span(level.after)}"


def opening(levels: Iterable[int], of: str, lang: str) -> str:
    """Return which `levels` of an aspect, or of several named in `of`, an act helps to open."""
    numbers = [str(n) for n in levels]
    return words(lang)["opens_levels" if len(numbers) > 1 else "opens_level"].format(joined(numbers, lang), of)
