"""The workbench as one application: pages in both languages, behind the guard."""

import sqlite3
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from diagnose.common import InputError, Place, Problem, folder, words
from diagnose.diagnosis import palette
from diagnose.knowledge import load_rules
from diagnose.web.api import API, ROUTERS, problem
from diagnose.web.desk import Desk
from diagnose.web.guard import MEGABYTE, Guard, Keys
from diagnose.web.history import FILE
from diagnose.web.jobs import Jobs
from diagnose.web.pages import ENGLISH, Page, environment
from diagnose.web.routes import (
    answer,
    compare,
    facts,
    fill,
    history,
    home,
    import_first,
    import_steps,
    imports,
    links,
    memo,
    memo_behind,
    overview,
    plan,
    portfolio,
    questions,
    requests,
    rows,
    rules,
    scenarios,
    suppose,
    why,
)
from diagnose.web.worker import Worker
from diagnose.web.workspace import NoSuchPage, Workspace

_PAGES = (
    home,
    compare,
    portfolio,
    overview,
    why,
    fill,
    facts,
    rows,
    imports,
    import_steps,
    import_first,
    requests,
    questions,
    links,
    answer,
    suppose,
    scenarios,
    plan,
    memo,
    memo_behind,
    history,
    rules,
)
_LIMITS = {
    "/impor": 100 * MEGABYTE,
    "/imports": 100 * MEGABYTE,
    "/portofolio": 30 * MEGABYTE,
}  # of a request that brings files


def application(root: Path, names: Iterable[str], keys: Keys | None = None, share: str = "") -> ASGIApp:
    """Return the workbench on the folder `root`, which answers to the hosts `names` (with their port).

    `share` is the address by which links reach it from other machines, empty where none does.

    Raises:
        InputError: the rules that ship with the program are unsound.
    """
    keys = keys or Keys()
    return Guard(_pages(root, keys, share), keys, names, _LIMITS)


def _pages(root: Path, keys: Keys, share: str) -> FastAPI:
    worker, jobs = Worker(), Jobs()

    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        with TemporaryDirectory(prefix="konvergensi-") as scratch:
            app.state.scratch = Path(scratch)
            yield
        await jobs.close()
        worker.close()

    # the built-in pages of the framework load scripts from elsewhere
    app = FastAPI(title="konvergensi", docs_url=None, redoc_url=None, openapi_url=None, lifespan=running)
    app.state.keys, app.state.worker = keys, worker
    app.state.jobs, app.state.share = jobs, share
    app.state.desk = Desk(Workspace(root), load_rules())
    for pages in _PAGES:
        app.include_router(pages.router, include_in_schema=False)
        app.include_router(pages.router, prefix=ENGLISH, include_in_schema=False)
    for router in ROUTERS:
        app.include_router(router)
    app.add_route("/statis/tangga.css", _cells)
    app.mount("/statis", StaticFiles(directory=folder("templates/web/static")))
    app.add_exception_handler(InputError, _input_error)
    app.add_exception_handler(NoSuchPage, _missing)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(ClientDisconnect, _left)
    for unwritable in (sqlite3.Error, OSError):
        app.add_exception_handler(unwritable, _unwritable)
    return app


async def _cells(_: Request) -> Response:
    """Return the style of the cells of the ladder, in the colours that memos have too."""
    style = environment().get_template("ladder.css.jinja").render(palette=palette())
    return Response(style, media_type="text/css")


async def _input_error(request: Request, error: Any) -> Response:
    if _for_program(request):
        return problem(422, words(_lang(request))["web.problem"], error, _lang(request))
    return Page(request).told(error)


async def _unwritable(request: Request, error: Any) -> Response:
    """Tell that the disk is full, or the folder cannot be written."""
    why = getattr(error, "strerror", None) or error
    place = Place(FILE if isinstance(error, sqlite3.Error) else str(getattr(error, "filename", None) or "?"))
    return await _input_error(request, InputError([Problem(place, "file_unwritable", {"why": why})]))


async def _left(request: Request, _: Any) -> Response:
    """Answer who sent too much, or stopped sending."""
    return PlainTextResponse(words(_lang(request))["web.refused_size"], 413)


async def _missing(request: Request, _: Any) -> Response:
    if _for_program(request):
        return problem(404, words(_lang(request))["web.no_page"])
    page = Page(request)
    return page.show("problem", 404, problems=[page.words["web.no_page"]])


def _for_program(request: Request) -> bool:
    return request.url.path.startswith(f"{API}/")


def _lang(request: Request) -> str:
    return "en" if request.query_params.get("lang") == "en" else "id"


async def _invalid(request: Request, error: Any) -> Response:
    """Tell what FastAPI finds wrong with what a program sent, or that an address is none."""
    if not _for_program(request):
        return await _missing(request, error)
    told = [Problem(Place(".".join(map(str, e["loc"]))), "api_invalid", {"why": e["msg"]}) for e in error.errors()]
    return problem(422, words(_lang(request))["web.problem"], InputError(told), _lang(request))


async def _http(request: Request, error: Any) -> Response:
    if _for_program(request):
        said = words(_lang(request))["web.no_page"] if error.status_code == 404 else str(error.detail)
        return problem(error.status_code, said)
    page = Page(request)
    said = page.words["web.no_page"] if error.status_code == 404 else str(error.detail)
    return page.show("problem", error.status_code, problems=[said])
