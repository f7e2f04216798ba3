"""The levers of a rule base as things to tick, in groups: what the regency can bring about, and what is so already."""

from dataclasses import dataclass

from diagnose.case import section_name
from diagnose.diagnosis import Diagnosed
from diagnose.knowledge import Lever
from diagnose.web.supposed import Supposed, lever_text, moves_here


@dataclass(frozen=True)
class Tick:
    """One move: `done` where the case has it so already; `said` is the agency where a lever has one move for each."""

    id: str
    said: str
    ticked: bool
    done: bool


@dataclass(frozen=True)
class LeverGroup:
    """A lever with one move, or with one for each of several agencies, whose names are ticked."""

    id: str
    text: str
    ticks: tuple[Tick, ...]

    @property
    def several(self) -> bool:
        """Whether names are ticked."""
        return bool(self.ticks and self.ticks[0].said)

    @property
    def so_far(self) -> tuple[int, int]:
        """How many are ticked, of how many."""
        return sum(t.ticked or t.done for t in self.ticks), len(self.ticks)


@dataclass(frozen=True)
class Part:
    """The levers that change one part of a case."""

    name: str
    levers: tuple[LeverGroup, ...]

    @property
    def ticked(self) -> int:
        """How many moves are supposed."""
        return sum(t.ticked for lever in self.levers for t in lever.ticks)


def parts(before: Diagnosed, supposed: Supposed) -> tuple[Part, ...]:
    """Return every lever by the part of the case that it changes first, in the order of the rules."""
    here = moves_here(before.case, before.rules)
    grouped: dict[str, list[LeverGroup]] = {}
    for lever in before.rules.levers.values():
        part = next(iter(lever.set)).partition(".")[0]
        group = _several(lever, before, supposed, set(here)) if lever.each_function else None
        if group is None and lever.each_function is None:
            text = lever_text(here[lever.id], before) if lever.id in here else lever.what.get(before.lang)
            tick = Tick(lever.id, "", lever.id in supposed.levers, lever.id not in here)
            group = LeverGroup(lever.id, text, (tick,))
        if group is not None:
            grouped.setdefault(section_name(part, before.lang), []).append(group)
    return tuple(Part(name, tuple(levers)) for name, levers in grouped.items())


def _several(lever: Lever, before: Diagnosed, supposed: Supposed, here: set[str]) -> LeverGroup | None:
    register = before.case.register
    ticks: dict[str, Tick] = {}
    for function in before.rules.lists(before.case.region.kind)[lever.each_function or ""]:
        agency, move = register.holding(function), f"{lever.id}:{function}"
        if agency is not None and (agency not in ticks or (ticks[agency].done and move in here)):
            ticks[agency] = Tick(move, register.name(agency), move in supposed.levers, move not in here)
    text = lever.what.get(before.lang).replace("{agency}", "…")
    return LeverGroup(lever.id, text, tuple(ticks.values())) if ticks else None
