"""Beranda: the cases of the folder, and the examples."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse

from diagnose.common import InputError
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
    problems: tuple[str, ...] = ()


@router.get("/")
async def home(page: Annotated[Page, Depends(Page)]) -> HTMLResponse:
    """Show which cases there are."""
    listed = await page.do(lambda: [_listed(page, file) for file in page.desk.workspace.cases().values()])
    return page.show(
        "home", cases=[c for c in listed if not c.file.example], examples=[c for c in listed if c.file.example]
    )


def _listed(page: Page, file: CaseFile) -> Listed:
    try:
        case = page.desk.open(file.id, page.lang).case
    except InputError as error:
        return Listed(file, problems=tuple(p.text(page.lang) for p in error.problems))
    known = sum(fact.known for fact in case.facts.values())
    return Listed(file, case.region.name, case.year, case.fictional, known, len(case.facts))
