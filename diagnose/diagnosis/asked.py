"""Questions as people read them: grouped by the agency that can answer, with what the answer can do."""

from collections.abc import Iterable
from typing import Any

from diagnose.common import joined, words
from diagnose.diagnosis.alike import Alike
from diagnose.diagnosis.diagnosed import Diagnosed
from diagnose.diagnosis.levels import span
from diagnose.diagnosis.phrases import Phrases
from diagnose.diagnosis.records import UnknownRecord

_NAMED = 2  # of many agencies, those that are named


def questions_by_agency(
    diagnosed: Diagnosed, asked: Iterable[UnknownRecord], *, each: bool = False
) -> list[dict[str, Any]]:
    """Return `asked` grouped by who can answer, the agency with the most useful question first.

    Each group has `who` and `asked`; each question its words and what the answer can do. What is asked in nearly the
    same words is one question, unless `each` is wanted by itself, as in a memo that answers are written beside.
    """
    groups: dict[str, list[dict[str, Any]]] = {}
    listed: set[str] = set()
    for record in asked:
        # a long list of agencies is given once, and only where a level hangs on it
        short = not record.holds_open or set(record.functions) <= listed
        question = shortened(record, diagnosed.phrases) if short else record.question
        listed |= set(record.functions)
        groups.setdefault(record.who, []).append({"question": question, "told": effects(diagnosed, record)})
    return [{"who": w, "asked": found if each else _together(found, diagnosed)} for w, found in groups.items()]


def questions_told(diagnosed: Diagnosed) -> list[list[dict[str, Any]]]:
    """Return the questions that levels wait for, then all others, each grouped by agency."""
    unknown = diagnosed.diagnosis.unknown
    parts = [u for u in unknown if u.holds_open], [u for u in unknown if not u.holds_open]
    return [questions_by_agency(diagnosed, part) for part in parts]


def _together(members: list[dict[str, Any]], diagnosed: Diagnosed) -> list[dict[str, Any]]:
    """Ask together what is asked in the same words but a few, of which the answers can do the same."""
    found: list[tuple[Alike, dict[str, Any]]] = []
    for member in members:
        words = tuple(member["question"].removesuffix("?").split())
        for alike, first in found:
            if first["told"] == member["told"] and alike.take(words):
                break
        else:
            found.append((Alike(words), member))
    return [{**member, "question": alike.said(diagnosed.listed)} for alike, member in found]


def effects(diagnosed: Diagnosed, record: UnknownRecord) -> list[str]:
    """Return what the answer can do, a line each aspect that it narrows; else that it decides together with others."""
    w = diagnosed.words
    aspects = {a.id: a for a in diagnosed.diagnosis.aspects}
    measures = [diagnosed.rules.measure_of(code) for code in record.measures]
    yes_no = all(m.scale == "answer" and m.better == "higher" for m in measures)
    best, worst = ("best", "worst") if not yes_no else ("all", "none") if len(record.functions) > 1 else ("yes", "no")
    lines = []
    for n in record.narrows:
        now = aspects[n.aspect].level
        ends = ((best, n.if_best), (worst, n.if_worst))
        said = [w[f"narrows_{end}"].format(span(level)) for end, level in ends if level != now]
        lines.append(w["narrows"].format(aspects[n.aspect].name, span(now), "; ".join(said)))
    if record.holds_open and not lines:
        names = diagnosed.listed(aspects[a].name for a in record.holds_open)
        lines.append(w["narrows_together"].format(names))
    return lines


def shortened(record: UnknownRecord, phrases: Phrases) -> str:
    """Return the question with the first few of a long list of agencies, and the number of the others."""
    every = phrases.agencies(record.functions)
    names = list(dict.fromkeys(phrases.agencies([f]) for f in record.functions))
    if len(names) <= _NAMED + 1 or every not in record.question:
        return record.question
    others = words(phrases.lang)["others"].format(len(names) - _NAMED)
    few = joined([*names[:_NAMED], others], phrases.lang)
    return record.question.replace(every, few)
