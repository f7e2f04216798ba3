"""What every operation of ``/api/v1`` begins and ends with: who asks, in which language, and the marks of an answer."""

from typing import Annotated, Any, Literal

from fastapi import Depends, HTTPException, Query, Request
from fastapi.responses import Response

from diagnose.diagnosis import Record
from diagnose.web.api.problems import ProblemsTold
from diagnose.web.desk import Opened
from diagnose.web.guard import SAFE, TOKEN_HEADER, token_fits
from diagnose.web.pages import Page

WRONG: dict[int | str, dict[str, Any]] = {
    code: {"model": ProblemsTold, "description": said}
    for code, said in ((404, "There is no such case, or no such part of it."), (422, "What was sent cannot be used."))
}
Lang = Annotated[Literal["id", "en"], Query(description="language of names and sentences")]


def _asked(request: Request, lang: Lang = "id") -> Page:
    page = Page(request, lang)
    token = request.headers.get(TOKEN_HEADER, "")
    if request.method not in SAFE and "authorization" not in request.headers and not token_fits(request, token):
        raise HTTPException(403, page.words["web.refused_token"])
    return page


Asked = Annotated[Page, Depends(_asked)]


def answer(record: Record, opened: Opened, status: int = 200) -> Response:
    """Return a record with the marks of what it rests on."""
    d = opened.diagnosed.diagnosis
    marks = {"etag": f'"{opened.revision}"', "x-facts-sha256": d.facts_sha256, "x-rules-sha256": d.rules.sha256}
    return Response(record.to_json(), status, marks, "application/json")
