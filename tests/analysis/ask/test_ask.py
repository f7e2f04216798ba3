"""Answering questions: which are asked, what becomes of an answer, and that nothing told is lost."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from diagnose import diagnose
from diagnose.analysis.ask.session import Session
from diagnose.case.load import case_from, load_case
from diagnose.case.prompts import parse
from diagnose.case.write import case_text
from diagnose.common.content import folder
from diagnose.common.problems import InputError
from diagnose.diagnosis.conclude import facts_hash
from diagnose.knowledge.load import load_rules
from tests.conftest import make_case

RULES = load_rules()
SHIPPED = ("lebak-2022", "fiktif-kuat-2023", "fiktif-tanpa-tpps-2023", "fiktif-kota-2024")


def answers(session: Session, given: dict[str, Any]) -> list[str]:
    """Walk through a session, answering prompts that hold a key of `given`; return all that was asked or said."""
    said = []
    while found := session.next():
        dialogue = session.dialogue(found[0])
        try:
            prompt = next(dialogue)
            while True:
                said.append(f"{prompt.problem} {prompt.text}".strip())
                asked = [v for k, v in given.items() if k in prompt.text]
                value = asked[0].pop(0) if asked and asked[0] else None
                prompt = dialogue.send(value)
        except StopIteration:
            continue
    return said


def test_an_answer_becomes_a_fact_with_the_agency_as_its_source() -> None:
    session = Session(load_case("fiktif-kota-2024"), RULES)
    answers(session, {"Lokus ditetapkan": ["yes"], "TPPS kecamatan yang aktif": [4]})
    fact = session.case.facts["lokus.determined"]
    assert (fact.value, fact.source) == ("yes", "Keterangan-OPD Badan Perencanaan dan Riset Kota")
    assert session.case.facts["tpps.kecamatan.active"].value == 4
    assert [d.id for d in session.case.documents] == ["SK", "Keterangan-OPD"]
    assert session.before.facts_sha256 != session.diagnosis.facts_sha256


def test_a_source_of_ones_own_is_cited_and_listed() -> None:
    session = Session(load_case("fiktif-kota-2024"), RULES, source="Surat-12/2024 lampiran 1")
    answers(session, {"Lokus ditetapkan": ["no"]})
    assert session.case.facts["lokus.determined"].source == "Surat-12/2024 lampiran 1"
    assert "Surat-12/2024" in [d.id for d in session.case.documents]
    known = Session(load_case("fiktif-kota-2024"), RULES, source="SK diktum kedua")
    answers(known, {"Lokus ditetapkan": ["no"]})
    assert [d.id for d in known.case.documents] == ["SK"]


@pytest.mark.parametrize("source", ["SJ2022 9.9", " ", "a\x1bb", "x" * 201])
def test_a_source_that_cannot_be_cited_is_refused_before_the_first_question(source: str) -> None:
    with pytest.raises(InputError, match="--source"):
        Session(load_case("fiktif-kota-2024"), RULES, source=source)


def test_what_the_answers_settle_is_not_asked_any_more() -> None:
    blank = make_case({"region": {"kecamatan": 10, "desa_kelurahan": 100}})
    unsigned = answers(Session(blank, RULES), {"SK TPPS ditandatangani": ["no"]})
    assert any("ditandatangani" in text for text in unsigned)
    assert not any("SK memuat target" in text for text in unsigned)
    assert any("SK memuat target" in text for text in answers(Session(blank, RULES), {}))


def test_nothing_is_asked_twice() -> None:
    for name in SHIPPED:
        said = answers(Session(load_case(name), RULES, everything=True), {})
        plain = [
            text for text in said if "Angka dari" not in text and "Tahun" not in text and "OPD menjawab" not in text
        ]
        assert sorted(plain) == sorted(set(plain))


def test_one_agency_is_asked_to_the_end_before_another() -> None:
    session = Session(load_case("fiktif-kota-2024"), RULES, everything=True)
    order = []
    while found := session.next():
        order.append(found[0].who)
        for prompt in (dialogue := session.dialogue(found[0])):
            assert prompt.text
        dialogue.close()
    assert len(order) > 50
    runs = [who for i, who in enumerate(order) if i == 0 or order[i - 1] != who]
    assert len(runs) == len(set(runs))


def test_an_agency_is_found_by_any_of_its_names_and_a_near_miss_is_named() -> None:
    case = load_case("fiktif-kota-2024")
    for name in ("health", "Dinkes PPKB", "dinas kesehatan, pengendalian penduduk dan kb"):
        asked = Session(case, RULES, agency=name).pending()
        assert {u.who for u in asked} == {"Dinas Kesehatan, Pengendalian Penduduk dan KB"}
    with pytest.raises(InputError, match="BPKAD"):
        Session(case, RULES, agency="BPKADX")


def test_an_answer_against_what_is_known_is_told_and_taken_when_repeated() -> None:
    case = make_case(
        {"documents": [{"id": "L", "title": "L"}], "coordination": {"monev": {"at_most": 5, "source": "L 1"}}}
    )
    session = Session(case, RULES)
    said = answers(session, {"Monitoring dan evaluasi": [9, 9]})
    assert any("paling banyak 5 [L 1]" in text for text in said)
    assert session.case.facts["coordination.monev"].value == 9


def test_more_than_there_are_is_refused_and_asked_again() -> None:
    session = Session(load_case("fiktif-kota-2024"), RULES)
    said = answers(session, {"TPPS kecamatan yang aktif": [9, 5]})
    assert any("melebihi" in text for text in said)
    assert session.case.facts["tpps.kecamatan.active"].value == 5


def test_entries_are_named_with_what_is_read_of_them_and_a_list_is_called_complete() -> None:
    session = Session(load_case("fiktif-kota-2024"), RULES)
    given = {
        "Dinas Pendidikan (program stunting": ["PAUD HI", "yes"],
        'Program "PAUD HI" disesuaikan': ["yes"],
        "Semua program stunting": ["yes"],
        "Basis data": ["e-PPGBM"],
    }
    said = answers(session, given)
    assert any("ketik namanya" in text for text in said) or session.case.facts["programmes.items[PAUD HI]"].value
    assert session.case.facts["programmes.items[PAUD HI]"].value["agency"] == "disdik"
    assert session.case.facts["programmes.all_listed"].value == "yes"


def test_figures_by_year_tallies_and_obstacles_can_be_answered() -> None:
    session = Session(load_case("fiktif-kota-2024"), RULES, everything=True)
    given = {
        "Angka dari": ["ssgi region"],
        "Tahun": [2021],
        "Prevalensi stunting daerah ini, SSGI 2021": [20.1],
        'menjawab "memahami secara spesifik"': [3],
        "Kendala": ["99", "1, 3"],
    }
    said = answers(session, given)
    facts = session.case.facts
    assert facts["prevalence[ssgi region 2021].percent"].value == 20.1
    assert facts["questionnaire.items[understands_situation]"].value == {"fully": 3}
    assert {"obstacles[budget]", "obstacles[staff_capacity]"} <= facts.keys()
    assert any("nomor dari daftar" in text for text in said)


def test_a_disputed_figure_is_settled_with_both_sides_kept() -> None:
    case = make_case({"coordination": {"monev": {"disputed": [{"value": 1}, {"value": 2}]}}})
    session = Session(case, RULES)
    said = answers(session, {"Monitoring dan evaluasi": [7, 2]})
    assert len([text for text in said if "Monitoring dan evaluasi" in text]) == 2
    fact = session.case.facts["coordination.monev"]
    assert (fact.value, fact.settled, len(fact.disputed)) == (2, True, 2)


def answer_everything(session: Session) -> int:
    """Answer each prompt once, by its kind, and what is asked again not at all."""
    typed: dict[str, list[str]] = {
        "answer": ["ya", "tidak", "konsep"],
        "draft": ["konsep"],
        "extent": ["semua", "sebagian"],
        "count": ["1", "0"],
        "number": ["12,5"],
        "percent": ["24,4"],
        "day": ["2022-03", "15/4/2022"],
        "year": ["2021"],
        "text": ["1: a # b", "010", "yes!", "2022-01-01", "2"],
    }
    count, seen = 0, set[str]()
    while found := session.next():
        dialogue = session.dialogue(found[0])
        try:
            prompt = next(dialogue)
            while True:
                value = None
                if prompt.text not in seen and not prompt.problem:
                    seen.add(prompt.text)
                    count += 1
                    said = (
                        "1"
                        if prompt.kind.name == "choice"
                        else typed[prompt.kind.name][count % len(typed[prompt.kind.name])]
                    )
                    value = parse(said, prompt.kind)
                prompt = dialogue.send(value)
        except StopIteration:
            continue
    return count


@pytest.mark.parametrize("name", SHIPPED)
def test_a_case_once_written_loads_again_with_the_same_facts(name: str, tmp_path: Path) -> None:
    session = Session(load_case(name), RULES, everything=True)
    answered = answer_everything(session)
    assert answered > 10
    original = folder("facts") / "cases" / f"{name}.yaml"
    text = case_text(session.case, original, tmp_path / "new.yaml", "dibuat")
    assert facts_hash(case_from(yaml.safe_load(text))) == facts_hash(session.case)
    (tmp_path / "new.yaml").write_text(text, encoding="utf-8")
    again = load_case(tmp_path / "new.yaml")
    assert diagnose(again, RULES).aspects == session.diagnosis.aspects
    schema = text.splitlines()[0].removeprefix("# yaml-language-server: $schema=")
    assert (tmp_path / schema).resolve() == folder("facts").resolve() / "case.schema.json"
