"""Beranda: the cases of the folder, a new one, and the examples."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, Response

from diagnose.analysis.ask import blank, file_name, needed, new_text, prompts, put
from diagnose.case import BadAnswer, parse
from diagnose.common import InputError
from diagnose.web.pages import Page
from diagnose.web.saving import save
from diagnose.web.workspace import CASES, CaseFile

router = APIRouter()


@dataclass(frozen=True)
class Listed:
    """A case in the list: what is known of it without diagnosing it, or what is wrong with its file."""

    file: CaseFile
    region: str = ""
    year: int = 0
    fictional: bool = False
    known: int = 0
    asked: int = 0
    problems: tuple[str, ...] = ()


@router.get("/")
async def home(page: Annotated[Page, Depends(Page)]) -> HTMLResponse:
    """Show which cases there are."""
    return await _home(page, {}, {})


@router.post("/kasus")
async def new(page: Annotated[Page, Depends(Page)]) -> Response:
    """Make the case that the form tells of, as the command does."""
    form = {n: v.strip() for n, v in (await page.posted()).multi_items() if isinstance(v, str)}
    data, wrong = blank(), dict[str, str]()
    for prompt, path in prompts(page.lang):
        typed = form.get(path, "")
        if not typed:
            wrong |= {path: page.words["new.needed"]} if needed(path) else {}
            continue
        try:
            problem = put(data, path, parse(typed, prompt.kind, page.lang), page.lang)
        except BadAnswer as error:
            problem = str(error)
        wrong |= {path: problem} if problem else {}
    name = file_name(data)
    file = page.desk.workspace.root / CASES / f"{name}.yaml"
    if not wrong and name in await page.do(page.desk.workspace.cases):
        wrong["region.name"] = page.words["web.case_there"].format(name)
    if wrong:
        return await _home(page, form, wrong)
    await page.do(lambda: save(file, new_text(data, page.lang).encode(), new=True))
    return page.to("k", name)


async def _home(page: Page, filled: dict[str, str], wrong: dict[str, str]) -> HTMLResponse:
    listed = await page.do(lambda: [_listed(page, file) for file in page.desk.workspace.cases().values()])
    return page.show(
        "home",
        422 if wrong else 200,
        cases=[c for c in listed if not c.file.example],
        examples=[c for c in listed if c.file.example],
        prompts=list(prompts(page.lang)),
        needed=needed,
        filled=filled,
        wrong=wrong,
    )


def _listed(page: Page, file: CaseFile) -> Listed:
    try:
        case = page.desk.open(file.id, page.lang).case
    except InputError as error:
        return Listed(file, problems=tuple(p.text(page.lang) for p in error.problems))
    known = sum(fact.known for fact in case.facts.values())
    return Listed(file, case.region.name, case.year, case.fictional, known, len(case.facts))
