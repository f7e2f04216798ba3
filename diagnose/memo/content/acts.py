"""What is advised, as memos tell it: act by act, what the head of the region is asked to decide before the rest."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from diagnose.common import joined, lowered
from diagnose.diagnosis import ActRecord, Diagnosed, SaranRecord, Summary, acts, summary
from diagnose.memo.content.records import Act, Part
from diagnose.memo.content.statement import state


def advised(diagnosed: Diagnosed) -> tuple[tuple[Act, ...], tuple[Act, ...]]:
    """Return the acts that are asked of the head of the region, and the others; numbered through, in order."""
    said: Summary = summary(diagnosed)
    told = {act["record"].package or act["record"].id: act for act in acts(diagnosed.diagnosis)}
    order = [act.id for act in (*said.decisions, *said.own)]
    number = {s.id: order.index(id_) + 1 for id_, act in told.items() for s in _members(act)}

    def made(record: ActRecord) -> Act:
        return _act(record, told[record.id], number, diagnosed)

    return tuple(map(made, said.decisions)), tuple(map(made, said.own))


def numbered(acts: Iterable[Act]) -> Iterator[Act]:
    """Yield `acts`, each and its parts with their place as statements that rest on what they rest on: 6, 6a, 6b."""
    for act in acts:
        parts = tuple(replace(p, place=state(f"{act.number}{p.letter}", *p.text.ids)) for p in act.parts)
        yield replace(act, place=state(str(act.number), *act.text.ids), parts=parts)


def _members(act: dict[str, Any]) -> list[SaranRecord]:
    return [p["record"] for p in act["parts"]] or [act["record"]]


def _act(said: ActRecord, told: dict[str, Any], number: dict[str, int], diagnosed: Diagnosed) -> Act:
    record, members = told["record"], _members(told)
    after = sorted({number[a] for s in members for a in s.after} - {said.number})
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
        number=said.number,
        text=state(told["text"], said.id),
        parts=parts,
        actor=state(record.actor, said.id),
        asked=state(record.asked, said.id),
        by=state(record.by, said.id),
        when=state(said.by, said.id),
        why=state(_why(members, diagnosed), said.id),
        basis=state("; ".join(told["basis"]), said.id),
        after=state(joined([str(n) for n in after], diagnosed.lang), said.id),
        brief=state(_brief(said, members, diagnosed), said.id, *(m.id for m in members)),
        rules=state(", ".join(dict.fromkeys(r for m in members for r in m.rules)), said.id),
    )


def _brief(said: ActRecord, members: list[SaranRecord], diagnosed: Diagnosed) -> str:
    """Return an act in one sentence, that of a package with all its parts."""
    package = next((p.short for p in diagnosed.diagnosis.packages if p.id == said.id), None)
    if package is None:
        return said.text.rstrip(".")
    parts = dict.fromkeys(m.short.rstrip(".") for m in members)
    return f"{package.rstrip(':')}: {'; '.join(map(lowered, parts))}"


def _why(members: list[SaranRecord], diagnosed: Diagnosed) -> str:
    """Return in one clause what the acts of `members` help to open, level by level, else what they answer."""
    w, lang = diagnosed.words, diagnosed.lang
    levels: dict[str, set[int]] = {}
    for opened in (o for m in members for o in m.opens):
        levels.setdefault(diagnosed.names[opened.aspect], set()).add(opened.level)
    together: dict[str, list[str]] = {}
    for name, some in levels.items():
        together.setdefault(joined([str(n) for n in sorted(some)], lang), []).append(name)
    clauses = [w["opens_level"].format(some, joined(names, lang)) for some, names in together.items()]
    return (w["opens"].format("; ".join(clauses)) if clauses else "") or "; ".join(
        dict.fromkeys(lowered(m.why) for m in members)
    )
