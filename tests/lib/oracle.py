"""A second opinion, written from the meaning of the rules and not from how they are compiled.

Three-valued (Kleene) evaluation of conditions over measured intervals; True met, False unmet, None unknown.
"""

from collections.abc import Callable, Mapping

from diagnose.inference.measures import Measured
from diagnose.knowledge.conditions import AllOf, AnyOf, Compare, Condition, ForEach, LevelIs
from diagnose.knowledge.models import Criterion
from diagnose.knowledge.rulebase import Rulebase

Truth = bool | None
Levels = dict[str, tuple[int, int]]
Judge = Callable[[Mapping[str, Measured], Levels], Truth]


def truth(condition: Condition, measured: Mapping[str, Measured], rules: Rulebase, year: int, levels: Levels) -> Truth:
    return judge(condition, rules, year)(measured, levels)


def judge(condition: Condition, rules: Rulebase, year: int) -> Judge:
    """How `condition` is judged from measures and levels: what does not depend on them is looked up once."""
    if isinstance(condition, AllOf):
        parts = [judge(c, rules, year) for c in condition.all]
        return lambda measured, levels: _all([part(measured, levels) for part in parts])
    if isinstance(condition, AnyOf):
        parts = [judge(c, rules, year) for c in condition.any]
        return lambda measured, levels: _any([part(measured, levels) for part in parts])
    if isinstance(condition, LevelIs):
        return _level_is(condition)
    code = f"{condition.measure}@{condition.for_each}" if isinstance(condition, ForEach) else condition.measure
    compared = _comparison(condition, rules, year)
    return lambda measured, _: compared(measured[code].low, measured[code].high)


def _level_is(condition: LevelIs) -> Judge:
    def judged(_: Mapping[str, Measured], levels: Levels) -> Truth:
        lowest, highest = levels[condition.level]
        if condition.at_least is not None:
            return True if lowest >= condition.at_least else False if highest < condition.at_least else None
        assert condition.below is not None
        return True if highest < condition.below else False if lowest >= condition.below else None

    return judged


def _comparison(compare: Compare, rules: Rulebase, year: int) -> Callable[[float, float], Truth]:
    ((test, named),) = compare.tests().items()
    scale = rules.measures[compare.measure].labels
    if scale:
        labels = [str(label) for label in scale]
        names = (named,) if isinstance(named, str) else named
        first, last = labels.index(names[0]), labels.index(names[-1])
        wanted = {"is": names, "in": names, "at_least": labels[first:], "above": labels[first + 1 :]}
        wanted |= {"at_most": labels[: last + 1], "below": labels[:last]}
        each = [(i, label in wanted[test]) for i, label in enumerate(labels)]

        def among(low: float, high: float) -> Truth:
            low, high = max(low, 0), min(high, len(labels) - 1)
            inside = [good for i, good in each if low <= i <= high]
            return True if all(inside) else None if any(inside) else False

        return among
    assert isinstance(named, str)
    threshold = rules.threshold(named, year)
    assert threshold is not None
    t = threshold.value

    def against(low: float, high: float) -> Truth:
        if test in ("at_least", "below"):
            above = True if low >= t else False if high < t else None
            return above if test == "at_least" else _not(above)
        above = True if low > t else False if high <= t else None
        return above if test == "above" else _not(above)

    return against


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


def everything(
    rules: Rulebase, measured: Mapping[str, Measured], year: int, kind: str
) -> tuple[dict[str, Truth], Levels]:
    """Truths of all criteria and findings, and levels of all aspects (with ``~second``) and dimensions."""
    return opinion(rules, year, kind)(measured)


def opinion(
    rules: Rulebase, year: int, kind: str
) -> Callable[[Mapping[str, Measured]], tuple[dict[str, Truth], Levels]]:
    """How everything is judged for such a region in such a year, from its measures."""
    criteria = [c for c in rules.criteria.values() if c.holds_for(year, kind)]
    own = {aspect: [c for c in criteria if c.aspect == aspect] for some in rules.aspects.values() for aspect in some}
    judged = [(c.id, judge(c.when, rules, year)) for c in criteria]
    found = [(f.id, judge(f.when, rules, year)) for f in rules.findings.values() if f.holds_for(year, kind)]

    def of(measured: Mapping[str, Measured]) -> tuple[dict[str, Truth], Levels]:
        truths = {name: judged_by(measured, {}) for name, judged_by in judged}
        levels: Levels = {}
        for dimension, aspects in rules.aspects.items():
            for aspect in aspects:
                levels[aspect] = level(own[aspect], truths, "main")
                levels[f"{aspect}~second"] = level(own[aspect], truths, "second")
            levels[dimension] = (min(levels[a][0] for a in aspects), min(levels[a][1] for a in aspects))
        return truths | {name: judged_by(measured, levels) for name, judged_by in found}, levels

    return of
