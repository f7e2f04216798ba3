"""A second opinion, written from the meaning of the rules and not from how they are compiled.

Three-valued (Kleene) evaluation of conditions over measured intervals; True met, False unmet, None unknown.
"""

from diagnose.inference.measures import Measured
from diagnose.knowledge.conditions import AllOf, AnyOf, Compare, Condition, ForEach, LevelIs
from diagnose.knowledge.models import Criterion
from diagnose.knowledge.rulebase import Rulebase

Truth = bool | None
Levels = dict[str, tuple[int, int]]


def truth(condition: Condition, measured: dict[str, Measured], rules: Rulebase, year: int, levels: Levels) -> Truth:
    if isinstance(condition, AllOf):
        return _all([truth(c, measured, rules, year, levels) for c in condition.all])
    if isinstance(condition, AnyOf):
        return _any([truth(c, measured, rules, year, levels) for c in condition.any])
    if isinstance(condition, LevelIs):
        lowest, highest = levels[condition.level]
        if condition.at_least is not None:
            return True if lowest >= condition.at_least else False if highest < condition.at_least else None
        assert condition.below is not None
        return True if highest < condition.below else False if lowest >= condition.below else None
    if isinstance(condition, ForEach):
        return _compare(condition, measured[f"{condition.measure}@{condition.for_each}"], rules, year)
    return _compare(condition, measured[condition.measure], rules, year)


def _compare(compare: Compare, m: Measured, rules: Rulebase, year: int) -> Truth:
    ((test, named),) = compare.tests().items()
    scale = rules.measures[m.measure].labels
    if scale:
        labels = [str(label) for label in scale]
        low, high = max(m.low, 0), min(m.high, len(labels) - 1)
        possible = [label for i, label in enumerate(labels) if low <= i <= high]
        names = (named,) if isinstance(named, str) else named
        first, last = labels.index(names[0]), labels.index(names[-1])
        wanted = {"is": names, "in": names, "at_least": labels[first:], "above": labels[first + 1 :]}
        wanted |= {"at_most": labels[: last + 1], "below": labels[:last]}
        inside = [label in wanted[test] for label in possible]
        return True if all(inside) else None if any(inside) else False
    assert isinstance(named, str)
    threshold = rules.threshold(named, year)
    assert threshold is not None
    t = threshold.value
    if test in ("at_least", "below"):
        above = True if m.low >= t else False if m.high < t else None
        return above if test == "at_least" else _not(above)
    above = True if m.low > t else False if m.high <= t else None
    return above if test == "above" else _not(above)


def _not(value: Truth) -> Truth:
    return None if value is None else not value


def _all(values: list[Truth]) -> Truth:
    return False if False in values else None if None in values else True


def _any(values: list[Truth]) -> Truth:
    return True if True in values else None if None in values else False


def level(criteria: list[Criterion], truths: dict[str, Truth], reading: str) -> tuple[int, int]:
    """The lowest and highest level of an aspect by its criteria in one reading ("main" or "second")."""
    mine = [c for c in criteria if c.reading in ("both", reading)]
    lowest = highest = 1
    for k in (2, 3, 4):
        here = [truths[c.id] for c in mine if c.level == k]
        if lowest == k - 1 and all(t is True for t in here):
            lowest = k
        if highest == k - 1 and all(t is not False for t in here):
            highest = k
    return lowest, highest


def everything(rules: Rulebase, measured: dict[str, Measured], year: int, kind: str) -> tuple[dict[str, Truth], Levels]:
    """Truths of all criteria and findings, and levels of all aspects (with ``~second``) and dimensions."""
    criteria = [c for c in rules.criteria.values() if c.holds_for(year, kind)]
    truths = {c.id: truth(c.when, measured, rules, year, {}) for c in criteria}
    levels: Levels = {}
    for dimension, aspects in rules.aspects.items():
        for aspect in aspects:
            own = [c for c in criteria if c.aspect == aspect]
            levels[aspect] = level(own, truths, "main")
            levels[f"{aspect}~second"] = level(own, truths, "second")
        levels[dimension] = (min(levels[a][0] for a in aspects), min(levels[a][1] for a in aspects))
    for finding in rules.findings.values():
        if finding.holds_for(year, kind):
            truths[finding.id] = truth(finding.when, measured, rules, year, levels)
    return truths, levels
