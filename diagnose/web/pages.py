"""Pages: templates of ``templates/web/`` filled in the language of the address, everything from facts escaped."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

import jinja2
from fastapi import HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException as StarletteHTTPException

from diagnose.common import InputError, per_pack, printable, template_folders, words
from diagnose.diagnosis import span
from diagnose.web.desk import Desk, Opened
from diagnose.web.guard import TOKEN_FIELD, TOKEN_HEADER, Keys, token_fits
from diagnose.web.jobs import Jobs
from diagnose.web.ladder import legend
from diagnose.web.worker import Worker

T = TypeVar("T")
_PART = 256 * 1024  # bytes of one field of a form
ENGLISH = "/en"
# the sections of a case: the word for each, and what follows its address
SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("web.overview", ()),
    ("web.facts", ("fakta",)),
    ("web.import", ("impor",)),
    ("web.questions", ("tanya",)),
    ("web.suppose", ("andaikan",)),
    ("web.scenarios", ("skenario",)),
    ("web.plan", ("rencana",)),
    ("web.memo", ("memo",)),
    ("web.history", ("riwayat",)),
)


class Page:
    """One request: its language, what stands on the desk, and how to answer it."""

    def __init__(self, request: Request, lang: str = "") -> None:
        path = request.url.path
        self.request = request
        self.lang = lang or ("en" if path == ENGLISH or path.startswith(f"{ENGLISH}/") else "id")
        self.words = words(self.lang)
        self.desk: Desk = request.app.state.desk
        self.keys: Keys = request.app.state.keys
        self.scratch: Path = request.app.state.scratch
        self.jobs: Jobs = request.app.state.jobs
        self._worker: Worker = request.app.state.worker

    @property
    def sections(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The sections of a case."""
        return SECTIONS

    @property
    def section(self) -> str:
        """The section of a case that is open; empty for the overview."""
        parts = self.request.url.path.removeprefix(ENGLISH).split("/")
        return parts[3] if len(parts) > 3 else ""

    @property
    def partial(self) -> bool:
        """Whether a script asks for a part of the page only."""
        headers = self.request.headers
        return headers.get("hx-request") == "true" and headers.get("hx-history-restore-request") != "true"

    def url(self, *parts: str, **query: str) -> str:
        """Return the address of a page in the language of this one."""
        path = "/".join(quote(part, safe="") for part in parts)
        asked = "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in query.items())
        start = ENGLISH if self.lang == "en" else ""
        return f"{start}/{path}" + (f"?{asked}" if asked else "")

    def other_language(self) -> str:
        """Return the address of this page in the other language."""
        path, query = self.request.url.path, self.request.url.query
        there = (path.removeprefix(ENGLISH) or "/") if self.lang == "en" else ENGLISH + path
        return there + (f"?{query}" if query else "")

    async def do(self, work: Callable[[], T]) -> T:
        """Do `work` on the one thread where everything is worked out."""
        return await self._worker.do(work)

    async def open(self, name: str, *, narrow: bool = False) -> Opened:
        """Open the case called `name`, and work out what follows from it.

        Raises:
            NoSuchPage: there is no such case.
            InputError: its file cannot be read.
        """

        def opened() -> Opened:
            found = self.desk.open(name, self.lang, narrow=narrow)
            _ = found.diagnosed.diagnosis
            return found

        return await self.do(opened)

    async def sent(self, files: int = 0) -> FormData:
        """Return what a form says, whoever sent it; at most `files` files come with it, which are then to be closed.

        Raises:
            HTTPException: it is no form, or too much of one.
        """
        try:
            return await self.request.form(max_files=files, max_fields=2000, max_part_size=_PART)
        except StarletteHTTPException as error:  # too many files or fields, or no form at all
            raise HTTPException(413, self.words["web.refused_size"]) from error

    async def posted(self, files: int = 0) -> FormData:
        """Return what a form of ours says; at most `files` files come with it, which are then to be closed.

        Raises:
            HTTPException: it lacks our token, so another page sent it.
        """
        form = await self.sent(files)
        given = form.get(TOKEN_FIELD) or self.request.headers.get(TOKEN_HEADER, "")
        if not isinstance(given, str) or not token_fits(self.request, given):
            await form.close()
            raise HTTPException(403, self.words["web.refused_token"])
        return form

    def show(self, template: str, status: int = 200, **context: Any) -> HTMLResponse:
        """Return the page that ``templates/web/<template>.html.jinja`` makes of `context`."""
        page = environment().get_template(f"{template}.html.jinja")
        text = page.render(page=self, w=self.words, lang=self.lang, url=self.url, token_field=TOKEN_FIELD, **context)
        return HTMLResponse(printable(text), status)

    @staticmethod
    def safe(name: str) -> str:
        """Return `name` as it may stand in the name of a file that is taken along."""
        return re.sub(r"[^\w.-]+", "-", name, flags=re.ASCII)

    def told(self, error: InputError, status: int = 422) -> HTMLResponse:
        """Return a page that tells everything that is wrong."""
        return self.show("problem", status, problems=[p.text(self.lang) for p in error.problems])

    def to(self, *parts: str, ending: str = "", **query: str) -> RedirectResponse:
        """Send the browser to another page; `ending` is what follows its address as it is."""
        return RedirectResponse(self.url(*parts, **query) + ending, 303)


@per_pack
def environment() -> jinja2.Environment:
    """Return how templates of pages are filled."""
    found = jinja2.Environment(
        loader=jinja2.FileSystemLoader([root / "web" for root in template_folders()]),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals |= {"span": span, "legend": legend}
    return found
