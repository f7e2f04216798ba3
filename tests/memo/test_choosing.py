"""Which advice goes into a memo, in which order; and what its sentences lead to on a page."""

import datetime as dt
import re

import pytest

from diagnose.case import load_case
from diagnose.common import InputError
from diagnose.diagnosis import Diagnosed
from diagnose.knowledge.rulebase import Rulebase
from diagnose.memo.content import Letterhead, content
from diagnose.memo.template import fill
from diagnose.memo.write.html import page

TODAY = dt.date(2026, 12, 1)


@pytest.fixture(scope="module")
def lebak(rules: Rulebase) -> Diagnosed:
    return Diagnosed(load_case("lebak-2022"), rules, "id")


def test_chosen_advice_comes_in_its_order_and_the_annex_keeps_the_rest(lebak: Diagnosed) -> None:
    whole = content(lebak, Letterhead(), TODAY)
    asked, own = [a.text.ids[0] for a in whole.decisions], [a.text.ids[0] for a in whole.own]
    chosen = [own[1], asked[2], asked[0]]
    memo = content(lebak, Letterhead(), TODAY, acts=chosen)
    assert [a.text.ids[0] for a in memo.decisions] == [asked[2], asked[0]]
    assert [a.text.ids[0] for a in memo.own] == [own[1]]
    assert [a.number for a in memo.acts] == list(range(1, len(whole.acts) + 1))
    assert {a.text for a in memo.acts} == {a.text for a in whole.acts}
    assert not whole.others


def test_advice_that_is_not_given_is_told(lebak: Diagnosed) -> None:
    with pytest.raises(InputError) as told:
        content(lebak, Letterhead(), TODAY, acts=["tidak-ada-saran-itu"])
    assert told.value.problems[0].key == "memo_act"


def test_sentences_lead_to_what_they_rest_on_where_a_page_asks_for_it(lebak: Diagnosed) -> None:
    memo = content(lebak, Letterhead(), TODAY)
    filled = fill("nota-dinas", memo)
    assert 'class="stated"' not in page(filled, memo)
    linked = page(filled, memo, None, "/k/x/memo/kalimat?")
    assert re.search(r'<a class="stated" target="_top" href="/k/x/memo/kalimat\?dari=G01">', linked)
