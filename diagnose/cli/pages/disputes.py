"""Disputes and what hangs on them, as text."""

from collections.abc import Iterable, Sequence

from diagnose.analysis.compare import MOST_COMBINATIONS, Combined, Conflict, Disputes, SaidRow, Side
from diagnose.cli.pages.builder import Page, level
from diagnose.common import joined, words
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
    w = words(found.lang)
    page = Page(found.lang, w["compare.disputes_title"].format(found.case.region, found.case.year))
    if found.case.fictional:
        page.say(f"*** {w['fictional']} ***")
    if not found.conflicts:
        page.say(w["compare.no_disputes"])
        return page.text()
    page.say(w["compare.disputes_lead"])
    for number, conflict in enumerate(found.conflicts, 1):
        _conflict(number, conflict, page)
    if found.combined:
        _combined(found, found.combined, page)
    return page.text()


def _conflict(number: int, conflict: Conflict, page: Page) -> None:
    w = page.w
    page.head(f"{number}. {w[_KIND[conflict.kind]]}")
    page.say(conflict.statement)
    if conflict.note:
        page.say(w["case_note"].format(conflict.note.rstrip(".")))
    names = _letters(conflict.sides)
    for name, side in zip(names, conflict.sides, strict=True):
        page.say(f"{name}: {_side(conflict, side, page)}", 2, 5)
    if len(conflict.sides) < 2:
        page.say(w["compare.one_side"])
        return
    page.gap()
    if not conflict.hangs:
        key = "compare.settled_nothing" if conflict.settled else "compare.nothing_hangs"
        page.say(w[key])
    else:
        page.say(w["compare.settled_hangs" if conflict.settled else "compare.hangs"])
        _levels(conflict, names, page)
        rows = conflict.differing
        for row in rows.criteria:
            page.say(f"- {row.id} ({row.gates}) {row.title}: " + _each(names, map(page.truth, row.truths)), 0, 2)
        for key, said in (("compare.finding", rows.findings), ("compare.saran_one", rows.saran)):
            for one in (s for s in said if s.differs):
                page.say(f"- {w[key]} {one.id}, {_only(one, names, page)}: {one.text}", 0, 2)
    _reworded(conflict, names, page)
    if conflict.of_itself:
        page.say(w["compare.of_itself"].format(joined(list(conflict.of_itself), page.lang)))


def _side(conflict: Conflict, side: Side, page: Page) -> str:
    used = f", {page.w['compare.counts']}" if side.counts else ""
    source = f"[{side.source}]" if side.source else f"({page.w['source_not_stated']})"
    if conflict.kind == "sources":
        return f"{side.said} {source}{used}"
    return page.w["compare.side_only"].format(f"{side.name} = {side.said} {source}") + used


def _levels(conflict: Conflict, names: Sequence[str], page: Page) -> None:
    """Tell each level that hangs on the conflict, and what it is as long as nobody settles it."""
    for row, stands in zip(conflict.differing.levels, conflict.as_it_stands, strict=True):
        ends = (level(*both) for both in zip(row.levels, row.second, strict=True))
        open_ = "" if conflict.settled else "; " + page.w["compare.now"].format(span(stands))
        page.say(f"- {row.name}: {page.w['level']} {_each(names, ends)}{open_}", 0, 2)


def _each(names: Sequence[str], told: Iterable[str]) -> str:
    return ", ".join(f"{name} {text}" for name, text in zip(names, told, strict=True))


def _only(row: SaidRow, names: Sequence[str], page: Page) -> str:
    having = [name for name, text in zip(names, row.texts, strict=True) if text is not None]
    return page.w["compare.under"].format(joined(having, page.lang))


def _reworded(conflict: Conflict, names: Sequence[str], page: Page) -> None:
    """Name the findings and saran that stay, with other figures."""
    same = [row for row in (*conflict.differing.findings, *conflict.differing.saran) if row.reworded]
    if same:
        page.say(page.w["compare.reworded"].format(joined([row.id for row in same], page.lang)))


def _combined(found: Disputes, combined: Combined, page: Page) -> None:
    w = page.w
    page.head(w["compare.combined"])
    if not combined.tried:
        page.say(w["compare.too_many"].format(combined.count, MOST_COMBINATIONS))
        return
    if not combined.joint:
        page.say(w["compare.single_only"].format(combined.count))
        return
    page.say(w["compare.joint"].format(combined.count))
    number = {conflict.id: str(i) for i, conflict in enumerate(found.conflicts, 1)}
    for joint in combined.joint:
        on = w["compare.on_conflicts"].format(joined([number[c] for c in joint.conflicts], found.lang))
        page.bullets([f"{w[_JOINT[joint.kind]]} {joint.name} ({on})"])
    if combined.combinations:
        names = [_letters(conflict.sides) for conflict in found.conflicts]
        levels = [joint.name for joint in combined.joint if joint.kind == "level"]
        hang = {number[c] for joint in combined.joint if joint.kind == "level" for c in joint.conflicts}
        told = {}
        for one in combined.combinations:
            sides = [f"{i}{names[i - 1][side]}" for i, side in enumerate(one.sides, 1) if str(i) in hang]
            ends = zip(levels, one.levels, strict=True)
            told[" ".join(sides)] = "; ".join(f"{name} {span(stands)}" for name, stands in ends)
        page.gap()
        for sides_told, stands_told in told.items():
            page.say(f"{sides_told}: {stands_told}", 2, 4)


def _letters(sides: Sequence[Side]) -> list[str]:
    return [chr(ord("A") + i) for i in range(len(sides))]
