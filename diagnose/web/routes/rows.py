"""Rows of lists: added with their source, taken out, each as a change that can be undone."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from diagnose.case import Case, Change
from diagnose.common import InputError, Place
from diagnose.web.desk import Opened
from diagnose.web.edit import Editor, Saved
from diagnose.web.filling import part_of
from diagnose.web.pages import Page
from diagnose.web.routes.facts import PART, SAVED, shown
from diagnose.web.rows import with_row, without_row

router = APIRouter()
_LIST, _ROW, _FIELD = "daftar", "baris", "f."


@router.post("/k/{name}/daftar/tambah")
async def add(name: str, page: Annotated[Page, Depends(Page)]) -> Response:
    """Add the row that the form tells of."""
    form = await _form(page)
    typed = {n.removeprefix(_FIELD): v for n, v in form.items() if n.startswith(_FIELD)}
    path, source = form.get(_LIST, ""), form.get("sumber", "").strip()
    return await _put(page, name, form, lambda case: with_row(case, path, typed, source, page.lang))


@router.post("/k/{name}/daftar/hapus")
async def remove(name: str, page: Annotated[Page, Depends(Page)]) -> Response:
    """Take out the row that the form names."""
    form = await _form(page)
    return await _put(page, name, form, lambda case: without_row(case, form.get(_LIST, ""), form.get(_ROW, "")))


@router.post("/k/{name}/daftar/keluarkan")
async def take_out(name: str, page: Annotated[Page, Depends(Page)]) -> Response:
    """Take one agency out of a list of agencies."""
    form = await _form(page)
    path = form.get("jalur", "")
    opened = await page.open(name)
    change = Change(path, remove=True, place=Place(opened.diagnosed.phrases.fact(path)))
    return await _saved(page, opened, path, form, lambda: Editor(page.desk).set(opened, [change], None))


async def _form(page: Page) -> dict[str, str]:
    return {n: v for n, v in (await page.posted()).multi_items() if isinstance(v, str)}


async def _put(page: Page, name: str, form: dict[str, str], made: Callable[[Case], Case]) -> Response:
    opened = await page.open(name)
    work = lambda: Editor(page.desk).put(opened, made(opened.case), "list")  # noqa: E731 - runs on the worker
    return await _saved(page, opened, form.get(_LIST, ""), form, work)


async def _saved(page: Page, opened: Opened, path: str, form: dict[str, str], work: Callable[[], Saved]) -> Response:
    part = part_of(path)
    try:
        saved = await page.do(work)
    except InputError as error:
        problems = [p.text(page.lang) for p in error.problems]
        return await shown(page, opened, status=422, part=part, problems=problems, filled=form)
    return page.to("k", opened.file.id, "fakta", **{PART: part, **({SAVED: str(saved.number)} if saved.number else {})})
