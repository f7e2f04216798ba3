"""Plans: the smallest sets of moves that reach a goal, cheapest first, each carried out and diagnosed again."""

from collections.abc import Iterable, Mapping, Sequence
from graphlib import TopologicalSorter
from itertools import islice
from typing import Literal

from diagnose.case import Case
from diagnose.change.difference import FactChange, LevelChange, changed_facts
from diagnose.change.whatif import phrases_of
from diagnose.conclude import case_record
from diagnose.diagnosis import CaseRecord, Interval, Record
from diagnose.infer import Inference, infer_levels
from diagnose.plan.blocks import Blocked, blocked
from diagnose.plan.encode import Encoder
from diagnose.plan.formula import FALSE, TRUE, Formula
from diagnose.plan.goal import gates
from diagnose.plan.moves import carried_out, moves
from diagnose.plan.solve import Choice, Solution, solutions
from diagnose.rulebase import Rulebase
from diagnose.saran import Moment
from diagnose.wording import Text, joined, words


class Step(Record):
    """Any `choose` of some moves of one lever (all of them where that is their number), and what is to be done.

    `unknown` are those whose facts are unknown now, so that they may be so already.
    """

    lever: str
    choose: int
    moves: tuple[str, ...]
    text: str
    effort: int
    unknown: tuple[str, ...]


class Act(Record):
    """Steps that one act carries out: who acts, who is asked, and by when at the earliest; `after` are earlier acts."""

    number: int
    saran: tuple[str, ...]
    package: str | None
    text: str | None
    actor: str
    asked: str
    by: str
    months: float
    after: tuple[int, ...]
    steps: tuple[Step, ...]


class Plan(Record):
    """One plan: its acts in order, what it costs, how far ahead its last act lies, and what it was seen to reach.

    `facts` and `aspects` are those of the case with the plan carried out (of each choice, the first moves).
    """

    effort: int
    months: float
    changes: int
    acts: tuple[Act, ...]
    moves: tuple[str, ...]
    facts: tuple[FactChange, ...]
    aspects: tuple[LevelChange, ...]
    reached: bool


class Plans(Record):
    """All plans for a goal; where none reaches it what stands in the way, and the plans for as far as it goes.

    `goal` gives the level of each aspect, `planned` what the plans reach of it; `already` that it is reached now;
    `complete` that no plan was left out; `reachable` the levels with every lever of the regency's used.
    """

    schema_version: Literal[1] = 1
    lang: str
    case: CaseRecord
    goal: dict[str, int]
    planned: dict[str, int]
    already: bool
    plans: tuple[Plan, ...]
    complete: bool
    blocked: tuple[Blocked, ...]
    reachable: tuple[LevelChange, ...]


def plans(
    case: Case,
    rules: Rulebase,
    goal: Mapping[str, int],
    lang: str = "id",
    limit: int = 5,
    levers: Iterable[str] | None = None,
    without: Iterable[str] = (),
) -> Plans:
    """Return the plans by which `case` reaches `goal` (a level for each aspect), at most `limit` of them.

    `levers` keeps to some levers or moves, `without` leaves some out.

    Raises:
        EngineError: the engine or the solver did not do what it was asked, or too many levers bear on one measure.
        ImportError: the solver is not installed.
    """
    return _Planning(case, rules, dict(goal), lang, levers, frozenset(without)).plans(limit)


class _Planning:
    def __init__(
        self,
        case: Case,
        rules: Rulebase,
        goal: dict[str, int],
        lang: str,
        levers: Iterable[str] | None,
        without: frozenset[str],
    ) -> None:
        self.case, self.rules, self.goal, self.lang = case, rules, goal, lang
        usable = [m for m in moves(case, rules, levers) if not {m.id, m.lever.id} & without]
        self.encoder = Encoder(case, rules, usable)
        self.phrases = phrases_of(case, rules, lang)
        self.before = infer_levels(case, rules)
        self.order = {lever: i for i, lever in enumerate(rules.levers)}

    def plans(self, limit: int) -> Plans:
        criteria = gates(self.goal, self.rules, self.case.year, self.case.region.kind)
        formula = self.encoder.criteria(criteria)
        already, planned = formula == TRUE, self.goal
        reachable: tuple[LevelChange, ...] = ()
        stops: tuple[Blocked, ...] = ()
        if formula == FALSE:
            everything = carried_out(self.case, self.encoder.moves.values())
            at_best = infer_levels(everything, self.rules)
            reachable = self.levels(at_best)
            stops = blocked(criteria, everything, self.rules, at_best, self.lang)
            planned = {a: min(level, at_best.level(a)[0]) for a, level in self.goal.items()}
            formula = self.encoder.criteria(gates(planned, self.rules, self.case.year, self.case.region.kind))
        found = self.solved(formula, limit + 1)
        return Plans(
            lang=self.lang,
            case=case_record(self.case),
            goal=self.goal,
            planned=planned,
            already=already,
            plans=tuple(self.plan(s, planned) for s in found[:limit]),
            complete=len(found) <= limit,
            blocked=stops,
            reachable=reachable,
        )

    def solved(self, formula: Formula, limit: int) -> list[Solution]:
        if formula in (TRUE, FALSE):
            return []
        effort = {m.id: m.effort for m in self.encoder.moves.values()}
        kinds = {m.id: m.lever.id for m in self.encoder.moves.values()}
        return list(islice(solutions(formula, effort, kinds), limit))

    def plan(self, solution: Solution, goal: Mapping[str, int]) -> Plan:
        first = [self.encoder.moves[m] for m in sorted(solution.first())]
        changed = carried_out(self.case, first)
        levels = self.levels(infer_levels(changed, self.rules))
        say = phrases_of(changed, self.rules, self.lang)
        acts = self.acts(solution)
        return Plan(
            effort=solution.effort,
            months=max(act.months for act in acts),
            changes=sum(choice.n for choice in solution.choices),
            acts=acts,
            moves=tuple(m.id for m in first),
            facts=changed_facts((self.case, changed), (self.phrases, say)),
            aspects=levels,
            reached=all(a.after.lowest >= goal.get(a.id, 0) for a in levels),
        )

    def levels(self, after: Inference) -> tuple[LevelChange, ...]:
        return tuple(
            LevelChange(
                id=aspect.id,
                name=aspect.name.get(self.lang),
                dimension=dimension.id,
                before=_interval(self.before, aspect.id),
                after=_interval(after, aspect.id),
            )
            for dimension in self.rules.framework.dimensions
            for aspect in dimension.aspects
        )

    def acts(self, solution: Solution) -> tuple[Act, ...]:
        """Return the choices of `solution` gathered by act, in the order to act in."""
        by_act: dict[str, list[Choice]] = {}
        for choice in sorted(solution.choices, key=lambda c: self.order[self.lever(c)]):
            saran = self.rules.saran[self.rules.levers[self.lever(choice)].saran]
            by_act.setdefault(saran.package or saran.id, []).append(choice)
        first = {act: self.before_act(act, by_act) for act in by_act}
        number = {act: i for i, act in enumerate(self.in_turn(first), 1)}
        return tuple(
            self.act(act, by_act[act], number[act], tuple(sorted(number[e] for e in first[act]))) for act in number
        )

    def before_act(self, act: str, by_act: Mapping[str, Sequence[Choice]]) -> set[str]:
        """Return the acts of a plan that `act` waits for: of saran that come before its own, and what those need."""
        waited = {s for c in by_act[act] for s in self.rules.saran[self.rules.levers[self.lever(c)].saran].after}
        needed = {m for c in by_act[act] for move in c.moves for m in self.encoder.waits_for(move)}
        return {
            other
            for other, choices in by_act.items()
            if other != act
            and any(self.rules.levers[self.lever(c)].saran in waited or needed & set(c.moves) for c in choices)
        }

    def in_turn(self, first: Mapping[str, set[str]]) -> list[str]:
        """Return acts in an order in which each comes after those it waits for, sooner ones first."""
        sorter = TopologicalSorter(first)
        sorter.prepare()
        order: list[str] = []
        while sorter.is_active():
            ready = sorted(sorter.get_ready(), key=lambda act: (self.moment(act).months, act))
            order += ready
            sorter.done(*ready)
        return order

    def moment(self, act: str) -> Moment:
        said = self.rules.packages.get(act) or self.rules.saran[act]
        return self.rules.moments[said.by or ""]

    def act(self, act: str, choices: Sequence[Choice], number: int, after: tuple[int, ...]) -> Act:
        package = self.rules.packages.get(act)
        said = package or self.rules.saran[act]
        functions = [f for c in choices for m in c.moves[: c.n] for f in self.encoder.moves[m].functions]
        moment = self.moment(act)

        def say(text: Text | None) -> str:
            return self.phrases.say(text, functions, functions[0] if functions else None) if text else ""

        return Act(
            number=number,
            saran=tuple(dict.fromkeys(self.rules.levers[self.lever(c)].saran for c in choices)),
            package=package.id if package else None,
            text=self.phrases.say(package.what) if package else None,
            actor=say(said.who),
            asked=say(said.asked),
            by=say(moment.name),
            months=moment.months,
            after=after,
            steps=tuple(self.step(c) for c in choices),
        )

    def step(self, choice: Choice) -> Step:
        lever = self.rules.levers[self.lever(choice)]
        named = [self.encoder.moves[m] for m in choice.moves]
        agencies = [self.case.register.name(m.agency) for m in named if m.agency]
        listed = joined(agencies, self.lang)
        if choice.n < len(choice.moves):
            listed = words(self.lang)["plan.any"].format(choice.n, len(choice.moves), listed)
        text = lever.what.get(self.lang).replace("{agency}", listed)
        return Step(
            lever=lever.id,
            choose=choice.n,
            moves=choice.moves,
            text=text,
            effort=lever.effort * choice.n,
            unknown=tuple(m.id for m in named if _unknown_now(m.changes[0].path, self.case)),
        )

    def lever(self, choice: Choice) -> str:
        return self.encoder.moves[choice.moves[0]].lever.id


def _unknown_now(path: str, case: Case) -> bool:
    entry = case.facts.get(path)
    return entry is not None and not entry.known


def _interval(inference: Inference, subject: str) -> Interval:
    lowest, highest = inference.level(subject)
    return Interval(lowest=lowest, highest=highest)
