"""Aturan: each rule in words, with its sources and the examples that it is tested by; and what levels mean."""

import re
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse

from diagnose.common import as_yaml
from diagnose.knowledge import RuleWords
from diagnose.web.pages import Page
from diagnose.web.workspace import NoSuchPage

router = APIRouter()
_ID = re.compile(r"[\w.:-]*\w")


@router.get("/aturan")
async def listed(page: Annotated[Page, Depends(Page)]) -> HTMLResponse:
    """List every rule by its kind."""
    r, lang = page.desk.rules, page.lang
    groups = {
        "web.criteria": {c.id: c.title.get(lang) for c in r.criteria.values()},
        "web.findings": {f.id: f.title.get(lang) for f in r.findings.values()},
        "web.saran": {s.id: s.what.get(lang) for s in r.saran.values()},
    }
    return page.show("rules", groups=groups)


@router.get("/aturan/{code}")
async def shown(code: str, page: Annotated[Page, Depends(Page)]) -> HTMLResponse:
    """Show one rule, saran, package, threshold or measure in the words of the command."""
    rules = page.desk.rules
    told = RuleWords(rules, page.lang).told(code.partition(":")[0])
    if not told:
        raise NoSuchPage(code)
    known = frozenset(RuleWords(rules, page.lang).ids())
    rule = rules.criteria.get(code) or rules.findings.get(code)
    examples = rule.examples.model_dump() if rule else {}
    return page.show(
        "rule",
        code=code,
        told=told,
        pieces=lambda said: _pieces(said, known - {code}),
        examples={truth: [as_yaml(one) for one in some] for truth, some in examples.items() if some},
    )


@router.get("/tingkat")
async def levels(page: Annotated[Page, Depends(Page)]) -> HTMLResponse:
    """Show what each level asks of each aspect."""
    framework = page.desk.rules.framework
    asked: dict[tuple[str, int], list[tuple[str, str]]] = {}
    for c in page.desk.rules.criteria.values():
        if c.reading != "second":
            asked.setdefault((c.aspect, c.level), []).append((c.id, c.title.get(page.lang)))
    return page.show("levels", framework=framework, asked=asked)


def _pieces(said: str, known: frozenset[str]) -> list[tuple[str, bool]]:
    """Return a text in pieces; those that are ids of other rules are to be links."""
    pieces, at = list[tuple[str, bool]](), 0
    for match in _ID.finditer(said):
        if match[0] in known:
            pieces += [(said[at : match.start()], False), (match[0], True)]
            at = match.end()
    return [*pieces, (said[at:], False)]
