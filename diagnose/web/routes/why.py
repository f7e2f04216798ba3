"""Mengapa: from a level, a finding or a saran down to the facts and where they stand; and why no higher."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse

from diagnose.analysis.why import Leaf, Step, Why, WhyNot, together, why, why_not
from diagnose.diagnosis import Diagnosed
from diagnose.web.desk import Opened
from diagnose.web.ladder import Group, ladder, ladder_of_both
from diagnose.web.pages import Page
from diagnose.web.routes.suppose import Worked, work_out
from diagnose.web.supposed import Supposed, changes, read

router = APIRouter()


@dataclass(frozen=True)
class Explained:
    """What is shown of one target: its proof, what it assumes, and what is missing for the next level."""

    why: Why
    assumptions: tuple[str, ...]
    missing: WhyNot | None


@router.get("/k/{name}/mengapa/{target}")
async def explain(name: str, target: str, page: Annotated[Page, Depends(Page)]) -> HTMLResponse:
    """Show why `target` is as it is, or would be if what the address supposes were so, beside the ladder."""
    supposed = read(page.request.query_params.multi_items())
    opened = await page.open(name, narrow=not supposed)

    def worked() -> tuple[Worked | None, Explained]:
        if not supposed:
            return None, _explained(opened.diagnosed, target)
        found = work_out(page, opened, supposed)
        return found, _explained(_changed(page, opened, supposed), target)

    found, explained = await page.do(worked)
    groups: tuple[Group, ...] = ladder(opened.diagnosed.diagnosis)
    if found is not None:
        groups = ladder_of_both(found.found.difference.dimensions, found.found.difference.aspects)
    return page.show(
        "_why" if page.partial else "why",
        opened=opened,
        supposed=supposed,
        said=found.said if found else [],
        explained=explained,
        ladder=groups,
        grouped=_grouped,
    )


def _changed(page: Page, opened: Opened, supposed: Supposed) -> Diagnosed:
    before = opened.diagnosed
    made, _ = changes(supposed, before.case, before.rules, page.desk.scenarios(supposed.scenarios))
    return before.changed(made)


def _explained(diagnosed: Diagnosed, target: str) -> Explained:
    found = why(diagnosed, target)
    level = found.tree.level
    open_above = found.tree.kind in ("aspect", "dimension") and level is not None and level.lowest < 4
    missing = why_not(diagnosed, found.target) if open_above else None
    return Explained(found, tuple(dict.fromkeys(_assumed(found.tree))), missing)


def _assumed(step: Step) -> list[str]:
    """Return what a proof assumes, from the top down."""
    own = [step.asumsi_sistem] if step.asumsi_sistem else []
    return own + [text for child in step.children for text in _assumed(child)]


@dataclass(frozen=True)
class FactRow:
    """Facts that say the same by the same source, as one row of a table."""

    first: Leaf
    keys: tuple[str, ...]
    place: str


def _grouped(facts: tuple[Leaf, ...]) -> list[FactRow]:
    rows = []
    for found in together(facts):
        lines = sorted({f.line for f in found if f.line})
        file = found[0].file
        place = f"{PurePath(file).name}:{lines[0]}" if file and lines else ""
        if len(lines) > 1:
            place += f"-{lines[-1]}"
        rows.append(FactRow(found[0], tuple(f.key for f in found) if len(found) > 1 else (), place))
    return rows
