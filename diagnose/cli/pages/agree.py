"""Agreement of readers as text."""

from diagnose.analysis.agree import OURS, Agreement, AspectAgreement
from diagnose.cli.pages.builder import Page
from diagnose.common import joined, words


def agree_page(found: Agreement, file: str) -> str:
    """Return how far readers agree as text; `file` is what the user typed."""
    page = Page(found.lang, _titled(found, file))
    w = page.w
    page.say(w["agree.lead"].format(w[f"agree.weights.{found.weights}"]))
    if found.left_open:
        left = joined([f"{case} {aspect}" for case, aspect in found.left_open], found.lang)
        page.say(w["agree.open"].format(len(found.left_open), left))
    for aspect in found.aspects if len(found.aspects) > 1 else ():
        _aspect(page, aspect)
    _aspect(page, found.all if len(found.aspects) > 1 else found.aspects[0]) if found.aspects else None
    page.gap()
    page.say(w["agree.caution"])
    return page.text()


def _titled(found: Agreement, file: str) -> str:
    return words(found.lang)["agree.title"].format(file, joined(list(found.readers), found.lang), len(found.cases))


def _aspect(page: Page, aspect: AspectAgreement) -> None:
    w = page.w
    page.head(f"{aspect.name} ({aspect.id})" if aspect.id else aspect.name)
    page.say(w["agree.units"].format(aspect.units, aspect.open))
    for pair in aspect.pairs:
        a, b = (w["agree.ours"] if reader == OURS else reader for reader in pair.readers)
        said = w["agree.pair"].format(a, b, _figure(pair.kappa, page), pair.same, pair.units, pair.near)
        page.say(f"- {said if pair.units else w['agree.nothing'].format(a, b)}", 0, 2)
    page.say(f"- {w['agree.alpha'].format(_figure(aspect.alpha, page), _figure(aspect.alpha_with_ours, page))}", 0, 2)


def _figure(value: float | None, page: Page) -> str:
    if value is None:
        return page.w["agree.undefined"]
    said = f"{value:.2f}".replace("-0.00", "0.00")
    return said.replace(".", ",") if page.lang == "id" else said
