"""Kinds of facts that stand in lists: told of a file, and answered in a conversation with words for every question."""

from collections.abc import Iterator

import pytest

from diagnose import diagnose
from diagnose.analysis.ask.session import Session
from diagnose.case import Prompt, parse
from diagnose.case.load import case_from
from diagnose.knowledge.rulebase import Rulebase
from tests.conftest import BLANK, make_case, merged
from tests.knowledge.test_kinds_of_facts import UNASKED, nested

Given = dict[str, list[str]]  # the words of a question, and what is answered to it, in turn
LISTED: dict[str, tuple[Given, dict[str, object]]] = {
    "a partner that does nothing": (
        {"Mitra di luar pemerintah: nama": ["IBI"], 'Mitra "IBI" menjalankan': ["tidak"]},
        {"partners.items[IBI].active": "no"},
    ),
    "a budget line": (
        {"Kegiatan stunting dalam anggaran: nama": ["PMT balita"], 'Kegiatan "PMT balita" berada di lokus': ["tidak"]},
        {"budget.lines[PMT balita].at_lokus": "no"},
    ),
    "a total of a year": (
        {"Tahun (Enter": ["2022"], "Jumlah anggaran stunting, semua sumber dana, 2022": ["1000"]},
        {"budget.totals[all 2022].amount_rupiah": 1000},
    ),
}


def conversation(session: Session, given: Given) -> Iterator[Prompt]:
    """Answer each question by the words it holds, pass over what nothing is given for, and yield all of them."""
    left = {words: list(said) for words, said in given.items()}
    for question in session.pending():
        dialogue = session.dialogue(question)
        prompt: Prompt | None = next(dialogue, None)
        while prompt is not None:
            yield prompt
            words = next((w for w in left if w in prompt.text and left[w]), None)
            try:
                prompt = dialogue.send(parse(left[words].pop(0), prompt.kind) if words else None)
            except StopIteration:
                prompt = None


@pytest.mark.parametrize("kind", LISTED)
def test_an_entry_of_a_list_is_answered_in_a_conversation(kind: str, rules: Rulebase) -> None:
    given, value = LISTED[kind]
    session = Session(make_case(), rules, everything=True)
    asked = [prompt.text for prompt in conversation(session, given)]
    assert {path: session.case.facts[path].value for path in value} == value
    assert not [text for text in asked if "]." in text], "each question is in words, none is the path of a fact"


def test_what_no_rule_asks_is_told_of_a_file(rules: Rulebase) -> None:
    case = case_from(merged(BLANK, nested({path: value for path, (_, value) in UNASKED.items()})))
    assert {path: case.facts[path].value for path in UNASKED} == {p: value for p, (_, value) in UNASKED.items()}


def test_lists_are_told_of_a_file(rules: Rulebase) -> None:
    said = {
        "budget": {"lines": [{"name": "PMT balita", "spending": "specific"}], "all_listed": "yes"},
        "partners": {"items": [{"name": "IBI", "active": "no"}]},
        "prevalence": [{"system": "unnamed", "year": 2022, "percent": 18.2}],
    }
    found = {finding.id for finding in diagnose(make_case(said), rules).findings}
    assert {"N212", "N244"} <= found
    assert not {"N04", "N21", "N22"} & found
