"""Portofolio: many cases, of the folder and of tables that were brought, as counts and as rows; no rank, no average."""

import hashlib
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, Response

from diagnose.common import InputError, Place, Problem
from diagnose.diagnosis import span
from diagnose.knowledge import LEVELS
from diagnose.web.imports.store import MOST_BYTES, fit_name
from diagnose.web.listed import listed
from diagnose.web.made import handed_on, made
from diagnose.web.pages import Page
from diagnose.web.results import Results, page_of, read_results
from diagnose.web.saving import save
from diagnose.web.sorted_rows import ORDERS, Shown
from diagnose.web.uploads import uploaded
from diagnose.web.workspace import NoSuchPage, Workspace, revision_of

router = APIRouter()
FOLDER = "portofolio"
TABLE, CASES, NUMBER = "tabel", "kasus", "halaman"
_KINDS = (".csv", ".xlsx", ".parquet", ".arrow")
_RESULTS = ("xlsx", "csv")
_WAIT = 2.0
_MOST = 8  # of what holds, and of saran, before the rest is folded


@router.get("/portofolio")
async def look(page: Annotated[Page, Depends(Page)]) -> HTMLResponse:
    """Show what is told of the cases and tables that the address names; of all of them where it names none."""
    asked = page.request.query_params.getlist(TABLE)
    sources = await page.do(lambda: _sources(page.desk.workspace))
    chosen = [name for name in sources if name in asked] or list(sources)
    found, running, problems, results = None, False, list[str](), None
    wanted = Shown.of(page.request.query_params)
    if chosen:
        key, arguments = await page.do(lambda: _run(page, sources, chosen))
        table = page.scratch / f"{hashlib.sha256(repr(key).encode()).hexdigest()}.csv"
        job = await page.jobs.ask(key, [*arguments, "--output", str(table)], _WAIT)
        running = not job.done and not job.ended_by_user
        if job.done:
            problems = [line for line in job.problems if line != page.words["written"].format(table)]
            found = _summary(job.out) if job.code == 0 else None
        if found is not None and found.years and table.exists():
            results = await page.do(lambda: _results(page, table, found, wanted))
    return page.show(
        "_portfolio" if page.partial else "portfolio",
        422 if problems and not found and not page.partial else 200,
        sources=list(sources),
        chosen=chosen,
        found=found,
        running=running,
        problems=problems,
        levels=LEVELS,
        counts=_counts,
        results=results,
        wanted=wanted,
        orders=ORDERS,
        here=page.url(FOLDER),
        asked=[*((TABLE, name) for name in chosen), *wanted.pairs()],
        named=lambda year: {a.id: a.name for a in year.aspects},
        forms=_RESULTS,
        kinds=_KINDS,
        most=_MOST,
        cases_name=CASES,
    )


@router.post("/portofolio")
async def keep(page: Annotated[Page, Depends(Page)]) -> Response:
    """Keep a table with a row a case in the folder."""
    sent = await uploaded(await page.posted(1), "berkas")
    if not sent:
        raise InputError([Problem(Place(FOLDER), "import_nothing")])
    ((name, content),) = sent
    fit = fit_name(name)
    if Path(fit).suffix.casefold() not in _KINDS:
        raise InputError([Problem(Place(fit), "table_kind", {"given": Path(fit).suffix or fit})])
    if len(content) > MOST_BYTES:
        raise InputError([Problem(Place(fit), "upload_too_large", {"megabytes": MOST_BYTES // (1024 * 1024)})])
    file = page.desk.workspace.root / FOLDER / fit
    await page.do(lambda: save(file, content, new=True))
    return page.to(FOLDER, **{TABLE: fit})


@router.post("/portofolio/hapus")
async def drop(page: Annotated[Page, Depends(Page)]) -> Response:
    """Delete a table that was brought; cases are no table."""
    form = await page.posted()
    name = str(form.get(TABLE, ""))
    found = await page.do(lambda: _tables(page.desk.workspace))
    if name not in found:
        raise NoSuchPage(name)
    await page.do(found[name].unlink)
    return page.to(FOLDER)


@router.get("/portofolio/unduh/{form}")
async def results(form: str, page: Annotated[Page, Depends(Page)]) -> Response:
    """Return the results, a row a case, as a file."""
    sources = await page.do(lambda: _sources(page.desk.workspace))
    if form not in _RESULTS or not sources:
        raise NoSuchPage(form)
    asked = page.request.query_params.getlist(TABLE)
    chosen = [name for name in sources if name in asked] or list(sources)
    (_, *marks), arguments = await page.do(lambda: _run(page, sources, chosen))
    job, path = await made(page, arguments, marks, form, overwrite=False)
    return handed_on(page, job, path, FOLDER)


def _tables(workspace: Workspace) -> dict[str, Path]:
    found = sorted((workspace.root / FOLDER).glob("*"))
    return {file.name: file for file in found if file.suffix.casefold() in _KINDS and file.is_file()}


def _sources(workspace: Workspace) -> dict[str, list[Path]]:
    """Return what there is to tell of: the cases of the folder together, and each table."""
    own = [file.path for file in workspace.cases().values() if not file.example]
    return ({CASES: own} if own else {}) | {name: [file] for name, file in _tables(workspace).items()}


def _run(page: Page, sources: dict[str, list[Path]], chosen: list[str]) -> tuple[tuple[str, ...], list[str]]:
    """Return the key of a run, with the revision of each file, and the arguments of the command."""
    files = [file.resolve() for name in chosen for file in sources[name]]
    arguments = ["portfolio", *map(str, files), "--format", "json", "--lang", page.lang]
    return (FOLDER, *arguments, *map(revision_of, files)), arguments


def _results(page: Page, table: Path, found: Any, wanted: Shown) -> Results:
    aspects = [a.id for a in found.years[0].aspects if a.dimension is not None]
    files = [file for file in page.desk.workspace.cases().values() if not file.example]
    own = {(one.code, one.year): one.file for one in (listed(page.desk, file, page.lang) for file in files)}
    return page_of(read_results(table, aspects, own), wanted, page.request.query_params.get(NUMBER, ""))


def _summary(text: str) -> Any:
    from diagnose.portfolio import PortfolioSummary  # an optional library reads tables

    return PortfolioSummary.model_validate_json(text)


def _counts(aspect: Any) -> list[int]:
    """Return how many cases surely stand at each level, and how many at an open one."""
    sure = {c.level.lowest: c.cases for c in aspect.levels if c.level.lowest == c.level.highest}
    return [*(sure.get(level, 0) for level in LEVELS), _opened(aspect)]


def _opened(aspect: Any) -> int:
    return sum(c.cases for c in aspect.levels if span(c.level) != str(c.level.lowest))
