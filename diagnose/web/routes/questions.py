"""Pertanyaan: what is unknown and would matter, by the agency that can answer, with what the answer can do."""

from dataclasses import dataclass, field
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse

from diagnose.diagnosis import Diagnosed, effects
from diagnose.web.controls import Control
from diagnose.web.filling import asked_facts, part_of
from diagnose.web.pages import Page

router = APIRouter()


@dataclass(frozen=True)
class Question:
    """One question, what its answer can do, and the facts to fill."""

    text: str
    told: list[str]
    facts: list[Control]


@dataclass(frozen=True)
class Group:
    """The questions to one agency; `agency` is its id, empty where the region has none for them.

    `own` tells that it is the one that asks, which is not written to.
    """

    who: str
    agency: str
    own: bool
    questions: list[Question] = field(default_factory=list)


@router.get("/k/{name}/tanya")
async def questions(name: str, page: Annotated[Page, Depends(Page)]) -> HTMLResponse:
    """Show every open question, by agency, the most useful first."""
    opened = await page.open(name, narrow=True)
    groups = await page.do(lambda: _by_agency(opened.diagnosed))
    return page.show("questions", opened=opened, groups=groups, anchors=anchors(opened.diagnosed), part_of=part_of)


def anchors(d: Diagnosed) -> dict[str, str]:
    """Return where the questions to each agency stand on the page, by the name of the agency."""
    return {who: f"a{n}" for n, who in enumerate(dict.fromkeys(record.who for record in d.diagnosis.unknown), 1)}


def _by_agency(d: Diagnosed) -> list[Group]:
    groups: dict[str, Group] = {}
    own = d.case.register.holding(d.words["memo.office_function"])
    for record in d.diagnosis.unknown:
        facts = asked_facts(d, record)
        agency = d.case.register.holding(record.who_function) or ""
        group = groups.setdefault(record.who, Group(record.who, agency, agency == own))
        same = next((q for q in group.questions if q.text == record.question), None)
        if same is not None:  # asked once, whatever it fills
            same.facts.extend(c for c in facts if c.path not in {held.path for held in same.facts})
            continue
        group.questions.append(Question(record.question, effects(d, record), facts))
    return list(groups.values())
