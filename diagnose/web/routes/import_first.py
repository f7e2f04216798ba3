"""Impor from the first page: files come before their case, which is then made of what they say, or chosen."""

import json
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, Response

from diagnose.analysis.ask import needed, prompts
from diagnose.common import InputError
from diagnose.web.beginning import begun
from diagnose.web.imports import Batch, Batches
from diagnose.web.pages import Page
from diagnose.web.routes.imports import IMPORT, kept
from diagnose.web.workspace import NoSuchPage

router = APIRouter()
_WAIT = 10.0  # seconds until it is told that the files are still being read
_IDENTITY = "diagnose.web.imports.identity"


@router.post("/impor")
async def upload(page: Annotated[Page, Depends(Page)]) -> Response:
    """Keep the files of the form as an import into a case that is yet to be named."""
    try:
        batch = await kept(page, "")
    except InputError as error:
        return page.told(error)
    return page.to(IMPORT, batch.id)


@router.get("/impor/{ident}")
async def ask(ident: str, page: Annotated[Page, Depends(Page)]) -> HTMLResponse:
    """Ask which region and year the files are of, filled in with what they say themselves."""
    batch = await _find(page, ident)
    arguments = [str(batch.folder.resolve()), page.lang]
    job = await page.jobs.ask(("identity", *arguments, await page.do(batch.mark)), arguments, _WAIT, _IDENTITY)
    found = json.loads(job.out) if job.code == 0 else {}
    return await _shown(page, batch, found, {}, running=not job.done)


@router.post("/impor/{ident}")
async def say(ident: str, page: Annotated[Page, Depends(Page)]) -> Response:
    """Go on with the import into the case that the form chooses, or that it tells of."""
    form = {n: v.strip() for n, v in (await page.posted()).multi_items() if isinstance(v, str)}
    batch = await _find(page, ident)
    name = form.get("kasus", "")
    if name:
        if name not in await page.do(page.desk.workspace.cases):
            raise NoSuchPage(name)
    else:
        name, wrong = await page.do(lambda: begun(page, form))
        if wrong:
            return await _shown(page, batch, form, wrong)
    batch.held.case = name
    await page.do(batch.keep)
    return page.to("k", name, IMPORT, ident)


@router.post("/impor/{ident}/hapus")
async def drop(ident: str, page: Annotated[Page, Depends(Page)]) -> Response:
    """End an import that no case was named for, and delete its files."""
    await page.posted()
    batch = await _find(page, ident)
    await page.do(batch.end)
    return page.to()


async def _find(page: Page, ident: str) -> Batch:
    return await page.do(lambda: Batches(page.desk.workspace.root).batch("", ident))


async def _shown(
    page: Page, batch: Batch, filled: dict[str, str], wrong: dict[str, str], *, running: bool = False
) -> HTMLResponse:
    files = await page.do(page.desk.workspace.cases)
    return page.show(
        "import_first",
        422 if wrong else 200,
        batch=batch,
        cases=[name for name, file in files.items() if not file.example],
        prompts=list(prompts(page.lang)),
        needed=needed,
        filled=filled,
        wrong=wrong,
        running=running,
    )
