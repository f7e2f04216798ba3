"""The shipped decree and the words it is read by: what is proposed, with its place."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from diagnose.case import node_at, vocabulary
from diagnose.common.problems import InputError
from diagnose.intake.decree.content import decree_words
from diagnose.intake.decree.reading import propose
from tests.lib.decrees import EXAMPLE, fact, problems, seats
from tests.lib.packs import pack_with


def test_the_number_date_and_chair_of_the_example_are_proposed_with_their_lines() -> None:
    proposal = propose(EXAMPLE)
    assert fact(proposal, "decree.number") == "400.7/Kep.118-Bapperida/2025"
    assert fact(proposal, "decree.date") == "2025-02-17"
    assert fact(proposal, "tpps.kabupaten.chair") == "Wakil Bupati Contoh Raya"
    assert fact(proposal, "tpps.kabupaten.led_by_deputy_head") == "ya"
    number = proposal.facts[0]
    assert (number.read, number.at) == ("NOMOR 400.7/Kep.118-Bapperida/2025", "par 4")


def test_every_seat_of_the_example_is_proposed_under_its_bidang() -> None:
    found = seats(propose(EXAMPLE))
    assert len(found) == 20
    assert ("DP2KB", "Sekretaris", "") in found
    assert ("Dinas Kesehatan", "Koordinator", "Pelayanan Intervensi Spesifik dan Sensitif") in found
    assert ("Camat", "Anggota", "Perubahan Perilaku dan Pendampingan Keluarga") in found
    assert ("Bapperida", "Koordinator", "Koordinasi, Konvergensi, dan Perencanaan") in found
    data = "Data, Monitoring, Evaluasi, dan Knowledge Management"
    assert ("Dinas Komunikasi, Informatika, Statistik dan Persandian", "Koordinator", data) in found
    assert sum(agency == "DPMD" for agency, _, _ in found) == 2


def test_who_is_copied_in_or_signs_has_no_seat() -> None:
    named = " ".join(agency for agency, _, _ in seats(propose(EXAMPLE)))
    assert not any(other in named for other in ("Inspekt", "DPRD", "BKKBN", "Gubernur", "Bupati"))


def test_names_that_the_register_cannot_tell_are_proposed_as_doubtful() -> None:
    doubtful = {s.agency: s.same_as for s in propose(EXAMPLE).members if s.same_as is not None}
    assert doubtful == {"RSUD dr. Sukma Raya": "Rumah Sakit Umum Daerah", "DPKP": ""}


def test_each_bidang_is_proposed_with_its_coordinator() -> None:
    found = {b.bidang: b.coordinator for b in propose(EXAMPLE).bidang}
    assert len(found) == 4
    assert found["Perubahan Perilaku dan Pendampingan Keluarga"] == "Ketua TP-PKK Kabupaten Contoh Raya"


def test_what_the_text_states_is_quoted_and_what_is_not_found_has_no_value() -> None:
    proposal = propose(EXAMPLE)
    states = {f.fact.rpartition(".")[2]: f for f in proposal.facts if ".states." in f.fact}
    assert {name for name, f in states.items() if f.value == ""} == {
        "person_in_charge",
        "process_network",
        "data_base",
        "lokus_focus",
    }
    assert states["targets"].value == "ya"
    assert "18,5%" in states["targets"].read
    assert states["legal_basis"].read.startswith("2. Peraturan Presiden Nomor 72 Tahun 2021")


def test_a_signature_is_never_concluded_from_the_file() -> None:
    assert fact(propose(EXAMPLE), "decree.signed") == ""


def test_word_and_pdf_give_the_same_proposal() -> None:
    word, pdf = propose(EXAMPLE), propose(EXAMPLE.with_suffix(".pdf"))
    for part in ("facts", "bidang", "members", "lists"):
        bare = [[b.model_copy(update={"at": ""}) for b in getattr(p, part)] for p in (word, pdf)]
        assert bare[0] == bare[1]
    assert (word.document, word.region) == (pdf.document, pdf.region)
    assert pdf.members[0].at.startswith("hal. 3 baris ")


def test_the_shipped_words_are_sound_and_every_statement_of_a_decree_has_phrases() -> None:
    covered = {s.fact for s in decree_words().states}
    stated = node_at("decree.states")
    assert stated is not None
    assert {child.path for child in stated.children.values() if child.kind == "fact"} <= covered


def test_phrases_for_a_fact_that_is_no_yes_or_no_are_refused(tmp_path: Path) -> None:
    number = "\n  - fact: decree.pages\n    kind: count\n    name: {id: Halaman, en: Pages}\n    phrases: [halaman]\n"
    with pack_with(tmp_path, {"02-decree.yaml": number}), pytest.raises(InputError) as error:
        vocabulary()
    assert problems(error) == {"vocabulary_phrases"}


def test_the_example_is_a_decree_of_the_size_that_real_ones_have() -> None:
    reader = PdfReader(io.BytesIO(EXAMPLE.with_suffix(".pdf").read_bytes()))
    assert len(reader.pages) == 3
