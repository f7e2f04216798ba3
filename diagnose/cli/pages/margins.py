"""Render margins as text."""

import re
import shlex
from collections.abc import Sequence
from typing import Any

from diagnose.analysis.plan import Margin, Margins
from diagnose.case import Case
from diagnose.common import joined, render, words
from diagnose.diagnosis import span

_KEY = re.compile(r"\[([^\]]*)\]")


def margins_page(found: Sequence[Margins], case: Case, lang: str, case_name: str) -> str:
    """Return `found`, the margins of `case`, as text; `case_name` is what the user typed."""
    w = words(lang)
    return render(
        "margins",
        w=w,
        case=case,
        margins=[_aspect(m, case, lang) for m in found],
        case_name=shlex.quote(case_name),
    )


def _aspect(found: Margins, case: Case, lang: str) -> dict[str, Any]:
    w = words(lang)
    no_up = w["margin.no_up"].format(joined(list(found.to_turn), lang)) if found.to_turn else w["margin.open"]
    opened, firm = w["margin.open"], w["margin.firm"]
    return {
        "name": found.name,
        "level": span(found.level),
        "down": _grouped(found.down, case, lang),
        "up": _grouped(found.up, case, lang),
        "no_down": w["margin.bottom"] if found.level.highest == 1 else opened if found.level.lowest == 1 else firm,
        "no_up": w["margin.top"] if found.level.lowest == 4 else opened if found.level.highest == 4 else no_up,
    }


def _grouped(rows: Sequence[Margin], case: Case, lang: str) -> list[dict[str, str]]:
    """Return a line for each margin; those of agencies, or of new entries, that differ in nothing else share one."""
    w = words(lang)
    groups: dict[tuple[Any, ...], list[Margin]] = {}
    for row in rows:
        alike = ".agencies[" in row.fact or row.before == w["margin.none"]
        key = (_KEY.sub("[*]", row.fact) if alike else row.fact, row.before, row.after, row.level_after)
        groups.setdefault(key, []).append(row)
    lines = []
    for first, *others in groups.values():
        becomes = w["margin.becomes"].format(span(first.level_after))
        text = f"{first.name}: {first.before} -> {first.after}  ({becomes}; {', '.join(first.criteria)})"
        names = [case.register.name(_KEY.findall(o.fact)[-1]) for o in others]
        lines.append({"text": text + (f"; {w['margin.likewise'].format(joined(names, lang))}" if names else "")})
    return lines
