"""Saran that say neither what they ask for, nor why nothing can be told to be so already."""

from collections.abc import Iterator

from diagnose.common import Problem
from diagnose.knowledge import Rulebase


def check(base: Rulebase) -> Iterator[Problem]:
    """Yield saran with neither `asks` nor `asks_nothing`, which may ask for what is there; and those with both."""
    for block in base.blocks:
        if block.kind == "saran" and bool(block.content.asks) == (block.content.asks_nothing is not None):
            yield Problem(block.place("id"), "saran_without_asks", {"given": block.content.id})
