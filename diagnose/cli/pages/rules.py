"""What other rules change in cases, and where a threshold flips outcomes, as text."""

from diagnose.analysis.rules import CaseUnder, Flip, Reading, RuleWhatIf, Sweep, TurnedRule
from diagnose.cli.pages.builder import HOW, TRUTH, Page, arrow, level
from diagnose.common import joined, words
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
    page = _page(found.lang, "compare.rules_title")
    w = page.w
    for t in found.thresholds:
        ends = (w["compare.none"] if v is None else phrases.number(v) for v in (t.before, t.after))
        page.bullets([f"{w['compare.threshold']} {t.id}: {' -> '.join(ends)} ({t.unit})"])
    page.bullets(f"{w[HOW[r.how]]}: {r.id} {r.title}" for r in found.rules)
    if not found.rules and not found.thresholds:
        page.say(w["compare.rules_same"])
    page.say(w["compare.cases_tried"].format(joined([c.name for c in found.cases], found.lang)))
    changed = [case for case in found.cases if case.changes]
    rows = [(case, row) for case in changed for row in case.differing.levels]
    page.head(w["compare.levels_changed"])
    if rows:
        cells = [
            [
                case.name,
                row.name if row.dimension else row.name.upper(),
                *(level(*both) for both in zip(row.levels, row.second, strict=True)),
            ]
            for case, row in rows
        ]
        page.table([w["compare.case"], w["compare.aspect"], w["compare.before"], w["compare.after"]], cells, _LEVELS)
    else:
        page.say(w["compare.no_level"] if changed else w["compare.no_case"])
    for case in changed:
        _case(case, page, phrases)
    same = [case.name for case in found.cases if not case.changes]
    if changed and same:
        page.gap()
        page.say(w["compare.cases_same"].format(joined(same, found.lang)))
    return page.text()


def _page(lang: str, title: str) -> Page:
    return Page(lang, words(lang)[title])


def _case(case: CaseUnder, page: Page, phrases: Phrases) -> None:
    w = page.w
    page.head(f"{case.name}: {case.case.region} {case.case.year}")
    for turned in case.turned:
        page.bullets([_turned(turned, page)])
        for reading in turned.readings:
            page.say(_reading(reading, page, phrases), 4, 6)
    for key, at in (("compare.saran_gone", 0), ("compare.saran_new", 1)):
        only = [row.text for row in case.differing.saran if row.differs and row.texts[at] is not None]
        if only:
            page.say(w[key].format(len(only)))
            page.bullets(only)


def _turned(turned: TurnedRule, page: Page) -> str:
    if turned.kind == "criterion":
        ends = (page.truth(truth) for truth in (turned.before, turned.after))
        return f"{turned.id} {turned.title}: {' -> '.join(ends)}"
    key = "compare.finding_new" if turned.before is None else "compare.finding_gone"
    return f"{turned.id} {turned.title}: {page.w[key]}"


def _reading(reading: Reading, page: Page, phrases: Phrases) -> str:
    w = page.w
    old, new = (w["compare.none"] if v is None else phrases.number(v) for v in (reading.before, reading.after))
    said = reading.said
    if reading.scale == "share" and reading.lowest is not None and reading.lowest == reading.highest:
        said += f" (= {phrases.number(reading.lowest)})"  # thresholds of shares are fractions
    moved = f"{old} -> {new}" if old != new else old
    return w["compare.reading"].format(reading.title, said, reading.threshold, moved)


def sweep_page(found: Sweep, phrases: Phrases) -> str:
    """Return `found` as text; `phrases` write numbers in the language of `found`."""
    page = _page(found.lang, "compare.sweep_title")
    w = page.w
    now = joined([phrases.number(v) for v in found.values], found.lang)
    page.say(w["compare.sweep_of"].format(found.threshold, now, found.unit))
    readers = joined(list(found.read_by), found.lang) or w["compare.none"]
    page.say(w["compare.sweep_read_by"].format(readers))
    page.say(w["compare.cases_tried"].format(joined(list(found.cases), found.lang)))
    if not found.flips:
        page.gap()
        page.say(w["compare.sweep_none"])
        return page.text()
    levels = [flip for flip in found.flips if flip.kind in ("level", "second")]
    others = [flip for flip in found.flips if flip not in levels]
    for heading, flips in (("compare.sweep_levels", levels), ("compare.sweep_rules", others)):
        page.head(w[heading])
        if not flips:
            page.say(w["compare.sweep_no_level"])
            continue
        rows = [[flip.case, _what(flip, page), _flip(flip, page, phrases)] for flip in flips]
        page.table([w["compare.case"], w["compare.what"], w["compare.flip"]], rows, _FLIPS)
    page.gap()
    page.say(w["compare.sweep_legend"])
    return page.text()


def _what(flip: Flip, page: Page) -> str:
    if flip.kind == "second":
        return page.w["compare.second_of"].format(flip.name)
    return flip.name if flip.kind == "level" else f"{flip.id} {flip.name}"


def _flip(flip: Flip, page: Page, phrases: Phrases) -> str:
    at = page.w["compare.flip_at" if flip.at else "compare.flip_above"].format(phrases.number(flip.value))
    if isinstance(flip.before, Interval) and isinstance(flip.after, Interval):
        return f"{at}: {arrow(flip.before, flip.after)}"
    said = _HOLDS if flip.kind == "finding" else TRUTH
    ends = (page.w[said[str(truth)]] for truth in (flip.before, flip.after))
    return f"{at}: {' -> '.join(ends)}"
