"""The memo of the reference case, and the Word file made of it."""

import datetime as dt

import pytest

from diagnose.case.model import Case
from diagnose.diagnosis.diagnosed import Diagnosed
from diagnose.knowledge.rulebase import Rulebase
from diagnose.memo.content.content import content
from diagnose.memo.content.records import Memo
from diagnose.memo.template.blocks import parse
from diagnose.memo.write.word.document import word
from tests.lib.memos import of
from tests.lib.odd_memo import OWN, TEXT


@pytest.fixture(scope="module")
def memo(lebak: Case, rules: Rulebase) -> Memo:
    return content(Diagnosed(lebak, rules), OWN, dt.date(2026, 11, 24))


@pytest.fixture(scope="module")
def made(memo: Memo) -> bytes:
    return word(of(parse(TEXT), "nota-dinas"), memo)
