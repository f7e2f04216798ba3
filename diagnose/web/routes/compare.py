"""Bandingkan: cases or years side by side by aspects; no rank, no average, no sum."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import HTMLResponse, Response

from diagnose.analysis.compare import CasesCompared, Part, SaidRow, YearsCompared, compare_cases, compare_years
from diagnose.common import InputError, joined
from diagnose.diagnosis import Diagnosis, Interval, span
from diagnose.web.compared import Row, compared_book
from diagnose.web.desk import Opened
from diagnose.web.made import MEDIA
from diagnose.web.pages import Page
from diagnose.web.sorted_rows import ORDERS, Shown
from diagnose.web.workspace import CaseFile

router = APIRouter()
_MOST = 60  # cases in one table
_DETAILED = 6  # cases of which criteria and saran are told as well
CASE = "k"


@router.get("/banding")
async def compare(page: Annotated[Page, Depends(Page)]) -> HTMLResponse:
    """Show the cases of the address side by side."""
    files, chosen, wanted, opened, rows = await _chosen(page)
    opened.sort(key=lambda one: wanted.place(one.case.region.name, one.case.year))
    found = await page.do(lambda: _compared(opened))
    return page.show(
        "compare",
        files=files,
        chosen=chosen,
        rows=rows,
        left_out=len(chosen) - len(rows),
        wanted=wanted,
        orders=ORDERS,
        dimensions=opened[0].diagnosed.diagnosis.dimensions if opened else (),
        aspects=opened[0].diagnosed.diagnosis.aspects if opened else (),
        cases=found if isinstance(found, CasesCompared) else None,
        years=found if isinstance(found, YearsCompared) else None,
        heads=heads(found.cases) if found else [],
        phrases=opened[0].diagnosed.phrases if opened else None,
        saran=_saran(found, page.lang) if isinstance(found, CasesCompared) else [],
        signed=signed,
        rising=_rising,
        detailed=_DETAILED,
    )


@router.get("/banding/unduh")
async def export(page: Annotated[Page, Depends(Page)]) -> Response:
    """Return the same rows as an Excel workbook."""
    *_, opened, rows = await _chosen(page)
    aspects = [a.name for a in opened[0].diagnosed.diagnosis.aspects] if opened else []
    book = await page.do(lambda: compared_book(rows, aspects, page.words))
    kept = {"content-disposition": 'attachment; filename="banding.xlsx"'}
    return Response(book, media_type=MEDIA["xlsx"], headers=kept)


async def _chosen(page: Page) -> tuple[dict[str, CaseFile], list[str], Shown, list[Opened], list[Row]]:
    """Return all cases, those that are chosen, how they are shown, and the rows that come of that, in order."""
    files = await page.do(page.desk.workspace.cases)
    named = dict.fromkeys(page.request.query_params.getlist(CASE))
    chosen = [name for name in named if name in files][:_MOST]
    wanted = Shown.of(page.request.query_params)
    opened, rows = await page.do(lambda: _rows(page, [files[name] for name in chosen]))
    rows = sorted(filter(wanted.keeps, rows), key=lambda row: wanted.place(row.region, row.year))
    return files, chosen, wanted, opened, rows


def _rows(page: Page, files: Sequence[CaseFile]) -> tuple[list[Opened], list[Row]]:
    opened: list[Opened] = []
    rows: list[Row] = []
    for file in files:
        try:
            one = page.desk.open(file.id, page.lang)
        except InputError as error:
            rows.append(Row(file, file.id, 0, False, (0, 0), (), error.problems[0].text(page.lang)))
            continue
        d: Diagnosis = one.diagnosed.diagnosis
        levels = tuple(a.level for a in d.aspects)
        known = (d.case.facts_known, d.case.facts_asked)
        rows.append(Row(file, d.case.region, d.case.year, d.case.fictional, known, levels))
        opened.append(one)
    return opened, rows


def _compared(opened: Sequence[Opened]) -> CasesCompared | YearsCompared | None:
    """Return what the command finds of the same cases; None where there is nothing to compare, or too much to read."""
    if not 2 <= len(opened) <= _DETAILED:
        return None
    each = [one.diagnosed for one in opened]
    if len({one.case.region.code for one in each}) == 1:
        return compare_years(each)
    return compare_cases(each)


def heads(cases: Sequence[object]) -> list[str]:
    """Return what the cases are called at the head of a column."""
    plain = [f"{getattr(case, 'region', '')} {getattr(case, 'year', '')}" for case in cases]
    return [f"{text} ({i})" if plain.count(text) > 1 else text for i, text in enumerate(plain, 1)]


def _saran(found: CasesCompared, lang: str) -> list[tuple[str, int, list[SaidRow]]]:
    """Return the saran by the cases that have them, those that most have first."""
    named = heads(found.cases)
    groups: dict[tuple[bool, ...], list[SaidRow]] = {}
    for row in found.conclusions.saran:
        groups.setdefault(tuple(text is not None for text in row.texts), []).append(row)
    ordered = sorted(groups, key=lambda g: (-sum(g), [not here for here in g]))
    return [
        (joined([head for head, here in zip(named, given, strict=True) if here], lang), sum(given), groups[given])
        for given in ordered
    ]


def signed(part: Part) -> str:
    """Write a part of a change: "+1", "." for nothing, "+1/0" where the two ends move differently."""
    if part.lowest == part.highest:
        return f"{part.lowest:+d}" if part.lowest else "."
    return "/".join(f"{end:+d}" if end else "0" for end in (part.lowest, part.highest))


def _rising(before: Interval, after: Interval) -> str:
    return span(after) if before == after else f"{span(before)} → {span(after)}"
