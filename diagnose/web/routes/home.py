"""Beranda: the cases of the folder, a new one, and the examples."""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, Response

from diagnose.analysis.ask import needed, prompts
from diagnose.web.beginning import begun
from diagnose.web.imports import Batches
from diagnose.web.imports.store import MOST_BYTES, MOST_FILES
from diagnose.web.listed import listed
from diagnose.web.pages import Page

router = APIRouter()


@router.get("/")
async def home(page: Annotated[Page, Depends(Page)]) -> HTMLResponse:
    """Show which cases there are."""
    return await _home(page, {}, {})


@router.post("/kasus")
async def new(page: Annotated[Page, Depends(Page)]) -> Response:
    """Make the case that the form tells of, as the command does."""
    form = {n: v.strip() for n, v in (await page.posted()).multi_items() if isinstance(v, str)}
    name, wrong = await page.do(lambda: begun(page, form))
    return await _home(page, form, wrong) if wrong else page.to("k", name, "fakta", "isi")


async def _home(page: Page, filled: dict[str, str], wrong: dict[str, str]) -> HTMLResponse:
    found = await page.do(lambda: [listed(page.desk, f, page.lang) for f in page.desk.workspace.cases().values()])
    return page.show(
        "home",
        422 if wrong else 200,
        cases=[c for c in found if not c.file.example],
        examples=[c for c in found if c.file.example],
        prompts=list(prompts(page.lang)),
        needed=needed,
        filled=filled,
        wrong=wrong,
        most=(MOST_FILES, MOST_BYTES // (1024 * 1024)),
        waiting=await page.do(lambda: Batches(page.desk.workspace.root).of("")),
    )
