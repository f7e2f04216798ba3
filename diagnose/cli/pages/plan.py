"""Render plans as text."""

import shlex
from collections.abc import Sequence
from typing import Any

from diagnose.analysis.plan import Act, BlockingFact, Plan, Plans
from diagnose.common import joined, render, words
from diagnose.diagnosis import arrow, span
from diagnose.knowledge import Rulebase

_SHOWN = 8  # facts in the way that are told of one criterion


def plans_page(found: Plans, rules: Rulebase, case_name: str, typed: Sequence[str], without: Sequence[str] = ()) -> str:
    """Return `found` as text; `case_name`, the goals `typed` and the levers left out are what the user wrote."""
    w = words(found.lang)
    names = {a.id: a.name.get(found.lang) for d in rules.framework.dimensions for a in d.aspects}
    return render(
        "plan",
        d=found,
        w=w,
        goal=_goal(found.goal, names, found.lang),
        plans=[_plan(p, found.lang) for p in found.plans],
        efforts=[f"{e.effort} = {e.name.get(found.lang)}" for e in rules.efforts],
        blocked=[
            {
                "record": b,
                "aspect": names[b.aspect],
                "facts": [(f, _why(f, found.lang)) for f in b.facts[:_SHOWN]],
                "more": max(0, len(b.facts) - _SHOWN),
            }
            for b in found.blocked
        ],
        reachable=[
            f"{level.name} {span(level.after) if level.after.lowest == level.after.highest else level.after.lowest}"
            for level in found.reachable
            if level.id in found.goal
        ],
        without=", ".join(without),
        case_name=shlex.quote(case_name),
        to=" ".join(f"--to {shlex.quote(text)}" for text in typed),
    )


def _goal(goal: dict[str, int], names: dict[str, str], lang: str) -> str:
    w = words(lang)
    levels = set(goal.values())
    if len(goal) == len(names) and len(levels) == 1:
        return w["plan.all"].format(*levels)
    return joined([w["plan.reach"].format(names[a], level) for a, level in goal.items()], lang)


def _why(fact: BlockingFact, lang: str) -> str:
    """Say why no lever moves a fact."""
    w = words(lang)
    if fact.kind == "outside":
        sources = f" [{'; '.join(fact.sources)}]" if fact.sources else ""
        return f"{w['plan.held_by'].format(fact.held_by)} {fact.reason}{sources}"
    return w["plan.unknown"] if fact.kind == "unknown" else w["plan.no_lever"]


def _plan(plan: Plan, lang: str) -> dict[str, Any]:
    return {
        "record": plan,
        "acts": [_act(act, lang) for act in plan.acts],
        "levels": joined([f"{a.name} {arrow(a)}" for a in plan.aspects if a.changed], lang),
    }


def _act(act: Act, lang: str) -> dict[str, Any]:
    w = words(lang)
    steps = [
        {
            "text": s.text + (f" ({w['plan.unknown_now']})" if set(s.moves[: s.choose]) & set(s.unknown) else ""),
            "effort": f"{s.effort} ({s.lever})",
        }
        for s in act.steps
    ]
    return {"record": act, "steps": steps, "after": joined([str(n) for n in act.after], lang)}
