"""The parts of a diagnosis behind its first screen: 80 columns, plain characters, readable without colour."""

import re
from collections.abc import Iterable
from typing import Any

from diagnose.cli.pages.ladder import ladder
from diagnose.common import render
from diagnose.diagnosis import (
    AspectRecord,
    Diagnosed,
    acts,
    evidence_said,
    on_one_document,
    questions_told,
    span,
)

PARTS = ("saran", "temuan", "tanya", "asumsi")


def parts_page(diagnosed: Diagnosed, parts: Iterable[str]) -> str:
    """Return the `parts` of a diagnosis in full; ``lengkap`` is all of them, the ladder and what holds each aspect."""
    diagnosis, w = diagnosed.diagnosis, diagnosed.words
    deciding, later = questions_told(diagnosed)
    page = render(
        "diagnosis",
        d=diagnosis,
        parts={*parts, *PARTS} if "lengkap" in parts else set(parts),
        open=any(a.level.lowest != a.level.highest for a in diagnosis.aspects),
        w=w,
        ladder=ladder(diagnosis, diagnosed.rules),
        aspects=[_held(a, w) for a in diagnosis.aspects],
        one_document=on_one_document((a.evidence for a in diagnosis.aspects), w),
        acts=acts(diagnosis),
        questions=[
            (w["unknown_heading"], w["unknown_lead"], deciding),
            (w["unknown_rest"], w["unknown_rest_lead"], later),
        ],
        names=diagnosed.phrases.fact,
        value=diagnosed.phrases.value,
    )
    return re.sub(r"\n{3,}", "\n\n", page)


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
    return {
        "record": aspect,
        "lead": lead,
        "holding": holding,
        "second": _second(aspect, w),
        "evidence": evidence_said(aspect.evidence, w),
    }


def _second(aspect: AspectRecord, w: dict[str, str]) -> str:
    second = aspect.second_reading
    if second is None:
        return ""
    said = w["second_reading"].format(span(second.level))
    return f"{said} ({', '.join(second.because)}). {' '.join(second.reasons)}"
