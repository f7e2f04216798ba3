"""The routes of ``/api/v1``: cases, diagnosis, what-if, why, questions, comparison; the records of the library."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Header, HTTPException, Query
from fastapi.responses import JSONResponse, Response

from diagnose.analysis.ask import file_name
from diagnose.analysis.compare import CasesCompared, YearsCompared, compare_cases, compare_years
from diagnose.analysis.whatif import WhatIf, whatif
from diagnose.analysis.why import Why, WhyNot, why, why_not
from diagnose.case import Change, case_from
from diagnose.case.schema import case_schema
from diagnose.common import InputError, Place, Problem, as_yaml
from diagnose.diagnosis import Diagnosis
from diagnose.web.api.asked import WRONG, Asked, answer
from diagnose.web.api.bodies import (
    CaseChanged,
    CaseHeld,
    CaseListed,
    ChangeAsked,
    Changing,
    Questions,
    Supposing,
)
from diagnose.web.api.problems import API
from diagnose.web.desk import Opened
from diagnose.web.edit import Editor, Saved
from diagnose.web.pages import Page
from diagnose.web.saving import save
from diagnose.web.supposed import Supposed, changes
from diagnose.web.workspace import CASES

router = APIRouter(prefix=API, responses=WRONG)


@router.get("/cases", response_model=list[CaseListed], summary="The cases of the folder, and the examples")
async def cases(page: Asked) -> Response:
    """List the cases; one whose file cannot be read is listed with what is wrong."""
    found = await page.do(lambda: [_listed(page, name) for name in page.desk.workspace.cases()])
    return JSONResponse([one.model_dump(mode="json") for one in found])


@router.post("/cases", status_code=201, response_model=CaseHeld, summary="Make a case")
async def make(page: Asked, case: dict[str, Any]) -> Response:
    """Make a case of the data sent, as a case file has them; none that is there is overwritten."""

    def made() -> str:
        case_from(case)
        name = file_name(case)
        if name in page.desk.workspace.cases():
            raise InputError([Problem(Place(f"{name}.yaml"), "output_exists")])
        save(page.desk.workspace.root / CASES / f"{name}.yaml", as_yaml(case).encode(), new=True)
        return name

    return _held(await page.open(await page.do(made)), 201)


@router.get("/cases/{name}", response_model=CaseHeld, summary="A case as its file has it")
async def held(name: str, page: Asked) -> Response:
    """Return what the file of a case says, and its revision, also as ETag."""
    return _held(await page.open(name))


@router.patch("/cases/{name}", response_model=CaseChanged, summary="Change facts of a case")
async def change(
    name: str,
    page: Asked,
    body: Changing,
    if_match: Annotated[str, Header(description="the revision that the change is made on")] = "",
) -> Response:
    """Save changes as one entry of the history; the revision must be that of the file now."""
    opened = await page.open(name)
    if not if_match:
        raise HTTPException(428, page.words["web.api_revision"])
    if if_match.strip().strip('"') != opened.revision:
        raise HTTPException(412, page.words["web.api_changed"])
    unsourced = [c for c in body.changes if not c.source and not c.remove and c.value not in (None, "unknown")]
    if unsourced:
        raise InputError([Problem(Place(c.path), "row_source_needed") for c in unsourced])
    saved: Saved = await page.do(lambda: Editor(page.desk).set_cited(opened, _cited(body.changes), "fact"))
    now = await page.open(name)
    told = CaseChanged(
        number=saved.number, revision=now.revision, facts=tuple(f.fact for f in saved.facts), levels=saved.levels
    )
    return answer(told, now)


@router.get("/cases/{name}/diagnosis", response_model=Diagnosis, summary="The diagnosis of a case")
async def diagnosis(
    name: str, page: Asked, narrow: Annotated[bool, Query(description="tell what answers could do")] = False
) -> Response:
    """Return the diagnosis, the same bytes as ``konvergensi diagnose --format json``."""
    opened = await page.open(name, narrow=narrow)
    return answer(opened.diagnosed.diagnosis, opened)


@router.post("/cases/{name}/whatif", response_model=WhatIf, summary="What if some facts were otherwise")
async def suppose(name: str, page: Asked, body: Supposing) -> Response:
    """Return the diagnosis before and after; the case stays as it is."""
    opened = await page.open(name)

    def work() -> WhatIf:
        before = opened.diagnosed
        made, idle = changes(Supposed(levers=tuple(body.levers)), before.case, before.rules, {})
        unknown = [lever for lever in idle if lever.partition(":")[0] not in before.rules.levers]
        if unknown:
            raise InputError([Problem(Place("levers"), "lever_unknown", {"given": lever}) for lever in unknown])
        typed = [Change(c.path, c.value, c.remove, Place(c.path)) for c in body.changes]
        return whatif(before, [*made, *typed])

    return answer(await page.do(work), opened)


@router.get("/cases/{name}/why/{target}", response_model=Why, summary="Why a conclusion is as it is")
async def explain(
    name: str, target: str, page: Asked, depth: Annotated[int | None, Query(ge=0, le=20)] = None
) -> Response:
    """Return the proof of an aspect, a dimension, a criterion, a finding or a saran, down to the facts."""
    opened = await page.open(name)
    return answer(await page.do(lambda: why(opened.diagnosed, target, depth=depth)), opened)


@router.get("/cases/{name}/why-not/{aspect}", response_model=WhyNot, summary="What keeps a level from being higher")
async def explain_not(name: str, aspect: str, page: Asked, level: int | None = None) -> Response:
    """Return which criteria keep an aspect or a dimension below a level; the next one unless another is named."""
    opened = await page.open(name)
    return answer(await page.do(lambda: why_not(opened.diagnosed, aspect, level=level)), opened)


@router.get("/cases/{name}/questions", response_model=Questions, summary="What is unknown and would matter")
async def questions(
    name: str, page: Asked, agency: Annotated[str, Query(description="a function of the agency asked")] = ""
) -> Response:
    """Return the open questions, the most useful first; of one agency where it is named."""
    opened = await page.open(name, narrow=True)
    found = [q for q in opened.diagnosed.diagnosis.unknown if agency in ("", q.who_function, q.who)]
    return answer(Questions(lang=page.lang, questions=tuple(found)), opened)


@router.get("/compare", response_model=CasesCompared | YearsCompared, summary="Cases, or years of one regency")
async def compare(page: Asked, case: Annotated[list[str], Query(min_length=2, max_length=60)]) -> Response:
    """Return cases side by side; of one regency the change from year to year. Never a rank, a sum or an average."""

    def work() -> CasesCompared | YearsCompared:
        each = [page.desk.open(name, page.lang).diagnosed for name in dict.fromkeys(case)]
        if len(each) < 2:
            raise InputError([Problem(Place("case"), "compare_one_case")])
        return compare_years(each) if len({d.case.region.code for d in each}) == 1 else compare_cases(each)

    return Response((await page.do(work)).to_json(), media_type="application/json")


@router.get("/schema/case.json", summary="The JSON Schema of case files")
async def schema(page: Asked) -> dict[str, Any]:
    """Return the schema that case files are written to."""
    return await page.do(case_schema)


def _listed(page: Page, name: str) -> CaseListed:
    file = page.desk.workspace.case(name)
    try:
        case = page.desk.open(name, page.lang).case
    except InputError as error:
        return CaseListed(id=name, example=file.example, problem=error.problems[0].text(page.lang))
    facts = case.facts.values()
    return CaseListed(
        id=name,
        example=file.example,
        region=case.region.name,
        code=case.region.code,
        year=case.year,
        fictional=case.fictional,
        facts_known=sum(f.known for f in facts),
        facts_asked=len(facts),
    )


def _cited(asked: Sequence[ChangeAsked]) -> list[tuple[Change, str]]:
    return [(Change(c.path, c.value, c.remove, Place(c.path)), c.source or "") for c in asked]


def _held(opened: Opened, status: int = 200) -> Response:
    found = CaseHeld(
        id=opened.file.id, example=opened.file.example, revision=opened.revision, case=opened.case.tree.data
    )
    return answer(found, opened, status)
