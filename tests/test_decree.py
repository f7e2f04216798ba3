"""A TPPS decree read into proposals: what is proposed, that a person decides, and that no file brings it down."""

import datetime as dt
import io
import struct
import tempfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import typst
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from diagnose.case import Case
from diagnose.casefile import case_of_tree
from diagnose.content import folder
from diagnose.governance import DecreeContent
from diagnose.intake.decree.content import DecreeWords, decree_words
from diagnose.intake.decree.dialogue import answered, confirm
from diagnose.intake.decree.model import Proposal
from diagnose.intake.decree.proposal import is_proposal, proposal_text, read_proposal
from diagnose.intake.decree.reading import propose
from diagnose.intake.records import Intake
from diagnose.problems import InputError, Place
from diagnose.validation import validate
from diagnose.yamltree import parse_yaml

EXAMPLE = folder("facts") / "examples" / "sk-tpps-contoh-raya.docx"
BASE = {"region": {"code": "99.01", "name": "Kabupaten Contoh Raya", "kind": "kabupaten"}, "year": 2025}
HEAD = """KEPUTUSAN BUPATI CONTOH RAYA
NOMOR 400.7/12/2025
TENTANG
TIM PERCEPATAN PENURUNAN STUNTING

Mengingat : Peraturan Presiden Nomor 72 Tahun 2021;

MEMUTUSKAN:

KESATU : Membentuk Tim Percepatan Penurunan Stunting.

Ditetapkan di Contoh
pada tanggal 3 Maret 2025

LAMPIRAN
"""


def case_with(found: Intake) -> Case:
    """The case that a confirmed proposal makes, with a region and a year."""
    tree = found.tree
    tree.data |= BASE
    for loc in (("region",), ("region", "code"), ("region", "name"), ("region", "kind"), ("year",)):
        tree.values[loc] = (0, 0)
        tree.elsewhere[loc] = Place("base")
    return case_of_tree(tree)


def of_text(tmp_path: Path, text: str, name: str = "SK.txt") -> Proposal:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return propose(path)


def seats(proposal: Proposal) -> list[tuple[str, str, str]]:
    return [(s.agency, s.role, s.bidang) for s in proposal.members]


def fact(proposal: Proposal, path: str) -> str:
    return next(f.value for f in (*proposal.facts, *proposal.lists) if f.fact == path)


def written(tmp_path: Path, proposal: Proposal, *changes: tuple[str, str]) -> Path:
    """The proposal as a file, with texts replaced."""
    text = proposal_text(proposal)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "usulan.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def all_yes(proposal: Proposal, **values: str) -> Proposal:
    """The proposal with everything confirmed that has a value."""

    def said(block: Any) -> Any:
        value = values.get(block.fact.rpartition(".")[2], block.value) if hasattr(block, "fact") else None
        confirmed = {"confirm": "?" if value == "" else "ya"}
        return block.model_copy(update=confirmed | ({"value": value} if value else {}))

    return proposal.model_copy(
        update={part: tuple(map(said, getattr(proposal, part))) for part in ("facts", "bidang", "members", "lists")}
    )


def problems(error: pytest.ExceptionInfo[InputError]) -> set[str]:
    return {p.key for p in error.value.problems}


def talk(proposal: Proposal, answers: Sequence[str | None]) -> tuple[Intake, list[str]]:
    """What a conversation comes to; after the last of `answers` nothing more is answered."""
    dialogue = confirm(proposal)
    asked = []
    left = list(answers)
    try:
        prompt = next(dialogue)
        while True:
            asked.append(f"{prompt.text} {prompt.problem}")
            prompt = dialogue.send(left.pop(0) if left else None)
    except StopIteration as end:
        return end.value, asked


# ---------------------------------------------------------------- the example


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


# ---------------------------------------------------------------- other decrees


def test_a_list_of_members_in_plain_text_is_read_under_its_headings(tmp_path: Path) -> None:
    text = (
        HEAD
        + """SUSUNAN KEANGGOTAAN

Pengarah : Bupati Contoh Raya
Ketua Pelaksana : Sekretaris Daerah
Sekretaris : Kepala Dinas P2KB

I. Bidang Perubahan Perilaku dan Pendampingan Keluarga
Koordinator : Ketua TP PKK
Anggota :
1. Kepala Dinas Sosial Kabupaten Contoh
   Raya;
2. Kepala Seksi PAUD pada Dinas Pendidikan dan Kebudayaan;
3. Kepala Kepolisian Resor Contoh Raya selaku Anggota.

BUPATI CONTOH RAYA,
Kepala Dinas Perikanan
"""
    )
    proposal = of_text(tmp_path, text)
    perilaku = "Perubahan Perilaku dan Pendampingan Keluarga"
    assert seats(proposal) == [
        ("Sekretaris Daerah", "Ketua", ""),
        ("Dinas P2KB", "Sekretaris", ""),
        ("TP PKK", "Koordinator", perilaku),
        ("Dinas Sosial", "Anggota", perilaku),
        ("Dinas Pendidikan dan Kebudayaan", "Anggota", perilaku),
        ("Kepolisian Resor Contoh Raya", "Anggota", perilaku),
    ]
    assert fact(proposal, "tpps.kabupaten.led_by_deputy_head") == "tidak"
    assert proposal.members[3].at == "baris 25"


def test_a_list_below_a_seat_has_that_seat_and_nobody_in_it_is_lost(tmp_path: Path) -> None:
    text = (
        HEAD
        + """
1. Ketua Pelaksana : H. Budi Santoso, S.H. (Wakil Bupati)
2. Anggota         : a. Kepala Dinas Kesehatan
                     b. Kepala Dinas Pertanian, Perkebunan dan
                        Perikanan
                     c. Kepala Balai Rekaan
3. Koordinator Bidang Perubahan Perilaku: Kepala DPMD

Uraian tugas:
1. Ketua: memimpin tim; dibantu Kepala Dinas Sosial
"""
    )
    proposal = of_text(tmp_path, text)
    assert fact(proposal, "tpps.kabupaten.chair") == "Wakil Bupati"
    assert seats(proposal) == [
        ("Dinas Kesehatan", "Anggota", ""),
        ("Dinas Pertanian, Perkebunan dan Perikanan", "Anggota", ""),
        ("Balai Rekaan", "Anggota", ""),
        ("DPMD", "Koordinator", "Perubahan Perilaku dan Pendampingan Keluarga"),
    ]


def test_the_decree_of_a_kota_is_led_by_its_deputy_mayor(tmp_path: Path) -> None:
    text = (
        HEAD.replace("BUPATI CONTOH RAYA", "WALI KOTA CONTOH JAYA")
        + """
Ketua : Wakil Wali Kota Contoh Jaya
Anggota : Kepala Dinas Kesehatan Kota Contoh Jaya
Anggota : Camat se-Kota Contoh Jaya
"""
    )
    proposal = of_text(tmp_path, text)
    assert proposal.region == "CONTOH JAYA"
    assert fact(proposal, "tpps.kabupaten.led_by_deputy_head") == "ya"
    assert [agency for agency, _, _ in seats(proposal)] == ["Dinas Kesehatan", "Camat"]


def test_names_of_people_beside_their_office_are_passed_over(tmp_path: Path) -> None:
    document = Document()
    for line in HEAD.splitlines():
        document.add_paragraph(line)
    table = document.add_table(rows=0, cols=4)
    for row in (
        ("No", "Nama", "Jabatan dalam Dinas", "Kedudukan dalam Tim"),
        ("1", "Drs. H. Ahmad, M.Si.", "Wakil Bupati", "Ketua"),
        ("2", "dr. Siti Aminah, M.Kes.", "Plt. Kepala Dinas Kesehatan", "Anggota"),
        ("3", "Budi Santoso", "Kepala Badan Riset Daerah", "Anggota"),
    ):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(tmp_path / "SK.docx"))
    proposal = propose(tmp_path / "SK.docx")
    assert fact(proposal, "tpps.kabupaten.chair") == "Wakil Bupati"
    assert [agency for agency, _, _ in seats(proposal)] == ["Dinas Kesehatan", "Badan Riset Daerah"]
    assert proposal.members[1].same_as is not None


def test_cells_merged_downwards_hold_for_every_row_and_a_cell_may_list_several(tmp_path: Path) -> None:
    document = Document()
    for line in HEAD.splitlines():
        document.add_paragraph(line)
    table = document.add_table(rows=5, cols=3)
    rows = (("1", "Kepala Dinas Sosial", "Anggota"), ("2", "Kepala DPMD", ""), ("3", "Kepala Dinas Pendidikan", ""))
    for row, texts in zip(table.rows, rows, strict=False):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(0, 2).merge(table.cell(2, 2))
    table.cell(3, 0).text = "4"
    table.cell(3, 1).text = "1. Kepala Dinas Perikanan\n2. Direktur RSUD"
    table.cell(3, 2).text = "Koordinator Bidang Pelayanan Intervensi Spesifik"
    table.cell(4, 1).text = "Kepala Badan Rekaan\nKepala Dinas Perhubungan\nKabupaten Contoh Raya\nKepala Bappeda"
    table.cell(4, 2).text = "Anggota"
    document.save(str(tmp_path / "SK.docx"))
    spesifik = "Pelayanan Intervensi Spesifik dan Sensitif"
    assert seats(propose(tmp_path / "SK.docx")) == [
        ("Dinas Sosial", "Anggota", ""),
        ("DPMD", "Anggota", ""),
        ("Dinas Pendidikan", "Anggota", ""),
        ("Dinas Perikanan", "Koordinator", spesifik),
        ("RSUD", "Koordinator", spesifik),
        ("Badan Rekaan", "Anggota", ""),
        ("Dinas Perhubungan", "Anggota", ""),
        ("Bappeda", "Anggota", ""),
    ]


@pytest.mark.parametrize("align", ["top", "horizon"])
def test_rows_of_a_pdf_table_are_put_together_however_their_cells_are_aligned(tmp_path: Path, align: str) -> None:
    source = f"""#set page(width: 21cm, height: 33cm)
KEPUTUSAN WALI KOTA CONTOH JAYA

NOMOR 12/2025 TENTANG TPPS

LAMPIRAN
#table(columns: (1.5cm, 7cm, 4cm), align: (x, y) => {align} + (center, left, left).at(x),
[No.], [Jabatan], [Kedudukan dalam Tim],
[1], [Wakil Wali Kota Contoh Jaya], [Ketua],
[2], [Kepala Dinas Pekerjaan Umum dan Penataan Ruang Kota Contoh Jaya], [Anggota],
[3], [Kepala Dinas Komunikasi, Informatika, Statistik dan Persandian Kota Contoh Jaya], [Anggota],
[4], [Kepala Dinas Sosial, Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk dan
Keluarga Berencana Kota Contoh Jaya], [Anggota],
table.cell(colspan: 3)[A. Bidang Perubahan Perilaku dan Pendampingan Keluarga],
[5], [Kepala Dinas Perikanan], [Anggota],
[6], [Kepala Dinas Pemberdayaan Masyarakat dan Desa], [Koordinator])
#h(8cm) WALI KOTA CONTOH JAYA,

#h(8cm) ttd.
"""
    (tmp_path / "SK.typ").write_text(source, encoding="utf-8")
    (tmp_path / "SK.pdf").write_bytes(typst.compile(str(tmp_path / "SK.typ")))
    perilaku = "Perubahan Perilaku dan Pendampingan Keluarga"
    sosial = "Dinas Sosial, Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk dan Keluarga Berencana"
    assert seats(propose(tmp_path / "SK.pdf")) == [
        ("Dinas Pekerjaan Umum dan Penataan Ruang", "Anggota", ""),
        ("Dinas Komunikasi, Informatika, Statistik dan Persandian", "Anggota", ""),
        (sosial, "Anggota", ""),
        ("Dinas Perikanan", "Anggota", perilaku),
        ("Dinas Pemberdayaan Masyarakat dan Desa", "Koordinator", perilaku),
    ]


def test_changes_in_a_word_file_are_read_as_accepted(tmp_path: Path) -> None:
    document = Document()
    for line in HEAD.splitlines():
        document.add_paragraph(line)
    paragraph = document.add_paragraph("Anggota : Kepala Dinas ")._p
    for tag, text_tag, text in (("del", "delText", "Sosial"), ("ins", "t", "Kesehatan")):
        change = paragraph.makeelement(f"{paragraph.nsmap['w'].join('{}')}{tag}", {})
        run = change.makeelement(change.tag.replace(tag, "r"), {})
        run.append(run.makeelement(change.tag.replace(tag, text_tag), {}))
        run[0].text = text
        change.append(run)
        paragraph.append(change)
    document.save(str(tmp_path / "SK.docx"))
    assert [agency for agency, _, _ in seats(propose(tmp_path / "SK.docx"))] == ["Dinas Kesehatan"]


def test_part_of_a_name_is_never_taken_for_the_agency(tmp_path: Path) -> None:
    text = (
        HEAD
        + """
Anggota : Kepala Dinas Kesehatan dan Pemadam Kebakaran
Anggota : Kepala Bidang Pembangunan Desa
"""
    )
    proposal = of_text(tmp_path, text)
    assert all(s.same_as is not None for s in proposal.members)
    assert [s.agency for s in proposal.members] == ["Dinas Kesehatan dan Pemadam Kebakaran", "Bidang Pembangunan Desa"]


@pytest.mark.parametrize("mark", ["KONSEP", "RANCANGAN KEPUTUSAN BUPATI CONTOH RAYA", "Draft"])
def test_a_draft_is_proposed_as_a_draft_without_number_and_date(tmp_path: Path, mark: str) -> None:
    text = HEAD.replace("KEPUTUSAN BUPATI CONTOH RAYA", f"{mark}\nKEPUTUSAN BUPATI CONTOH RAYA", 1)
    text = text.replace("400.7/12/2025", "......../2025").replace("3 Maret 2025", "      2025")
    proposal = of_text(tmp_path, text)
    assert fact(proposal, "decree.signed") == "konsep"
    assert fact(proposal, "decree.number") == ""
    assert fact(proposal, "decree.date") == ""


def test_reasons_given_before_the_orders_state_nothing(tmp_path: Path) -> None:
    text = HEAD.replace("Mengingat", "Menimbang : bahwa target prevalensi dan lokasi prioritas perlu;\n\nMengingat")
    proposal = of_text(tmp_path, text)
    assert fact(proposal, "decree.states.targets") == ""
    assert fact(proposal, "decree.states.lokus_focus") == ""


# ---------------------------------------------------------------- confirmation


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


# ---------------------------------------------------------------- conversation


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
    case = case_with(talk(propose(EXAMPLE), ["1" if "DPKP" in text else "ya" for text in asked])[0])
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


# ---------------------------------------------------------------- files that cannot be used


def png() -> bytes:
    """A grey picture of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\x80")) + chunk(b"IEND", b"")


def refused(path: Path) -> set[str]:
    with pytest.raises(InputError) as error:
        propose(path)
    assert error.value.text("id") != error.value.text("en")
    return problems(error)


def test_a_scan_without_text_asks_for_ocr_or_typing(tmp_path: Path) -> None:
    (tmp_path / "p.png").write_bytes(png())
    (tmp_path / "scan.typ").write_text('#image("p.png", width: 10cm)', encoding="utf-8")
    (tmp_path / "scan.pdf").write_bytes(typst.compile(str(tmp_path / "scan.typ")))
    assert refused(tmp_path / "scan.pdf") == {"decree_scan"}


def test_a_pdf_with_a_password_is_refused_and_one_that_only_forbids_changes_is_read(tmp_path: Path) -> None:
    for name, user in (("locked.pdf", "rahasia"), ("open.pdf", "")):
        writer = PdfWriter(clone_from=EXAMPLE.with_suffix(".pdf"))
        writer.encrypt(user_password=user, owner_password="pemilik", algorithm="RC4-128")
        writer.write(tmp_path / name)
    assert refused(tmp_path / "locked.pdf") == {"file_protected"}
    assert len(propose(tmp_path / "open.pdf").members) == 20


@pytest.mark.parametrize("kind", [".docx", ".pdf"])
def test_a_file_that_is_cut_off_is_told(tmp_path: Path, kind: str) -> None:
    whole = EXAMPLE.with_suffix(kind).read_bytes()
    (tmp_path / f"SK{kind}").write_bytes(whole[: len(whole) // 3])
    assert refused(tmp_path / f"SK{kind}") <= {"file_truncated", "decree_scan"}


def test_what_is_far_too_long_for_a_decree_is_refused(tmp_path: Path) -> None:
    writer = PdfWriter()
    for _ in range(200):
        writer.add_blank_page(100, 100)
    writer.write(tmp_path / "SK.pdf")
    (tmp_path / "SK.txt").write_text("TPPS stunting\n" * 100_000, encoding="utf-8")
    assert refused(tmp_path / "SK.pdf") == {"decree_long"}
    assert refused(tmp_path / "SK.txt") == {"decree_long"}


def test_other_files_and_other_documents_are_refused(tmp_path: Path) -> None:
    (tmp_path / "surat.txt").write_text("Undangan rapat koordinasi\nKepada: Kepala Dinas Kesehatan", encoding="utf-8")
    Document().save(str(tmp_path / "kosong.docx"))
    assert refused(tmp_path / "surat.txt") == {"decree_other"}
    assert refused(tmp_path / "kosong.docx") == {"decree_no_text"}
    assert refused(tmp_path / "tidak-ada.docx") == {"file_missing"}


WORDS = """KEPUTUSAN BUPATI CONTOH stunting TPPS NOMOR : 1/2 LAMPIRAN SUSUNAN KEANGGOTAAN MEMUTUSKAN Mengingat Ketua
Anggota Koordinator Bidang Kepala Dinas Kesehatan dan Sosial DPKP RSUD Camat se-Kabupaten No. Jabatan Kedudukan 1. a) 2
. ; = - {0} %s \\ [ ( ? ya * & ! # pada tanggal 31 Februari 2025 ...... KONSEP \x0c \ud800""".split()  # noqa: SIM905
LINES = st.lists(
    st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=12).map("  ".join)), max_size=40
)


def read_or_refused(path: Path) -> Proposal | None:
    """The proposal; None where the file is refused, which is then told in a sentence."""
    try:
        return propose(path)
    except InputError as error:
        return None if error.text("id") else pytest.fail("refused without a word")


def unsound(proposal: Proposal, folder_: Path) -> set[str]:
    """What is wrong with the case that a proposal makes, once all of it is written, confirmed and read."""
    path = folder_ / "usulan.yaml"
    path.write_text(proposal_text(all_yes(proposal)), encoding="utf-8")
    try:
        case_with(read_proposal(path))
    except InputError as error:
        return {p.key for p in error.problems}
    return set()


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_any_text_is_read_or_refused_and_all_that_is_proposed_can_be_confirmed(lines: list[str]) -> None:
    with tempfile.TemporaryDirectory() as made:
        path = Path(made) / "SK.txt"
        path.write_text("\n".join(["TPPS", *lines]), encoding="utf-8", errors="replace")
        proposal = read_or_refused(path)
        assert proposal is None or unsound(proposal, Path(made)) <= {"agency_unknown", "agency_ambiguous"}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.sampled_from(WORDS[:-2]), max_size=8).map(" ".join), min_size=4, max_size=40))
def test_any_cells_of_a_word_file_are_read_and_all_that_is_proposed_can_be_confirmed(texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as made:
        document = Document()
        document.add_paragraph("TPPS")
        document.add_paragraph("LAMPIRAN")
        table = document.add_table(rows=len(texts) // 4, cols=4)
        for cell, text in zip((c for row in table.rows for c in row.cells), texts, strict=False):
            cell.text = text
        document.save(str(Path(made) / "SK.docx"))
        assert unsound(propose(Path(made) / "SK.docx"), Path(made)) <= {"agency_unknown", "agency_ambiguous"}


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 100), st.sampled_from([".docx", ".pdf"]))
def test_a_file_with_random_bytes_in_it_is_read_or_refused(noise: bytes, at: int, kind: str) -> None:
    whole = EXAMPLE.with_suffix(kind).read_bytes()
    start = len(whole) * at // 100
    with tempfile.TemporaryDirectory() as made:
        path = Path(made) / f"SK{kind}"
        path.write_bytes(whole[:start] + noise + whole[start + len(noise) :])
        proposal = read_or_refused(path)
        assert proposal is None or proposal_text(proposal)


# ---------------------------------------------------------------- the words it is read by


def test_the_shipped_words_are_sound_and_every_statement_of_a_decree_has_phrases() -> None:
    covered = {s.fact for s in decree_words().states}
    assert {f"decree.states.{name}" for name in DecreeContent.model_fields if name != "source"} <= covered


def test_phrases_for_a_fact_that_no_case_has_are_refused() -> None:
    text = (folder("facts") / "decree.yaml").read_text(encoding="utf-8")
    with pytest.raises(InputError) as error:
        validate(DecreeWords, parse_yaml(text.replace("decree.states.sasaran", "decree.states.sasarannya"), "d.yaml"))
    assert problems(error) == {"decree_fact"}


def test_the_example_is_a_decree_of_the_size_that_real_ones_have() -> None:
    reader = PdfReader(io.BytesIO(EXAMPLE.with_suffix(".pdf").read_bytes()))
    assert len(reader.pages) == 3
