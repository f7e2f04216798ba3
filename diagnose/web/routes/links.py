"""Tautan: a link for each agency, and what agencies answered, which counts once the secretariat accepts it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, Response

from diagnose.case import Change
from diagnose.common import Place
from diagnose.diagnosis import Diagnosed
from diagnose.web.controls import Control, control
from diagnose.web.desk import Opened
from diagnose.web.disputing import disputed
from diagnose.web.edit import Editor, Saved
from diagnose.web.links import ACCEPTED, RETURNED, VALUE, WAITING, Links, Proposal
from diagnose.web.pages import Page

router = APIRouter()
LINKS = "tautan"
_DAYS, _LONGEST = 14, 366
_DISPUTE = "sengketa"


@dataclass(frozen=True)
class Waiting:
    """An answer that waits: the fact as it is now, the agency by its name, and what was answered, in words."""

    control: Control
    agency: str
    said: str
    proposal: Proposal

    @property
    def differs(self) -> bool:
        """Whether the case says otherwise already."""
        return self.control.known and self.control.said != self.said


@router.get("/k/{name}/tautan")
async def links(name: str, page: Annotated[Page, Depends(Page)]) -> HTMLResponse:
    """Show the links of a case, and what was answered by them."""
    return await _shown(page, await page.open(name, narrow=True))


@router.post("/k/{name}/tautan")
async def make(name: str, page: Annotated[Page, Depends(Page)]) -> Response:
    """Make a link for the agency of the form; its address is shown this once."""
    form = await page.posted()
    opened = await page.open(name, narrow=True)
    agency, until = str(form.get("opd", "")), _until(str(form.get("sampai", "")))
    if agency not in await page.do(lambda: _agencies(opened.diagnosed)):
        return page.show("problem", 422, problems=[page.words["web.no_agency"]])
    token = await page.do(lambda: Links(page.desk.workspace.root).make(opened.file.id, agency, until))
    return await _shown(page, opened, token)


@router.post("/k/{name}/tautan/{number}/cabut")
async def revoke(name: str, number: int, page: Annotated[Page, Depends(Page)]) -> Response:
    """Have a link open nothing any more."""
    await page.posted()
    opened = await page.open(name)
    await page.do(lambda: Links(page.desk.workspace.root).revoke(opened.file.id, number))
    return page.to("k", name, LINKS)


@router.post("/k/{name}/tautan/usulan")
async def decide(name: str, page: Annotated[Page, Depends(Page)]) -> Response:
    """Accept the answers that are ticked, as one change; or give them back."""
    form = await page.posted()
    opened = await page.open(name)
    ticked = {str(v) for v in form.getlist("usulan")}
    work = _decided(page, opened, ticked, str(form.get("putuskan", "")))
    saved = await page.do(work)
    query = {"disimpan": str(saved.number)} if saved is not None and saved.number else {}
    return page.to("k", name, LINKS, **query)


def _decided(page: Page, opened: Opened, ticked: set[str], said: str) -> Callable[[], Saved | None]:
    def work() -> Saved | None:
        kept = Links(page.desk.workspace.root)
        found = [p for p in kept.proposals(opened.file.id) if str(p.id) in ticked and p.state == WAITING]
        saved = None
        if said in (ACCEPTED, _DISPUTE):
            made = [(_change(opened, p, dispute=said == _DISPUTE), p.source) for p in found if p.kind == VALUE]
            saved = Editor(page.desk).set_cited(opened, made, "link") if made else None
            kept.decide([p.id for p in found], ACCEPTED)
        elif said == RETURNED:
            kept.decide([p.id for p in found], RETURNED)
        return saved

    return work


def _change(opened: Opened, proposal: Proposal, *, dispute: bool) -> Change:
    value = disputed(opened.case, proposal.path, proposal.value, proposal.source) if dispute else proposal.value
    return Change(proposal.path, value, place=Place(opened.diagnosed.phrases.fact(proposal.path)))


def _until(typed: str) -> date:
    today = date.today()
    try:
        said = date.fromisoformat(typed)
    except ValueError:
        said = today + timedelta(days=_DAYS)
    return min(max(said, today), today + timedelta(days=_LONGEST))


def _agencies(d: Diagnosed) -> dict[str, tuple[str, int]]:
    """Return the agencies that are asked something, by id: their name, and how many questions."""
    found: dict[str, tuple[str, int]] = {}
    for record in d.diagnosis.unknown:
        if agency := d.case.register.holding(record.who_function):
            found[agency] = (d.case.register.name(agency), found.get(agency, ("", 0))[1] + 1)
    return found


async def _shown(page: Page, opened: Opened, token: str = "") -> HTMLResponse:
    def work() -> tuple[dict[str, str], list[Waiting], list[Waiting]]:
        kept, d = Links(page.desk.workspace.root), opened.diagnosed
        told = []
        for p in kept.proposals(opened.file.id):
            c = control(d, p.path)
            if c is not None:
                told.append(Waiting(c, d.case.register.name(p.agency), d.phrases.value(p.value, p.path), p))
        names = {link.agency: d.case.register.name(link.agency) for link in kept.of(opened.file.id)}
        return names, [t for t in told if t.proposal.state == WAITING], [t for t in told if t.proposal.state != WAITING]

    names, waiting, decided = await page.do(work)
    kept = await page.do(lambda: Links(page.desk.workspace.root).of(opened.file.id))
    noted = await page.do(lambda: page.desk.history.of(opened.file.id, opened.revision))
    share: str = page.request.app.state.share
    host = share or str(page.request.base_url).rstrip("/")
    return page.show(
        "links",
        opened=opened,
        agencies=await page.do(lambda: _agencies(opened.diagnosed)),
        links=kept,
        names=names,
        waiting=waiting,
        decided=decided,
        made=f"{host}{page.url('isi', token)}" if token else "",
        shared=bool(share),
        until=(date.today() + timedelta(days=_DAYS)).isoformat(),
        saved=next((n for n in noted if str(n.id) == page.request.query_params.get("disimpan")), None),
    )
