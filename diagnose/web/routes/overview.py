"""Ringkasan: the ladder, what to decide, what to do without waiting, what to ask first, what to check."""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse

from diagnose.diagnosis import acts, questions_by_agency, summary
from diagnose.web.ladder import ladder
from diagnose.web.pages import Page
from diagnose.web.routes.questions import anchors

router = APIRouter()


@router.get("/k/{name}")
async def overview(name: str, page: Annotated[Page, Depends(Page)]) -> HTMLResponse:
    """Show one case at a glance; the rest stands below, behind a click each."""
    opened = await page.open(name, narrow=True)
    diagnosed = opened.diagnosed
    first, asked = await page.do(
        lambda: (summary(diagnosed), questions_by_agency(diagnosed, diagnosed.diagnosis.unknown))
    )
    return page.show(
        "overview",
        opened=opened,
        ladder=ladder(diagnosed.diagnosis),
        first=first,
        acts=acts(diagnosed.diagnosis),
        questions=asked,
        anchors=anchors(diagnosed),
        head=diagnosed.words[f"head.{diagnosed.case.region.kind}"],
    )
