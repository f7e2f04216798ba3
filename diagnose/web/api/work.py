"""More of ``/api/v1``: what takes longer, or makes files: margins, disputes, plans, memos, and rules in words."""

import hashlib
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query
from fastapi.responses import JSONResponse, Response

from diagnose.analysis.compare import Disputes, disputes
from diagnose.analysis.plan import Plans, aspects_named, goal_from, known_levers, margins
from diagnose.common import InputError, Place, Problem, words
from diagnose.knowledge import RuleWords
from diagnose.web.api.asked import WRONG, Asked, answer
from diagnose.web.api.bodies import MarginsTold, MemoAsked, PlanAsked, PlanRunning, RuleShown
from diagnose.web.api.problems import API, problem
from diagnose.web.choices import Chosen, kinds, memo_made
from diagnose.web.jobs import Job
from diagnose.web.made import handed_on
from diagnose.web.pages import Page

router = APIRouter(prefix=API, responses=WRONG)
_WAIT = 2.0  # seconds after which a plan is asked after
_FILE: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/octet-stream": {}}, "description": "The memo as a file."}
}
_RUNNING: dict[int | str, dict[str, Any]] = {
    202: {"model": PlanRunning, "description": "It is being worked out; ask for its address again."}
}


@router.get("/cases/{name}/margins", response_model=MarginsTold, summary="How near each level is to flipping")
async def near(
    name: str, page: Asked, aspect: Annotated[str, Query(description="an aspect or dimension; all otherwise")] = "all"
) -> Response:
    """Return, for each level, the smallest change of a single fact that would flip it."""
    opened = await page.open(name)
    d = opened.diagnosed
    found = await page.do(lambda: margins(d, aspects_named(aspect, d.rules)))
    return answer(MarginsTold(lang=page.lang, margins=tuple(found)), opened)


@router.get("/cases/{name}/disputes", response_model=Disputes, summary="What hangs on each conflict")
async def conflicts(name: str, page: Asked) -> Response:
    """Return the conclusions that differ under each side of each conflict."""
    opened = await page.open(name)
    return answer(await page.do(lambda: disputes(opened.diagnosed)), opened)


@router.post(
    "/cases/{name}/plans", response_model=Plans, responses=_RUNNING, summary="The smallest plans that reach a goal"
)
async def plan(name: str, page: Asked, body: PlanAsked) -> Response:
    """Return the plans; 202 and where to ask after them while they are being worked out."""
    opened = await page.open(name)
    goals = [f"{aspect}={level}" for aspect, level in body.goals.items()]
    goal_from(goals, opened.diagnosed.rules)  # refused here, before anything runs
    without = known_levers(body.without, opened.diagnosed.rules)
    arguments = ["plan", str(opened.file.path.resolve()), "--format", "json", "--lang", page.lang]
    arguments += ["--limit", str(body.limit), *(text for goal in goals for text in ("--to", goal))]
    arguments += [text for lever in sorted(without) for text in ("--without", lever)]
    key = ("api-plan", opened.revision, *arguments)
    return _told(page, _id(key), await page.jobs.ask(key, arguments, _WAIT))


@router.get("/plans/{number}", response_model=Plans, responses=_RUNNING, summary="A plan that was asked for")
async def ask_after(number: str, page: Asked) -> Response:
    """Return the plans once they are there."""
    key = _key(page, number)
    return _told(page, number, await page.jobs.ask(key, (), _WAIT))


@router.post("/plans/{number}/end", status_code=204, summary="End a plan that is being worked out")
async def end(number: str, page: Asked) -> Response:
    """End it; asked for again, it begins anew."""
    await page.jobs.end(_key(page, number))
    return Response(status_code=204)


@router.post("/cases/{name}/memos", responses=_FILE, response_class=Response, summary="A memo as a file")
async def memo(name: str, page: Asked, body: MemoAsked) -> Response:
    """Return a memo as the command writes it."""
    opened, there = await page.open(name), page.desk.workspace
    wrong = [
        Problem(Place(field), key, {"given": given})
        for field, key, given, known in (
            ("template", "memo_template", body.template, kinds()),
            ("letterhead", "file_missing", body.letterhead, there.letterheads()),
            ("scenario", "file_missing", body.scenario, there.scenarios()),
        )
        if given and given not in known
    ]
    if wrong:
        raise InputError(wrong)
    day = body.date.isoformat() if body.date else ""
    goals = tuple(f"{aspect}:{level}" for aspect, level in body.plan.items())
    one = Chosen(body.template, page.lang, body.letterhead, day, body.scenario, tuple(body.acts), goals)
    job, path = await memo_made(page, opened, one, body.format)
    if job.code != 0:
        return problem(422, "; ".join(job.problems))
    return handed_on(page, job, path, f"{one.kind}-{opened.file.id}")


@router.get("/rules/{code}", response_model=RuleShown, summary="A rule in words")
async def rule(code: str, page: Asked) -> Response:
    """Return a criterion, finding, saran, package, threshold or measure in words, with the examples it is tested by."""
    rules = page.desk.rules
    told = RuleWords(rules, page.lang).told(code)
    if not told:
        raise HTTPException(404, page.words["web.no_page"])
    found = rules.criteria.get(code) or rules.findings.get(code)
    shown = RuleShown(
        id=code,
        lang=page.lang,
        heads=tuple(one.head for one in told),
        rows=tuple(row for one in told for row in one.rows),
        examples=found.examples.model_dump(mode="json") if found else {},
    )
    return JSONResponse(shown.model_dump(mode="json"), headers={"x-rules-sha256": rules.sha256})


def _id(key: tuple[str, ...]) -> str:
    return hashlib.sha256(repr(key).encode()).hexdigest()[:16]


def _key(page: Page, number: str) -> tuple[str, ...]:
    found = next((key for key in page.jobs.every() if _id(key) == number), None)
    if found is None:
        raise HTTPException(404, page.words["web.no_page"])
    return found


def _told(page: Page, number: str, job: Job) -> Response:
    if not job.done:
        where = f"{API}/plans/{number}"
        running = PlanRunning(id=number, ask=where)
        return JSONResponse(running.model_dump(), 202, {"location": where, "retry-after": "2"})
    if job.code != 0:
        return problem(422, words(page.lang)["web.problem"] if not job.problems else "; ".join(job.problems))
    return Response(Plans.model_validate_json(job.out).to_json(), media_type="application/json")
