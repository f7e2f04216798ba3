"""Ringkasan: the ladder, what to decide, what to do without waiting, what to ask first, what to check."""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse

from diagnose.case import section_name
from diagnose.diagnosis import acts, questions_by_agency, summary
from diagnose.web.desk import Opened
from diagnose.web.history import Noted
from diagnose.web.ladder import ladder
from diagnose.web.pages import Page
from diagnose.web.routes.facts import SAVED
from diagnose.web.routes.fill import first_part
from diagnose.web.routes.questions import anchors

router = APIRouter()


def _saved(page: Page, opened: Opened) -> Noted | None:
    noted = page.desk.history.of(opened.file.id, opened.revision)
    return next((n for n in noted if str(n.id) == page.request.query_params.get(SAVED)), None)


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
        saved=await page.do(lambda: _saved(page, opened)),
        start=await page.do(lambda: first_part(opened)) if first.sparse else "",
        section_name=section_name,
        head=diagnosed.words[f"head.{diagnosed.case.region.kind}"],
    )
