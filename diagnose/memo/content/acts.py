"""What is advised, as memos tell it: act by act, what the head of the region is asked to decide before the rest."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from diagnose.common import Place, joined, lowered, the_one_meant
from diagnose.diagnosis import ActRecord, Diagnosed, SaranRecord, Summary, acts, opening, summary
from diagnose.memo.content.records import Act, Part
from diagnose.memo.content.statement import state


@dataclass(frozen=True)
class Advised:
    """What is advised: asked of the head of the region, done without that, and what was left for the annex."""

    decisions: tuple[Act, ...]
    own: tuple[Act, ...]
    others: tuple[Act, ...]


def advised(diagnosed: Diagnosed, chosen: Sequence[str] = ()) -> Advised:
    """Return the acts, numbered through; those that are `chosen`, in that order, where any are, then the others.

    Raises:
        InputError: there is no such act.
    """
    said: Summary = summary(diagnosed)
    told = {act["record"].package or act["record"].id: act for act in acts(diagnosed.diagnosis)}
    every = (*said.decisions, *said.own)
    known = {act.id: (act.text,) for act in every}
    order = list(dict.fromkeys(the_one_meant(name, Place("--act"), "memo_act", known) for name in chosen))
    asked = {act.id for act in said.decisions}
    order.sort(key=lambda id_: id_ not in asked)  # what is asked for comes first, whatever the order
    kept = frozenset(order) if chosen else frozenset(known)
    order += [id_ for id_ in known if id_ not in order]
    number = {s.id: order.index(id_) + 1 for id_, act in told.items() for s in _members(act)}

    records = {act.id: act.model_copy(update={"number": order.index(act.id) + 1}) for act in every}
    made = {id_: _act(records[id_], told[id_], number, diagnosed) for id_ in order}
    return Advised(
        tuple(act for id_, act in made.items() if id_ in kept and id_ in asked),
        tuple(act for id_, act in made.items() if id_ in kept and id_ not in asked),
        tuple(act for id_, act in made.items() if id_ not in kept),
    )


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
    together: dict[tuple[int, ...], list[str]] = {}
    for name, some in levels.items():
        together.setdefault(tuple(sorted(some)), []).append(name)
    clauses = [opening(some, joined(names, lang), lang) for some, names in together.items()]
    return (w["opens"].format("; ".join(clauses)) if clauses else "") or "; ".join(
        dict.fromkeys(lowered(m.why) for m in members)
    )
