"""The values that a fact could have instead: its own scale, from the one it has now to either end."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from diagnose.case import Case, FactEntry, Node, Walk, questionnaire, tallies, vocabulary
from diagnose.common import InputError, Place
from diagnose.knowledge import ReadTally, Rulebase, comparisons

_FAR = 1_000_000  # more than any count that a rule asks for
_DAYS = 400
_HUNDREDTHS = 100


@dataclass(frozen=True)
class Scale:
    """Steps from `first` to `last`, of which the fact now stands between `low` and `high`.

    `value` writes a step as a case would.
    """

    first: int
    last: int
    low: int
    high: int
    value: Callable[[int], Any]

    def above(self) -> Sequence[int]:
        """Return the steps above what the fact says now, nearest first."""
        return range(self.high + 1, self.last + 1)

    def below(self) -> Sequence[int]:
        """Return the steps below what the fact says now, nearest first."""
        return range(self.low - 1, self.first - 1, -1)


def scale_of(path: str, case: Case, rules: Rulebase) -> Scale | None:
    """Return the scale of the fact at `path` in `case`; None where it has none (a text, an entry of a list)."""
    walk = Walk(case, case.tree.data, path, Place(path))
    try:
        walk.walk()
    except InputError:
        return None
    if walk.found.kind == "whole":
        return _tally(path, case, rules)
    if walk.found.kind != "fact":
        return None
    entry = case.facts.get(path) or unlisted(path, case)
    return _fact(walk.found, entry.low, entry.high, case) if entry else None


def unlisted(path: str, case: Case) -> FactEntry | None:
    """Return what the case says of agencies that a roster does not list, where `path` is of such a one."""
    roster, agency, _ = path.rpartition(".agencies[")
    return case.facts.get(f"{roster}.others") if agency else None


def _fact(node: Node, low: float, high: float, case: Case) -> Scale | None:
    if node.scale:
        top, labels = len(node.scale) - 1, node.scale
        return Scale(0, top, int(max(low, 0)), int(min(high, top)), lambda i: labels[i])
    if node.value == "day":
        start = dt.date(case.year, 1, 1).toordinal()
        first, last = start - _DAYS, start + 2 * _DAYS
        inside = int(max(low, first)), int(min(high, last))
        return Scale(first, last, *inside, lambda i: dt.date.fromordinal(i).isoformat())
    if node.value in ("count", "year"):
        least = int(node.low or 0)
        limit = min((case.facts[whole].low for part, whole in vocabulary().parts() if part == node.path), default=_FAR)
        last = int(min(max(limit, least), node.high or _FAR, _FAR))
        return Scale(least, last, int(max(low, least)), int(min(high, last)), int)
    if node.value in ("number", "rupiah", "percent"):
        top = _HUNDREDTHS * (100 if node.value == "percent" else _FAR)
        inside = round(max(low, 0) * _HUNDREDTHS), round(min(high * _HUNDREDTHS, top))
        return Scale(0, top, *inside, lambda i: i / _HUNDREDTHS)
    return None


def _tally(path: str, case: Case, rules: Rulebase) -> Scale | None:
    """Return how many respondents give the answers that rules ask for, from none of them to all."""
    item = path.partition("[")[2].rstrip("]")
    wanted = next(iter(_answers(item, rules)), None)
    counts, asked = tallies(case, item)
    if wanted is None or not counts or not asked:
        return None
    low, high = (sum(counts[a][end] for a in wanted) for end in (0, 1))
    other = next((a for a in _all(item) if a not in wanted), None)
    if other is None:
        return None

    def value(k: int) -> dict[str, Any]:
        return {"tally": {wanted[0]: k, other: int(asked) - k}}

    return Scale(0, int(asked), int(low), int(min(high, asked)), value)


def _all(item: str) -> list[str]:
    return list(questionnaire().by_id[item].answers)


def _answers(item: str, rules: Rulebase) -> list[tuple[str, ...]]:
    compared = {c.measure for criterion in rules.criteria.values() for c in comparisons(criterion.when)}
    found = []
    for name in compared:
        reading = rules.measures[name].read
        for part in reading.parts():
            if isinstance(part, ReadTally) and part.tally == item:
                found.append(part.answers)
    return found
