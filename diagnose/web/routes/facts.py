"""Fakta: what is known and what is not, part by part; each fact changed by itself, with its source."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, Response

from diagnose.case import BadAnswer, Change, is_unknown, kind_at, parse, register_file, section_name, tables
from diagnose.common import InputError, Place
from diagnose.diagnosis import Diagnosed
from diagnose.web.controls import Control, control, found
from diagnose.web.desk import Opened
from diagnose.web.disputing import disputed
from diagnose.web.edit import Editor, Saved
from diagnose.web.filling import Roster, part_of
from diagnose.web.history import Noted
from diagnose.web.ladder import ladder
from diagnose.web.links import VALUE, WAITING, Links
from diagnose.web.pages import Page
from diagnose.web.rows import Listing, listings
from diagnose.web.tabled import lines_of_roster

router = APIRouter()
_SHOWN = 60  # facts of a search
PART, EDIT, FIND, FILTER, SAVED, WHO, TYPED = "bagian", "ubah", "cari", "saring", "disimpan", "opd", "nilai"
FILTERS = ("belum", "menunggu", "bertentangan", "menentukan")


@dataclass(frozen=True)
class Part:
    """One part of a case: how many of its facts are known, and how it stands: none, some, all, waiting."""

    id: str
    name: str
    known: int
    asked: int
    status: str


@dataclass(frozen=True)
class About:
    """What is known beside facts: who can answer each that is asked for, and what agencies answered that waits."""

    who: dict[str, str]
    waiting: dict[str, list[str]]

    @classmethod
    def of(cls, page: Page, opened: Opened) -> "About":
        """Gather it for the case that is open."""
        d = opened.diagnosed
        who = {path: record.who for record in reversed(d.diagnosis.unknown) for path in record.facts}
        waiting: dict[str, list[str]] = {}
        for p in Links(page.desk.workspace.root).proposals(opened.file.id):
            if p.state == WAITING and p.kind == VALUE:
                said = f"{d.phrases.value(p.value, p.path)} ({d.case.register.name(p.agency)})"
                waiting.setdefault(p.path, []).append(said)
        return cls(who, waiting)


@dataclass(frozen=True)
class Clash:
    """A fact that was changed while a form on it was open: what is there, and what the form says."""

    control: Control
    mine: str
    source: str


@router.get("/k/{name}/fakta")
async def facts(name: str, page: Annotated[Page, Depends(Page)]) -> HTMLResponse:
    """Show the parts of a case, or the facts of one part, of a search or of a filter."""
    opened = await page.open(name)
    return await shown(page, opened)


@router.post("/k/{name}/fakta")
async def change(name: str, page: Annotated[Page, Depends(Page)]) -> Response:
    """Change one fact as the form says; a form that is behind the file changes nothing without being asked."""
    form = {n: v for n, v in (await page.posted()).multi_items() if isinstance(v, str)}
    opened = await page.open(name)
    path, typed, source = form.get("jalur", ""), form.get("nilai", ""), form.get("sumber", "").strip()
    now = await page.do(lambda: control(opened.diagnosed, path))
    if now is None:
        return page.show("problem", 422, problems=[page.words["web.no_page"]])
    decided = form.get("putuskan", "")
    if decided == "ada":
        return _back(page, name, path, 0)
    if form.get("semula", "") != now.said and not decided:
        clash = Clash(now, typed, source)
        return page.show("clash", 409, opened=opened, clash=clash, filled=form)
    try:
        value = _value(page, path, typed)
        if value is not None and not source:
            raise BadAnswer(page.words["web.source_needed"])
        if decided == "sengketa":
            value = disputed(opened.case, path, value, source)
        made = Change(path, value, place=Place(now.name))
        saved: Saved = await page.do(lambda: Editor(page.desk).set(opened, [made], source or None))
    except (BadAnswer, InputError) as error:
        said = [str(error)] if isinstance(error, BadAnswer) else [p.text(page.lang) for p in error.problems]
        return await shown(page, opened, status=422, path=path, problems=said, filled=form)
    return _back(page, name, path, saved.number)


def _back(page: Page, name: str, path: str, number: int) -> Response:
    part = part_of(path)
    query = {PART: part, **({SAVED: str(number)} if number else {})}
    return page.to("k", name, "fakta", **query)


def _value(page: Page, path: str, typed: str) -> object:
    kind = kind_at(path, page.lang)
    if is_unknown(typed) or typed == "unknown" or kind is None:
        return None
    return parse(typed, kind, page.lang)


async def shown(
    page: Page,
    opened: Opened,
    *,
    status: int = 200,
    path: str = "",
    problems: list[str] | None = None,
    filled: dict[str, str] | None = None,
    part: str = "",
) -> HTMLResponse:
    """Show the facts that the address asks for, with what is wrong with a form that was `filled` on them."""
    asked = page.request.query_params
    editing = path or asked.get(EDIT, "")
    part = part or asked.get(PART, "") or part_of(editing)

    chosen = (asked.get(FILTER, ""), asked.get(WHO, ""))

    def work() -> tuple[
        About, list[Part], list[Control], int, Control | None, list[Roster], Noted | None, list[Listing]
    ]:
        d, about = opened.diagnosed, About.of(page, opened)
        rows, more = _rows(d, about, part, asked.get(FIND, ""), chosen)
        one = control(d, editing) if editing else None
        noted = page.desk.history.of(opened.file.id, opened.revision)
        saved = next((n for n in noted if str(n.id) == asked.get(SAVED)), None)
        rosters, lists = _rosters(d, part), listings(d, part)
        if not (asked.get(FIND) or any(chosen)):  # a whole part: what stands in a table is not said twice
            lines = [*(line for one in rosters for line in one.lines), *(line for one in lists for line in one.lines)]
            tabled = {path for line in lines for path in line.facts}
            tabled |= {one.path for table in lists for one in table.complete}
            rows = [row for row in rows if row.path not in tabled]
        elif one is not None and all(row.path != one.path for row in rows):
            rows.append(one)
        return about, _parts(d, about), rows, more, one, rosters, saved, lists

    about, parts, rows, more, one, rosters, saved, lists = await page.do(work)
    return page.show(
        "facts",
        status,
        opened=opened,
        parts=parts,
        part=part,
        rows=rows,
        more=more,
        editing=one,
        rosters=rosters,
        lists=lists,
        saved=saved,
        problems=problems or [],
        filled=filled or ({"nilai": asked[TYPED]} if asked.get(TYPED) else {}),
        about=about,
        agencies=sorted(set(about.who.values())),
        who=asked.get(WHO, ""),
        typed=asked.get(FIND, ""),
        chosen=asked.get(FILTER, ""),
        filters=FILTERS,
        documents=[d.id for d in opened.case.documents],
        ladder=ladder(opened.diagnosed.diagnosis),
        section_name=section_name,
    )


def _parts(d: Diagnosed, about: About) -> list[Part]:
    grouped: dict[str, list[bool]] = {}
    waiting = {part_of(path) for path in about.waiting}
    for path, fact in d.case.facts.items():
        part = part_of(path)
        grouped.setdefault(part, []).append(fact.known)
        if fact.disputed and not fact.settled:
            waiting.add(part)
    found = []
    for part, known in grouped.items():
        status = "none" if not any(known) else "all" if all(known) else "some"
        status = "waiting" if part in waiting else status
        found.append(Part(part, section_name(part, d.lang), sum(known), len(known), status))
    return found


def _rows(d: Diagnosed, about: About, part: str, typed: str, chosen: tuple[str, str]) -> tuple[list[Control], int]:
    more, (filtered, who) = 0, chosen
    if typed:
        paths, more = found(d, typed, _SHOWN)
    elif part:
        paths = [p for p in d.case.facts if part_of(p) == part]
    else:
        paths = list(d.case.facts) if filtered or who else []
    facts = d.case.facts
    if filtered == "menentukan":
        deciding = {path for u in d.diagnosis.unknown if u.holds_open for path in u.facts}
        paths = [p for p in paths if p in deciding]
    elif filtered == "belum":
        paths = [p for p in paths if not facts[p].known]
    elif filtered == "bertentangan":
        paths = [p for p in paths if facts[p].disputed]
    elif filtered == "menunggu":
        paths = [p for p in paths if p in about.waiting or (facts[p].disputed and not facts[p].settled)]
    if who:
        paths = [p for p in paths if about.who.get(p) == who]
    shown = [c for c in (control(d, path) for path in paths) if c is not None]
    return shown, more


def _rosters(d: Diagnosed, part: str) -> list[Roster]:
    found = []
    for table in tables():
        if table.roster and part and part_of(table.path) == part:
            there = {key for key, _ in d.case.entries(f"{table.path}[*]")}
            names = {a.id: d.case.register.name(a.id) for a in register_file().agencies if a.id not in there}
            left = sorted(names.items(), key=lambda i: i[1])
            found.append(Roster(table.path, d.phrases.fact(table.path), left, lines_of_roster(d, table)))
    return found
