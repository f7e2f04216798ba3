"""Sentences that disagree with the condition they describe: another number, another figure, the wrong polarity."""

import re
from collections.abc import Iterator

from diagnose.conditions import Condition, LevelIs, comparisons, levels_read
from diagnose.knowledge import Criterion, Finding
from diagnose.problems import Problem
from diagnose.rulebase import Block, Rulebase
from diagnose.rulewords import RuleWords
from diagnose.wording import PLACEHOLDER, Text

_NUMBER = re.compile(r"(?<![\w.,-])\d+(?:[.,]\d+)?(?![\w-])")
# words that tell a number; a sentence with one speaks of a threshold of that value
_IN_WORDS = {
    "id": {"dua kali": 2, "tiga kali": 3, "separuh": 0.5, "tiga perempat": 0.75, "satu tahun": 12},
    "en": {"twice": 2, "three times": 3, "half": 0.5, "three quarters": 0.75, "a year or more": 12},
}
_DENIES = {
    "id": re.compile(r"\b(belum|tidak|bukan|hanya|baru|kurang|tanpa|sesudah|sebatas)\b", re.I),
    "en": re.compile(r"\b(no|not|only|none|less|without|after|never|nor|few|short)\b", re.I),
}


def check(base: Rulebase) -> Iterator[Problem]:
    """Yield sentences with a number that the condition has not, and sentences that say the opposite of their truth."""
    for block in base.blocks:
        if isinstance(block.content, Criterion):
            yield from _numbers(block, base, "title", "met", "unmet")
            yield from _polarity(block, base)
        elif isinstance(block.content, Finding):
            yield from _numbers(block, base, "title")


def _numbers(block: Block, base: Rulebase, *names: str) -> Iterator[Problem]:
    compared = _values(block.content.when, base)
    for name in names:
        text: Text = getattr(block.content, name)
        for lang in ("id", "en"):
            plain = PLACEHOLDER.sub(" ", text.get(lang))
            said = {float(n.replace(",", ".")) for n in _NUMBER.findall(plain)}
            said |= {float(n) for word, n in _IN_WORDS[lang].items() if re.search(rf"\b{word}\b(?!-)", plain, re.I)}
            for number in sorted(said - compared):
                values = {"given": f"{number:g}", "generated": RuleWords(base, lang).condition(block.content.when)}
                yield Problem(block.place(name, lang), "number_not_compared", values)


def _values(condition: Condition, base: Rulebase) -> set[float]:
    names = {n for c in comparisons(condition) for n in c.tests().values() if isinstance(n, str)}
    values = {t.value for t in base.thresholds if t.id in names}
    # a share may be said in percent
    return values | {100 * v for v in values if v <= 1} | {float(k) for k in _levels(condition)}


def _levels(condition: Condition) -> list[int]:
    return [2, 3, 4] if levels_read(condition) or isinstance(condition, LevelIs) else []


def _polarity(block: Block, base: Rulebase) -> Iterator[Problem]:
    for lang, denies in _DENIES.items():
        generated = RuleWords(base, lang).condition(block.content.when)
        if not denies.search(block.content.unmet.get(lang)):
            yield Problem(block.place("unmet", lang), "unmet_affirms", {"generated": generated})
