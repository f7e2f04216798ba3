"""What other rules change in cases, and where a threshold flips outcomes, as text."""

from typing import Any

from diagnose.analysis.rules import CaseUnder, Flip, Reading, RuleWhatIf, Sweep, TurnedRule
from diagnose.cli.pages.comparing import HOW, TRUTH, arrow, level, truth_said
from diagnose.common import joined, render, table, words
from diagnose.diagnosis import Interval, Phrases

_HOLDS: dict[str | None, str] = {
    "met": "compare.finding_met",
    "unmet": "compare.finding_unmet",
    "unknown": "compare.unknown",
}
_LEVELS = (26, 36, 7, 7)
_FLIPS = (26, 30, 22)


def rules_page(found: RuleWhatIf, phrases: Phrases) -> str:
    """Return `found` as text; `phrases` write numbers in the language of `found`."""
    w = words(found.lang)
    changes = []
    for t in found.thresholds:
        ends = (w["compare.none"] if v is None else phrases.number(v) for v in (t.before, t.after))
        changes.append(f"{w['compare.threshold']} {t.id}: {' -> '.join(ends)} ({t.unit})")
    changes += [f"{w[HOW[r.how]]}: {r.id} {r.title}" for r in found.rules]
    changed = [case for case in found.cases if case.changes]
    return render(
        "rules_whatif",
        w=w,
        changes=changes,
        tried=joined([case.name for case in found.cases], found.lang),
        levels=_levels(changed, w),
        cases=[_case(case, found.lang, phrases) for case in changed],
        same=joined([case.name for case in found.cases if not case.changes], found.lang),
    )


def _levels(changed: list[CaseUnder], w: dict[str, str]) -> str:
    """Return the table of levels that change; nothing where none does."""
    cells = [
        [
            case.name,
            row.name if row.dimension else row.name.upper(),
            *(level(*both) for both in zip(row.levels, row.second, strict=True)),
        ]
        for case in changed
        for row in case.differing.levels
    ]
    head = [w["compare.case"], w["compare.aspect"], w["compare.before"], w["compare.after"]]
    return table(head, cells, _LEVELS) if cells else ""


def _case(case: CaseUnder, lang: str, phrases: Phrases) -> dict[str, Any]:
    w = words(lang)
    lists = []
    for key, at in (("compare.saran_gone", 0), ("compare.saran_new", 1)):
        only = [row.text for row in case.differing.saran if row.differs and row.texts[at] is not None]
        if only:
            lists.append((w[key].format(len(only)), only))
    return {
        "title": f"{case.name}: {case.case.region} {case.case.year}",
        "turned": [
            (_turned(turned, lang), [_reading(reading, w, phrases) for reading in turned.readings])
            for turned in case.turned
        ],
        "lists": lists,
    }


def _turned(turned: TurnedRule, lang: str) -> str:
    if turned.kind == "criterion":
        ends = (truth_said(truth, lang) for truth in (turned.before, turned.after))
        return f"{turned.id} {turned.title}: {' -> '.join(ends)}"
    key = "compare.finding_new" if turned.before is None else "compare.finding_gone"
    return f"{turned.id} {turned.title}: {words(lang)[key]}"


def _reading(reading: Reading, w: dict[str, str], phrases: Phrases) -> str:
    old, new = (w["compare.none"] if v is None else phrases.number(v) for v in (reading.before, reading.after))
    said = reading.said
    if reading.scale == "share" and reading.lowest is not None and reading.lowest == reading.highest:
        said += f" (= {phrases.number(reading.lowest)})"  # thresholds of shares are fractions
    moved = f"{old} -> {new}" if old != new else old
    return w["compare.reading"].format(reading.title, said, reading.threshold, moved)


def sweep_page(found: Sweep, phrases: Phrases) -> str:
    """Return `found` as text; `phrases` write numbers in the language of `found`."""
    w = words(found.lang)
    now = joined([phrases.number(v) for v in found.values], found.lang)
    levels = [flip for flip in found.flips if flip.kind in ("level", "second")]
    others = [flip for flip in found.flips if flip not in levels]
    return render(
        "rules_sweep",
        w=w,
        of=w["compare.sweep_of"].format(found.threshold, now, found.unit),
        read_by=joined(list(found.read_by), found.lang) or w["compare.none"],
        tried=joined(list(found.cases), found.lang),
        flips=[
            (w["compare.sweep_levels"], _flips(levels, w, phrases)),
            (w["compare.sweep_rules"], _flips(others, w, phrases)),
        ]
        if found.flips
        else [],
    )


def _flips(flips: list[Flip], w: dict[str, str], phrases: Phrases) -> str:
    """Return the table of where outcomes flip; nothing where none does."""
    rows = [[flip.case, _what(flip, w), _flip(flip, w, phrases)] for flip in flips]
    return table([w["compare.case"], w["compare.what"], w["compare.flip"]], rows, _FLIPS) if rows else ""


def _what(flip: Flip, w: dict[str, str]) -> str:
    if flip.kind == "second":
        return w["compare.second_of"].format(flip.name)
    return flip.name if flip.kind == "level" else f"{flip.id} {flip.name}"


def _flip(flip: Flip, w: dict[str, str], phrases: Phrases) -> str:
    at = w["compare.flip_at" if flip.at else "compare.flip_above"].format(phrases.number(flip.value))
    if isinstance(flip.before, Interval) and isinstance(flip.after, Interval):
        return f"{at}: {arrow(flip.before, flip.after)}"
    said = _HOLDS if flip.kind == "finding" else TRUTH
    ends = (w[said[str(truth)]] for truth in (flip.before, flip.after))
    return f"{at}: {' -> '.join(ends)}"
