"""Memos of shipped cases by name, under a scenario too, or with a stranger's text wherever a stranger writes."""

import dataclasses
import datetime as dt
from functools import cache

from diagnose.analysis.whatif.scenario import read_scenario, stacked
from diagnose.analysis.whatif.whatif import whatif
from diagnose.case.load import load_case
from diagnose.common.content import folder
from diagnose.diagnosis.diagnosed import Diagnosed
from diagnose.knowledge.load import load_rules
from diagnose.memo.content.content import content
from diagnose.memo.content.letterhead import Letterhead
from diagnose.memo.content.records import Memo
from diagnose.memo.content.statement import state

RULES = load_rules()
CASES = ("lebak-2022", "fiktif-kota-2024", "fiktif-kuat-2023", "fiktif-tanpa-tpps-2023")
HOSTILE = (
    "a & b <script>alert(1)</script>",
    "\"quoted' ]]> --> &lt;",
    '#eval("1") {{7*7}} \\u{41}',
    "\u202egnirts\u200f\x00\x1b[31m",
    "x" * 300,
)


@cache
def memo_of(name: str, lang: str, scenario: str = "") -> Memo:
    case = load_case(name)
    diagnosed, changed = Diagnosed(case, RULES, lang), None
    if scenario:
        path = folder("facts") / "scenarios" / f"{scenario}.yaml"
        changed = whatif(diagnosed, stacked(case, [read_scenario(path)[1]]))
    return content(diagnosed, Letterhead(), dt.date(2026, 11, 24), changed)


def hostile(memo: Memo, text: str) -> Memo:
    """The memo with `text` for every name and value that a stranger writes."""
    said = state(text, "x")
    dimensions = tuple(
        dataclasses.replace(d, name=text, aspects=tuple(dataclasses.replace(a, name=text) for a in d.aspects))
        for d in memo.dimensions
    )
    seats = {
        code: tuple(dataclasses.replace(s, function=text, agency=said) for s in found)
        for code, found in memo.seats.items()
    }
    series = {
        name: dataclasses.replace(
            one,
            title=text,
            figures=tuple(dataclasses.replace(f, line=text, area=text, text=said) for f in one.figures),
            targets=tuple(dataclasses.replace(f, text=said) for f in one.targets),
        )
        for name, one in memo.series.items()
    }
    return dataclasses.replace(
        memo,
        region=text,
        head=text,
        office=text,
        level_names=(text,) * 4,
        dimensions=dimensions,
        obstacles=(said,) * 3,
        seats=seats,
        series=series,
        change=dataclasses.replace(memo.change, title=said) if memo.change else None,
    )
