"""Disputes and what hangs on them, as text."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from diagnose.analysis.compare import MOST_COMBINATIONS, Combined, Conflict, Disputes, SaidRow, Side
from diagnose.cli.pages.comparing import level, truth_said
from diagnose.common import joined, render, words
from diagnose.diagnosis import span

_KIND = {"sources": "compare.kind_sources", "statements": "compare.kind_statements", "systems": "compare.kind_systems"}
_JOINT = {
    "level": "compare.joint_level",
    "criterion": "compare.joint_criterion",
    "finding": "compare.joint_finding",
    "saran": "compare.joint_saran",
}


def disputes_page(found: Disputes) -> str:
    """Return `found` as text."""
    return render(
        "disputes",
        w=words(found.lang),
        case=found.case,
        conflicts=[_conflict(conflict, found.lang) for conflict in found.conflicts],
        combined=_combined(found, found.combined) if found.combined and found.conflicts else None,
    )


def _conflict(conflict: Conflict, lang: str) -> dict[str, Any]:
    w = words(lang)
    names = _letters(conflict.sides)
    same = [row.id for row in (*conflict.differing.findings, *conflict.differing.saran) if row.reworded]
    hangs = "compare.settled_hangs" if conflict.settled else "compare.hangs"
    nothing = "compare.settled_nothing" if conflict.settled else "compare.nothing_hangs"
    return {
        "kind": w[_KIND[conflict.kind]],
        "statement": conflict.statement,
        "note": w["case_note"].format(conflict.note.rstrip(".")) if conflict.note else "",
        "sides": [(name, _side(conflict, side, w)) for name, side in zip(names, conflict.sides, strict=True)],
        "lead": w[hangs if conflict.hangs else nothing],
        "hanging": list(_hanging(conflict, names, lang)) if conflict.hangs else [],
        "reworded": w["compare.reworded"].format(joined(same, lang)) if same else "",
        "of_itself": w["compare.of_itself"].format(joined(list(conflict.of_itself), lang))
        if conflict.of_itself
        else "",
    }


def _side(conflict: Conflict, side: Side, w: dict[str, str]) -> str:
    used = f", {w['compare.counts']}" if side.counts else ""
    source = f"[{side.source}]" if side.source else f"({w['source_not_stated']})"
    if conflict.kind == "sources":
        return f"{side.said} {source}{used}"
    return w["compare.side_only"].format(f"{side.name} = {side.said} {source}") + used


def _hanging(conflict: Conflict, names: Sequence[str], lang: str) -> Iterator[str]:
    """Yield each conclusion that hangs on the conflict; of a level also what it is as long as nobody settles it."""
    w, rows = words(lang), conflict.differing
    for row, stands in zip(rows.levels, conflict.as_it_stands, strict=True):
        ends = (level(*both) for both in zip(row.levels, row.second, strict=True))
        open_ = "" if conflict.settled else "; " + w["compare.now"].format(span(stands))
        yield f"{row.name}: {w['level']} {_each(names, ends)}{open_}"
    for criterion in rows.criteria:
        truths = (truth_said(truth, lang) for truth in criterion.truths)
        yield f"{criterion.id} ({criterion.gates}) {criterion.title}: {_each(names, truths)}"
    for key, said in (("compare.finding", rows.findings), ("compare.saran_one", rows.saran)):
        for one in (s for s in said if s.differs):
            yield f"{w[key]} {one.id}, {_only(one, names, lang)}: {one.text}"


def _each(names: Sequence[str], told: Iterable[str]) -> str:
    return ", ".join(f"{name} {text}" for name, text in zip(names, told, strict=True))


def _only(row: SaidRow, names: Sequence[str], lang: str) -> str:
    having = [name for name, text in zip(names, row.texts, strict=True) if text is not None]
    return words(lang)["compare.under"].format(joined(having, lang))


def _combined(found: Disputes, combined: Combined) -> dict[str, Any]:
    """Return what hangs on several conflicts taken together: a lead, each conclusion, and levels by sides."""
    w = words(found.lang)
    if not combined.tried:
        return {"lead": w["compare.too_many"].format(combined.count, MOST_COMBINATIONS), "joint": [], "sides": {}}
    if not combined.joint:
        return {"lead": w["compare.single_only"].format(combined.count), "joint": [], "sides": {}}
    number = {conflict.id: str(i) for i, conflict in enumerate(found.conflicts, 1)}
    joint = []
    for one in combined.joint:
        on = w["compare.on_conflicts"].format(joined([number[c] for c in one.conflicts], found.lang))
        joint.append(f"{w[_JOINT[one.kind]]} {one.name} ({on})")
    return {
        "lead": w["compare.joint"].format(combined.count),
        "joint": joint,
        "sides": _by_sides(found, combined, number),
    }


def _by_sides(found: Disputes, combined: Combined, number: dict[str, str]) -> dict[str, str]:
    """Return the levels that hang on several conflicts, under each combination of their sides."""
    names = [_letters(conflict.sides) for conflict in found.conflicts]
    levels = [joint.name for joint in combined.joint if joint.kind == "level"]
    hang = {number[c] for joint in combined.joint if joint.kind == "level" for c in joint.conflicts}
    told = {}
    for one in combined.combinations:
        sides = [f"{i}{names[i - 1][side]}" for i, side in enumerate(one.sides, 1) if str(i) in hang]
        ends = zip(levels, one.levels, strict=True)
        told[" ".join(sides)] = "; ".join(f"{name} {span(stands)}" for name, stands in ends)
    return told


def _letters(sides: Sequence[Side]) -> list[str]:
    return [chr(ord("A") + i) for i in range(len(sides))]
