"""Memos of the shipped cases, for tests of what they say."""

import datetime as dt
from functools import cache

from diagnose.analysis.whatif.scenario import read_scenario
from diagnose.analysis.whatif.whatif import whatif
from diagnose.case.load import load_case
from diagnose.case.model import Case
from diagnose.common.content import folder
from diagnose.diagnosis.diagnosed import Diagnosed
from diagnose.knowledge.load import load_rules
from diagnose.memo.content.content import content
from diagnose.memo.content.letterhead import Letterhead
from diagnose.memo.content.records import Memo
from diagnose.memo.template.blocks import Block, Span, texts

RULES = load_rules()
CASES = ("lebak-2022", "fiktif-kuat-2023", "fiktif-tanpa-tpps-2023", "fiktif-kota-2024")
REVISED = folder("facts") / "scenarios" / "sk-direvisi.yaml"
TODAY = dt.date(2026, 11, 24)


def memo_of(case: Case, lang: str, change: bool = False) -> Memo:
    found = Diagnosed(case, RULES, lang)
    supposed = whatif(found, read_scenario(REVISED)[1]) if change else None
    return content(found, Letterhead(), TODAY, supposed)


@cache
def shipped(name: str, lang: str, change: bool) -> Memo:
    return memo_of(load_case(name), lang, change)


def spans(blocks: tuple[Block, ...]) -> list[Span]:
    return [span for block in blocks for span in texts(block)]


def plain(blocks: tuple[Block, ...]) -> str:
    return "".join(span.text for span in spans(blocks))
