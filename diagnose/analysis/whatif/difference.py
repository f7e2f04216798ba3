"""What differs between two diagnoses: facts, levels, criteria and findings that turned, saran gone and new."""

from typing import Any

from diagnose.case import FactEntry
from diagnose.common import words
from diagnose.diagnosis import Diagnosed, Diagnosis, Interval, Record, Truth


class FactChange(Record):
    """One fact that differs: its name and values in words (`before`, `after`), and as data."""

    fact: str
    name: str
    before: str
    after: str
    value_before: Any
    value_after: Any
    source: str | None
    note: str | None


class LevelChange(Record):
    """The level of an aspect or dimension in both; `dimension` is None for a dimension itself."""

    id: str
    name: str
    dimension: str | None
    before: Interval
    after: Interval

    @property
    def changed(self) -> bool:
        """Whether it differs."""
        return self.before != self.after


class Turned(Record):
    """A criterion or finding that came out otherwise, what it says now, and the changed facts that it read.

    `aspect` and `gates` are None for a finding; a finding that does not hold is "unmet" here.
    """

    rule: str
    title: str
    aspect: str | None
    gates: int | None
    before: Truth
    after: Truth
    statement: str
    because: tuple[str, ...]


class SaranChange(Record):
    """A saran that only one of the two gives; `because` are the rules that turned and led to it.

    One that is gone is `answered` where its criteria are met now, and otherwise no longer founded on what is known.
    """

    id: str
    text: str
    because: tuple[str, ...]
    answered: bool


class Difference(Record):
    """Everything that differs between two diagnoses."""

    facts: tuple[FactChange, ...]
    dimensions: tuple[LevelChange, ...]
    aspects: tuple[LevelChange, ...]
    criteria: tuple[Turned, ...]
    findings: tuple[Turned, ...]
    saran_gone: tuple[SaranChange, ...]
    saran_new: tuple[SaranChange, ...]


def difference(first: Diagnosed, then: Diagnosed) -> Difference:
    """Return what differs between `first` and `then`."""
    facts = changed_facts(first, then)
    before, after = first.diagnosis, then.diagnosis
    changed = frozenset(f.fact for f in facts)
    return Difference(
        facts=facts,
        dimensions=tuple(
            LevelChange(id=b.id, name=b.name, dimension=None, before=b.level, after=a.level)
            for b, a in zip(before.dimensions, after.dimensions, strict=True)
        ),
        aspects=tuple(
            LevelChange(id=b.id, name=b.name, dimension=b.dimension, before=b.level, after=a.level)
            for b, a in zip(before.aspects, after.aspects, strict=True)
        ),
        criteria=_criteria(before, after, changed),
        findings=_findings(before, after, changed),
        saran_gone=_saran(before, after),
        saran_new=_saran(after, before),
    )


def changed_facts(first: Diagnosed, then: Diagnosed) -> tuple[FactChange, ...]:
    """Return every fact that the two cases state differently, in the order of the model."""
    before, after = first.case.facts, then.case.facts
    found = []
    for path in dict.fromkeys((*before, *after)):
        old, new = before.get(path), after.get(path)
        if _said(old) != _said(new):
            say = (then if new else first).phrases
            w = words(say.lang)
            entry = isinstance((old or new).value, dict) and path.endswith("]")  # type: ignore[union-attr]
            came, went = entry and not _said(old), entry and not _said(new)
            found.append(
                FactChange(
                    fact=path,
                    name=say.fact(path),
                    before=w["margin.none" if came else "margin.there"]
                    if came or went
                    else say.value(old.value if old else None, path),
                    after=w["margin.gone" if went else "margin.there"]
                    if came or went
                    else say.value(new.value if new else None, path),
                    value_before=old.value if old else None,
                    value_after=new.value if new else None,
                    source=new.source if new else None,
                    note=new.note if new else None,
                )
            )
    return tuple(found)


def _said(entry: FactEntry | None) -> tuple[object, ...] | None:
    return (entry.value, entry.low, entry.high) if entry and entry.known else None


def _because(changed: frozenset[str], *read: str) -> tuple[str, ...]:
    """Return those of `changed` that were read; an entry of a list that was read as a whole counts too."""
    direct = [path for path in dict.fromkeys(read) if path in changed]
    within = [c for c in sorted(changed) if any(c.startswith((f"{r}[", f"{r}.")) for r in read)]
    return tuple(dict.fromkeys([*direct, *within]))


def _criteria(before: Diagnosis, after: Diagnosis, changed: frozenset[str]) -> tuple[Turned, ...]:
    old = {c.id: c for aspect in before.aspects for c in aspect.criteria}
    return tuple(
        Turned(
            rule=c.id,
            title=c.title,
            aspect=aspect.id,
            gates=c.gates,
            before=old[c.id].truth,
            after=c.truth,
            statement=c.statement,
            because=_because(changed, *(r.fact for r in (*old[c.id].read, *c.read))),
        )
        for aspect in after.aspects
        for c in aspect.criteria
        if c.id in old and old[c.id].truth != c.truth
    )


def _findings(before: Diagnosis, after: Diagnosis, changed: frozenset[str]) -> tuple[Turned, ...]:
    old, new = ({f.id: f for f in d.findings} for d in (before, after))
    ends: tuple[tuple[dict[str, Any], dict[str, Any], Truth, Truth], ...] = (
        (old, new, "met", "unmet"),
        (new, old, "unmet", "met"),
    )
    return tuple(
        Turned(
            rule=f.id,
            title=f.title,
            aspect=None,
            gates=None,
            before=was,
            after=now,
            statement=f.statement,
            because=_because(changed, *(r.fact for r in f.read)),
        )
        for there, elsewhere, was, now in ends
        for f in there.values()
        if f.id not in elsewhere
    )


def _saran(here: Diagnosis, there: Diagnosis) -> tuple[SaranChange, ...]:
    """Return the saran of `here` that `there` does not give, with the rules that led to it only here."""
    other = {s.id for s in there.saran}
    truths = {c.id: c.truth for a in there.aspects for c in a.criteria}
    fired = {c for c, truth in truths.items() if truth == "unmet"} | {f.id for f in there.findings}

    return tuple(
        SaranChange(
            id=s.id,
            text=s.text,
            because=tuple(r for r in s.rules if r not in fired) or s.rules,
            answered=all(truths.get(rule, "met") == "met" for rule in s.rules),
        )
        for s in here.saran
        if s.id not in other
    )
