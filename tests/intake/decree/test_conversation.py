"""A proposal confirmed in a conversation."""

import datetime as dt

import pytest

from diagnose.intake.decree.dialogue import answered
from diagnose.intake.decree.model import Proposal
from diagnose.intake.decree.reading import propose
from tests.lib.decrees import EXAMPLE, case_with, talk


def test_the_members_of_a_bidang_are_accepted_at_once_but_doubtful_names_one_by_one() -> None:
    proposal = propose(EXAMPLE)
    skipped = [None] * (len(proposal.facts) + len(proposal.bidang))
    found, asked = talk(proposal, [*skipped, None, "ya", "ya", None, None, "tidak"])
    agencies = found.tree.data["decree"]["members"]["agencies"]
    assert set(agencies) == {
        "Dinas Kesehatan",
        "Dinas Pekerjaan Umum, Perumahan Rakyat dan Kawasan Permukiman",
        "Dinas Sosial, Pemberdayaan Perempuan dan Perlindungan Anak",
        "RSUD dr. Sukma Raya",
    }
    assert found.tree.data["agencies"] == [{"name": "RSUD dr. Sukma Raya", "same_as": "rsud"}]
    assert not any("lengkap" in text for text in asked)


def test_answering_yes_to_everything_makes_a_case() -> None:
    _, asked = talk(propose(EXAMPLE), ["ya"] * 80)
    doubtful = next(i for i, text in enumerate(asked) if "DPKP" in text)
    assert "DPKP" in asked[doubtful + 1]  # yes is no answer to which agency it is
    case = case_with(talk(propose(EXAMPLE), ["ya"] * doubtful + ["1"] + ["ya"] * 80)[0])
    assert case.facts["decree.signed"].value == "yes"
    assert case.decree.members.others.value in ("yes", "no")
    assert "perkim" in case.decree.members.agencies


def test_a_no_is_followed_by_what_is_right_instead() -> None:
    found, asked = talk(
        propose(EXAMPLE), ["tidak", "400.7/119/2025", "kemarin", "18 Februari 2025", "konsep", "selesai"]
    )
    assert found.tree.data["decree"] == {
        "number": {"value": "400.7/119/2025", "source": "sk-tpps-contoh-raya par 4"},
        "date": {"value": dt.date(2025, 2, 18), "source": "sk-tpps-contoh-raya par 11"},
        "signed": {"value": "draft", "source": "sk-tpps-contoh-raya"},
    }
    assert "kemarin" in asked[3]


def test_a_conversation_that_stops_keeps_what_was_said_and_asks_only_the_rest_again() -> None:
    dialogue = answered(propose(EXAMPLE))
    next(dialogue)
    dialogue.send("ya")
    with pytest.raises(StopIteration) as end:
        dialogue.send("selesai")
    half: Proposal = end.value.value
    assert [f.confirm for f in half.facts[:2]] == ["ya", "?"]
    again = next(answered(half))
    assert "Tanggal" in again.text
