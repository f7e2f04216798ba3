"""Levels in words: one, a range, and one before and after a change."""

from typing import Protocol

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
