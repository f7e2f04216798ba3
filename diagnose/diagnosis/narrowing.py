"""What the answer to one question alone does to the levels: its facts at their best and at their worst, and again.

The facts of a question are set to the ends of what is known of them, so that whatever else reads them follows;
what has no single fact behind it (a tally, a list to be completed) is set as the measure that it is read as.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from diagnose.case import Case, FactEntry, pattern_of
from diagnose.diagnosis.record import Interval
from diagnose.diagnosis.records import Narrowing
from diagnose.inference import NO, YES, Bounds, Inference, Measured, Variations, measure
from diagnose.knowledge import COMPLETE, Criterion, ReadEntries, ReadFact, ReadingBase, Rulebase, comparisons

BEYOND = 1e9  # further than any threshold


@dataclass(frozen=True)
class Asked:
    """A question: the measures that it makes known, and the unknown facts that it asks for."""

    measures: Sequence[Measured]
    facts: Sequence[str]


class Narrower:
    """Tells for the questions of one case what the answer to each does to every level that is open."""

    def __init__(self, case: Case, rules: Rulebase, inference: Inference) -> None:
        self._case, self._rules, self._measured = case, rules, inference.measured
        self._criteria: dict[str, list[Criterion]] = {}
        self.open = {a: level for a in chain(*rules.aspects.values()) if len(set(level := inference.level(a))) > 1}
        for criterion in inference.compiled.criteria:
            if criterion.aspect in self.open and criterion.reading != "second":
                self._criteria.setdefault(criterion.aspect, []).append(criterion)
        compared = [c for criterion in chain(*self._criteria.values()) for c in comparisons(criterion.when)]
        self._codes = {c.code for c in compared}
        self._read = [(rules.measures[m], _touched(rules.measures[m].read)) for m in {c.measure: 0 for c in compared}]

    def of(self, questions: Sequence[Asked]) -> list[tuple[Narrowing, ...]]:
        """Return for each of `questions` what its answer narrows, with the best answer and with the worst."""
        answers = [self._answered(asked, end) for asked in questions for end in (1, -1)]
        now = {code: (self._measured[code].low, self._measured[code].high) for code in self._codes}
        variations = Variations(self._rules, self._case.year, now, answers)
        levels = {aspect: variations.levels(criteria) for aspect, criteria in self._criteria.items()}
        found: list[tuple[Narrowing, ...]] = []
        for number in range(0, len(answers), 2):
            narrowed = []
            for aspect, (lowest, highest) in self.open.items():
                ends = [levels[aspect].level(number + i) for i in (0, 1)]
                by = highest - lowest - min(high - low for low, high in ends)
                if by > 0:
                    if_best, if_worst = (Interval(lowest=low, highest=high) for low, high in ends)
                    narrowed.append(Narrowing(aspect=aspect, if_best=if_best, if_worst=if_worst, by=by))
            found.append(tuple(narrowed))
        return found

    def _answered(self, asked: Asked, end: int) -> dict[str, Bounds]:
        """Return the measures that change when a question is answered as well (`end` 1) or as badly (-1) as can be."""
        case, changed = self._with(asked, end)
        lists = self._rules.lists(case.region.kind)
        again = (definition for definition, touched in self._read if not touched.isdisjoint(changed))
        measured = {m.code: (m.low, m.high) for definition in again for m in measure(case, definition, lists)}
        for m in asked.measures:
            # what else it depends on is another question: then it is no better than its own facts make it
            waits = any(path not in asked.facts and self._open(path) for path in m.facts)
            if m.code in self._codes and not waits:
                value = self._end(m, end)
                measured[m.code] = value, value
        return measured

    def _open(self, path: str) -> bool:
        entry = self._case.facts.get(path)
        return entry is not None and not (entry.known and entry.low == entry.high)

    def _end(self, m: Measured, end: int) -> float:
        """Return the best or worst value that `m` can have."""
        definition = self._rules.measures[m.measure]
        labels = definition.labels
        top = float(len(labels) - 1) if labels else 1.0 if definition.scale == "share" else m.total or BEYOND
        bottom = -BEYOND if definition.scale in ("number", "days") else 0.0
        upwards = end if definition.better != "lower" else -end
        return min(m.high, top) if upwards > 0 else max(m.low, bottom)

    def _with(self, asked: Asked, end: int) -> tuple[Case, set[str]]:
        """Return the case with the facts asked for at their ends, as far as they are facts, and which changed."""
        ways: dict[str, int] = {}
        added: dict[str, FactEntry] = {}
        for m in asked.measures:
            definition = self._rules.measures[m.measure]
            sign = -1 if definition.better == "lower" else 1
            for path, way in _answers(definition.read):
                ways.setdefault(path, way * sign)
            if end * sign > 0:
                added |= self._entries(m, definition.read)
        table = dict(self._case.facts)
        changed = {path.partition("[")[0] for path in added}
        for path in asked.facts:
            known = path if path in ways else pattern_of(path)
            if path in table and known in ways:
                table[path] = _at_end(table[path], ways[known] * end)
                changed.add(known)
        # the copy is read by nobody but the measures, which look facts up in its table
        case = self._case.model_copy()
        case.__dict__.pop("_groups", None)
        case.__dict__["facts"] = table | added
        return case, changed

    def _entries(self, m: Measured, reading: ReadingBase) -> Mapping[str, FactEntry]:
        """Return entries that give each function of whom nothing is known what `m` counts."""
        if not isinstance(reading, ReadEntries):
            return {}
        found: dict[str, FactEntry] = {}
        for function in m.unsure:
            path = f"{reading.entries}[{m.code} {function}]"
            said = {"agency": self._case.register.holding(function), **reading.where}
            found[path] = FactEntry(path, said, 0.0, 0.0)
        return found


def _answers(reading: ReadingBase) -> Iterator[tuple[str, int]]:
    """Yield the facts that an answer gives, each with its way: the plain fact where others only bear it out.

    That a list is complete is no answer to how many of it there are.
    """
    parts = reading.parts()
    plain = [part for part in parts if isinstance(part, ReadFact)]
    for part in plain if plain and len(parts) > 1 else parts:
        yield from part.ways()


def _at_end(entry: FactEntry, way: int) -> FactEntry:
    if way == COMPLETE:
        value = YES
    else:
        value = (BEYOND if math.isinf(entry.high) else entry.high) if way > 0 else max(entry.low, NO)
    return replace(entry, value=value, low=value, high=value)


def _touched(reading: ReadingBase) -> frozenset[str]:
    """Return the facts, by path or pattern, and the list whose entries `reading` reads."""
    entries = [reading.entries] if isinstance(reading, ReadEntries) else []
    return frozenset([*entries, *(path for path, _ in reading.ways())])
