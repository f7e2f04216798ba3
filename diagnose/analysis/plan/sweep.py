"""Every set of at most so many steps tried at once, and of each size those that surely lift most, told in words.

The sets are worked out by column, by whoever is given as `levels_of`; those that are told, and some drawn by lot, are
carried out and concluded again by the engine, which must give the same levels.
"""

import math
import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from typing import Any, Literal

from diagnose.analysis.plan.moves import Move, carried_out
from diagnose.analysis.whatif import LevelChange
from diagnose.case import Case
from diagnose.common import EngineError
from diagnose.diagnosis import CaseRecord, Diagnosed, Interval, Record, case_record
from diagnose.inference import infer_levels

MOST_SETS = 5_000_000
_TOLD = 3  # sets of each size
_LOOKED_AT = 200  # sets that lift as much, among which the cheapest without a needless step are told
_BY_LOT = 20
# the sets as rows of numbers of steps (-1: fewer), and by aspect the lowest and highest level under each
Levels = tuple[Any, Mapping[str, Any], Mapping[str, Any]]
LevelsOf = Callable[[Case, Sequence[Case], int], tuple[Levels, Callable[[Sequence[Sequence[int]]], Levels]]]


class SweptStep(Record):
    """One step: its id, what it costs, and what is to be done."""

    id: str
    effort: int
    text: str


class Lift(Record):
    """A set of steps none of which is needless, and the aspects whose level it changes.

    `alike` counts the other sets that lift as many levels by the same kinds of steps, of other agencies.
    """

    steps: tuple[SweptStep, ...]
    effort: int
    gained: int
    alike: int
    aspects: tuple[LevelChange, ...]


class OfSize(Record):
    """All sets of so many steps: how many there are, how many lift some level for sure, and those that lift most.

    `best` is empty where no set of this size lifts more than a smaller one.
    """

    steps: int
    sets: int
    lifting: int
    gained: int
    best: tuple[Lift, ...]


class Swept(Record):
    """What every set of at most `most` of the `steps` open to a case does; `replayed` were held against the engine."""

    schema_version: Literal[1] = 1
    lang: str
    case: CaseRecord
    steps: int
    most: int
    sets: int
    replayed: int
    sizes: tuple[OfSize, ...]


def number_of_sets(steps: int, most: int) -> int:
    """Return how many sets of at most `most` of so many steps there are."""
    return sum(math.comb(steps, size) for size in range(most + 1))


def sweep(diagnosed: Diagnosed, moves: Sequence[Move], most: int, levels_of: LevelsOf) -> Swept:
    """Return what all sets of at most `most` of `moves` do; `levels_of` works out the levels of many at once.

    Raises:
        EngineError: the engine gives other levels than `levels_of` for a set that was replayed.
    """
    return _Sweep(diagnosed, moves, most, levels_of).swept()


class _Sweep:
    def __init__(self, diagnosed: Diagnosed, moves: Sequence[Move], most: int, levels_of: LevelsOf) -> None:
        self.diagnosed, self.moves, self.most = diagnosed, moves, min(most, len(moves))
        self.case, self.rules = diagnosed.case, diagnosed.rules
        alone = [carried_out(self.case, [move]) for move in moves]
        (self.made, self.low, self.high), self.again = levels_of(self.case, alone, self.most)
        self.aspects = [a for aspects in self.rules.aspects.values() for a in aspects]
        self.gained = sum(self.low[a].astype(int) - int(self.low[a][0]) for a in self.aspects)
        self.sizes = (self.made >= 0).sum(axis=1)
        self.told: list[int] = []

    def swept(self) -> Swept:
        best, sizes = 0, []
        for size in range(1, self.most + 1):
            found = self.of_size(size, best)
            best = max(best, found.gained)
            sizes.append(found)
        drawn = random.Random(len(self.made)).sample(range(len(self.made)), min(_BY_LOT, len(self.made)))
        replayed = dict.fromkeys([*self.told, *drawn])
        for number in replayed:
            self.replay(number)
        return Swept(
            lang=self.diagnosed.lang,
            case=case_record(self.case),
            steps=len(self.moves),
            most=self.most,
            sets=len(self.made),
            replayed=len(replayed),
            sizes=tuple(sizes),
        )

    def of_size(self, size: int, before: int) -> OfSize:
        """Return what the sets of one size do; those with fewer steps lift `before` levels at best."""
        own = (self.sizes == size).nonzero()[0]
        most = int(self.gained[own].max(initial=0))
        best: list[Lift] = []
        if most > before:
            among = own[self.gained[own] == most]
            kinds = {int(number): self.kinds(int(number)) for number in among}
            alike = Counter(kinds.values())
            first = {kind: number for number, kind in sorted(kinds.items(), reverse=True)}
            cheapest = sorted(first.values(), key=lambda number: (self.effort(number), number))[:_LOOKED_AT]
            chosen = [number for number in cheapest if not self.needless(number)][:_TOLD]
            self.told += chosen
            best = [self.lift(number, alike[kinds[number]] - 1) for number in chosen]
        return OfSize(
            steps=size, sets=len(own), lifting=int((self.gained[own] > 0).sum()), gained=most, best=tuple(best)
        )

    def steps(self, number: int) -> tuple[int, ...]:
        return tuple(int(move) for move in self.made[number] if move >= 0)

    def kinds(self, number: int) -> tuple[str, ...]:
        return tuple(sorted(self.moves[move].lever.id for move in self.steps(number)))

    def effort(self, number: int) -> int:
        return sum(self.moves[move].effort for move in self.steps(number))

    def needless(self, number: int) -> bool:
        """Tell whether a set lifts every aspect as far with one step less."""
        steps = self.steps(number)
        _, low, _ = self.again(list(combinations(steps, len(steps) - 1)))
        fewer = range(len(steps))
        return any(all(low[a][i] >= self.low[a][number] for a in self.aspects) for i in fewer)

    def lift(self, number: int, alike: int) -> Lift:
        lang, dimensions = self.diagnosed.lang, self.rules.framework.dimensions
        names = {a.id: (a.name.get(lang), d.id) for d in dimensions for a in d.aspects}
        levels = (
            LevelChange(
                id=aspect,
                name=names[aspect][0],
                dimension=names[aspect][1],
                before=self.diagnosed.level(aspect),
                after=Interval(lowest=int(self.low[aspect][number]), highest=int(self.high[aspect][number])),
            )
            for aspect in self.aspects
        )
        return Lift(
            steps=tuple(self.step(self.moves[move]) for move in self.steps(number)),
            effort=self.effort(number),
            gained=int(self.gained[number]),
            alike=alike,
            aspects=tuple(level for level in levels if level.changed),
        )

    def step(self, move: Move) -> SweptStep:
        agency = self.case.register.name(move.agency) if move.agency else ""
        text = move.lever.what.get(self.diagnosed.lang).replace("{agency}", agency)
        return SweptStep(id=move.id, effort=move.effort, text=text)

    def replay(self, number: int) -> None:
        """Hold one set against the engine."""
        some = [self.moves[move] for move in self.steps(number)]
        found = infer_levels(carried_out(self.case, some), self.rules)
        for aspect in self.aspects:
            levels = int(self.low[aspect][number]), int(self.high[aspect][number])
            if found.level(aspect) != levels:
                named = ", ".join(move.id for move in some)
                raise EngineError(f"{aspect} with {named}: columns give {levels}, the engine {found.level(aspect)}")
