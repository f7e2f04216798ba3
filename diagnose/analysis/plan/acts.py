"""What a solution is carried out by: its moves gathered by act, the acts in the order in which they can be done."""

from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from diagnose.analysis.plan.encode import Encoder
from diagnose.analysis.plan.records import Act, Step
from diagnose.analysis.plan.scale import unlisted
from diagnose.analysis.plan.solve import Choice, Solution
from diagnose.case import canonical
from diagnose.common import Text, joined, words
from diagnose.diagnosis import Phrases
from diagnose.inference import YES
from diagnose.knowledge import Lever, Moment, ReadEntries


class Acts:
    """The acts of the solutions of one case, in words."""

    def __init__(self, encoder: Encoder, phrases: Phrases) -> None:
        self._case, self._rules, self._moves = encoder.case, encoder.rules, encoder.moves
        self._encoder, self._phrases, self._lang = encoder, phrases, phrases.lang
        self._place = {lever: i for i, lever in enumerate(self._rules.levers)}

    def of(self, solution: Solution) -> tuple[Act, ...]:
        """Return the choices of `solution` gathered by act, in the order to act in."""
        by_act: dict[str, list[Choice]] = {}
        for choice in sorted(solution.choices, key=lambda c: self._place[self._lever(c).id]):
            saran = self._rules.saran[self._lever(choice).saran]
            by_act.setdefault(saran.package or saran.id, []).append(choice)
        first = {act: self._asked_first(act, by_act) | self._needed(act, by_act) for act in by_act}
        try:
            order = self._in_turn(first)
        except CycleError:  # acts that need one another are one effort: only what is said to come first does
            first = {act: self._asked_first(act, by_act) for act in by_act}
            order = self._in_turn(first)
        number = {act: i for i, act in enumerate(order, 1)}
        return tuple(
            self._act(act, by_act[act], number[act], tuple(sorted(number[e] for e in first[act]))) for act in order
        )

    def _asked_first(self, act: str, by_act: Mapping[str, Sequence[Choice]]) -> set[str]:
        """Return the other acts whose saran are said to come before those of `act`."""
        waited = {s for c in by_act[act] for s in self._rules.saran[self._lever(c).saran].after}
        return {a for a, cs in by_act.items() if a != act and any(self._lever(c).saran in waited for c in cs)}

    def _needed(self, act: str, by_act: Mapping[str, Sequence[Choice]]) -> set[str]:
        """Return the other acts that bring about what the saran of `act` need."""
        needed = {m for c in by_act[act] for move in c.moves for m in self._encoder.waits_for(move)}
        return {a for a, cs in by_act.items() if a != act and any(needed & set(c.moves) for c in cs)}

    def _in_turn(self, first: Mapping[str, set[str]]) -> list[str]:
        """Return acts in an order in which each comes after those it waits for, sooner ones first.

        Raises:
            CycleError: acts wait for one another.
        """
        sorter = TopologicalSorter(first)
        sorter.prepare()
        order: list[str] = []
        while sorter.is_active():
            ready = sorted(sorter.get_ready(), key=lambda act: (self._moment(act).months, act))
            order += ready
            sorter.done(*ready)
        return order

    def _act(self, act: str, choices: Sequence[Choice], number: int, after: tuple[int, ...]) -> Act:
        package = self._rules.packages.get(act)
        said = package or self._rules.saran[act]
        functions = [f for c in choices for m in c.moves[: c.n] for f in self._moves[m].functions]
        moment = self._moment(act)

        def say(text: Text | None) -> str:
            return self._phrases.say(text, functions, functions[0] if functions else None) if text else ""

        return Act(
            number=number,
            saran=tuple(dict.fromkeys(self._lever(c).saran for c in choices)),
            package=package.id if package else None,
            text=self._phrases.say(package.what) if package else None,
            actor=say(said.who),
            asked=say(said.asked),
            by=say(moment.name),
            months=moment.months,
            after=after,
            steps=tuple(self._step(c) for c in choices),
        )

    def _step(self, choice: Choice) -> Step:
        lever = self._lever(choice)
        named = [self._moves[m] for m in choice.moves]
        listed = joined([self._case.register.name(m.agency) for m in named if m.agency], self._lang)
        if choice.n < len(choice.moves):
            listed = words(self._lang)["plan.any"].format(choice.n, len(choice.moves), listed)
        return Step(
            lever=lever.id,
            choose=choice.n,
            moves=choice.moves,
            text=lever.what.get(self._lang).replace("{agency}", listed),
            effort=lever.effort * choice.n,
            unknown=tuple(m.id for m in named if self._unknown_now(canonical(self._case, m.changes[0].path))),
        )

    def _unknown_now(self, path: str) -> bool:
        """Tell whether the case does not say if `path` is so already; of a list, whether it may lack an entry."""
        entry = self._case.facts.get(path) or unlisted(path, self._case)
        if entry is not None or "[" not in path:
            return entry is not None and not entry.known
        whole = path.partition("[")[0]
        closed = {
            m.read.all_listed
            for m in self._rules.measures.values()
            if isinstance(m.read, ReadEntries) and m.read.entries == whole and m.read.all_listed
        }
        return any(not self._case.facts[told].known or self._case.facts[told].low < YES for told in closed)

    def _moment(self, act: str) -> Moment:
        said = self._rules.packages.get(act) or self._rules.saran[act]
        return self._rules.moments[said.by or ""]

    def _lever(self, choice: Choice) -> Lever:
        return self._moves[choice.moves[0]].lever
