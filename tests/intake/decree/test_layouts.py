"""Decrees of other layouts: lists, tables, changes and drafts, read into proposals."""

from pathlib import Path

import pytest
import typst
from docx import Document

from diagnose.intake.decree.reading import propose
from tests.lib.decrees import HEAD, fact, of_text, seats


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
    (tmp_path / "SK.pdf").write_bytes(typst.compile(str(tmp_path / "SK.typ"), ignore_system_fonts=True))
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
