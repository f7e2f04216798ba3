"""Behind a memo: what a sentence of it rests on, which sentences the facts have overtaken, and its letterhead."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, Response

from diagnose.analysis.why import Step, why
from diagnose.common import InputError
from diagnose.diagnosis import Diagnosed
from diagnose.web.choices import ACT, as_then, kind_names, memo_made
from diagnose.web.controls import Control, control
from diagnose.web.letterheads import saved
from diagnose.web.memos import Memos, overtaken
from diagnose.web.pages import Page
from diagnose.web.workspace import NoSuchPage

router = APIRouter()
_FROM = "dari"
_MOST = 60


@dataclass(frozen=True)
class Ground:
    """A rule, level or piece of advice that a sentence rests on: its id, what it says, and the sources of the rule."""

    id: str
    statement: str
    sources: tuple[str, ...]


@router.get("/k/{name}/memo/kalimat")
async def sentence(name: str, page: Annotated[Page, Depends(Page)]) -> HTMLResponse:
    """Show the rules and the facts behind one sentence of a memo."""
    opened = await page.open(name, narrow=True)
    asked = list(dict.fromkeys(page.request.query_params.getlist(_FROM)))[:_MOST]
    grounds, facts = await page.do(lambda: _behind(opened.diagnosed, asked))
    back = "&".join(part for part in page.request.url.query.split("&") if not part.startswith(f"{_FROM}="))
    return page.show("memo_sentence", opened=opened, grounds=grounds, facts=facts, back=back)


@router.get("/k/{name}/memo/versi/{number}")
async def version(name: str, number: int, page: Annotated[Page, Depends(Page)]) -> HTMLResponse:
    """Show which sentences of a memo that was taken along the facts have overtaken."""
    opened = await page.open(name)
    kept = await page.do(lambda: Memos(page.desk.workspace.root).of(opened.file.id))
    found = next((v for v in kept if v.id == number), None)
    if found is None:
        raise NoSuchPage(str(number))
    then = as_then(dict(found.chosen), page)
    there = {s.package or s.id for s in opened.diagnosed.diagnosis.saran}
    gone = [act for act in then.acts if act not in there]
    then = as_then({**found.chosen, ACT: [act for act in then.acts if act in there]}, page)
    job, path = await memo_made(page, opened, then, "txt")
    if job.code != 0:
        return page.show("problem", 422, problems=job.problems)
    return page.show(
        "memo_version",
        opened=opened,
        version=found,
        kind=kind_names(page.lang).get(then.kind) or then.kind,
        changed=overtaken(found.text, path.read_text(encoding="utf-8")),
        gone=gone,
        rules_changed=found.rules != opened.diagnosed.diagnosis.rules.sha256,
    )


@router.post("/k/{name}/memo/kop")
async def letterhead(name: str, page: Annotated[Page, Depends(Page)]) -> Response:
    """Save a letterhead, which the memos of this folder can bear."""
    form = {n: v.strip() for n, v in (await page.posted()).multi_items() if isinstance(v, str) and v.strip()}
    stem = await page.do(lambda: saved(page.desk.workspace, form))
    return page.to("k", name, "memo", kop=stem)


def _behind(d: Diagnosed, asked: list[str]) -> tuple[list[Ground], list[Control]]:
    """Return the rules, levels and advice among `asked`, with the facts that those and `asked` name."""
    grounds, facts = list[Ground](), dict[str, None]()
    for one in asked:
        if one in d.case.facts:
            facts[one] = None
            continue
        try:
            tree = why(d, one).tree
        except InputError:
            continue  # a figure of the memo's own, such as how many facts are known
        grounds.append(Ground(one, tree.statement, tree.sources))
        if len(asked) < _MOST // 2:
            facts |= dict.fromkeys(_read(tree))
    found = [c for c in (control(d, path) for path in list(facts)[:_MOST]) if c is not None]
    return grounds, found


def _read(step: Step) -> Iterator[str]:
    """Yield the facts that a proof comes down to."""
    yield from (leaf.path for leaf in step.facts)
    for below in step.children:
        yield from _read(below)
