"""Texts: blanks that something fills, and both languages."""

from collections.abc import Iterator

from diagnose.case import blank_facts, function_ids
from diagnose.common import HOLDER, PLACEHOLDER, SIZE, TERM, Problem, Text
from diagnose.knowledge.models import Criterion, Finding
from diagnose.knowledge.rulebase import Block, Rulebase
from diagnose.knowledge.saran import Package, Saran

OWN_PLACEHOLDERS = ("agency", "agencies", "entries", "function", "head", "lacking", "region", "year")
_SAME = 25  # a text of this length that is the same in both languages was not translated


def check(base: Rulebase) -> Iterator[Problem]:
    """Yield blanks that nothing fills, blanks of one language only, and texts that were not translated."""
    known = _known(base)
    for block in base.blocks:
        yield from _of(block, known)
        for name in type(block.content).model_fields:
            text = getattr(block.content, name)
            if isinstance(text, Text):
                if text.id == text.en and len(text.id) >= _SAME:
                    yield Problem(block.place(name), "not_translated", {"given": text.id})
                if set("{}") & set(PLACEHOLDER.sub("", text.id) + PLACEHOLDER.sub("", text.en)):
                    yield Problem(block.place(name), "brace_loose", {"given": name})
                if name == "title" and PLACEHOLDER.search(text.id + text.en):
                    yield Problem(block.place(name), "title_with_blanks", {"given": block.content.id})
                only = set(PLACEHOLDER.findall(text.id)) ^ set(PLACEHOLDER.findall(text.en))
                if only:
                    yield Problem(block.place(name), "blanks_differ", {"given": ", ".join(sorted(only))})


def _known(base: Rulebase) -> set[str]:
    """Return what can fill a blank."""
    single = [m.id for m in base.measures.values() if not m.per_function]
    named = (*(t.id for t in base.thresholds), *blank_facts(), *(HOLDER + f for f in function_ids()))
    return {*OWN_PLACEHOLDERS, *single, *named, *(SIZE + m for m in single), *(TERM + t.id for t in base.terms)}


def _of(block: Block, known: set[str]) -> Iterator[Problem]:
    if not isinstance(block.content, Criterion | Finding | Saran | Package):
        return
    for name in type(block.content).model_fields:
        text = getattr(block.content, name)
        if isinstance(text, Text):
            for lang in ("id", "en"):
                for given in PLACEHOLDER.findall(getattr(text, lang)):
                    if given not in known:
                        yield block.unknown("placeholder_unknown", given, known, name, lang)
                    elif given in ("agency", "function") and not getattr(block.content, "each_function", False):
                        yield Problem(block.place(name, lang), "one_function_odd", {"given": given})
                    elif given == "lacking" and not _named(block.content):
                        yield Problem(block.place(name, lang), "lacking_without_asks", {"given": "{lacking}"})


def _named(content: object) -> bool:
    """Tell whether each thing that a saran asks for has a name."""
    return isinstance(content, Saran) and bool(content.asks) and all(request.name for request in content.asks)
