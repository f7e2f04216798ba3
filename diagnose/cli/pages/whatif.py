"""Render what-ifs as text: the ladder before and after, what turned and why, several scenarios side by side."""

import shlex
from collections.abc import Sequence
from typing import Any

from diagnose.analysis.whatif import LevelChange, WhatIf
from diagnose.cli.pages.ladder import ladder_of_both
from diagnose.common import joined, render, table, words
from diagnose.diagnosis import arrow, span
from diagnose.knowledge import Rulebase

_CRITERION = {"met": "whatif.met", "unmet": "whatif.unmet", "unknown": "whatif.unknown"}
_FINDING = {"met": "whatif.finding_met", "unmet": "whatif.finding_unmet"}
_COLUMNS = 4  # scenarios beside the present state in 80 columns


def whatif_page(found: WhatIf, rules: Rulebase, case_name: str) -> str:
    """Return `found` as text; `case_name` is what the user typed."""
    w = words(found.lang)
    d = found.difference
    names = {f.fact: f.name for f in d.facts}
    return render(
        "whatif",
        d=found,
        w=w,
        scenarios=joined(list(found.scenarios), found.lang) or w["whatif.untitled"],
        ladder=ladder_of_both(d.dimensions, d.aspects, rules, found.lang),
        moved=[_moved(level, found, names) for level in d.aspects],
        answered=[s for s in d.saran_gone if s.answered],
        unfounded=[s for s in d.saran_gone if not s.answered],
        turned=[_turned(t, names, found.lang) for t in d.findings],
        case_name=shlex.quote(case_name),
    )


def side_by_side(found: Sequence[WhatIf], titles: Sequence[str], case_name: str, typed: str) -> str:
    """Return the levels under several scenarios in one table, present state first; blocks of four where there are more.

    `titles` are the names of the scenarios; one more of `found` than there are titles is all of them together.
    """
    w = words(found[0].lang)
    letters = [chr(ord("A") + i) for i in range(len(titles))]
    heads = [*letters, "+".join(letters)] if len(found) > len(titles) else letters
    blocks = []
    for start in range(0, len(found), _COLUMNS):
        some = found[start : start + _COLUMNS]
        head = ["", w["whatif.now"], *heads[start : start + _COLUMNS]]
        rows = []
        for i, level in enumerate(some[0].difference.aspects):
            after = [f.difference.aspects[i] for f in some]
            rows.append([level.name, span(level.before), *(_after(a) for a in after)])
        first = some[0]
        present = len(first.after.saran) + len(first.difference.saran_gone) - len(first.difference.saran_new)
        rows.append([w["whatif.saran_left"], str(present), *(str(len(f.after.saran)) for f in some)])
        blocks.append(table(head, rows, [36, 9, *([7] * len(some))]))
    return render(
        "scenarios",
        w=w,
        d=found[0],
        titles=list(zip(letters, titles, strict=True)),
        blocks=blocks,
        case_name=shlex.quote(case_name),
        typed=typed,
    )


def _after(level: LevelChange) -> str:
    return f"> {span(level.after)}" if level.changed else span(level.after)


def _moved(level: LevelChange, found: WhatIf, names: dict[str, str]) -> dict[str, Any]:
    own = [t for t in found.difference.criteria if t.aspect == level.id]
    return {
        "name": level.name,
        "levels": arrow(level),
        "changed": level.changed,
        "criteria": [_turned(t, names, found.lang) for t in own],
    }


def _turned(turned: Any, names: dict[str, str], lang: str) -> dict[str, Any]:
    w = words(lang)
    because = [names[path] for path in turned.because]
    shown = because[:3] + ([w["whatif.more"].format(len(because) - 3)] if len(because) > 3 else [])
    return {
        "record": turned,
        "mark": w[(_CRITERION if turned.gates else _FINDING)[turned.after]],
        "because": "; ".join(shown),
    }
