"""What came of joining files, in sentences: by file, and of each clash."""

from typing import Any

from diagnose.case import Register, label, word
from diagnose.common import words
from diagnose.intake.join.gather import Contribution, Gathered
from diagnose.intake.join.merge import Clash


def came_of(part: Contribution, lang: str) -> str:
    """Return how many facts of one file are new, the same, sharper or in conflict."""
    w = words(lang)
    told = [w[f"import.{outcome}"].format(n) for outcome, n in part.facts.items() if n]
    return f"{'; '.join(told) or w['import.nothing_new']}."


def counted(part: Contribution, lang: str) -> str:
    """Return what was counted in one file; empty where nothing was."""
    w = words(lang)
    told = [w[count.key].format(count.number) for count in part.counts if count.number]
    return f"{'; '.join(told)}." if told else ""


def clashes(gathered: Gathered, lang: str) -> list[str]:
    """Return a sentence for each clash: on what, what each says and where, and what came of it."""
    return [clash_told(clash, gathered.case.register, lang) for clash in gathered.clashes]


def clash_told(clash: Clash, register: Register, lang: str) -> str:
    """Return the sentence of one clash."""
    return words(lang)[f"import.clash.{clash.outcome}"].format(
        fact=label(clash.path, lang, register) or clash.path,
        ours=in_short(clash.said[0], lang),
        theirs=in_short(clash.said[1], lang),
        at=clash.ours,
        of=clash.theirs,
    )


def in_short(raw: Any, lang: str) -> str:
    """Write the raw value of a fact in a few signs."""
    w = words(lang)
    if isinstance(raw, dict):
        bounds = [w[k].format(in_short(raw[k], lang)) for k in ("at_least", "at_most") if k in raw]
        claims = [in_short(claim, lang) for claim in raw.get("disputed", ())]
        return "; ".join(bounds) or " / ".join(claims) or in_short(raw.get("value", "yes"), lang)
    text = "yes" if raw is None else str(word(raw))  # a seat that is only listed is taken
    return next((w[key] for kind in ("answer", "extent", "import.way") if (key := f"{kind}.{text}") in w), text)
