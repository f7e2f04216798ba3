"""Ringkasan: the ladder, what holds the lowest aspect, what can be done, what to ask first, what to check."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse

from diagnose.diagnosis import AspectRecord, CriterionRecord, Diagnosed, acts, questions_by_agency
from diagnose.web.ladder import ladder
from diagnose.web.pages import Page

router = APIRouter()
_STEPS, _QUESTIONS = 6, 3


@dataclass(frozen=True)
class Glance:
    """What is shown at a glance: of the steps and questions the first few, the rest behind a click."""

    holds: list[tuple[AspectRecord, list[CriterionRecord]]]
    acts: list[dict[str, Any]]
    first_questions: list[dict[str, Any]]
    questions: list[dict[str, Any]]
    asked: int
    second: int
    sparse: bool


@router.get("/k/{name}")
async def overview(name: str, page: Annotated[Page, Depends(Page)]) -> HTMLResponse:
    """Show one case at a glance."""
    opened = await page.open(name, narrow=True)
    glance = await page.do(lambda: _glance(opened.diagnosed))
    return page.show(
        "overview", opened=opened, ladder=ladder(opened.diagnosed.diagnosis), glance=glance, most_steps=_STEPS
    )


def _glance(diagnosed: Diagnosed) -> Glance:
    d = diagnosed.diagnosis
    least = min(a.level.lowest for a in d.aspects)
    lowest = [a for a in d.aspects if a.level.lowest == a.level.highest == least < 4]
    deciding = [u for u in d.unknown if u.holds_open]
    return Glance(
        holds=[(a, [c for c in a.criteria if _holds(c, least + 1)]) for a in lowest],
        acts=acts(d),
        first_questions=questions_by_agency(diagnosed, deciding[:_QUESTIONS]),
        questions=questions_by_agency(diagnosed, d.unknown),
        asked=len(d.unknown),
        second=sum(a.second_reading is not None for a in d.aspects),
        sparse=d.case.facts_known * 2 < d.case.facts_asked,
    )


def _holds(criterion: CriterionRecord, level: int) -> bool:
    return criterion.reading != "second" and criterion.truth == "unmet" and criterion.gates == level
