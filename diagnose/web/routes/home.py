"""Beranda: the cases of the folder, a new one, and the examples."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, Response

from diagnose.analysis.ask import needed, prompts
from diagnose.common import InputError
from diagnose.web.beginning import begun
from diagnose.web.imports import Batches
from diagnose.web.imports.store import MOST_BYTES, MOST_FILES
from diagnose.web.pages import Page
from diagnose.web.workspace import CaseFile

router = APIRouter()


@dataclass(frozen=True)
class Listed:
    """A case in the list: what is known of it without diagnosing it, or what is wrong with its file."""

    file: CaseFile
    region: str = ""
    year: int = 0
    fictional: bool = False
    known: int = 0
    asked: int = 0
    changed: str = ""
    problems: tuple[str, ...] = ()


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
    listed = await page.do(lambda: [_listed(page, file) for file in page.desk.workspace.cases().values()])
    return page.show(
        "home",
        422 if wrong else 200,
        cases=[c for c in listed if not c.file.example],
        examples=[c for c in listed if c.file.example],
        prompts=list(prompts(page.lang)),
        needed=needed,
        filled=filled,
        wrong=wrong,
        most=(MOST_FILES, MOST_BYTES // (1024 * 1024)),
        waiting=await page.do(lambda: Batches(page.desk.workspace.root).of("")),
    )


def _listed(page: Page, file: CaseFile) -> Listed:
    try:
        case = page.desk.open(file.id, page.lang).case
    except InputError as error:
        return Listed(file, problems=tuple(p.text(page.lang) for p in error.problems))
    known = sum(fact.known for fact in case.facts.values())
    changed = datetime.fromtimestamp(file.path.stat().st_mtime).strftime("%Y-%m-%d %H:%M")
    return Listed(file, case.region.name, case.year, case.fictional, known, len(case.facts), changed)
