"""Memo: the choices on the left, the page as it prints on the right, and the files to take along."""

import base64
import hashlib
import re
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, Response

from diagnose.diagnosis import summary
from diagnose.web.choices import Chosen, chosen, kind_names, kinds, memo_made, message
from diagnose.web.desk import Opened
from diagnose.web.letterheads import LINES, SIGNED, filled
from diagnose.web.made import handed_on
from diagnose.web.memos import Memos
from diagnose.web.pages import Page
from diagnose.web.workspace import NoSuchPage

router = APIRouter()
FORMS = ("docx", "pdf", "html", "txt")
_SHORT = 2  # pages that a memo should not be longer than
_PAGES = re.compile(rb"/Type\s*/Pages\s*/Count (\d+)")
_INLINE = re.compile(r' style="[^"]*"')
_STYLE = re.compile(r"<style>(.*?)</style>", re.S)


@router.get("/k/{name}/memo")
async def memo(name: str, page: Annotated[Page, Depends(Page)]) -> HTMLResponse:
    """Show the choices, and the page that they make."""
    opened = await page.open(name)
    one = chosen(page, opened)
    job, _ = await memo_made(page, opened, one, "html", links=_links(page, opened, one))
    workspace = page.desk.workspace
    first = await page.do(lambda: summary(opened.diagnosed))
    return page.show(
        "memo",
        200 if job.code == 0 else 422,
        opened=opened,
        chosen=one,
        query=urlencode(one.pairs()),
        kinds=kinds(),
        kind_names=kind_names(page.lang),
        letterheads=await page.do(
            lambda: {name: filled(workspace, name).get("agency", name) for name in workspace.letterheads()}
        ),
        scenarios=list(workspace.scenarios()),
        acts=_ordered([*first.decisions, *first.own], one),
        asked={act.id for act in first.decisions},
        problems=[] if job.code == 0 else job.problems,
        lines=LINES,
        signed=SIGNED,
        head=await page.do(lambda: filled(workspace, one.letterhead)),
        forms=FORMS,
        message=message(one) is not None,
        versions=await page.do(lambda: Memos(workspace.root).of(opened.file.id)),
        rules_hash=opened.diagnosed.diagnosis.rules.sha256,
    )


@router.get("/k/{name}/memo/halaman")
async def preview(name: str, page: Annotated[Page, Depends(Page)]) -> Response:
    """Return the memo as one page, for a frame of ours: it runs nothing, and its links lead out."""
    opened = await page.open(name)
    one = chosen(page, opened)
    job, path = await memo_made(page, opened, one, "html", links=_links(page, opened, one))
    if job.code != 0:
        return page.show("problem", 422, problems=job.problems)
    text = _INLINE.sub("", path.read_text(encoding="utf-8"))  # which the frame would not apply, and say so
    marks = [base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() for style in _STYLE.findall(text)]
    styles = " ".join(f"'sha256-{mark}'" for mark in marks) or "'none'"
    policy = (
        f"default-src 'none'; style-src {styles}; img-src data:; frame-ancestors 'self'; "
        "sandbox allow-same-origin allow-top-navigation-by-user-activation"
    )
    return HTMLResponse(text, headers={"content-security-policy": policy})


@router.get("/k/{name}/memo/jumlah")
async def count(name: str, page: Annotated[Page, Depends(Page)]) -> HTMLResponse:
    """Tell how many pages the memo comes to on paper."""
    opened = await page.open(name)
    job, path = await memo_made(page, opened, chosen(page, opened), "pdf")
    found = _PAGES.search(path.read_bytes()) if job.code == 0 else None
    pages = int(found[1]) if found else 0
    return page.show("_pages" if page.partial else "pages", opened=opened, pages=pages, most=_SHORT)


@router.get("/k/{name}/memo/unduh/{form}")
async def download(name: str, form: str, page: Annotated[Page, Depends(Page)]) -> Response:
    """Return the memo as a file, and note what it says."""
    if form not in FORMS:
        raise NoSuchPage(form)
    opened = await page.open(name)
    one = chosen(page, opened)
    job, path = await memo_made(page, opened, one, form)
    if job.code == 0:
        await note(page, opened, one)
    return handed_on(page, job, path, f"{one.kind}-{opened.file.id}")


@router.get("/k/{name}/memo/pesan")
async def telephone(name: str, page: Annotated[Page, Depends(Page)]) -> HTMLResponse:
    """Show the memo as a message, to be copied."""
    opened = await page.open(name)
    one = message(chosen(page, opened))
    if one is None:
        raise NoSuchPage("pesan")
    job, path = await memo_made(page, opened, one, "txt")
    if job.code != 0:
        return page.show("problem", 422, problems=job.problems)
    await note(page, opened, one)
    return page.show(
        "message", opened=opened, text=path.read_text(encoding="utf-8"), back=urlencode(chosen(page, opened).pairs())
    )


async def note(page: Page, opened: Opened, one: Chosen) -> None:
    """Note what a memo that is taken along says."""
    job, path = await memo_made(page, opened, one, "txt")
    if job.code == 0:
        text, rules = path.read_text(encoding="utf-8"), opened.diagnosed.diagnosis.rules.sha256
        kept = Memos(page.desk.workspace.root)
        await page.do(lambda: kept.note(opened.file.id, opened.revision, rules, one.kept(), text))


def _links(page: Page, opened: Opened, one: Chosen) -> str:
    """Return the beginning of the addresses that tell what a sentence rests on."""
    return f"{page.url('k', opened.file.id, 'memo', 'kalimat')}?{urlencode(one.pairs())}&"


def _ordered(acts: list[Any], one: Chosen) -> list[Any]:
    """Return the acts with those that were chosen first, in their order."""
    place = {id_: at for at, id_ in enumerate(one.acts)}
    return sorted(acts, key=lambda act: place.get(act.id, len(place)))
