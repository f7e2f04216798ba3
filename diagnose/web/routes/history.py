"""Riwayat: what was changed, when, by whom, and what that did to the levels; each change can be taken back."""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, Response

from diagnose.web.edit import Editor
from diagnose.web.pages import Page

router = APIRouter()
HISTORY = "riwayat"


@router.get("/k/{name}/riwayat")
async def history(name: str, page: Annotated[Page, Depends(Page)]) -> HTMLResponse:
    """Show every change of the case, the latest first, and what was changed outside since."""
    opened = await page.open(name)
    noted = await page.do(lambda: page.desk.history.of(opened.file.id, opened.revision))
    outside = await page.do(lambda: Editor(page.desk).outside(opened))
    undone = {n.undoes for n in noted if n.undoes}
    return page.show("history", opened=opened, noted=noted, outside=outside, undone=undone)


@router.post("/k/{name}/riwayat/luar")
async def take_in(name: str, page: Annotated[Page, Depends(Page)]) -> Response:
    """Note what was changed outside as a change, which can be taken back."""
    await page.posted()
    opened = await page.open(name)
    await page.do(lambda: Editor(page.desk).take_in(opened))
    return page.to("k", name, HISTORY)


@router.post("/k/{name}/riwayat/{number}")
async def undo(name: str, number: int, page: Annotated[Page, Depends(Page)]) -> Response:
    """Take one change back."""
    await page.posted()
    opened = await page.open(name)
    await page.do(lambda: Editor(page.desk).undo(opened, number))
    return page.to("k", name, HISTORY)


@router.get("/k/{name}/salinan")
async def copy(name: str, page: Annotated[Page, Depends(Page)]) -> Response:
    """Return the case file as it is, to be kept elsewhere."""
    opened = await page.open(name)
    text = await page.do(opened.file.path.read_bytes)
    kept = {"content-disposition": f'attachment; filename="{page.safe(opened.file.id)}-{opened.revision}.yaml"'}
    return Response(text, media_type="application/yaml", headers=kept)
