"""A proposal written, confirmed by a person and read: only what is confirmed counts."""

import datetime as dt
from pathlib import Path

import pytest

from diagnose.common.content import folder
from diagnose.common.problems import InputError
from diagnose.common.validation import validate
from diagnose.common.yamltree import parse_yaml
from diagnose.intake.decree.model import Proposal
from diagnose.intake.decree.proposal import is_proposal, proposal_text, read_proposal
from diagnose.intake.decree.reading import propose
from tests.lib.decrees import EXAMPLE, all_yes, case_with, problems, written


def test_nothing_unconfirmed_is_in_the_tree_and_it_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, propose(EXAMPLE))
    found = read_proposal(path)
    assert found.tree.data == {}
    assert [p.key for p in found.doubts] == ["decree_undecided"]
    assert {c.key: c.number for c in found.counts}["import.decree.open"] == len(propose(EXAMPLE).all)


def test_what_is_confirmed_becomes_facts_with_their_source(tmp_path: Path) -> None:
    proposal = all_yes(propose(EXAMPLE), signed="ya")
    path = written(tmp_path, proposal, ("same_as: ''", "same_as: Dinas Perumahan dan Kawasan Permukiman"))
    case = case_with(read_proposal(path))
    assert case.facts["decree.signed"].value == "yes"
    assert case.decree.date.value == dt.date(2025, 2, 17)
    assert case.facts["decree.states.targets"].source == "sk-tpps-contoh-raya tabel 2 baris 5"
    seat = case.decree.members.agencies["dpmd"]
    assert seat.role == "Anggota"
    assert seat.bidang == ("Perubahan Perilaku dan Pendampingan Keluarga; Koordinasi, Konvergensi, dan Perencanaan")
    assert seat.source == "sk-tpps-contoh-raya tabel 4 baris 14; tabel 4 baris 20"
    assert case.register.name("rsud") == "RSUD dr. Sukma Raya"
    assert case.decree.members.agencies["perkim"].value == "yes"
    assert case.decree.members.others.value == "no"
    assert not case.facts["decree.states.process_network"].known
    assert len(case.tpps.kabupaten.bidang) == 4


def test_a_reading_that_is_wrong_is_left_out_and_stays_unknown(tmp_path: Path) -> None:
    proposal = propose(EXAMPLE)
    refused = proposal.model_copy(
        update={"facts": tuple(f.model_copy(update={"confirm": "tidak"}) for f in proposal.facts)}
    )
    assert read_proposal(written(tmp_path, refused)).tree.data == {}


def test_a_no_is_said_by_a_person_about_what_was_not_found(tmp_path: Path) -> None:
    before = "process_network\n  value: '?'\n  read: tidak ditemukan dalam teks\n  confirm: '?'"
    after = "process_network\n  value: tidak\n  read: tidak ditemukan dalam teks\n  confirm: ya"
    case = case_with(read_proposal(written(tmp_path, propose(EXAMPLE), (before, after))))
    assert case.facts["decree.states.process_network"].value == "no"
    assert case.facts["decree.states.process_network"].source == "sk-tpps-contoh-raya"
    assert not case.facts["decree.states.lokus_focus"].known


def test_a_mended_value_is_taken_as_the_person_wrote_it(tmp_path: Path) -> None:
    before = "value: '2025-02-17'\n  read: pada tanggal 17 Februari 2025\n  at: par 11\n  confirm: '?'"
    after = "value: 18 Februari 2025\n  read: pada tanggal 17 Februari 2025\n  at: par 11\n  confirm: yes"
    found = read_proposal(written(tmp_path, propose(EXAMPLE), (before, after)))
    assert found.tree.data["decree"]["date"]["value"] == dt.date(2025, 2, 18)


def test_a_list_is_not_complete_while_some_of_it_is_undecided(tmp_path: Path) -> None:
    proposal = all_yes(propose(EXAMPLE))
    first, *others = proposal.members
    proposal = proposal.model_copy(update={"members": (first.model_copy(update={"confirm": "?"}), *others)})
    found = read_proposal(written(tmp_path, proposal))
    assert "others" not in found.tree.data["decree"]["members"]
    assert "decree_list_open" in {p.key for p in found.doubts}


def test_mistakes_in_a_proposal_are_told_at_their_line_all_at_once(tmp_path: Path) -> None:
    confirmed = "value: '?'\n  read: tidak ditemukan dalam teks\n  confirm: "
    path = written(
        tmp_path,
        propose(EXAMPLE),
        (f"decree.signed\n  {confirmed}'?'", f"decree.signed\n  {confirmed}ya"),
        ("same_as: Rumah Sakit Umum Daerah", "same_as: Rumah Sakit Umun"),
        ("Sukma Raya Anggota\n  at: tabel 4 baris 8\n  confirm: '?'", "Sukma Raya Anggota\n  confirm: ya"),
        ("value: '2025-02-17'\n  read: pada tanggal 17 Februari 2025\n  at: par 11\n  confirm: '?'",
         "value: kemarin\n  confirm: ya"),
    )  # fmt: skip
    with pytest.raises(InputError) as error:
        read_proposal(path)
    assert problems(error) == {"decree_no_value", "decree_same_as", "cell_not_date"}
    lines = path.read_text(encoding="utf-8").splitlines()
    for problem in error.value.problems:
        said = {"decree_no_value": "confirm: ya", "decree_same_as": "same_as: ", "cell_not_date": "value: kemarin"}
        assert said[problem.key] in lines[problem.place.line - 1]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("fact: decree.number", "fact: decree.nomor", "decree_fact"),
        ("confirm: '?'", "confirm: mungkin", "decree_confirm"),
        ("  role: Wakil Ketua", "  peran: Wakil Ketua", "unknown_key"),
        ("proposal_of: sk-tpps-contoh-raya.docx", "proposal_of:", "text_too_short"),
    ],
)
def test_what_cannot_be_read_in_a_proposal_is_told(tmp_path: Path, old: str, new: str, key: str) -> None:
    with pytest.raises(InputError) as error:
        read_proposal(written(tmp_path, propose(EXAMPLE), (old, new)))
    assert key in problems(error)
    assert all(p.place.line for p in error.value.problems)


def test_a_proposal_is_told_from_a_case(tmp_path: Path) -> None:
    assert is_proposal(written(tmp_path, propose(EXAMPLE)))
    assert not is_proposal(folder("facts") / "cases" / "lebak-2022.yaml")
    assert not is_proposal(EXAMPLE)
    assert not is_proposal(tmp_path / "tidak-ada.yaml")


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_proposal_reads_back_as_it_was_written(tmp_path: Path, lang: str) -> None:
    proposal = propose(EXAMPLE)
    path = tmp_path / "usulan.yaml"
    path.write_text(proposal_text(proposal, lang), encoding="utf-8")
    assert proposal_text(validate(Proposal, parse_yaml(path.read_text(encoding="utf-8"), "x")), lang) == (
        proposal_text(proposal, lang)
    )
