"""What a memo of the workbench is made with, as an address has it; and the making of it by the command."""

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from diagnose.common import LANGUAGES, folder
from diagnose.knowledge import GATED
from diagnose.web.desk import Opened
from diagnose.web.jobs import Job
from diagnose.web.made import made
from diagnose.web.pages import Page

KIND, LANG, HEAD, DAY, SCENARIO, ACT, GOAL = "jenis", "bahasa", "kop", "tanggal", "skenario", "saran", "tujuan"
NO_HEAD = "-"
_MOST = 60  # acts, or goals
_USUAL, _MESSAGE = "nota-dinas", "pesan"


@dataclass(frozen=True)
class Chosen:
    """Kind, language, letterhead, date; the scenario or the goals of a plan that it shows; the acts that go in."""

    kind: str
    lang: str
    letterhead: str
    date: str
    scenario: str
    acts: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()

    def pairs(self) -> list[tuple[str, str]]:
        """Return it as the parameters of an address."""
        named = [(KIND, self.kind), (LANG, self.lang), (HEAD, self.letterhead or NO_HEAD), (DAY, self.date)]
        named += [(SCENARIO, self.scenario), *((ACT, act) for act in self.acts), *((GOAL, g) for g in self.goals)]
        return [(n, v) for n, v in named if v]

    def kept(self) -> dict[str, Any]:
        """Return it as it is kept with a memo that was taken along; the date is told, since memos are dated."""
        dated = replace(self, date=self.date or date.today().isoformat(), acts=(), goals=())
        said: dict[str, Any] = dict(dated.pairs())
        return said | ({ACT: list(self.acts)} if self.acts else {}) | ({GOAL: list(self.goals)} if self.goals else {})


def chosen(page: Page, opened: Opened) -> Chosen:
    """Return what the address chooses; what is none of the choices falls back to the usual.

    Of letterheads the latest is taken where the address names none.
    """
    asked, heads = page.request.query_params, page.desk.workspace.letterheads()
    kind, lang, day, head = (asked.get(name, "") for name in (KIND, LANG, DAY, HEAD))
    latest = max(heads, key=lambda name: heads[name].path.stat().st_mtime, default="")
    scenario = asked.get(SCENARIO, "")
    known = {s.package or s.id for s in opened.diagnosed.diagnosis.saran}
    aspects = {a.id for a in opened.diagnosed.diagnosis.aspects} | {"all"}
    goals = [g for g in asked.getlist(GOAL) if _goal(g, aspects)]
    return Chosen(
        kind if kind in kinds() else _USUAL if _USUAL in kinds() else kinds()[0],
        lang if lang in LANGUAGES else page.lang,
        head if head in heads else "" if head == NO_HEAD else latest,
        day if re.fullmatch(r"\d{4}-\d{2}-\d{2}", day) else "",
        scenario if scenario in page.desk.workspace.scenarios() else "",
        tuple(dict.fromkeys(a for a in asked.getlist(ACT)[:_MOST] if a in known)),
        tuple(dict.fromkeys(goals[:_MOST])),
    )


def as_then(said: dict[str, Any], page: Page) -> Chosen:
    """Return the choices that a memo was made with; what is no longer in the folder is left out."""
    head, scenario = said.get(HEAD, ""), said.get(SCENARIO, "")
    return Chosen(
        said[KIND],
        said[LANG],
        head if head in page.desk.workspace.letterheads() else "",
        said[DAY],
        scenario if scenario in page.desk.workspace.scenarios() else "",
        tuple(said.get(ACT, ())),
        tuple(said.get(GOAL, ())),
    )


def kinds() -> list[str]:
    """Return the kinds of memo that there are."""
    files = sorted(folder("templates/memo/id").glob("[!_]*.md.jinja"))
    return [file.name.removesuffix(".md.jinja") for file in files]


def kind_names(lang: str) -> dict[str, str]:
    """Return what each kind of memo is called in the language `lang`, where its template says."""
    from diagnose.memo.template import templates  # which needs what memos need

    return {kind: names[LANGUAGES.index(lang) % len(names)] for kind, names in templates().items() if names}


def message(one: Chosen) -> Chosen | None:
    """Return the same as a message for telephones; None where there is no such kind."""
    return replace(one, kind=_MESSAGE) if _MESSAGE in kinds() else None


async def memo_made(page: Page, opened: Opened, one: Chosen, form: str, *, links: str = "") -> tuple[Job, Path]:
    """Make the memo by the command, in a process of its own: templates are strangers', and writers are slow."""
    workspace = page.desk.workspace
    arguments = ["memo", str(opened.file.path.resolve()), "--template", one.kind, "--format", form]
    arguments += ["--lang", one.lang, *(("--date", one.date) if one.date else ())]
    arguments += [text for act in one.acts for text in ("--act", act)]
    arguments += [text for goal in one.goals for text in ("--plan", goal.replace(":", "="))]
    arguments += ["--links", links] if links else []
    files = [opened.file]
    for option, name, there in (
        ("--letterhead", one.letterhead, workspace.letterheads),
        ("--scenario", one.scenario, workspace.scenarios),
    ):
        if name:
            files.append(there()[name])
            arguments += [option, str(files[-1].path.resolve())]
    return await made(page, arguments, [file.revision() for file in files], form)


def _goal(text: str, aspects: set[str]) -> bool:
    aspect, _, level = text.rpartition(":")
    return aspect in aspects and level in {str(n) for n in GATED}
