"""The steps of a plan, as memos tell them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from diagnose.analysis.plan import goal_from, moves
from diagnose.case import Change
from diagnose.common import InputError, Place, Problem, joined, words
from diagnose.diagnosis import Diagnosed
from diagnose.memo.content.records import Act, Part
from diagnose.memo.content.statement import Statement, state


def planned(diagnosed: Diagnosed, to: Sequence[str]) -> tuple[tuple[Act, ...], list[Change]]:
    """Return the acts of the cheapest plan that reaches the goals `to`, and the changes it makes, under its name.

    Raises:
        InputError: a goal names nothing, is reached already, or is out of reach of the region's own levers.
        ImportError: the solver is not installed.
    """
    from diagnose.analysis.plan.plan import plans

    lang, names = diagnosed.lang, diagnosed.names
    found = plans(diagnosed, goal_from(to, diagnosed.rules), limit=1)

    def told_as(levels: Mapping[str, int]) -> str:
        return joined([f"{names[aspect]} {level}" for aspect, level in levels.items()], lang)

    if found.already or not found.plans or found.planned != found.goal:
        key = "memo_plan_already" if found.already else "memo_plan_out_of_reach"
        raise InputError(
            [Problem(Place(f"--plan {' '.join(to)}"), key, {"given": " ".join(to), "expected": told_as(found.planned)})]
        )
    plan, w = found.plans[0], words(lang)
    chosen = [m for m in moves(diagnosed.case, diagnosed.rules) if m.id in plan.moves]
    acts = []
    for act in plan.acts:
        ids = (*act.saran, *(m for s in act.steps for m in s.moves))

        def say(text: str, ids: tuple[str, ...] = ids) -> Statement:
            return state(text, *ids)

        told = [s.text + (f" ({w['plan.unknown_now']})" if set(s.unknown) & set(s.moves) else "") for s in act.steps]
        parts = told if act.text is not None else told[1:]
        acts.append(
            Act(
                number=act.number,
                text=say(act.text or told[0]),
                parts=tuple(Part(chr(ord("a") + i % 26), say(p), say(""), say("")) for i, p in enumerate(parts)),
                actor=say(act.actor),
                asked=say(act.asked),
                by=say(act.by),
                why=say(""),
                basis=say(""),
                after=say(", ".join(map(str, act.after))),
            )
        )
    title = w["memo.plan_title"].format(told_as(found.goal))
    changes = {c.path: replace(c, scenario=title) for m in chosen for c in m.changes}
    return tuple(acts), list(changes.values())
