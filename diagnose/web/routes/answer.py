"""Isi: the questions of one agency behind its link, without levels or findings; what it answers is a proposal."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, Response

from diagnose.case import BadAnswer, Change, is_unknown, kind_at, overlay, parse
from diagnose.common import InputError, Place
from diagnose.diagnosis import Diagnosed
from diagnose.web.controls import Control
from diagnose.web.desk import Opened
from diagnose.web.filling import asked_facts
from diagnose.web.links import NOT_OURS, UNKNOWN, VALUE, Link, Links, Proposal
from diagnose.web.pages import Page
from diagnose.web.workspace import NoSuchPage

router = APIRouter()


@dataclass(frozen=True)
class Question:
    """One question to the agency: its text, and the facts to fill, each with what was answered so far."""

    text: str
    facts: list[tuple[Control, Proposal | None]]


@router.get("/isi/{token}")
async def ask(token: str, page: Annotated[Page, Depends(Page)]) -> HTMLResponse:
    """Show what the agency of a link is asked."""
    opened, link = await _opened(page, token)
    return await _shown(page, token, opened, link)


@router.post("/isi/{token}")
async def answer(token: str, page: Annotated[Page, Depends(Page)]) -> Response:
    """Keep one answer as a proposal; nothing of the case changes."""
    opened, link = await _opened(page, token)
    form = {n: v.strip() for n, v in (await page.sent()).multi_items() if isinstance(v, str)}
    path = form.get("jalur", "")
    asked = await page.do(lambda: {c.path for q in _questions(opened.diagnosed, link, []) for c, _ in q.facts})
    if path not in asked:
        raise NoSuchPage(path)
    try:
        kind, value = _said(page, opened, path, form)
    except (BadAnswer, InputError) as error:
        said = str(error) if isinstance(error, BadAnswer) else error.problems[0].text(page.lang).partition(": ")[2]
        return await _shown(page, token, opened, link, {"jalur": path, "nilai": form.get("nilai", "")}, said)
    source = form.get("sumber", "")[:200] or f"Jawaban-{link.agency} tautan-{date.today().isoformat()}"
    note = form.get("siapa", "")[:200]
    await page.do(lambda: Links(page.desk.workspace.root).propose(link, path, kind, value, source, note))
    return page.to("isi", token, ending="#jawaban")


async def _opened(page: Page, token: str) -> tuple[Opened, Link]:
    link = await page.do(lambda: Links(page.desk.workspace.root).find(token))
    if link is None:
        raise NoSuchPage("isi")
    return await page.open(link.file, narrow=True), link


def _said(page: Page, opened: Opened, path: str, form: dict[str, str]) -> tuple[str, Any]:
    """Return the kind of an answer, and its value.

    Raises:
        BadAnswer: it is no value of that fact.
        InputError: the case would not be sound with it.
    """
    if form.get("jawab") == NOT_OURS:
        return NOT_OURS, None
    typed, kind = form.get("nilai", ""), kind_at(path, page.lang)
    if kind is None or is_unknown(typed) or typed == "unknown" or form.get("jawab") == UNKNOWN:
        return UNKNOWN, None
    value = parse(typed, kind, page.lang)
    overlay(opened.case, [Change(path, value, place=Place(path))])
    return VALUE, value


def _questions(d: Diagnosed, link: Link, answered: list[Proposal]) -> list[Question]:
    last = {p.path: p for p in reversed(answered)}
    found = []
    for record in d.diagnosis.unknown:
        if d.case.register.holding(record.who_function) != link.agency:
            continue
        facts = asked_facts(d, record)
        if facts:
            found.append(Question(record.question, [(c, last.get(c.path)) for c in facts]))
    return found


async def _shown(
    page: Page, token: str, opened: Opened, link: Link, filled: dict[str, str] | None = None, problem: str = ""
) -> HTMLResponse:
    def work() -> tuple[list[Question], list[Proposal]]:
        answered = Links(page.desk.workspace.root).proposals(link.file, link.id)
        return _questions(opened.diagnosed, link, answered), answered

    questions, answered = await page.do(work)
    d = opened.diagnosed
    return page.show(
        "answer",
        422 if problem else 200,
        token=token,
        link=link,
        case=d.diagnosis.case,
        agency=d.case.register.name(link.agency),
        questions=questions,
        answered=[(d.phrases.fact(p.path), d.phrases.value(p.value, p.path), p) for p in answered],
        filled=filled or {},
        problem=problem,
    )
