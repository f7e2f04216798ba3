"""The three confirmations of an import: names, lines of a decree, figures in conflict; each can be left and resumed."""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, Response

from diagnose.case import function_ids, register_file
from diagnose.common import InputError, joined
from diagnose.intake import confirmed
from diagnose.intake.decree import OPEN, Proposal, proposal_at, proposal_text
from diagnose.web.imports import Batch, fill, sections
from diagnose.web.pages import Page
from diagnose.web.routes.imports import IMPORT, find, worked_out
from diagnose.web.saving import save

router = APIRouter()
_MEANS, _OTHER, _MERGED, _LATER = "maksud", "lain", "gabungan", "?"


@router.get("/k/{name}/impor/{ident}/nama")
async def names(name: str, ident: str, page: Annotated[Page, Depends(Page)]) -> HTMLResponse:
    """Ask what each name means that no agency is known by."""
    return await _names(page, name, ident, [])


@router.post("/k/{name}/impor/{ident}/nama")
async def say_names(name: str, ident: str, page: Annotated[Page, Depends(Page)]) -> Response:
    """Keep what the form says that names mean."""
    form = await page.posted()
    _, batch, outcome = await worked_out(page, name, ident)
    wrong: list[str] = []
    for number, asked in enumerate([*(n.name for n in outcome.names), *batch.held.names]):
        typed = str(form.get(f"{_MEANS}.{number}", _LATER))
        if typed == _OTHER:
            typed = str(form.get(f"{_OTHER}.{number}", ""))
        elif typed == _MERGED:
            typed = "+".join(str(part) for part in form.getlist(f"{_MERGED}.{number}"))
        if typed in (_LATER, ""):
            batch.held.names.pop(asked, None)
            continue
        try:
            confirmed(f"{asked}={typed}")
        except InputError as error:
            wrong += [p.text(page.lang).partition(": ")[2] for p in error.problems]
        else:
            batch.held.names[asked] = typed
    await page.do(batch.keep)
    if wrong:
        return await _names(page, name, ident, wrong)
    return page.to("k", name, IMPORT, ident)


async def _names(page: Page, name: str, ident: str, problems: list[str]) -> HTMLResponse:
    opened, batch, outcome = await worked_out(page, name, ident)
    file = register_file()
    functions = {f.id: f.name.get(page.lang) for f in file.functions if f.id in function_ids()}
    agencies = {a.id: a.name for a in file.agencies}

    def means(typed: str) -> str:
        if typed in agencies:
            return agencies[typed]
        held = [functions[part] for part in typed.split("+") if part in functions]
        if not held:
            return page.words["import.which_none"]
        return page.words["import.which_functions"].format(joined(held, page.lang))

    return page.show(
        "import_names",
        422 if problems else 200,
        opened=opened,
        batch=batch,
        asked=outcome.names,
        said={n: means(t) for n, t in batch.held.names.items()},
        agencies=sorted(agencies.items(), key=lambda item: item[1]),
        functions=functions,
        problems=problems,
    )


@router.get("/k/{name}/impor/{ident}/sk/{file}")
async def decree(name: str, ident: str, file: str, page: Annotated[Page, Depends(Page)]) -> HTMLResponse:
    """Show what a decree was read to say, line by line."""
    batch = await find(page, name, ident)
    return await _decree(page, name, batch, file, await page.do(lambda: proposal_at(batch.proposal(file))), {})


@router.post("/k/{name}/impor/{ident}/sk/{file}")
async def confirm(name: str, ident: str, file: str, page: Annotated[Page, Depends(Page)]) -> Response:
    """Keep what the form says of the lines of a decree."""
    form = {n: v for n, v in (await page.posted()).multi_items() if isinstance(v, str)}
    batch = await find(page, name, ident)

    def work() -> tuple[Proposal, dict[str, str]]:
        path = batch.proposal(file)
        proposal, wrong = fill(proposal_at(path), form, page.lang)
        save(path, proposal_text(proposal, page.lang).encode())
        return proposal, wrong

    proposal, wrong = await page.do(work)
    if wrong:
        return await _decree(page, name, batch, file, proposal, wrong)
    if all(block.confirm != OPEN for block in proposal.all):
        return page.to("k", name, IMPORT, ident)
    return page.to("k", name, IMPORT, ident, "sk", file)


async def _decree(
    page: Page, name: str, batch: Batch, file: str, proposal: Proposal, wrong: dict[str, str]
) -> HTMLResponse:
    opened = await page.open(name)
    every = proposal.all
    found = sections(proposal, page.lang)
    return page.show(
        "import_decree",
        422 if wrong else 200,
        opened=opened,
        batch=batch,
        file=file,
        proposal=proposal,
        sections=found,
        exact=sum(section.exact for section in found if section.id.startswith("members")),
        done=sum(block.confirm != OPEN for block in every),
        total=len(every),
        wrong=wrong,
    )


@router.get("/k/{name}/impor/{ident}/sengketa")
async def clashes(name: str, ident: str, page: Annotated[Page, Depends(Page)]) -> HTMLResponse:
    """Show where files and the case do not agree; both stay, unless a person says which counts."""
    opened, batch, outcome = await worked_out(page, name, ident)
    return page.show("import_clashes", opened=opened, batch=batch, clashes=outcome.clashes, counts=batch.held.counts)


@router.post("/k/{name}/impor/{ident}/sengketa")
async def decide(name: str, ident: str, page: Annotated[Page, Depends(Page)]) -> Response:
    """Keep which figures the form says that count."""
    form = await page.posted()
    _, batch, outcome = await worked_out(page, name, ident)
    for number, clash in enumerate(outcome.clashes):
        said = form.get(f"pakai.{number}")
        batch.held.counts.pop(clash.path, None)
        if clash.decidable and said == "ours":
            batch.held.counts[clash.path] = "ours"
        elif clash.decidable and said == "theirs":
            batch.held.counts[clash.path] = "theirs"
    await page.do(batch.keep)
    return page.to("k", name, IMPORT, ident)
