"""Margins: for each level, the smallest change of a single fact that would flip it, up or down.

Only facts that are known count: what a level gains when something unknown becomes known is a question, not a margin.
A fact is moved along its own scale, on to the nearest value at which the level is another; since a level never falls
when a fact grows better, that value is found by halving. A value that other facts of the case exclude lifts nothing: it
only makes unknown what is known, so that it is no way up.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from diagnose.analysis.plan.moves import moves
from diagnose.analysis.plan.scale import scale_of, unlisted
from diagnose.case import Case, Change, overlay
from diagnose.common import InputError, words
from diagnose.diagnosis import Diagnosed, Interval, Phrases, Record
from diagnose.inference import Inference, infer_levels
from diagnose.knowledge import Criterion

Direction = Literal["up", "down"]


class Margin(Record):
    """One change of one fact that flips a level: the fact, its value now and then (in words and as data), the level.

    Laying `value_after` over the case (None: taking the fact out) gives `level_after`.
    """

    direction: Direction
    fact: str
    name: str
    before: str
    after: str
    value_after: Any
    level_after: Interval
    criteria: tuple[str, ...]


class Margins(Record):
    """How near the level of an aspect is to flipping.

    `to_turn` are the criteria that are unmet at the next level: with more than one, a single fact seldom does it.
    """

    aspect: str
    name: str
    level: Interval
    down: tuple[Margin, ...]
    up: tuple[Margin, ...]
    to_turn: tuple[str, ...]


def margins(diagnosed: Diagnosed, aspects: Sequence[str] | None = None) -> tuple[Margins, ...]:
    """Return the margins of every aspect, or of `aspects`, in the order of the framework.

    Up means that a higher level becomes possible than now, down that the level is no longer sure to be what it is.

    Raises:
        EngineError: the engine did not do what it was asked.
    """
    search = _Search(diagnosed)
    every = [a.id for d in diagnosed.rules.framework.dimensions for a in d.aspects]
    return tuple(search.of(a, diagnosed.names[a]) for a in every if aspects is None or a in aspects)


class _Search:
    def __init__(self, diagnosed: Diagnosed) -> None:
        self.case, self.rules, self.lang = diagnosed.case, diagnosed.rules, diagnosed.lang
        self.now, self.phrases = diagnosed.inference, diagnosed.phrases
        self.aspects = [a.id for d in self.rules.framework.dimensions for a in d.aspects]
        self._after: dict[tuple[str, str], _Levels | None] = {}
        self._additions = [m.changes[0] for m in moves(self.case, self.rules) if _adds_one_entry(m.changes, self.case)]

    def of(self, aspect: str, name: str) -> Margins:
        lowest, highest = self.now.level(aspect)
        own = [c for c in self.now.compiled.criteria if c.aspect == aspect and c.reading != "second"]
        unmet = [c for c in own if c.level == highest + 1 and self.now.truth(c.id) == "unmet"]
        held = [c for c in own if c.level <= lowest]
        down = [m for path in self.paths(held) for m in self.flips(aspect, path, "down")]
        shared = [set(self.paths([c])) for c in unmet]
        both = set.intersection(*shared) if shared else set()
        up = [m for path in self.paths(unmet) if path in both for m in self.flips(aspect, path, "up")]
        up += [m for change in self._additions if unmet for m in self.single(aspect, change, "up")]
        return Margins(
            aspect=aspect,
            name=name,
            level=Interval(lowest=lowest, highest=highest),
            down=tuple(down),
            up=tuple(up),
            to_turn=tuple(c.id for c in unmet),
        )

    def paths(self, criteria: Sequence[Criterion]) -> list[str]:
        """Return the facts that `criteria` read, with the agency of each lacking function that is not listed.

        That is more than what decided a measure: a fact that is no hindrance now (a decree in force) may become one.
        """
        found: dict[str, None] = {}
        for criterion in criteria:
            for measured in self.now.read_by(criterion):
                reading = self.rules.measures[measured.measure].read
                closed = reading.closed()  # whether a list is complete is no state of the programme
                found |= dict.fromkeys(path for path in measured.facts if path not in closed)
                for pattern in sorted(reading.paths() - closed):
                    entries = self.case.entries(pattern)
                    found |= dict.fromkeys([e.path for _, e in entries] if "[*]" in pattern else [pattern])
                for function in measured.lacking:
                    facts = measured.seen[function].facts
                    agency = self.case.register.holding(function)
                    for path in facts:
                        if path.endswith(".others") and agency:
                            found[path.removesuffix(".others") + f".agencies[{agency}]"] = None
        return list(found)

    def flips(self, aspect: str, path: str, direction: Direction) -> Iterator[Margin]:
        """Yield the nearest changes of the fact at `path`, to either side, that flip the level of `aspect`."""
        entry = self.case.facts.get(path) or unlisted(path, self.case)
        if entry is None or not entry.known:
            return
        scale = scale_of(path, self.case, self.rules)
        if scale is None:  # an entry of a list can only be taken out
            if direction == "down" and path in self.case.facts and path.endswith("]"):
                yield from self.single(aspect, Change(path, remove=True), direction)
            return
        for every in (scale.above(), scale.below()):
            excluded = partial(self.contradicted, aspect, path, scale.value, every)
            steps = every[: _first(len(every), excluded)] if direction == "up" else every
            at = _first(len(steps), partial(self.flipped, aspect, path, direction, scale.value, steps))
            if at is not None:
                yield from self.single(aspect, Change(path, scale.value(steps[at])), direction)

    def flipped(
        self, aspect: str, path: str, direction: Direction, value: Callable[[int], Any], steps: Sequence[int], at: int
    ) -> bool:
        """Tell whether the fact at `path` flips the level when it stands at the step `at` of `steps`."""
        return self.differs(self.after(Change(path, value(steps[at]))), aspect, direction)

    def contradicted(self, aspect: str, path: str, value: Callable[[int], Any], steps: Sequence[int], at: int) -> bool:
        """Tell whether other facts of the case exclude that the fact at `path` stands at the step `at` of `steps`."""
        found = self.after(Change(path, value(steps[at])))
        return found is not None and aspect in found.contradicted

    def contradicts(self, after: Inference, aspect: str) -> bool:
        """Tell whether statements on what criteria of `aspect` read disagree in `after`, and do not now."""
        read = {m.code for c in after.compiled.criteria if c.aspect == aspect for m in after.read_by(c)}
        return any(after.measured[code].contradicted and not self.now.measured[code].contradicted for code in read)

    def differs(self, after: "_Levels | None", aspect: str, direction: Direction) -> bool:
        if after is None:
            return False
        if direction == "up":
            return after.levels[aspect][1] > self.now.level(aspect)[1] and aspect not in after.contradicted
        return after.levels[aspect][0] < self.now.level(aspect)[0]

    def single(self, aspect: str, change: Change, direction: Direction) -> Iterator[Margin]:
        """Yield `change` as a margin where it flips the level of `aspect`."""
        if not self.differs(self.after(change), aspect, direction):
            return
        case = overlay(self.case, [change])
        after = infer_levels(case, self.rules)
        say = Phrases(case, self.rules, after.measured, self.lang)
        old = self.case.facts.get(change.path) or unlisted(change.path, self.case)
        new = case.facts.get(change.path)
        w = words(self.lang)
        own = (c.id for c in after.compiled.criteria if c.aspect == aspect)
        lowest, highest = after.level(aspect)
        before = self.phrases.value(old.value, change.path) if old else w["margin.none"]
        after_words = say.value(new.value if new else None, change.path)
        yield Margin(
            direction=direction,
            fact=change.path,
            name=(say if new else self.phrases).fact(change.path),
            before=w["margin.there"] if change.remove else before,
            after=w["margin.gone"] if change.remove else w["margin.there"] if not old else after_words,
            value_after=change.value if not old else new.value if new else None,  # of an entry, all that is put in
            level_after=Interval(lowest=lowest, highest=highest),
            criteria=tuple(c for c in own if after.truth(c) != self.now.truth(c)),
        )

    def after(self, change: Change) -> "_Levels | None":
        """Return what follows from `change`; None where no case can be so."""
        key = (change.path, "removed" if change.remove else repr(change.value))
        if key not in self._after:
            try:
                found = infer_levels(overlay(self.case, [change]), self.rules)
            except InputError:
                self._after[key] = None
            else:  # no more is kept of it: a large case is changed in thousands of ways
                levels = {aspect: found.level(aspect) for aspect in self.aspects}
                against = frozenset(aspect for aspect in self.aspects if self.contradicts(found, aspect))
                self._after[key] = _Levels(levels, against)
        return self._after[key]


@dataclass(frozen=True)
class _Levels:
    """The levels of each aspect after a change, and of which of them statements come to disagree."""

    levels: Mapping[str, tuple[int, int]]
    contradicted: frozenset[str]


def _first(count: int, flips: Callable[[int], bool]) -> int | None:
    """Return the least index at which `flips` holds, given that it goes on holding; None where it never does."""
    if count == 0 or not flips(count - 1):
        return None
    low, high = 0, count - 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if flips(middle) else (middle + 1, high)
    return low


def _adds_one_entry(changes: Sequence[Change], case: Case) -> bool:
    return len(changes) == 1 and isinstance(changes[0].value, dict) and changes[0].path not in case.facts
