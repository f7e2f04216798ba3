"""Rencana: which level to reach, the smallest plans for it, worked out aside and ended when asked to."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, Response

from diagnose.analysis.plan import BlockingFact, Plan, Plans, Swept, lifting, sweep
from diagnose.common import figures, joined
from diagnose.diagnosis import Diagnosed
from diagnose.knowledge import GATED
from diagnose.web.desk import Opened
from diagnose.web.pages import Page
from diagnose.web.supposed import Supposed, moves_here

router = APIRouter()
_WAIT = 2.0  # seconds after which a page says that it is still being worked out
_GOAL, _ALL, _WITHOUT = "tujuan", "semua", "tanpa"
_EVERYTHING = "all"
_STEPS = 3  # that are combined before a goal is chosen


@dataclass(frozen=True)
class Asked:
    """What a plan is to reach, as the address has it: ``aspect:level``, one level for all, and steps left out."""

    goals: dict[str, int]
    everything: int | None
    without: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.goals or self.everything)

    def arguments(self) -> list[str]:
        """Return it as options of the command."""
        goals = [f"{aspect}={level}" for aspect, level in self.goals.items()]
        goals += [f"{_EVERYTHING}={self.everything}"] if self.everything else []
        options = [text for goal in goals for text in ("--to", goal)]
        return [*options, *(text for step in self.without for text in ("--without", step))]

    def memo(self) -> list[tuple[str, str]]:
        """Return its goals as the parameters of the address of a memo."""
        goals = [(_GOAL, f"{aspect}:{level}") for aspect, level in self.goals.items()]
        return goals + ([(_GOAL, f"{_EVERYTHING}:{self.everything}")] if self.everything else [])

    def pairs(self, *, but: str = "") -> list[tuple[str, str]]:
        """Return it as the parameters of an address, without the step `but`."""
        pairs = [(_GOAL, f"{aspect}:{level}") for aspect, level in self.goals.items()]
        pairs += [(_ALL, str(self.everything))] if self.everything else []
        return pairs + [(_WITHOUT, step) for step in self.without if step != but]


@router.get("/k/{name}/rencana")
async def plan(name: str, page: Annotated[Page, Depends(Page)]) -> HTMLResponse:
    """Show the smallest plans for the goal in the address."""
    opened = await page.open(name)
    asked = _asked(opened.diagnosed, page.request.query_params.multi_items())
    found, problems, running = None, list[str](), False
    if asked:
        arguments = ["plan", str(opened.file.path.resolve()), *asked.arguments(), "--format", "json"]
        key = (str(opened.file.path), opened.revision, page.lang, *asked.arguments())
        job = await page.jobs.ask(key, [*arguments, "--lang", page.lang], _WAIT)
        running = not job.done and not job.ended_by_user
        if job.done and not job.ended_by_user:
            found = Plans.model_validate_json(job.out) if job.code == 0 else None
            problems = [] if found else job.problems
    swept = None if asked or page.partial else await page.do(lambda: _swept(page, opened))
    return page.show(
        "_plans" if page.partial else "plan",
        422 if problems and not page.partial else 200,
        opened=opened,
        asked=asked,
        levels=GATED,
        running=running,
        problems=problems,
        plans=found,
        goal=_goal(found, opened.diagnosed) if found else "",
        chosen_freely=_free,
        move_name=lambda move: _agency(move, opened.diagnosed),
        grouped=_grouped,
        why_not=lambda fact: _why(fact, opened.diagnosed),
        swept=swept,
        suppose=lambda lift: Supposed(levers=tuple(step.id for step in lift.steps)).query(),
        number=lambda n: figures.write_number(n, page.lang),
    )


@router.post("/k/{name}/rencana/batal")
async def end(name: str, page: Annotated[Page, Depends(Page)]) -> Response:
    """End the working out of the plan that the form names."""
    form = await page.posted()
    opened = await page.open(name)
    asked = _asked(opened.diagnosed, [(n, v) for n, v in form.multi_items() if isinstance(v, str)])
    await page.jobs.end((str(opened.file.path), opened.revision, page.lang, *asked.arguments()))
    return page.to("k", name, "rencana")


def _swept(page: Page, opened: Opened) -> Swept | None:
    """Return what every combination of a few steps does, once for the same facts; None where no columns are there."""
    try:
        from diagnose.portfolio import levels_of
    except ImportError:
        return None
    diagnosed, key = (
        opened.diagnosed,
        ("sweep", str(opened.file.path), opened.revision, page.desk.rules.sha256, page.lang),
    )
    here = lifting(moves_here(diagnosed.case, diagnosed.rules).values(), diagnosed.rules)
    found: Swept = page.desk.recent.get(key, lambda: sweep(diagnosed, here, _STEPS, levels_of(diagnosed.rules)))
    return found


def _asked(diagnosed: Diagnosed, pairs: list[tuple[str, str]]) -> Asked:
    aspects = [a.id for a in diagnosed.diagnosis.aspects]
    said = [value.rpartition(":") for name, value in pairs if name == _GOAL]
    goals = {a: int(n) for a, _, n in said if a in aspects and n in {str(level) for level in GATED}}
    everything = next((int(v) for n, v in pairs if n == _ALL and v in {str(level) for level in GATED}), None)
    levers = diagnosed.rules.levers
    without = tuple(dict.fromkeys(v for n, v in pairs if n == _WITHOUT and v.partition(":")[0] in levers))
    return Asked(goals, everything, without)


def _goal(found: Plans, diagnosed: Diagnosed) -> str:
    w = diagnosed.words
    levels = set(found.goal.values())
    if len(found.goal) == len(diagnosed.diagnosis.aspects) and len(levels) == 1:
        return w["plan.all"].format(*levels)
    return joined([w["plan.reach"].format(diagnosed.names[a], n) for a, n in found.goal.items()], diagnosed.lang)


def _free(plan: Plan) -> frozenset[str]:
    """Return the levers of a plan of which some moves are enough, whichever."""
    return frozenset(s.lever for act in plan.acts for s in act.steps if s.choose < len(s.moves))


def _agency(move: str, diagnosed: Diagnosed) -> str:
    """Return which agency a move is about."""
    found = moves_here(diagnosed.case, diagnosed.rules).get(move)
    return diagnosed.case.register.name(found.agency) if found and found.agency else move


def _grouped(plan: Plan, opened: Opened) -> str:
    """Return in words what a plan reaches."""
    return joined(
        [f"{a.name} {a.before.lowest} → {a.after.lowest}" for a in plan.aspects if a.changed], opened.diagnosed.lang
    )


def _why(fact: BlockingFact, diagnosed: Diagnosed) -> str:
    """Say why no step of the regency's moves a fact."""
    w = diagnosed.words
    if fact.kind == "outside":
        sources = f" [{'; '.join(fact.sources)}]" if fact.sources else ""
        return f"{w['plan.held_by'].format(fact.held_by)} {fact.reason}{sources}"
    return w["plan.unknown"] if fact.kind == "unknown" else w["plan.no_lever"]
