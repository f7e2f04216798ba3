"""The steps of a plan, as memos tell them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from diagnose.analysis.plan import Step, goal_from, moves
from diagnose.case import Change
from diagnose.common import InputError, Place, Problem, joined, lowered
from diagnose.diagnosis import Diagnosed
from diagnose.memo.content.records import Act, Part
from diagnose.memo.content.statement import state

_NAMED = 3  # of many agencies that one step is about, so many are named


@dataclass(frozen=True)
class Planned:
    """A plan: what it is for, its steps, and the changes that carry it out, which bear its `name`."""

    name: str
    title: str
    steps: tuple[Act, ...]
    changes: tuple[Change, ...]


def planned(diagnosed: Diagnosed, to: Sequence[str]) -> Planned:
    """Return the cheapest plan that reaches the goals `to`.

    Raises:
        InputError: a goal names nothing, is reached already, or is out of reach of the region's own levers.
        ImportError: the solver is not installed.
    """
    from diagnose.analysis.plan.plan import plans

    w = diagnosed.words
    found = plans(diagnosed, goal_from(to, diagnosed.rules), limit=1)
    if found.already or not found.plans or found.planned != found.goal:
        key = "memo_plan_already" if found.already else "memo_plan_out_of_reach"
        values = {"given": " ".join(to), "expected": _goal(found.planned, diagnosed)}
        raise InputError([Problem(Place(f"--plan {' '.join(to)}"), key, values)])
    plan, name = found.plans[0], w["memo.plan"]
    chosen = [m for m in moves(diagnosed.case, diagnosed.rules) if m.id in plan.moves]
    steps = []
    for act in plan.acts:
        ids = (*act.saran, *(m for s in act.steps for m in s.moves))
        told = [s.text + (f" ({w['plan.unknown_now']})" if set(s.unknown) & set(s.moves) else "") for s in act.steps]
        parts = told if act.text is not None else told[1:]
        counted = [_counted(s, diagnosed) for s in act.steps]
        brief = "; ".join(map(lowered, counted)) if act.text else "; ".join([counted[0], *map(lowered, counted[1:])])
        package = diagnosed.rules.packages[act.package].short if act.package else None
        head = package.get(diagnosed.lang) if package else (act.text or "").rstrip(":")
        by = diagnosed.rules.packages[act.package].by if act.package else diagnosed.rules.saran[act.saran[0]].by
        moment = diagnosed.rules.moments[by or ""]
        steps.append(
            Act(
                number=act.number,
                text=state(act.text or told[0], *ids),
                parts=tuple(Part(chr(ord("a") + i % 26), state(p, *ids)) for i, p in enumerate(parts)),
                actor=state(act.actor, *ids),
                asked=state(act.asked, *ids),
                by=state(act.by, *ids),
                when=state(moment.short.get(diagnosed.lang) if moment.short else act.by, *ids),
                after=state(joined([str(n) for n in act.after], diagnosed.lang), *ids),
                brief=state(f"{head}: {brief}" if act.text else brief, *ids),
            )
        )
    changes = {c.path: replace(c, scenario=name) for m in chosen for c in m.changes}
    title = w["memo.plan_title"].format(_goal(found.goal, diagnosed))
    return Planned(name, title, tuple(steps), tuple(changes.values()))


def _counted(step: Step, diagnosed: Diagnosed) -> str:
    """Return `step` with its agencies counted where they are many, and whether it may be so already."""
    w, lang = diagnosed.words, diagnosed.lang
    text: str = step.text
    if len(step.moves) > _NAMED:
        many: str = w["summary.agencies"] if step.choose == len(step.moves) else w["memo.plan_any"]
        what: str = diagnosed.rules.levers[step.lever].what.get(lang)
        text = what.replace("{agency}", many.format(step.choose, len(step.moves)))
    return text + (f", {w['memo.plan_unknown']}" if set(step.unknown) & set(step.moves) else "")


def _goal(levels: Mapping[str, int], diagnosed: Diagnosed) -> str:
    """Write the levels that aspects are to reach, those of one level together."""
    w, together = diagnosed.words, dict[int, list[str]]()
    for aspect, level in levels.items():
        together.setdefault(level, []).append(diagnosed.names[aspect])
    if len(together) == 1 and len(levels) == len(diagnosed.diagnosis.aspects):
        return w["memo.plan_all"].format(*together)
    return "; ".join(w["memo.plan_some"].format(n, joined(names, diagnosed.lang)) for n, names in together.items())
