"""Facts that some kinds of region do not have, or not in some years: neither asked there, nor counted, nor told."""

import re
from collections.abc import Mapping

from diagnose.case.blocks import FactBlock
from diagnose.case.table import FactEntry
from diagnose.case.vocabulary import vocabulary
from diagnose.common import per_pack

_KEYS = re.compile(r"\[[^\]]*\]")


@per_pack
def _limited() -> Mapping[str, FactBlock]:
    """Return the facts that not every region has in every year, by path."""
    return {path: fact for path, fact in vocabulary().facts.items() if fact.limited}


def has_fact(path: str, kind: str, year: int) -> bool:
    """Tell whether a region of that kind has the fact at `path` in that year."""
    block = _limited().get(_KEYS.sub("[*]", path))
    return block is None or block.applies(kind, year)


def applying(facts: Mapping[str, FactEntry], kind: str, year: int) -> dict[str, FactEntry]:
    """Return `facts` without those that such a region does not have; what a case states of them is kept."""
    return {path: entry for path, entry in facts.items() if _stated(entry) or has_fact(path, kind, year)}


def out_of_place(facts: Mapping[str, FactEntry], kind: str, year: int) -> tuple[str, ...]:
    """Return the facts that a case states although such a region does not have them."""
    return tuple(path for path, entry in facts.items() if _stated(entry) and not has_fact(path, kind, year))


def _stated(entry: FactEntry) -> bool:
    return entry.derived is None and (entry.known or bool(entry.disputed) or entry.planned is not None)
