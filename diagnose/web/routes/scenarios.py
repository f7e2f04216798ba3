"""Skenario: what is supposed, saved under a name, laid over a case again, and put side by side."""

import re
from typing import Annotated, Any

import yaml
from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, Response

from diagnose.analysis.whatif import WhatIf, read_scenario, whatif
from diagnose.common import InputError, Place, Problem
from diagnose.web.desk import Opened
from diagnose.web.pages import Page
from diagnose.web.saving import save
from diagnose.web.supposed import SCENARIO, Supposed, changes, read
from diagnose.web.workspace import SCENARIOS

router = APIRouter()
_SIDE_BY_SIDE = 4
_UNFIT = re.compile(r"[^\w-]+")


@router.get("/k/{name}/skenario")
async def scenarios(name: str, page: Annotated[Page, Depends(Page)]) -> HTMLResponse:
    """List the scenarios, and show up to four of them side by side."""
    opened = await page.open(name)
    chosen = page.request.query_params.getlist(SCENARIO)[:_SIDE_BY_SIDE]
    listed, problems = await page.do(lambda: _listed(page))
    beside = await page.do(lambda: _beside(page, opened, [c for c in chosen if c in listed]))
    return page.show("scenarios", opened=opened, listed=listed, problems=problems, chosen=chosen, beside=beside)


@router.post("/k/{name}/skenario")
async def keep(name: str, page: Annotated[Page, Depends(Page)]) -> Response:
    """Save what the form supposes as a scenario, under the name that it gives."""
    form = await page.posted()
    supposed = read([(n, v) for n, v in form.multi_items() if isinstance(v, str)])
    title = " ".join(str(form.get("nama", "")).split())[:120]
    opened = await page.open(name)
    stem = await page.do(lambda: _kept(page, opened, supposed, title))
    return page.to("k", name, "skenario", **{SCENARIO: stem})


def _listed(page: Page) -> tuple[dict[str, str], list[str]]:
    """Return the titles of the scenarios by name, and what is wrong with those that cannot be read."""
    titles: dict[str, str] = {}
    problems: list[str] = []
    for name, file in page.desk.workspace.scenarios().items():
        try:
            titles[name] = read_scenario(file.path)[0].name
        except InputError as error:
            problems += [p.text(page.lang) for p in error.problems]
    return titles, problems


def _beside(page: Page, opened: Opened, names: list[str]) -> list[tuple[str, WhatIf | None, list[str]]]:
    """Return each scenario laid over the case by itself; where it does not fit this case, what is wrong."""
    found: list[tuple[str, WhatIf | None, list[str]]] = []
    for name in names:
        try:
            found.append((name, whatif(opened.diagnosed, page.desk.scenarios([name])[name]), []))
        except InputError as error:
            found.append((name, None, [p.text(page.lang) for p in error.problems]))
    return found


def _kept(page: Page, opened: Opened, supposed: Supposed, title: str) -> str:
    stem = _UNFIT.sub("-", title.casefold()).strip("-")[:60]
    if not stem:
        raise InputError([Problem(Place("skenario"), "scenario_unnamed")])
    case = opened.case
    made, _ = changes(supposed, case, opened.diagnosed.rules, page.desk.scenarios(supposed.scenarios))
    if not made:
        raise InputError([Problem(Place("skenario"), "scenario_empty")])
    file = page.desk.workspace.root / SCENARIOS / f"{stem}.yaml"
    if file.exists():
        raise InputError([Problem(Place(file.name), "output_exists")])
    content: dict[str, Any] = {"name": title, "description": f"{case.region.name}, {case.year}"}
    values = {c.path: "unknown" if c.value is None else c.value for c in made if not c.remove}
    content |= {"set": values} if values else {}
    taken = [c.path for c in made if c.remove]
    content |= {"remove": taken} if taken else {}
    save(file, yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=110).encode(), new=True)
    return stem
