"""Plans: the smallest sets of moves that reach a goal, cheapest first, each carried out and diagnosed again."""

from collections.abc import Iterable, Mapping
from itertools import islice

from diagnose.analysis.plan.acts import Acts
from diagnose.analysis.plan.blocked import Blocked, blocked
from diagnose.analysis.plan.encode import Encoder
from diagnose.analysis.plan.formula import FALSE, TRUE, Formula
from diagnose.analysis.plan.goal import gates
from diagnose.analysis.plan.moves import carried_out, moves
from diagnose.analysis.plan.records import Plan, Plans
from diagnose.analysis.plan.solve import Solution, solutions
from diagnose.analysis.whatif import LevelChange, changed_facts
from diagnose.case import Case
from diagnose.diagnosis import Interval, case_record, phrases_of
from diagnose.inference import Inference, infer_levels
from diagnose.knowledge import Rulebase


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
        self.acts = Acts(self.encoder, self.phrases)

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
        acts = self.acts.of(solution)
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


def _interval(inference: Inference, subject: str) -> Interval:
    lowest, highest = inference.level(subject)
    return Interval(lowest=lowest, highest=highest)
