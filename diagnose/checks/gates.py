"""Gates: every level of every aspect has a criterion."""

from collections.abc import Iterator

from diagnose.problems import Problem
from diagnose.rulebase import Rulebase

_KINDS = ("kabupaten", "kota")


def check(base: Rulebase) -> Iterator[Problem]:
    """Every gate of every aspect needs a criterion, in either reading, for each kind of region and in each year."""
    place = next(b.place() for b in base.blocks if b.kind == "framework")
    starts = {2018, *(y for c in base.criteria.values() for y in (c.from_year, (c.until_year or 0) + 1) if y and y > 1)}
    for aspect in (a for aspects in base.aspects.values() for a in aspects):
        for level in (2, 3, 4):
            for reading in ("main", "second"):
                other = "second" if reading == "main" else "main"
                gate = [
                    c for c in base.criteria.values() if c.aspect == aspect and c.level == level and c.reading != other
                ]
                for year, kind in ((y, k) for y in sorted(starts) for k in _KINDS):
                    if not any(c.holds_for(year, kind) for c in gate):
                        values = {"aspect": aspect, "level": level, "year": year, "kind": kind}
                        yield Problem(place, "gate_shut", values)
                        return
