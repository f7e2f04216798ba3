"""Render a diagnosis as text for a terminal: 80 columns, plain characters, readable without colour."""

import shlex
from typing import Any

from diagnose.cli.pages.ladder import ladder
from diagnose.common import render
from diagnose.diagnosis import AspectRecord, Diagnosed, acts, questions_by_agency, span


def text_report(diagnosed: Diagnosed, case_name: str) -> str:
    """Return a diagnosis as text; `case_name` is what the user typed, for the commands at the end."""
    diagnosis, w = diagnosed.diagnosis, diagnosed.words
    holding_open = [u for u in diagnosis.unknown if u.holds_open]
    later = [u for u in diagnosis.unknown if not u.holds_open]
    return render(
        "diagnosis",
        d=diagnosis,
        w=w,
        ladder=ladder(diagnosis, diagnosed.rules),
        aspects=[_held(a, w) for a in diagnosis.aspects],
        acts=acts(diagnosis),
        questions=[
            (w["unknown_heading"], w["unknown_lead"], questions_by_agency(diagnosed, holding_open)),
            (w["unknown_rest"], w["unknown_rest_lead"], questions_by_agency(diagnosed, later)),
        ],
        holding_open=holding_open,
        names=diagnosed.phrases.fact,
        value=diagnosed.phrases.value,
        case_name=shlex.quote(case_name),
    )


def _held(aspect: AspectRecord, w: dict[str, str]) -> dict[str, Any]:
    """Say what holds an aspect at its level: the criteria of the next gates that are unmet or unknown."""
    low, high = aspect.level.lowest, aspect.level.highest
    deciding = [c for c in aspect.criteria if c.reading != "second" and c.truth != "met"]
    if low == high == 4:
        lead, holding = w["at_top"], []
    elif low == high:
        lead = w["held_at"].format(low, low + 1)
        holding = [c for c in deciding if c.gates == low + 1 and c.truth == "unmet"]
    else:
        lead = w["open_between"].format(low, high)
        holding = [c for c in deciding if low < c.gates <= min(high + 1, 4)]
    return {"record": aspect, "lead": lead, "holding": holding, "second": _second(aspect, w)}


def _second(aspect: AspectRecord, w: dict[str, str]) -> str:
    second = aspect.second_reading
    if second is None:
        return ""
    said = w["second_reading"].format(span(second.level))
    return f"{said} ({', '.join(second.because)}). {' '.join(second.reasons)}"
