"""What stands idle: measures, thresholds, saran, packages, moments that nothing uses, and facts that nothing reads."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from diagnose.case import fact_patterns, not_compared, vocabulary
from diagnose.common import PLACEHOLDER, SIZE, TERM, Problem, Text
from diagnose.knowledge import Rulebase, comparisons

_KEY = re.compile(r"\[[^*\]]+\]")


def check(base: Rulebase) -> Iterator[Problem]:
    """Yield what no rule uses; facts may be declared `not_compared` instead, with a reason."""
    conditions = [c.when for c in base.provable] + [r.so for s in base.saran.values() for r in s.asks]
    conditions += [s.unless for s in base.saran.values() if s.unless is not None]
    compared = [compare for condition in conditions for compare in comparisons(condition)]
    named = _placeholders(base)
    used: dict[str, set[Any]] = {
        "measures": {c.measure for c in compared} | named,
        "thresholds": {n for c in compared for n in c.tests().values() if isinstance(n, str)} | named,
        "saran": {s for rule in base.provable for s in rule.saran},
        "packages": {s.package for s in base.saran.values()},
        "powers": {s.power for s in base.saran.values()} | {p.power for p in base.packages.values()},
        "terms": {name.removeprefix(TERM) for name in named if name.startswith(TERM)},
        "moments": {s.by for s in base.saran.values()} | {p.by for p in base.packages.values()},
    }
    for block in base.blocks:
        if block.kind in used and block.content.id not in used[block.kind]:
            yield Problem(block.place("id"), "idle", {"given": block.content.id})
    yield from _facts(base, [m.read for m in base.measures.values() if m.id in used["measures"]], named)
    yield from _undirected(base)


def _facts(base: Rulebase, readings: Iterable[Any], named: set[str]) -> Iterator[Problem]:
    """Find facts that no rule reads and no block excuses, and those that a rule reads though a block says not."""
    read = {path for reading in readings for path in reading.paths()} | named
    read |= {_KEY.sub("[*]", path) for path in read}
    # an entry of a list is read where one of its fields is
    read |= {path[: path.rindex("].") + 1] for path in read if "]." in path}
    place = next(b.place() for b in base.blocks if b.kind == "framework")
    for pattern in fact_patterns():
        if pattern in not_compared() and pattern in read:
            yield Problem(place, "fact_read_after_all", {"given": pattern})
        elif pattern not in not_compared() | read:
            yield Problem(place, "fact_unread", {"given": pattern})


def _undirected(base: Rulebase) -> Iterator[Problem]:
    """Find facts declared to have no better direction that a measure reads otherwise than as a whole."""
    place = next(b.place() for b in base.blocks if b.kind == "framework")
    for path in sorted(vocabulary().undirected):
        readers = [m.id for m in base.measures.values() if path in m.read.paths() - m.read.frame()]
        if readers:
            yield Problem(place, "undirected_compared", {"given": path, "by": ", ".join(readers)})


def _placeholders(base: Rulebase) -> set[str]:
    texts = (
        getattr(block.content, name)
        for block in base.blocks
        if block.kind in ("criteria", "findings", "saran", "packages")
        for name in type(block.content).model_fields
    )
    return {n.removeprefix(SIZE) for text in texts if isinstance(text, Text) for n in PLACEHOLDER.findall(text.id)}
