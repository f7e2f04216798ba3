"""Sentences that disagree with the condition they describe: another number, another figure, the wrong polarity."""

import re
from collections.abc import Iterator

from diagnose.common import PLACEHOLDER, Problem, Text, words
from diagnose.knowledge import (
    Block,
    Condition,
    Criterion,
    Finding,
    LevelIs,
    Rulebase,
    RuleWords,
    comparisons,
    levels_read,
)

_NUMBER = re.compile(r"(?<![\w.,-])\d+(?:[.,]\d+)?(?![\w-])")
_PERCENT = re.compile(r"(?<![\w.,-])(\d+(?:[.,]\d+)?) ?(?:%|persen\b|percent\b)")


def check(base: Rulebase) -> Iterator[Problem]:
    """Yield sentences with a number that the condition has not, and sentences that say the opposite of their truth."""
    for block in base.blocks:
        if isinstance(block.content, Criterion):
            yield from _numbers(block, base, "title", "met", "unmet")
            yield from _polarity(block, base)
        elif isinstance(block.content, Finding):
            yield from _numbers(block, base, "title")
            # a statement may tell of years and practice, but a percentage in it is a threshold
            yield from _numbers(block, base, "statement", pattern=_PERCENT)


def _numbers(block: Block, base: Rulebase, *names: str, pattern: re.Pattern[str] = _NUMBER) -> Iterator[Problem]:
    compared = _values(block.content.when, base)
    for name in names:
        text: Text = getattr(block.content, name)
        for lang in ("id", "en"):
            plain = PLACEHOLDER.sub(" ", text.get(lang))
            said = {float(n.replace(",", ".")) for n in pattern.findall(plain)}
            if pattern is _NUMBER:
                said |= _in_words(plain, lang)
            for number in sorted(said - compared):
                values = {"given": f"{number:g}", "generated": RuleWords(base, lang).condition(block.content.when)}
                yield Problem(block.place(name, lang), "number_not_compared", values)


def _in_words(text: str, lang: str) -> set[float]:
    told = {k.removeprefix("sentence.number."): w for k, w in words(lang).items() if k.startswith("sentence.number.")}
    return {float(number) for number, word in told.items() if re.search(rf"\b{word}\b(?!-)", text, re.I)}


def _values(condition: Condition, base: Rulebase) -> set[float]:
    names = {n for c in comparisons(condition) for n in c.tests().values() if isinstance(n, str)}
    values = {t.value for t in base.thresholds if t.id in names}
    # a share may be said in percent
    return values | {100 * v for v in values if v <= 1} | {float(k) for k in _levels(condition)}


def _levels(condition: Condition) -> list[int]:
    return [2, 3, 4] if levels_read(condition) or isinstance(condition, LevelIs) else []


def _polarity(block: Block, base: Rulebase) -> Iterator[Problem]:
    for lang in ("id", "en"):
        denies = re.compile(rf"\b({words(lang)['sentence.denies']})\b", re.I)
        generated = RuleWords(base, lang).condition(block.content.when)
        if not denies.search(block.content.unmet.get(lang)):
            values = {"generated": generated, "words": words(lang)["sentence.denies"].replace("|", ", ")}
            yield Problem(block.place("unmet", lang), "unmet_affirms", values)
