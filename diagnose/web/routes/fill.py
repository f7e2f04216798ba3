"""Isi sekaligus: one part of a case on one page, saved as one change with one source."""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, Response

from diagnose.case import section_name
from diagnose.common import InputError
from diagnose.web.desk import Opened
from diagnose.web.edit import Editor, Saved
from diagnose.web.filling import AGENCY, ROSTER, fields, part_of, read, ticks
from diagnose.web.pages import Page
from diagnose.web.routes.facts import PART, SAVED
from diagnose.web.workspace import NoSuchPage

router = APIRouter()


@router.get("/k/{name}/fakta/isi")
async def fill(name: str, page: Annotated[Page, Depends(Page)]) -> HTMLResponse:
    """Show a part of the case as one form; the part of the first question where the address names none."""
    part = page.request.query_params.get(PART, "")
    opened = await page.open(name, narrow=not part)  # only so the most useful question comes first
    part = part or await page.do(lambda: first_part(opened))
    return await _shown(page, opened, part)


@router.post("/k/{name}/fakta/isi")
async def save(name: str, page: Annotated[Page, Depends(Page)]) -> Response:
    """Save what the form says as one change; where something of it is wrong, nothing is saved."""
    sent = await page.posted()
    form = {n: v for n, v in sent.multi_items() if isinstance(v, str)}
    opened = await page.open(name)
    part, source = form.get(PART, ""), form.get("sumber", "").strip()
    ticked = {
        path: [str(v) for v in sent.getlist(f"{AGENCY}.{n.rpartition('.')[2]}")]
        for n, path in form.items()
        if n.startswith(f"{ROSTER}.")
    }
    filled = await page.do(lambda: read(opened.diagnosed, part, form, ticked, page.lang))
    problems: list[str] = []
    if any(change.value is not None for change in filled.changes) and not source:
        problems.append(page.words["web.source_needed"])
    problems += [page.words["web.fill_meanwhile"].format(c.name, c.said) for c in filled.meanwhile]
    if not problems and not filled.wrong:
        try:
            saved: Saved = await page.do(lambda: Editor(page.desk).set(opened, filled.changes, source or None, "part"))
        except InputError as error:
            problems = [p.text(page.lang) for p in error.problems]
        else:
            return page.to("k", name, **({SAVED: str(saved.number)} if saved.number else {}))
    return await _shown(page, opened, part, form, ticked, filled.wrong, problems)


def first_part(opened: Opened) -> str:
    """Return the part of the case that the most useful question is about, else its first."""
    d = opened.diagnosed
    asked = (path for record in d.diagnosis.unknown for path in record.facts)
    return part_of(next(asked, next(iter(d.case.facts))))


async def _shown(
    page: Page,
    opened: Opened,
    part: str,
    filled: dict[str, str] | None = None,
    ticked: dict[str, list[str]] | None = None,
    wrong: dict[int, str] | None = None,
    problems: list[str] | None = None,
) -> HTMLResponse:
    d = opened.diagnosed
    found, lists = await page.do(lambda: (fields(d, part), ticks(d, part)))
    if not found and not lists:
        raise NoSuchPage(part)
    return page.show(
        "fill",
        422 if wrong or problems else 200,
        opened=opened,
        part=part,
        part_name=section_name(part, page.lang),
        controls=found,
        lists=lists,
        filled=filled or {},
        ticked=ticked or {},
        wrong=wrong or {},
        problems=problems or [],
        documents=[document.id for document in opened.case.documents],
    )
