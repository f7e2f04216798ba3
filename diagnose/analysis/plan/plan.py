"""Plans: the smallest sets of moves that reach a goal, cheapest first, each carried out and diagnosed again."""

from collections.abc import Iterable, Mapping
from itertools import islice

from diagnose.analysis.plan.acts import Acts
from diagnose.analysis.plan.blocked import Blocked, blocked
from diagnose.analysis.plan.encode import Encoder
from diagnose.analysis.plan.formula import FALSE, TRUE, Formula
from diagnose.analysis.plan.goal import gates
from diagnose.analysis.plan.moves import Move, carried_out, lifting, moves
from diagnose.analysis.plan.records import Plan, Plans
from diagnose.analysis.plan.solve import Solution, solutions
from diagnose.analysis.whatif import LevelChange, changed_facts
from diagnose.diagnosis import Diagnosed, case_record


def plans(
    diagnosed: Diagnosed,
    goal: Mapping[str, int],
    limit: int = 5,
    levers: Iterable[str] | None = None,
    without: Iterable[str] = (),
) -> Plans:
    """Return the plans by which a case reaches `goal` (a level for each aspect), at most `limit` of them.

    `levers` keeps to some levers or moves, `without` leaves some out.

    Raises:
        EngineError: the engine or the solver did not do what it was asked, or too many levers bear on one measure.
        ImportError: the solver is not installed.
    """
    return _Planning(diagnosed, dict(goal), levers, frozenset(without)).plans(limit)


class _Planning:
    def __init__(
        self, before: Diagnosed, goal: dict[str, int], levers: Iterable[str] | None, without: frozenset[str]
    ) -> None:
        self.before, self.goal = before, goal
        self.case, self.rules, self.lang = before.case, before.rules, before.lang
        every = moves(self.case, self.rules, levers)
        usable = [m for m in lifting(every, self.rules) if not {m.id, m.lever.id} & without]
        self.encoder = self.encoding(usable)
        self.acts = Acts(self.encoder, before.phrases)

    def plans(self, limit: int) -> Plans:
        criteria = gates(self.goal, self.rules, self.case.year, self.case.region.kind)
        formula = self.formula(self.encoder, self.goal)
        already, planned = formula == TRUE, self.goal
        reachable: tuple[LevelChange, ...] = ()
        stops: tuple[Blocked, ...] = ()
        if formula == FALSE:
            at_best = self.after(self.encoder.moves.values())
            reachable = self.levels(at_best)
            stops = blocked(criteria, at_best)
            planned = {a: min(level, at_best.level(a).lowest) for a, level in self.goal.items()}
            formula = self.formula(self.encoder, planned)
        found = self.found(planned, formula, limit + 1)
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

    def found(self, goal: dict[str, int], formula: Formula, limit: int) -> list[Solution]:
        """Return the smallest sets of moves: those that bring nobody in, and those that hold whoever is brought in."""
        wary = self.encoding(self.encoder.moves.values(), cautious=True)
        cautious = self.formula(wary, goal)
        if cautious == formula or formula in (TRUE, FALSE):
            return self.solved(formula, limit)
        settled = self.encoding(m for m in self.encoder.moves.values() if m.id not in self.encoder.unsettling)
        plain = self.solved(self.formula(settled, goal), limit)
        wary_ones = self.solved(cautious, limit)
        more = [s for s in wary_ones if not any(p.first() <= s.first() for p in plain)]
        return sorted((*plain, *more), key=lambda s: s.effort)[:limit]

    def encoding(self, some: Iterable[Move], *, cautious: bool = False) -> Encoder:
        return Encoder(self.case, self.rules, some, cautious=cautious)

    def formula(self, encoder: Encoder, goal: dict[str, int]) -> Formula:
        return encoder.criteria(gates(goal, self.rules, self.case.year, self.case.region.kind))

    def solved(self, formula: Formula, limit: int) -> list[Solution]:
        if formula in (TRUE, FALSE):
            return []
        effort = {m.id: m.effort for m in self.encoder.moves.values()}
        kinds = {m.id: m.lever.id for m in self.encoder.moves.values()}
        return list(islice(solutions(formula, effort, kinds), limit))

    def plan(self, solution: Solution, goal: Mapping[str, int]) -> Plan:
        first = [self.encoder.moves[m] for m in sorted(solution.first())]
        after = self.after(first)
        levels = self.levels(after)
        acts = self.acts.of(solution)
        return Plan(
            effort=solution.effort,
            months=max(act.months for act in acts),
            changes=sum(choice.n for choice in solution.choices),
            acts=acts,
            moves=tuple(m.id for m in first),
            facts=changed_facts(self.before, after),
            aspects=levels,
            reached=all(a.after.lowest >= goal.get(a.id, 0) for a in levels),
        )

    def after(self, moved: Iterable[Move]) -> Diagnosed:
        """Return the case with the moves carried out."""
        return Diagnosed(carried_out(self.case, moved), self.rules, self.lang)

    def levels(self, after: Diagnosed) -> tuple[LevelChange, ...]:
        return tuple(
            LevelChange(
                id=aspect.id,
                name=aspect.name.get(self.lang),
                dimension=dimension.id,
                before=self.before.level(aspect.id),
                after=after.level(aspect.id),
            )
            for dimension in self.rules.framework.dimensions
            for aspect in dimension.aspects
        )
