"""The steps of a plan, as memos tell them."""

from collections.abc import Sequence

from diagnose.case import Case
from diagnose.change.overlay import Change
from diagnose.memo.records import Act, Part
from diagnose.memo.statement import Statement, state
from diagnose.plan.goal import goal_from
from diagnose.plan.moves import moves
from diagnose.problems import InputError, Place, Problem
from diagnose.rulebase import Rulebase


def planned(case: Case, rules: Rulebase, to: Sequence[str], lang: str) -> tuple[tuple[Act, ...], list[Change]]:
    """Return the acts of the cheapest plan that reaches the goals `to`, and the changes it makes.

    Raises:
        InputError: a goal names nothing, or no plan changes anything towards it.
        ImportError: the solver is not installed.
    """
    from diagnose.plan.plan import plans

    found = plans(case, rules, goal_from(to, rules), lang, limit=1).plans
    if not found:
        raise InputError([Problem(Place("--plan"), "plan_none_to_save")])
    plan = found[0]
    chosen = [m for m in moves(case, rules) if m.id in plan.moves]
    acts = []
    for act in plan.acts:
        ids = (*act.saran, *(m for s in act.steps for m in s.moves))

        def say(text: str, ids: tuple[str, ...] = ids) -> Statement:
            return state(text, *ids)

        several = act.text is not None or len(act.steps) > 1
        acts.append(
            Act(
                number=act.number,
                text=say(act.text or act.steps[0].text),
                parts=tuple(
                    Part(chr(ord("a") + i % 26), say(s.text), say(""), say("")) for i, s in enumerate(act.steps)
                )
                if several
                else (),
                actor=say(act.actor),
                asked=say(act.asked),
                by=say(act.by),
                why=say(""),
                basis=say(""),
                after=say(", ".join(map(str, act.after))),
            )
        )
    changes = list({c.path: c for m in chosen for c in m.changes}.values())
    return tuple(acts), changes
