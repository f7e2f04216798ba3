"""Cases side by side, as text."""

from collections.abc import Sequence

from diagnose.analysis.compare import CasesCompared, SaidRow
from diagnose.case import code_names
from diagnose.cli.pages.builder import Page, called, level
from diagnose.common import joined, words
from diagnose.diagnosis import CaseRecord, Phrases


def cases_page(found: CasesCompared, names: Sequence[str], phrases: Phrases) -> str:
    """Return `found` as text; `names` are the cases as typed; `phrases` write values in the language of `found`."""
    w = words(found.lang)
    heads = called(found.cases, names)
    page = Page(found.lang, w["compare.cases_title"].format(len(found.cases)))
    for head, case, name in zip(heads, found.cases, names, strict=True):
        page.say(known(case, head, name, w), 0, 2)
    page.say(w["compare.not_ranked"])
    _levels(found, heads, page)
    _criteria(found, heads, page)
    _saran(found, heads, page)
    _outcomes(found, heads, page, phrases)
    return page.text()


def known(case: CaseRecord, head: str, name: str, w: dict[str, str]) -> str:
    """Say how much is known of a case."""
    fictional = f", {w['compare.fictional']}" if case.fictional else ""
    told = f"{head}{fictional}" if f"({name})" in head else f"{head} ({name}{fictional})"
    return f"{told}: " + w["compare.known"].format(case.facts_known, case.facts_asked)


def _levels(found: CasesCompared, heads: Sequence[str], page: Page) -> None:
    page.head(page.w["compare.levels"])
    rows = []
    for row in found.conclusions.levels:
        cells = [level(stands, second) for stands, second in zip(row.levels, row.second, strict=True)]
        rows.append((f"  {row.name}" if row.dimension else row.name.upper(), cells))
    page.columns(heads, rows)
    page.say(page.w["compare.legend_levels"])
    if any(second for row in found.conclusions.levels for second in row.second):
        page.say(page.w["legend_second"])


def _criteria(found: CasesCompared, heads: Sequence[str], page: Page) -> None:
    page.head(page.w["compare.criteria_differ"])
    names = {row.id: row.name for row in found.conclusions.levels}
    differ = [row for row in found.conclusions.criteria if row.differs]
    if not differ:
        page.say(page.w["compare.criteria_same"])
        return
    rows: list[tuple[str, Sequence[str]]] = []
    for aspect in dict.fromkeys(row.aspect for row in differ):
        rows.append((names[aspect].upper(), [""] * len(heads)))
        for row in (r for r in differ if r.aspect == aspect):
            rows.append((f"{row.id} ({row.gates}) {row.title}", [page.truth(t) for t in row.truths]))
    page.columns(heads, rows)
    page.say(page.w["compare.legend_criteria"])


def _saran(found: CasesCompared, heads: Sequence[str], page: Page) -> None:
    page.head(page.w["compare.saran"])
    page.say(page.w["compare.saran_caution"])
    groups: dict[tuple[bool, ...], list[SaidRow]] = {}
    for row in found.conclusions.saran:
        groups.setdefault(tuple(text is not None for text in row.texts), []).append(row)
    for given in sorted(groups, key=lambda g: (-sum(g), [not here for here in g])):
        page.gap()
        having = [head for head, here in zip(heads, given, strict=True) if here]
        title = page.w["compare.in_all"] if all(given) else page.w["compare.only_in"]
        page.say(title.format(joined(having, found.lang), len(groups[given])))
        for row in groups[given]:
            _said(row, heads, page)
    if not groups:
        page.say(page.w["saran_none"])


def _said(row: SaidRow, heads: Sequence[str], page: Page) -> None:
    texts: dict[str, list[str]] = {}
    for text, head in zip(row.texts, heads, strict=True):
        if text is not None:
            texts.setdefault(text, []).append(head)
    if len(texts) == 1:
        page.bullets([*texts])
        return
    page.bullets([page.w["compare.as_it_is"]])
    for text, having in texts.items():
        page.say(f"{', '.join(having)}: {text}", 2, 4)


def _outcomes(found: CasesCompared, heads: Sequence[str], page: Page, phrases: Phrases) -> None:
    if not found.outcomes:
        return
    page.head(page.w["compare.outcomes"])
    page.say(page.w["compare.outcomes_caution"])
    rows = []
    for row in found.outcomes:
        cells = [
            "." if value is None else phrases.value(value) + (" ?" if disputed else "")
            for value, disputed in zip(row.values, row.open_dispute, strict=True)
        ]
        rows.append((f"{_source(row.source, found.lang)} {row.year}", cells))
    page.columns(heads, rows)
    legend = page.w["compare.legend_outcomes"]
    page.say(legend + (page.w["compare.legend_open"] if any(any(r.open_dispute) for r in found.outcomes) else ""))


def _source(code: str, lang: str) -> str:
    named = code_names().get(code)
    return named.get(lang) if named else code
