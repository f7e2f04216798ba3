"""What is told of many cases at once, for a terminal: counts by level, what holds most, and saran."""

from typing import Any

from diagnose.common import render, table, words
from diagnose.diagnosis import span
from diagnose.knowledge import LEVELS, Rulebase
from diagnose.portfolio import PortfolioSummary, YearSummary

MOST = 8  # of what holds, and of saran
NAMED = 5  # regions
_NAME = 34
_YEARS = 3  # that stand side by side


def portfolio_page(found: PortfolioSummary, rules: Rulebase) -> str:
    """Return `found` as text."""
    years = [_year(year, found.lang, rules) for year in found.years]
    return render("portfolio", p=found, w=words(found.lang), years=years, side=_side(found) if len(years) > 1 else "")


def _year(year: YearSummary, lang: str, rules: Rulebase) -> dict[str, Any]:
    w = words(lang)
    names = {aspect.id: aspect.name for aspect in year.aspects}
    opened = {span(c.level) for a in year.aspects for c in a.levels if c.level.lowest != c.level.highest}
    head = [w["portfolio.aspect"], *(str(k) for k in LEVELS), w["portfolio.open"]]
    rows = [[f"{'' if a.dimension is None else '  '}{a.name}", *map(str, _counts(a))] for a in year.aspects]
    return {
        "record": year,
        "levels": table(head, rows, [_NAME + 8, 6, 6, 6, 6, 8]),
        "open": ", ".join(sorted(opened)),
        "holding": [
            w["portfolio.holding_line"].format(h.cases, h.id, h.title, names[h.aspect], h.gates)
            for h in year.holding[:MOST]
        ],
        "saran": [
            "; ".join(
                [f"{s.cases}: {s.text}", *(w["portfolio.lifts"].format(names[x.aspect], x.cases) for x in s.lifts)]
            )
            for s in year.saran[:MOST]
        ],
        "outcome": _outcome(year, w),
    }


def _outcome(year: YearSummary, w: dict[str, str]) -> list[str]:
    if year.outcome is None:
        return []
    found = []
    for said, parted in (("portfolio.without", year.outcome.without), ("portfolio.despite", year.outcome.despite)):
        named = ", ".join(f"{r.name} ({r.code})" for r in parted.named[:NAMED])
        more = ", ..." if parted.cases > NAMED else ""
        found.append(f"{w[said].format(year.outcome.title, parted.cases)} {named}{more}".strip())
    return found


def _counts(aspect: Any) -> list[int]:
    """Return how many cases surely stand at each level, and how many at an open one."""
    sure = {c.level.lowest: c.cases for c in aspect.levels if c.level.lowest == c.level.highest}
    levels = [sure.get(k, 0) for k in LEVELS]
    return [*levels, sum(c.cases for c in aspect.levels) - sum(levels)]


def _side(found: PortfolioSummary) -> str:
    years = found.years[-_YEARS:]
    head = [words(found.lang)["portfolio.aspect"], *(str(year.year) for year in years)]
    rows = []
    for number, aspect in enumerate(years[-1].aspects):
        counts = [_counts(year.aspects[number]) for year in years]
        cells = [f"{' '.join(map(str, c[:-1]))} ?{c[-1]}" if c[-1] else " ".join(map(str, c[:-1])) for c in counts]
        rows.append([f"{'' if aspect.dimension is None else '  '}{aspect.name}", *cells])
    return table(head, rows, [_NAME - 4, *(15 for _ in years)])
