"""Facts that follow from facts, by column, as the vocabulary declares them; see `case.derive`."""

from collections.abc import Mapping

import numpy as np

from diagnose.case import has_fact, node_at, vocabulary
from diagnose.portfolio.cells import Column, Mask, blank


def derived(stated: Mapping[str, Column], rows: int, kind: str, year: int) -> dict[str, Column]:
    """Return `stated` with every unknown fact filled in that follows from others; what is stated is never changed.

    What such a region does not have in that year is not filled in.
    """
    facts = dict(stated)
    follows = vocabulary().follows
    for _ in follows:  # no chain is longer than there are rules
        filled = False
        for rule in follows:
            cause = facts.get(rule.when)
            if cause is None:
                continue
            holds = (cause.low == cause.high) & np.isin(cause.low, [_rank(rule.when, value) for value in rule.is_])
            for path, value in rule.then.items():
                column = facts.get(path) or blank(rows)
                fresh = holds & ~_told(column)
                if fresh.any():
                    facts[path], filled = _with(column, fresh, _rank(path, value)), True
        if not filled:
            break
    return {path: c if has_fact(path, kind, year) else stated.get(path, blank(rows)) for path, c in facts.items()}


def _rank(path: str, value: str) -> float:
    node = node_at(path)
    assert node is not None  # the vocabulary has been checked: it names declared facts only
    return node.rank(value)


def _told(column: Column) -> Mask:
    """Return where a fact is known at all, be it within bounds or in dispute."""
    told = column.known | np.isfinite(column.low) | np.isfinite(column.high)
    return told if column.disputed is None else told | column.disputed


def _with(column: Column, rows: Mask, rank: float) -> Column:
    low, high = np.where(rows, rank, column.low), np.where(rows, rank, column.high)
    found = Column(low, high, column.said | rows, column.known | rows, column.codes, column.words)
    found.disputed, found.possible = column.disputed, column.possible
    return found
