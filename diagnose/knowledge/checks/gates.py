"""Gates: every level of every aspect has a criterion."""

from collections.abc import Iterator

from diagnose.common import Problem
from diagnose.knowledge.models import REGION_KINDS
from diagnose.knowledge.rulebase import Rulebase


def check(base: Rulebase) -> Iterator[Problem]:
    """Every gate of every aspect needs a criterion, in either reading, for each kind of region and in each year."""
    place = next(b.place() for b in base.blocks if b.kind == "framework")
    for aspect in (a for aspects in base.aspects.values() for a in aspects):
        for level in (2, 3, 4):
            for reading in ("main", "second"):
                other = "second" if reading == "main" else "main"
                gate = [
                    c for c in base.criteria.values() if c.aspect == aspect and c.level == level and c.reading != other
                ]
                for year, kind in ((y, k) for y in base.changes() for k in REGION_KINDS):
                    if not any(c.holds_for(year, kind) for c in gate):
                        values = {"aspect": aspect, "level": level, "year": year, "kind": kind}
                        yield Problem(place, "gate_shut", values)
                        return
