"""What a level rests on: one document, one's own word, what a study concludes, or nothing that is named."""

from typing import Any

import pytest

from diagnose import Diagnosed, load_rules
from diagnose.case.load import load_case
from diagnose.common.wording import words
from diagnose.diagnosis import EvidenceRecord, evidence_said, on_one_document
from diagnose.knowledge.rulebase import Rulebase
from tests.conftest import make_case

LEBAK = Diagnosed(load_case("lebak-2022"), load_rules(), narrow=False).diagnosis
DECREE: dict[str, Any] = {
    "documents": [{"id": "SK-2022", "title": "SK TPPS"}, {"id": "Notula", "title": "Notula rapat"}],
    "decree": {"signed": {"value": "yes", "source": "SK-2022"}},
}


def of(rules: Rulebase, aspect: str, *changes: dict[str, Any]) -> EvidenceRecord:
    return Diagnosed(make_case(*changes), rules, narrow=False).diagnosis.aspect(aspect).evidence


@pytest.mark.parametrize(
    ("aspect", "concluded"),
    [("policy_goals.range", "G01"), ("policy_instruments.subsystem_instruments", "I02")],
)
def test_a_level_that_takes_up_the_verdict_of_the_study_says_so(aspect: str, concluded: str) -> None:
    assert concluded in LEBAK.aspect(aspect).evidence.conclusion


def test_what_the_study_reports_is_not_its_verdict() -> None:
    assert LEBAK.aspect("policy_instruments.procedural_instruments").evidence.conclusion == ()


def test_a_case_made_from_one_paper_rests_on_one_document_at_every_level() -> None:
    assert {a.evidence.document for a in LEBAK.aspects} == {"SJ2022"}
    assert on_one_document((a.evidence for a in LEBAK.aspects), words("id")).endswith("8 dari 8.")


def test_answers_of_agencies_are_their_own_word() -> None:
    assert LEBAK.aspect("policy_frame.integration").evidence.own_word == ("F07",)


def test_those_that_decide_are_the_met_up_to_the_level_and_the_unmet_of_the_next() -> None:
    for aspect in LEBAK.aspects:
        level = aspect.level.lowest
        truths = {c.id: (c.truth, c.gates) for c in aspect.criteria if c.reading != "second"}
        expected = {c for c, t in truths.items() if t in {("met", k) for k in range(2, level + 1)}}
        expected |= {c for c, t in truths.items() if t == ("unmet", level + 1)}
        assert set(aspect.evidence.deciding) == expected


def test_two_documents_are_not_one_and_a_fact_without_a_source_is_told(rules: Rulebase) -> None:
    def seated(*sources: str | None) -> EvidenceRecord:
        said = [{"value": "yes", "source": source} if source else "yes" for source in sources]
        seats = dict(zip(("Dinas Kesehatan", "Dinas Sosial"), said, strict=True))
        members = {"decree": {"members": {"agencies": seats}}}
        return of(rules, "subsystem_involvement.subsystems", DECREE, members)

    assert "S02" in seated("SK-2022", "SK-2022").one_document
    assert "S02" not in seated("SK-2022", "Notula").one_document
    assert seated("SK-2022", "Notula").unsourced == ()
    assert "S02" in seated("SK-2022", None).unsourced
    assert "S02" not in seated("SK-2022", None).one_document


def test_of_a_level_that_nothing_decides_nothing_is_said(rules: Rulebase) -> None:
    found = of(rules, "policy_goals.range")
    assert found.deciding == ()
    assert evidence_said(found, words("id")) == on_one_document([found], words("id")) == ""


@pytest.mark.parametrize("lang", ["id", "en"])
def test_it_is_told_in_one_sentence_with_the_criteria_meant(lang: str) -> None:
    said = evidence_said(LEBAK.aspect("policy_goals.range").evidence, words(lang))
    assert "SJ2022" in said
    assert "G01" in said
    assert said.count(".") == 1


def test_a_document_of_the_case_can_say_where_its_authors_conclude(rules: Rulebase) -> None:
    study = {"id": "Tesis", "title": "Tesis (fiktif)", "conclusions": ["bab 5"]}
    facts: dict[str, Any] = {"goals": {"agencies": {"Dinas Sosial": {"value": "yes", "source": "Tesis bab 5"}}}}
    assert "G01" in of(rules, "policy_goals.range", {"documents": [study], "source": "Tesis bab 4"}, facts).conclusion
    facts["goals"]["agencies"]["Dinas Sosial"]["source"] = "Tesis bab 4"
    assert of(rules, "policy_goals.range", {"documents": [study], "source": "Tesis bab 5"}, facts).conclusion == ()
