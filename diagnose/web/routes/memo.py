"""Memo: the choices on the left, the page as it prints on the right, and the files to take along."""

import base64
import hashlib
import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated

import yaml
from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, Response

from diagnose.common import InputError, Place, Problem, folder
from diagnose.web.desk import Opened
from diagnose.web.jobs import Job
from diagnose.web.memos import Memos, Version, overtaken
from diagnose.web.pages import Page
from diagnose.web.saving import save
from diagnose.web.workspace import LETTERHEADS, NoSuchPage

router = APIRouter()
_WAIT = 60.0  # seconds that a memo may take
FORMS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}
_LINES = ("government", "agency", "address", "city", "to", "sender", "number", "nature")  # of a letterhead
_SIGNED = ("position", "name", "rank", "nip")
_INLINE = re.compile(r' style="[^"]*"')
_STYLE = re.compile(r"<style>(.*?)</style>", re.S)


@dataclass(frozen=True)
class Chosen:
    """What a memo is made with: kind, language, letterhead, date, and the scenario that it shows before and after."""

    kind: str
    lang: str
    letterhead: str
    date: str
    scenario: str

    def pairs(self) -> dict[str, str]:
        """Return it as the parameters of an address."""
        named = {"jenis": self.kind, "bahasa": self.lang, "kop": self.letterhead, "tanggal": self.date}
        return {n: v for n, v in (named | {"skenario": self.scenario}).items() if v}


@router.get("/k/{name}/memo")
async def memo(name: str, page: Annotated[Page, Depends(Page)]) -> HTMLResponse:
    """Show the choices, and the page that they make."""
    opened = await page.open(name)
    chosen = _chosen(page)
    job, _ = await _made(page, opened, chosen, "html")
    workspace = page.desk.workspace
    return page.show(
        "memo",
        200 if job.code == 0 else 422,
        opened=opened,
        chosen=chosen,
        kinds=_kinds(),
        letterheads=list(workspace.letterheads()),
        scenarios=list(workspace.scenarios()),
        problems=[] if job.code == 0 else job.problems,
        lines=_LINES,
        signed=_SIGNED,
        forms=list(FORMS),
        versions=await page.do(lambda: Memos(workspace.root).of(opened.file.id)),
        rules_hash=opened.diagnosed.diagnosis.rules.sha256,
    )


@router.get("/k/{name}/memo/halaman")
async def preview(name: str, page: Annotated[Page, Depends(Page)]) -> Response:
    """Return the memo as one page, for a frame of ours: it may show its own style and run nothing."""
    job, path = await _made(page, await page.open(name), _chosen(page), "html")
    if job.code != 0:
        return page.show("problem", 422, problems=job.problems)
    text = _INLINE.sub("", path.read_text(encoding="utf-8"))  # which the frame would not apply, and say so
    marks = [base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() for style in _STYLE.findall(text)]
    styles = " ".join(f"'sha256-{mark}'" for mark in marks) or "'none'"
    policy = f"default-src 'none'; style-src {styles}; img-src data:; frame-ancestors 'self'; sandbox"
    return HTMLResponse(text, headers={"content-security-policy": policy})


@router.get("/k/{name}/memo/unduh/{form}")
async def download(name: str, form: str, page: Annotated[Page, Depends(Page)]) -> Response:
    """Return the memo as a file."""
    if form not in FORMS:
        raise NoSuchPage(form)
    opened, chosen = await page.open(name), _chosen(page)
    job, path = await _made(page, opened, chosen, form)
    if job.code != 0:
        return page.show("problem", 422, problems=job.problems)
    await _note(page, opened, chosen)
    safe = re.sub(r"[^\w.-]+", "-", f"{chosen.kind}-{opened.file.id}", flags=re.ASCII)
    kept = {"content-disposition": f'attachment; filename="{safe}.{form}"'}
    return Response(path.read_bytes(), media_type=FORMS[form], headers=kept)


@router.get("/k/{name}/memo/versi/{number}")
async def version(name: str, number: int, page: Annotated[Page, Depends(Page)]) -> HTMLResponse:
    """Show which sentences of a memo that was taken along the facts have overtaken."""
    opened = await page.open(name)
    kept = await page.do(lambda: Memos(page.desk.workspace.root).of(opened.file.id))
    found = next((v for v in kept if v.id == number), None)
    if found is None:
        raise NoSuchPage(str(number))
    job, path = await _made(page, opened, _as_then(found, page), "txt")
    if job.code != 0:
        return page.show("problem", 422, problems=job.problems)
    return page.show(
        "memo_version",
        opened=opened,
        version=found,
        changed=overtaken(found.text, path.read_text(encoding="utf-8")),
        rules_changed=found.rules != opened.diagnosed.diagnosis.rules.sha256,
    )


@router.post("/k/{name}/memo/kop")
async def letterhead(name: str, page: Annotated[Page, Depends(Page)]) -> Response:
    """Save a letterhead, which the memos of this folder can bear."""
    form = {n: v.strip() for n, v in (await page.posted()).multi_items() if isinstance(v, str) and v.strip()}
    if "agency" not in form:
        raise InputError([Problem(Place("kop"), "letterhead_unnamed")])
    head: dict[str, object] = {line: form[line] for line in _LINES if line in form}
    signature = {line: form[f"signature.{line}"] for line in _SIGNED if f"signature.{line}" in form}
    head |= {"signature": signature} if signature else {}
    stem = re.sub(r"[^\w-]+", "-", form["agency"].casefold()).strip("-")[:60] or "kop"
    text = yaml.safe_dump(head, allow_unicode=True, sort_keys=False, width=110)
    await page.do(lambda: save(page.desk.workspace.root / LETTERHEADS / f"{stem}.yaml", text.encode()))
    return page.to("k", name, "memo", kop=stem)


async def _note(page: Page, opened: Opened, chosen: Chosen) -> None:
    """Note what a memo that is taken along says."""
    chosen = replace(chosen, date=chosen.date or date.today().isoformat())
    job, path = await _made(page, opened, chosen, "txt")
    if job.code == 0:
        text, rules = path.read_text(encoding="utf-8"), opened.diagnosed.diagnosis.rules.sha256
        kept = Memos(page.desk.workspace.root)
        await page.do(lambda: kept.note(opened.file.id, opened.revision, rules, chosen.pairs(), text))


def _as_then(version: Version, page: Page) -> Chosen:
    """Return the choices that a memo was made with; what is no longer in the folder is left out."""
    said, workspace = version.chosen, page.desk.workspace
    head, scenario = said.get("kop", ""), said.get("skenario", "")
    return Chosen(
        said["jenis"],
        said["bahasa"],
        head if head in workspace.letterheads() else "",
        said["tanggal"],
        scenario if scenario in workspace.scenarios() else "",
    )


def _kinds() -> list[str]:
    files = sorted(folder("templates/memo/id").glob("[!_]*.md.jinja"))
    return [file.name.removesuffix(".md.jinja") for file in files]


def _chosen(page: Page) -> Chosen:
    asked, workspace = page.request.query_params, page.desk.workspace
    kind = asked.get("jenis", "")
    day = asked.get("tanggal", "")
    lang = asked.get("bahasa", "")
    head, scenario = asked.get("kop", ""), asked.get("skenario", "")
    return Chosen(
        kind if kind in _kinds() else "nota-dinas" if "nota-dinas" in _kinds() else _kinds()[0],
        lang if lang in ("id", "en") else page.lang,
        head if head in workspace.letterheads() else "",
        day if re.fullmatch(r"\d{4}-\d{2}-\d{2}", day) else "",
        scenario if scenario in workspace.scenarios() else "",
    )


async def _made(page: Page, opened: Opened, chosen: Chosen, form: str) -> tuple[Job, Path]:
    """Make the memo by the command, in a process of its own: templates are strangers', and writers are slow."""
    workspace = page.desk.workspace
    arguments = ["memo", str(opened.file.path.resolve()), "--template", chosen.kind, "--format", form]
    arguments += ["--lang", chosen.lang, *(("--date", chosen.date) if chosen.date else ())]
    files = [opened.file]
    for option, name, there in (
        ("--letterhead", chosen.letterhead, workspace.letterheads),
        ("--scenario", chosen.scenario, workspace.scenarios),
    ):
        if name:
            files.append(there()[name])
            arguments += [option, str(files[-1].path.resolve())]
    key = ("memo", *arguments, *(file.revision() for file in files))
    path = page.scratch / f"{hashlib.sha256(repr(key).encode()).hexdigest()}.{form}"
    job = await page.jobs.ask(key, [*arguments, "--output", str(path), "--overwrite"], _WAIT)
    return job, path
