"""Ids that stand twice."""

from collections.abc import Iterator

from diagnose.common import Problem
from diagnose.knowledge.rulebase import Block, Rulebase


def check(base: Rulebase) -> Iterator[Problem]:
    """Yield ids that are used twice; a threshold or a term may be, in years or kinds of region apart."""
    seen: dict[tuple[str, str], list[Block]] = {}
    for block in base.blocks:
        if block.kind not in ("framework", "efforts"):
            kind = "rule" if block.kind in ("criteria", "findings") else block.kind
            others = seen.setdefault((kind, block.content.id), [])
            if any(block.kind not in ("thresholds", "terms") or _overlap(block, other) for other in others):
                yield Problem(
                    block.place("id"), "id_twice", {"given": block.content.id, "other": others[0].place("id")}
                )
            others.append(block)


def _overlap(one: Block, other: Block) -> bool:
    a, b = one.content, other.content
    if not set(getattr(a, "regions", "*")) & set(getattr(b, "regions", "*")):
        return False
    return (a.from_year or 0) <= (b.until_year or 9999) and (b.from_year or 0) <= (a.until_year or 9999)
