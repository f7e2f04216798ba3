"""Riwayat: what was changed, when, and what that did to the levels; each change can be taken back."""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, Response

from diagnose.web.edit import Editor
from diagnose.web.pages import Page

router = APIRouter()


@router.get("/k/{name}/riwayat")
async def history(name: str, page: Annotated[Page, Depends(Page)]) -> HTMLResponse:
    """Show every change of the case, the latest first."""
    opened = await page.open(name)
    noted = await page.do(lambda: page.desk.history.of(opened.file.id, opened.revision))
    outside = bool(noted) and noted[0].after != opened.revision
    undone = {n.undoes for n in noted if n.undoes}
    return page.show("history", opened=opened, noted=noted, outside=outside, undone=undone)


@router.post("/k/{name}/riwayat/{number}")
async def undo(name: str, number: int, page: Annotated[Page, Depends(Page)]) -> Response:
    """Take one change back."""
    await page.posted()
    opened = await page.open(name)
    await page.do(lambda: Editor(page.desk).undo(opened, number))
    return page.to("k", name, "riwayat")
