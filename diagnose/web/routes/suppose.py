"""Andaikan: controls on the left, one ladder before and after on the right; what is supposed stands in the address."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from diagnose.analysis.whatif import WhatIf, whatif
from diagnose.common import InputError, joined
from diagnose.diagnosis import Diagnosed, span
from diagnose.web.controls import Control, control, found
from diagnose.web.desk import Opened
from diagnose.web.ladder import ladder_of_both
from diagnose.web.levers import Part, parts
from diagnose.web.pages import Page
from diagnose.web.supposed import Said, Supposed, changes, in_words, read

router = APIRouter()
_SHOWN = 12  # facts offered for the words typed
_PATH, _VALUE, _FIND, _FACT = "jalur", "nilai", "cari", "fakta"


@dataclass(frozen=True)
class Worked:
    """What follows from what is supposed, in words."""

    found: WhatIf
    said: list[Said]
    sentence: str
    idle: list[str]
    names: dict[str, str]


@dataclass(frozen=True)
class Search:
    """Other facts to suppose: what was typed, the controls found, and how many more there are."""

    typed: str
    controls: list[Control]
    more: int


@router.get("/k/{name}/andaikan")
async def suppose(name: str, page: Annotated[Page, Depends(Page)]) -> Response:
    """Show what would follow if the facts in the address were so."""
    asked = page.request.query_params
    pairs = [(n, v) for n, v in asked.multi_items()]
    supposed = read(pairs)
    if asked.get(_PATH):  # a form for one fact: what it says joins the others in the address
        value = "unknown" if not asked.get(_VALUE, "").strip() else asked[_VALUE].strip()
        joined_on = read([*supposed.pairs(), ("set", f"{asked[_PATH]}:{value}")])
        return page.to("k", name, "andaikan", ending=joined_on.query())
    opened = await page.open(name)
    problems: list[str] = []
    try:
        worked = await page.do(lambda: worked_out(page, opened, supposed))
    except InputError as error:
        problems = [p.text(page.lang) for p in error.problems]
        worked = await page.do(lambda: worked_out(page, opened, Supposed()))
    search = await page.do(lambda: _search(opened.diagnosed, asked.get(_FIND, ""), asked.getlist(_FACT)))
    groups: tuple[Part, ...] = ()
    if not page.partial:
        groups = await page.do(lambda: parts(opened.diagnosed, supposed))
    shown = page.show(
        "_supposed" if page.partial else "suppose",
        422 if problems and not page.partial else 200,
        opened=opened,
        supposed=supposed,
        worked=worked,
        problems=problems,
        search=search,
        parts=groups,
        typed=_typed,
        ladder=ladder_of_both(worked.found.difference.dimensions, worked.found.difference.aspects),
    )
    if page.partial:
        shown.headers["HX-Push-Url"] = page.url("k", name, "andaikan") + supposed.query()
    return shown


def worked_out(page: Page, opened: Opened, supposed: Supposed) -> Worked:
    """Return what follows from what is supposed, as `work_out`, which is asked once for the same facts and rules."""
    desk = page.desk
    scenarios = tuple(desk.workspace.scenario(name).revision() for name in supposed.scenarios)
    key = (str(opened.file.path), opened.revision, desk.rules.sha256, page.lang, supposed, scenarios)
    found: Worked = desk.recent.get(key, lambda: work_out(page, opened, supposed))
    return found


def work_out(page: Page, opened: Opened, supposed: Supposed) -> Worked:
    """Return what follows from what is supposed, levels first: what answers could do is not worked out here.

    Raises:
        InputError: what is supposed cannot be.
    """
    before = opened.diagnosed
    scenarios = page.desk.scenarios(supposed.scenarios)
    made, idle = changes(supposed, before.case, before.rules, scenarios)
    worked = whatif(before, made)
    facts = {f.fact: (f.name, f.before, f.after) for f in worked.difference.facts}
    names = {f.fact: f.name for f in worked.difference.facts}
    return Worked(worked, in_words(supposed, before, facts), sentence(worked, before), idle, names)


def sentence(worked: WhatIf, before: Diagnosed) -> str:
    """Return in one sentence which levels move, or that none does."""
    w = before.words
    moved = [level for level in (*worked.difference.aspects, *worked.difference.dimensions) if level.changed]
    if not moved:
        return w["whatif.no_level"]
    told = [w["web.moves"].format(level.name, span(level.before), span(level.after)) for level in moved]
    still = len(moved) < len(worked.difference.aspects) + len(worked.difference.dimensions)
    return f"{joined(told, before.lang)}. {w['whatif.still'] if still else ''}".strip()


def _typed(value: object) -> str:
    """Return a value as it is typed into the form of its fact; nothing where it is none that is typed."""
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _search(diagnosed: Diagnosed, typed: str, named: list[str]) -> Search:
    paths, more = found(diagnosed, typed, _SHOWN)
    controls = [control(diagnosed, path) for path in dict.fromkeys([*named[:_SHOWN], *paths])]
    return Search(typed, [c for c in controls if c is not None], more)
