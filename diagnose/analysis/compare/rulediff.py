"""What differs between two rule bases, or between two years of one: rules that come, go or change, and thresholds."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from diagnose.diagnosis import Record
from diagnose.knowledge import Criterion, Provable, Rulebase, Threshold, comparisons


class RuleChange(Record):
    """A criterion or finding that is new, gone, or decides otherwise; other words alone are no change."""

    id: str
    title: str
    how: Literal["new", "gone", "changed"]


class ThresholdChange(Record):
    """A threshold with another value; None where it is not in force."""

    id: str
    unit: str
    before: float | None
    after: float | None


def rules_between(
    before: Rulebase, after: Rulebase, lang: str, years: tuple[int, int] | None = None, kind: str | None = None
) -> tuple[RuleChange, ...]:
    """Return the rules that differ from `before` to `after`.

    With `years`, of those in force in the first and the second year; with `kind`, for that kind of region.
    """
    if before is after and (years is None or years[0] == years[1]):
        return ()
    old, new = (_rules(base, years[i] if years else None, kind) for i, base in enumerate((before, after)))
    return tuple(_changes(before, after, old, new, lang, dated=years is None))


def _rules(base: Rulebase, year: int | None, kind: str | None) -> dict[str, Provable]:
    return {
        rule.id: rule
        for rule in base.provable
        if (year is None or rule.in_force(year)) and (kind is None or kind in rule.regions)
    }


def _changes(
    before: Rulebase,
    after: Rulebase,
    old: Mapping[str, Provable],
    new: Mapping[str, Provable],
    lang: str,
    *,
    dated: bool,
) -> Iterator[RuleChange]:
    for name in dict.fromkeys((*old, *new)):
        one, other = old.get(name), new.get(name)
        title = (other or old[name]).title.get(lang)
        if one is None or other is None:
            yield RuleChange(id=name, title=title, how="new" if one is None else "gone")
        elif before is not after and substance(one, before, dated=dated) != substance(other, after, dated=dated):
            yield RuleChange(id=name, title=title, how="changed")


def substance(rule: Provable, base: Rulebase, *, dated: bool) -> dict[str, Any]:
    """Return what `rule` decides by, words left out: its condition, what that reads, what follows (`dated`: when)."""
    told = {"title", "sources", "examples", "asumsi_sistem", "reason", "met", "unmet", "statement", "evidence"}
    told |= set() if dated else {"from_year", "until_year"}
    lists = {f.id: (f.functions, f.not_in) for f in base.framework.function_lists}
    read = dict.fromkeys(c.measure for c in comparisons(rule.when))
    return {
        **rule.model_dump(mode="json", exclude=told),
        "criterion": isinstance(rule, Criterion),
        "measures": [base.measures[m].model_dump(mode="json", include={"read", "scale", "better"}) for m in read],
        "lists": [lists.get(name) for c in comparisons(rule.when) if (name := getattr(c, "for_each", None))],
    }


def thresholds_between(
    before: Rulebase, after: Rulebase, lang: str, years: tuple[int, int] | None = None
) -> tuple[ThresholdChange, ...]:
    """Return the thresholds whose value differs, between two years if `years` are given, else version by version."""
    if before is after and (years is None or years[0] == years[1]):
        return ()
    if years:
        old, new = (
            {t.id: t for t in base.thresholds if t.in_force(year)}
            for base, year in zip((before, after), years, strict=True)
        )
        return tuple(_moved(old, new, lang))
    dated = [{(t.id, t.from_year, t.until_year): t for t in base.thresholds} for base in (before, after)]
    return tuple(_moved(dated[0], dated[1], lang))


def _moved(old: Mapping[Any, Threshold], new: Mapping[Any, Threshold], lang: str) -> Iterator[ThresholdChange]:
    for key in dict.fromkeys((*old, *new)):
        one, other = old.get(key), new.get(key)
        if (one.value if one else None) != (other.value if other else None):
            shown = other or old[key]
            yield ThresholdChange(
                id=shown.id,
                unit=shown.unit.get(lang),
                before=one.value if one else None,
                after=other.value if other else None,
            )
