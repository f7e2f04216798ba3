"""Pertanyaan: what is unknown and would matter, by the agency that can answer, with what the answer can do."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse

from diagnose.diagnosis import Diagnosed, effects
from diagnose.web.controls import Control, control
from diagnose.web.pages import Page

router = APIRouter()


@dataclass(frozen=True)
class Question:
    """One question, what its answer can do, and the facts to fill."""

    text: str
    told: list[str]
    facts: list[Control]


@router.get("/k/{name}/tanya")
async def questions(name: str, page: Annotated[Page, Depends(Page)]) -> HTMLResponse:
    """Show every open question, by agency, the most useful first."""
    opened = await page.open(name, narrow=True)
    groups = await page.do(lambda: _by_agency(opened.diagnosed))
    return page.show("questions", opened=opened, groups=groups)


def _by_agency(d: Diagnosed) -> dict[str, list[Question]]:
    groups: dict[str, list[Question]] = {}
    for record in d.diagnosis.unknown:
        facts = [c for c in (control(d, path) for path in record.facts) if c is not None]
        groups.setdefault(record.who, []).append(Question(record.question, effects(d, record), facts))
    return groups
