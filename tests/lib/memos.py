"""Memos of the shipped cases, for tests of what they say."""

import datetime as dt
from collections.abc import Sequence
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
from diagnose.memo.template.about import About, head_of
from diagnose.memo.template.blocks import Block, Span, texts
from diagnose.memo.template.render import Filled

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


def of(blocks: Sequence[Block], template: str) -> Filled:
    """`blocks` as if the shipped template of that name had come to them; of another name, as if it told nothing."""
    path = folder("templates") / "memo" / "id" / f"{template}.md.jinja"
    about = head_of(path.read_text(encoding="utf-8"), path.name)[0] if path.exists() else About()
    return Filled(template, about, tuple(blocks))
