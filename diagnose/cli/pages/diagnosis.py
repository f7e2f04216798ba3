"""Render a diagnosis as text for a terminal: 80 columns, plain characters, readable without colour."""

import shlex
from typing import Any

from diagnose.cli.pages.ladder import ladder, span
from diagnose.common.layout import render
from diagnose.common.wording import joined, words
from diagnose.diagnosis.asked import by_agency
from diagnose.diagnosis.phrases import Phrases
from diagnose.diagnosis.records import AspectRecord, Diagnosis, SaranRecord
from diagnose.knowledge.rulebase import Rulebase


def text_report(diagnosis: Diagnosis, rules: Rulebase, phrases: Phrases, case_name: str) -> str:
    """Return `diagnosis` as text; `case_name` is what the user typed, for the commands at the end."""
    w = words(diagnosis.lang)
    holding_open = [u for u in diagnosis.unknown if u.holds_open]
    later = [u for u in diagnosis.unknown if not u.holds_open]
    return render(
        "diagnosis",
        d=diagnosis,
        w=w,
        ladder=ladder(diagnosis, rules),
        aspects=[_held(a, w) for a in diagnosis.aspects],
        acts=acts(diagnosis),
        questions=[
            (w["unknown_heading"], w["unknown_lead"], by_agency(diagnosis, rules, phrases, holding_open)),
            (w["unknown_rest"], w["unknown_rest_lead"], by_agency(diagnosis, rules, phrases, later)),
        ],
        holding_open=holding_open,
        names=phrases.fact,
        value=phrases.value,
        case_name=shlex.quote(case_name),
    )


def acts(diagnosis: Diagnosis) -> list[dict[str, Any]]:
    """Return what is advised act by act: a saran by itself, or a package with its saran as lettered parts."""
    packages = {p.id: p for p in diagnosis.packages}
    grouped: dict[str, list[SaranRecord]] = {}
    for saran in diagnosis.saran:
        grouped.setdefault(saran.package or saran.id, []).append(saran)
    number = {s.id: i for i, members in enumerate(grouped.values(), 1) for s in members}
    found = []
    for i, (name, members) in enumerate(grouped.items(), 1):
        package = packages.get(name)
        after = sorted({number[a] for s in members for a in s.after} - {i})
        found.append(
            {
                "record": members[0],
                "text": package.text if package else members[0].text,
                "basis": package.basis if package else members[0].basis,
                "after": joined([str(n) for n in after], diagnosis.lang),
                "parts": _parts(members) if package else [],
            }
        )
    return found


def _parts(members: list[SaranRecord]) -> list[dict[str, Any]]:
    """Letter the saran of a package; why and on what basis is told once for neighbours that share it."""

    def why(saran: SaranRecord) -> tuple[object, ...]:
        return saran.why, saran.rules, saran.basis

    last = [i + 1 == len(members) or why(members[i + 1]) != why(s) for i, s in enumerate(members)]
    return [{"letter": _letter(n), "record": s, "tell": last[n]} for n, s in enumerate(members)]


def _letter(n: int) -> str:
    """Number the parts of a list a to z, then aa, ab ..."""
    return (_letter(n // 26 - 1) if n >= 26 else "") + chr(ord("a") + n % 26)


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
