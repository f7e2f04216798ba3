"""What follows for many cases at once: levels as intervals, criteria, findings, saran and what is still to be asked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from diagnose.inference.columns import Evaluated, Levels, evaluate
from diagnose.knowledge import SECOND, Criterion, Finding, Rulebase, comparisons
from diagnose.portfolio.cells import Mask
from diagnose.portfolio.read import Group
from diagnose.portfolio.readings import MeasuredColumn, measure_columns

Counts = NDArray[np.int16]


@dataclass(frozen=True)
class Concluded:
    """What follows for the cases of a group: row by row as its `rows` are.

    `questions` counts the measures that a rule waits for, `decisive` those of them that a level hangs on.
    """

    group: Group
    measures: Mapping[str, MeasuredColumn]
    evaluated: Evaluated
    criteria: tuple[Criterion, ...]
    findings: tuple[Finding, ...]
    questions: Counts
    decisive: Counts

    def level(self, subject: str) -> tuple[Levels, Levels]:
        """Return the lowest and highest level that an aspect or dimension can stand at."""
        return self.evaluated.lowest[subject], self.evaluated.highest[subject]

    def second(self, aspect: str) -> tuple[Mask, Levels, Levels]:
        """Return where the theory's wording allows another level than the one given, and that level."""
        low, high = self.level(aspect)
        second_low, second_high = self.level(aspect + SECOND)
        return (second_low > high) | (low > second_high), second_low, second_high


def conclude(rules: Rulebase, group: Group) -> Concluded:
    """Return what follows from `rules` for the cases of `group`."""
    year, kind = group.facts.year, group.facts.kind
    measured = measure_columns(group.facts, rules.measures.values(), rules.lists(kind))
    low, high = ({code: getattr(m, end) for code, m in measured.items()} for end in ("low", "high"))
    found = evaluate(rules, low, high, year, kind)
    criteria = tuple(c for c in rules.criteria.values() if c.holds_for(year, kind))
    findings = tuple(f for f in rules.findings.values() if f.holds_for(year, kind))
    questions, decisive = _questions(measured, found, criteria, findings, group.facts.rows)
    return Concluded(group, measured, found, criteria, findings, questions, decisive)


def _questions(
    measured: Mapping[str, MeasuredColumn],
    found: Evaluated,
    criteria: tuple[Criterion, ...],
    findings: tuple[Finding, ...],
    rows: int,
) -> tuple[Counts, Counts]:
    """Count for each case the measures that leave a rule or a part of it undecided; see `diagnosis.questions`."""
    waits: dict[str, Mask] = {}
    holds: dict[str, Mask] = {}
    for rule in (*criteria, *findings):
        truth = found.truths[rule.id]
        unknown, unmet = truth == 0, truth == -1
        if isinstance(rule, Criterion):
            low, high = found.lowest[rule.aspect], found.highest[rule.aspect]
            decides = (low < rule.level) & (rule.level <= high) & (rule.reading != "second")
        for code in dict.fromkeys(c.code for c in comparisons(rule.when)):
            m = measured[code]
            waiting = unknown & (m.low != m.high)
            if isinstance(rule, Criterion):
                waiting |= unmet & m.unsure
                holds[code] = holds.get(code, np.zeros(rows, bool)) | (waiting & decides)
            waits[code] = waits.get(code, np.zeros(rows, bool)) | waiting
    return _counted(waits, rows), _counted(holds, rows)


def _counted(masks: Mapping[str, Mask], rows: int) -> Counts:
    total = np.zeros(rows, np.int16)
    for mask in masks.values():
        total += mask
    return total


def lifts(rules: Rulebase, concluded: Concluded) -> Iterator[tuple[str, str, Mask]]:
    """Yield each saran with an aspect, and where carrying it out would by itself lift the aspect to the next level.

    It does where all criteria of that level are met but some that it is given for.
    """
    truths = concluded.evaluated.truths
    gates: dict[tuple[str, int], list[Criterion]] = {}
    for criterion in concluded.criteria:
        if criterion.reading != "second":
            gates.setdefault((criterion.aspect, criterion.level), []).append(criterion)
    for (aspect, level), criteria in gates.items():
        low, high = concluded.level(aspect)
        next_up = (low == high) & (low == level - 1)
        if not next_up.any():
            continue
        for saran in dict.fromkeys(s for c in criteria for s in c.saran):
            others = [truths[c.id] == 1 for c in criteria if saran not in c.saran]
            own = [truths[c.id] == -1 for c in criteria if saran in c.saran]
            lifted = next_up & concluded.evaluated.saran[saran] & np.logical_or.reduce(own)
            yield saran, aspect, np.logical_and.reduce([lifted, *others])


def holding(concluded: Concluded) -> Iterator[tuple[Criterion, Mask]]:
    """Yield each criterion, and where it is unmet and so holds its aspect below the next level."""
    for criterion in concluded.criteria:
        if criterion.reading != "second":
            low, high = concluded.level(criterion.aspect)
            yield (
                criterion,
                (low == high) & (low == criterion.level - 1) & (concluded.evaluated.truths[criterion.id] == -1),
            )
