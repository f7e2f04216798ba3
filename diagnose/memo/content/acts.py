"""What is advised, as memos tell it: act by act, long lists of agencies shortened where space is short."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from diagnose.case import Register
from diagnose.common import words
from diagnose.diagnosis import Diagnosis, SaranRecord, acts
from diagnose.memo.content.records import Act, Part
from diagnose.memo.content.statement import state

_NAMED = 2  # of a long list of agencies, those that short texts name


def advised(diagnosis: Diagnosis, register: Register) -> Iterator[Act]:
    """Yield the acts that `diagnosis` advises, in order; `register` knows what agencies are called."""
    for number, told in enumerate(acts(diagnosis), 1):
        yield _act(number, told, register, diagnosis.lang)


def numbered(acts: Iterable[Act]) -> Iterator[Act]:
    """Yield `acts`, each and its parts with their place as statements that rest on what they rest on: 6, 6a, 6b."""
    for act in acts:
        parts = tuple(replace(p, place=state(f"{act.number}{p.letter}", *p.text.ids)) for p in act.parts)
        yield replace(act, place=state(str(act.number), *act.text.ids), parts=parts)


def _act(number: int, told: dict[str, Any], register: Register, lang: str) -> Act:
    record: SaranRecord = told["record"]
    members: list[SaranRecord] = [p["record"] for p in told["parts"]] or [record]
    on = record.package if told["parts"] and record.package else record.id
    parts = tuple(
        Part(
            letter=p["letter"],
            text=state(p["record"].text, p["record"].id),
            why=state(p["record"].why if p["tell"] else "", p["record"].id),
            basis=state("; ".join(p["record"].basis), p["record"].id),
        )
        for p in told["parts"]
    )
    return Act(
        number=number,
        text=state(told["text"], on),
        parts=parts,
        actor=state(record.actor, on),
        asked=state(record.asked, on),
        by=state(record.by, on),
        why=state("; ".join(dict.fromkeys(m.why for m in members)), on),
        basis=state("; ".join(told["basis"]), on),
        after=state(told["after"], on),
        short=state(_short(told["text"], register, lang), on),
        rules=state(", ".join(dict.fromkeys(r for m in members for r in m.rules)), on),
    )


def _short(text: str, register: Register, lang: str) -> str:
    """Return `text` with the first few of a long list of agencies, and the number of the others."""
    w = words(lang)
    names = sorted({register.holder(f, lang) for f in register.functions}, key=len, reverse=True)
    name = "|".join(map(re.escape, names))
    listed = re.compile(f"(?:{name})(?:, (?:{name}))+ {re.escape(w['and'])} (?:{name})")

    def few(match: re.Match[str]) -> str:
        found = re.findall(name, match[0])
        if len(found) <= _NAMED + 1:
            return match[0]
        return w["and_others"].format(", ".join(found[:_NAMED]), len(found) - _NAMED)

    return listed.sub(few, text)
