"""Agreement of readers as text."""

from typing import Any

from diagnose.analysis.agree import OURS, Agreement, AspectAgreement
from diagnose.common import joined, render, words


def agree_page(found: Agreement, file: str) -> str:
    """Return how far readers agree as text; `file` is what the user typed."""
    lang, w = found.lang, words(found.lang)
    names = {aspect.id: aspect.name for aspect in found.aspects}
    left_open = [f"{case} ({names[aspect]})" for case, aspect in found.left_open]
    told = [*found.aspects, found.all] if len(found.aspects) > 1 else [*found.aspects]
    return render(
        "agree",
        w=w,
        title=w["agree.title"].format(file, joined(list(found.readers), lang), len(found.cases)),
        weights=w[f"agree.weights.{found.weights}"],
        left_open=left_open,
        left=joined(left_open, lang),
        aspects=[_aspect(aspect, lang) for aspect in told],
    )


def _aspect(aspect: AspectAgreement, lang: str) -> dict[str, Any]:
    w = words(lang)
    pairs = []
    for pair in aspect.pairs:
        a, b = (w["agree.ours"] if reader == OURS else reader for reader in pair.readers)
        said = w["agree.pair"].format(a, b, _figure(pair.kappa, lang), pair.same, pair.units, pair.near)
        pairs.append(said if pair.units else w["agree.nothing"].format(a, b))
    return {
        "name": f"{aspect.name} ({aspect.id})" if aspect.id else aspect.name,
        "units": w["agree.units"].format(aspect.units, aspect.open),
        "pairs": pairs,
        "alpha": w["agree.alpha"].format(_figure(aspect.alpha, lang), _figure(aspect.alpha_with_ours, lang)),
    }


def _figure(value: float | None, lang: str) -> str:
    if value is None:
        return words(lang)["agree.undefined"]
    said = f"{value:.2f}".replace("-0.00", "0.00")
    return said.replace(".", ",") if lang == "id" else said
