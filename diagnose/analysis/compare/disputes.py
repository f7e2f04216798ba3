"""Disputes: a diagnosis under each side of every conflict in a case, and which conclusions hang on it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any, Literal

from diagnose.analysis.compare.across import Across, across
from diagnose.case import Case, Change, claim
from diagnose.common import Place
from diagnose.diagnosis import CaseRecord, Diagnosed, Diagnosis, Interval, Record, statements

MOST_COMBINATIONS = 32
Kind = Literal["sources", "statements", "systems"]


class Side(Record):
    """One side of a conflict: the fact that holds under it, what it says, and where that stands.

    `counts` tells that it is the one in use: the case has settled on it, or it is the evidence that rules take first.
    """

    fact: str
    name: str
    value: Any
    said: str
    source: str | None
    counts: bool


class Conflict(Record):
    """One conflict, its sides, and the conclusions that hang on it: every row has a place for each side.

    `kind` is ``sources`` (they disagree on one fact), ``statements`` (of one thing, that contradict each other) or
    ``systems`` (figures of different measuring systems). `settled` tells that one side is in use, `hangs` whether
    any conclusion hangs on it. `as_it_stands` holds the levels of the same rows as the case has them, the conflict
    settled or not; `of_itself` the findings and saran of the case that are given under no side, since they are on it.
    """

    id: str
    kind: Kind
    statement: str
    note: str | None = None
    settled: bool
    sides: tuple[Side, ...]
    hangs: bool
    differing: Across
    as_it_stands: tuple[Interval, ...]
    of_itself: tuple[str, ...]


class Combination(Record):
    """One side of each conflict (its place among the sides), and the levels of the rows that hang on several."""

    sides: tuple[int, ...]
    levels: tuple[Interval, ...]


class Joint(Record):
    """A conclusion that hangs on several conflicts together: the ids of those that can turn it."""

    kind: Literal["level", "criterion", "finding", "saran"]
    id: str
    name: str
    conflicts: tuple[str, ...]


class Combined(Record):
    """All combinations of sides: what hangs on more than one conflict, and the levels under each combination.

    `joint` is empty where every conclusion hangs on single conflicts. `tried` is 0 where there are too many.
    """

    count: int
    tried: int
    joint: tuple[Joint, ...]
    combinations: tuple[Combination, ...]


class Disputes(Record):
    """Every conflict in a case and what hangs on it; `combined` is None where there is at most one."""

    schema_version: Literal[1] = 1
    lang: str
    case: CaseRecord
    conflicts: tuple[Conflict, ...]
    combined: Combined | None


@dataclass(frozen=True)
class _Sides:
    """A conflict with its sides as changes of facts, each with what it says."""

    kind: Kind
    id: str
    statement: str
    note: str | None
    settled: bool
    options: tuple[tuple[Side, tuple[Change, ...]], ...]


def disputes(diagnosed: Diagnosed) -> Disputes:
    """Return what hangs on each conflict in a case, settled ones included.

    Raises:
        EngineError: the engine did not do what it was asked.
    """
    base = diagnosed.diagnosis
    found = list(_conflicts(diagnosed))

    def under(*choice: tuple[Change, ...]) -> Diagnosis:
        laid = diagnosed
        for changes in choice:  # one by one: two conflicts may be about the same fact
            laid = laid.changed(changes, narrow=False)
        return laid.diagnosis

    return Disputes(
        lang=diagnosed.lang,
        case=base.case,
        conflicts=tuple(_conflict(one, base, under) for one in found),
        combined=_combined(found, under) if len(found) > 1 else None,
    )


def _conflicts(diagnosed: Diagnosed) -> Iterator[_Sides]:
    """Yield the conflicts that the diagnosis tells; those between measuring systems last, which take figures out."""
    case, rules, phrases = diagnosed.case, diagnosed.rules, diagnosed.phrases
    for conflict in diagnosed.diagnosis.conflicts:
        entry = case.facts.get(conflict.id)
        if len(conflict.figures) < 2:
            continue  # nothing stands against it: it has no place in such a region
        if entry is not None and entry.disputed:
            kind: Kind = "sources"
            values = [(conflict.id, value, source) for value, source in entry.disputed]
            changes: list[tuple[Change, ...]] = [(_to(path, value, source),) for path, value, source in values]
        else:
            kind = "systems" if conflict.id in rules.findings else "statements"
            told = statements(case, rules, conflict.id) if conflict.id in rules.measures else None
            groups = told or [(f.fact,) for f in conflict.figures]
            values = [(g[0], _value(case, g[0]), _source(case, g[0])) for g in groups]
            changes = [tuple(_out(case, p) for other in groups if other != g for p in other) for g in groups]
        sides = (
            Side(
                fact=path,
                name=phrases.fact(path),
                value=value,
                said=phrases.value(value, path),
                source=source,
                counts=kind == "sources" and conflict.counts == value,
            )
            for path, value, source in values
        )
        options = tuple(zip(sides, changes, strict=True))
        settled = conflict.counts is not None
        yield _Sides(kind, conflict.id, conflict.statement, conflict.note, settled, options)


def _to(path: str, value: Any, source: str | None) -> Change:
    return Change(path, claim(value, source) if source else value, place=Place(path), source=source)


def _out(case: Case, path: str) -> Change:
    """Return the change by which the case no longer says anything at `path`."""
    whole = path.endswith("]")  # an entry cannot be unknown, only absent
    return Change(path, remove=whole, place=Place(path), source=_source(case, path))


def _value(case: Case, path: str) -> Any:
    entry = case.facts.get(path)
    return entry.value if entry else None


def _source(case: Case, path: str) -> str | None:
    entry = case.facts.get(path)
    return entry.source if entry else None


def _conflict(one: _Sides, base: Diagnosis, under: Callable[..., Diagnosis]) -> Conflict:
    found = across([under(changes) for _, changes in one.options])
    differing = found.differing()
    drawn = {row.id for row in (*found.findings, *found.saran)}
    levels = {d.id: d.level for d in base.dimensions} | {a.id: a.level for a in base.aspects}
    return Conflict(
        id=one.id,
        kind=one.kind,
        statement=one.statement,
        note=one.note,
        settled=one.settled,
        sides=tuple(side for side, _ in one.options),
        hangs=found.differ,
        differing=differing,
        as_it_stands=tuple(levels[row.id] for row in differing.levels),
        of_itself=tuple(name for name in _given(base) if name not in drawn),
    )


def _given(diagnosis: Diagnosis) -> list[str]:
    return [*(f.id for f in diagnosis.findings), *(s.id for s in diagnosis.saran)]


def _combined(found: Sequence[_Sides], under: Callable[..., Diagnosis]) -> Combined:
    count = prod(len(one.options) for one in found)
    if count > MOST_COMBINATIONS:
        return Combined(count=count, tried=0, joint=(), combinations=())
    choices = list(product(*(range(len(one.options)) for one in found)))
    told = [under(*(one.options[i][1] for one, i in zip(found, choice, strict=True))) for choice in choices]
    rows = across(told)
    joint = []
    for kind, name, words, values in _conclusions(rows):
        by_choice = dict(zip(choices, values, strict=True))
        on = tuple(one.id for i, one in enumerate(found) if _turns(i, by_choice))
        if len(on) > 1:
            joint.append(Joint(kind=kind, id=name, name=words, conflicts=on))
    hanging = {j.id for j in joint if j.kind == "level"}
    levels = [row for row in rows.levels if row.id in hanging]
    return Combined(
        count=count,
        tried=count,
        joint=tuple(joint),
        combinations=tuple(
            Combination(sides=choice, levels=tuple(level for row in levels if (level := row.levels[n])))
            for n, choice in enumerate(choices)
            if levels
        ),
    )


def _conclusions(
    rows: Across,
) -> Iterator[tuple[Literal["level", "criterion", "finding", "saran"], str, str, Sequence[Any]]]:
    for level in rows.levels:
        yield "level", level.id, level.name, list(zip(level.levels, level.second, strict=True))
    for criterion in rows.criteria:
        yield "criterion", criterion.id, criterion.title, criterion.truths
    for finding in rows.findings:
        yield "finding", finding.id, finding.text, [text is not None for text in finding.texts]
    for saran in rows.saran:
        yield "saran", saran.id, saran.text, [text is not None for text in saran.texts]


def _turns(place: int, by_choice: Mapping[tuple[int, ...], Any]) -> bool:
    """Tell whether another side at `place` alone, the rest as it is, can turn a conclusion."""
    first: dict[tuple[int, ...], Any] = {}
    for choice, value in by_choice.items():
        rest = (*choice[:place], *choice[place + 1 :])
        if first.setdefault(rest, value) != value:
            return True
    return False
