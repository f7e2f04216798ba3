"""Imports by ``/api/v1``: files become proposals; what a person confirms is joined into the case, as one change."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from diagnose.case import parse_case
from diagnose.common import InputError, Place, Problem
from diagnose.intake import confirmed
from diagnose.intake.decree import proposal_at, proposal_text
from diagnose.web.api.asked import WRONG, Asked, answer
from diagnose.web.api.bodies import CaseChanged, Confirming, ImportTold
from diagnose.web.api.problems import API
from diagnose.web.edit import Editor, Saved
from diagnose.web.imports import Batch, Batches, fill
from diagnose.web.imports.store import MOST_FILES
from diagnose.web.pages import Page
from diagnose.web.routes.imports import IMPORT, worked_out
from diagnose.web.saving import save
from diagnose.web.uploads import uploaded

router = APIRouter(prefix=API, responses=WRONG)
_FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {"files": {"type": "array", "items": {"type": "string", "format": "binary"}}},
                }
            }
        },
    }
}


@router.post(
    "/cases/{name}/imports",
    status_code=201,
    response_model=ImportTold,
    openapi_extra=_FORM,
    summary="Bring files to be read; nothing counts yet",
)
async def bring(name: str, request: Request, page: Asked) -> Response:
    """Keep the files, and return what they say: by file, the names and conflicts to decide, lines to confirm."""
    files = await uploaded(await page.sent(MOST_FILES), "files")
    opened = await page.open(name)
    batch = await page.do(lambda: Batches(page.desk.workspace.root).begin(opened.file.id, files))
    return await _told(page, name, batch.id, 201)


@router.get("/cases/{name}/imports/{ident}", response_model=ImportTold, summary="An import that was begun")
async def look(name: str, ident: str, page: Asked) -> Response:
    """Return what its files say, and what is still to be confirmed."""
    return await _told(page, name, ident)


@router.post(
    "/cases/{name}/imports/{ident}/confirm", response_model=CaseChanged, summary="Confirm an import and join it"
)
async def confirm(name: str, ident: str, page: Asked, body: Confirming) -> Response:
    """Keep what is confirmed and join what is ready, as one entry of the history; the rest stays proposed."""
    _, batch, _ = await worked_out(page, name, ident)
    await page.do(lambda: _kept(page, batch, body))
    opened, batch, outcome = await worked_out(page, name, ident)
    if not outcome.text:
        raise InputError([Problem(Place(IMPORT), "import_nothing_ready")])
    case = await page.do(lambda: parse_case(outcome.text, opened.file.shown))
    saved: Saved = await page.do(lambda: Editor(page.desk).put(opened, case, IMPORT))
    now = await page.open(name)
    told = CaseChanged(
        number=saved.number, revision=now.revision, facts=tuple(f.fact for f in saved.facts), levels=saved.levels
    )
    return answer(told, now)


def _kept(page: Page, batch: Batch, body: Confirming) -> None:
    """Keep what `body` says of names, conflicts and lines.

    Raises:
        InputError: with everything of it that cannot be.
    """
    problems: list[Problem] = []
    for written, meant in body.names.items():
        try:
            confirmed(f"{written}={meant}")
        except InputError as error:
            problems += error.problems
    for file, said in body.lines.items():
        path = batch.proposal(file)
        proposal, wrong = fill(proposal_at(path), said, page.lang)
        problems += [Problem(Place(f"{file}: {line}"), "api_invalid", {"why": why}) for line, why in wrong.items()]
        if not wrong:
            save(path, proposal_text(proposal, page.lang).encode())
    if problems:
        raise InputError(problems)
    batch.held.names.update(body.names)
    batch.held.counts.update(body.counts)
    batch.keep()


async def _told(page: Page, name: str, ident: str, status: int = 200) -> Response:
    opened, batch, outcome = await worked_out(page, name, ident)
    shown = outcome.model_dump(exclude={"text"})
    return answer(ImportTold(id=batch.id, ready=bool(outcome.text and outcome.new), **shown), opened, status)
