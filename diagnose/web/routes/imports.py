"""Impor: files dropped or chosen, each recognised and told of by itself; joined into the case as one change."""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException
from fastapi.responses import HTMLResponse, Response

from diagnose.case import parse_case
from diagnose.common import InputError, Place, Problem
from diagnose.intake import kinds
from diagnose.web.desk import Opened
from diagnose.web.edit import Editor
from diagnose.web.imports import Batch, Batches, Outcome
from diagnose.web.imports.store import MOST_BYTES, MOST_FILES
from diagnose.web.imports.work import kind_names
from diagnose.web.pages import Page
from diagnose.web.uploads import uploaded

router = APIRouter()
_WAIT = 120.0  # seconds that the reading of files may take
_WORK = "diagnose.web.imports.work"
IMPORT, SAVED = "impor", "disimpan"


@router.get("/k/{name}/impor")
async def begin(name: str, page: Annotated[Page, Depends(Page)]) -> HTMLResponse:
    """Show where files are dropped, and the imports that wait to be gone on with."""
    opened = await page.open(name)
    return await _start(page, opened)


@router.post("/k/{name}/impor")
async def upload(name: str, page: Annotated[Page, Depends(Page)]) -> Response:
    """Keep the files of the form as a new import."""
    opened = await page.open(name)
    try:
        batch = await kept(page, opened.file.id)
    except InputError as error:
        return await _start(page, opened, [p.text(page.lang) for p in error.problems])
    return page.to("k", name, IMPORT, batch.id)


@router.get("/k/{name}/impor/{ident}")
async def look(name: str, ident: str, page: Annotated[Page, Depends(Page)]) -> HTMLResponse:
    """Show what the files of one import say, file by file, and what is still to be confirmed."""
    opened, batch, outcome = await worked_out(page, name, ident)
    noted = await page.do(lambda: page.desk.history.of(opened.file.id, opened.revision))
    saved = next((n for n in noted if str(n.id) == page.request.query_params.get(SAVED)), None)
    named = kind_names(page.lang)
    return page.show(
        "import",
        opened=opened,
        batch=batch,
        outcome=outcome,
        saved=saved,
        kinds={kind: named[kind] for kind in kinds()},
        decree=sum(f.left for f in outcome.files),
    )


@router.post("/k/{name}/impor/{ident}")
async def name_kinds(name: str, ident: str, page: Annotated[Page, Depends(Page)]) -> Response:
    """Read files as the kinds that the form names."""
    form = await page.posted()
    batch = await find(page, name, ident)
    for file in batch.held.kinds:
        kind = form.get(f"jenis.{file}")
        if isinstance(kind, str) and kind in ("", *kinds()):
            batch.held.kinds[file] = kind
    await page.do(batch.keep)
    return page.to("k", name, IMPORT, ident)


@router.post("/k/{name}/impor/{ident}/gabung")
async def join(name: str, ident: str, page: Annotated[Page, Depends(Page)]) -> Response:
    """Join what is ready into the case: one change, whatever the number of files."""
    await page.posted()
    opened, batch, outcome = await worked_out(page, name, ident)
    if not outcome.text:
        return page.to("k", name, IMPORT, ident)
    case = await page.do(lambda: parse_case(outcome.text, opened.file.shown))
    saved = await page.do(lambda: Editor(page.desk).put(opened, case, IMPORT))
    open_ = outcome.names or any(f.left or f.problems or f.waits for f in outcome.files)
    if not open_:
        await page.do(batch.end)
        return page.to("k", name, "fakta", **({SAVED: str(saved.number)} if saved.number else {}))
    return page.to("k", name, IMPORT, ident, **({SAVED: str(saved.number)} if saved.number else {}))


@router.post("/k/{name}/impor/{ident}/hapus")
async def drop(name: str, ident: str, page: Annotated[Page, Depends(Page)]) -> Response:
    """End an import and delete its files; what was joined stays."""
    await page.posted()
    batch = await find(page, name, ident)
    await page.do(batch.end)
    return page.to("k", name, IMPORT)


async def kept(page: Page, case: str) -> Batch:
    """Keep the files of the form as a new import into `case` (empty: into none so far).

    Raises:
        InputError: there is none, too much of them, or they cannot be kept.
    """
    files = await uploaded(await page.posted(MOST_FILES), "berkas")
    return await page.do(lambda: Batches(page.desk.workspace.root).begin(case, files))


async def find(page: Page, name: str, ident: str) -> Batch:
    """Return the import `ident` into the case called `name`.

    Raises:
        NoSuchPage: there is none.
    """
    return await page.do(lambda: Batches(page.desk.workspace.root).batch(name, ident))


async def worked_out(page: Page, name: str, ident: str) -> tuple[Opened, Batch, Outcome]:
    """Return the case, the import into it, and what that comes to now.

    Raises:
        NoSuchPage: there is no such import.
        HTTPException: the files take too long to read.
        InputError: the process that reads them ended.
    """
    opened, batch = await page.open(name), await find(page, name, ident)
    case = opened.file.path.resolve()
    arguments = [str(batch.folder.resolve()), str(case), page.lang]
    key = (IMPORT, *arguments, await page.do(batch.mark), opened.revision)
    job = await page.jobs.ask(key, arguments, _WAIT, _WORK)
    if not job.done:
        raise HTTPException(503, page.words["web.import_slow"])
    if job.code != 0:
        told = job.problems[-1:] or ["?"]
        raise InputError([Problem(Place(Path(case).name), "import_ended", {"why": told[0]})])
    return opened, batch, Outcome.model_validate_json(job.out)


async def _start(page: Page, opened: Opened, problems: list[str] | None = None) -> HTMLResponse:
    begun = await page.do(lambda: Batches(page.desk.workspace.root).of(opened.file.id))
    return page.show(
        "imports",
        422 if problems else 200,
        opened=opened,
        begun=begun,
        problems=problems or [],
        most=(MOST_FILES, MOST_BYTES // (1024 * 1024)),
        kinds=[kind_names(page.lang)[kind] for kind in kinds()],
    )
