"""Decrees as offices keep them, each once read wrong without a word."""

import re
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml

from diagnose.common import InputError, folder
from diagnose.intake.decree import propose
from diagnose.intake.recognise import recognised
from tests.lib.decrees import HEAD

FILES = folder("facts").parent / "tests" / "data" / "files"
BOX = "<w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent>"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.mark.parametrize("name", ["sk-l2-judul-kolom-terlipat.pdf", "sk-m2-judul-instansi.pdf"])
def test_a_ruled_table_of_a_pdf_is_read_whatever_its_columns_are_called(name: str) -> None:
    proposal = propose(FILES / name)
    assert [(m.agency, m.role) for m in proposal.members] == [
        ("Badan Perencanaan Pembangunan Daerah", "Wakil Ketua"),
        ("Dinas Pengendalian Penduduk dan Keluarga Berencana", "Sekretaris"),
        ("Dinas Kesehatan", "Anggota"),
        ("Dinas Sosial", "Anggota"),
        ("Dinas Pendidikan", "Anggota"),
    ]
    assert not proposal.annex_unread


def test_an_annex_without_a_list_that_was_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "sk.txt"
    path.write_text(HEAD + "SUSUNAN TIM\n(daftar terlampir dalam gambar)\n", encoding="utf-8")
    proposal = propose(path)
    assert proposal.annex_unread
    assert proposal.found == sum(bool(f.value) for f in proposal.facts)


def test_a_decree_of_a_village_head_is_told_as_that() -> None:
    with pytest.raises(InputError) as caught:
        propose(FILES / "d12-sk-desa.docx")
    assert [p.key for p in caught.value.problems] == ["decree_of_another"]
    assert "KEPALA DESA" in caught.value.text().upper()


@pytest.mark.parametrize(
    "heading",
    [
        "KEPUTUSAN GUBERNUR CONTOH",
        "PERATURAN BUPATI CONTOH",
        "LAPORAN PELAKSANAAN TPPS",
        "SURAT EDARAN",
        "KEPUTUSAN PENJABAT KEPALA DESA JAYA",
        "KEPUTUSAN KEPALA UPTD X",
    ],
)
def test_another_document_is_told_as_what_it_is(heading: str, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(f"{heading}\nNOMOR 5 TAHUN 2025\nTENTANG STUNTING\n\nMEMUTUSKAN:\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        propose(path)
    assert heading in caught.value.text()


def test_rich_text_is_no_decree_that_is_read() -> None:
    with pytest.raises(InputError) as caught:
        propose(FILES / "sk-d00.rtf")
    assert [p.key for p in caught.value.problems] == ["file_save_as"]


def test_a_list_in_a_table_within_a_table_and_a_number_in_a_text_box_are_read(tmp_path: Path) -> None:
    made = Document()
    for line in HEAD.splitlines():
        if line.startswith("NOMOR"):
            made.add_paragraph()._p.append(parse_xml(f"<w:r {W}><w:pict>{BOX.format(line)}</w:pict></w:r>"))
        else:
            made.add_paragraph(line)
    outer = made.add_table(1, 1)
    inner = outer.cell(0, 0).add_table(3, 2)
    for row, said in zip(
        inner.rows,
        (("JABATAN", "KEDUDUKAN"), ("Dinas Kesehatan", "Sekretaris"), ("Dinas Sosial", "Anggota")),
        strict=True,
    ):
        row.cells[0].text, row.cells[1].text = said
    path = tmp_path / "sk.docx"
    made.save(str(path))
    proposal = propose(path)
    assert [m.agency for m in proposal.members] == ["Dinas Kesehatan", "Dinas Sosial"]
    assert next(f.value for f in proposal.facts if f.fact == "decree.number") == "400.7/12/2025"


def test_questions_numbered_by_the_author_of_a_form_are_known() -> None:
    assert recognised(FILES / "k08-google-bernomor.csv") == "answers"


@pytest.mark.parametrize("numbered", [r"(\1) ", r"A.\1 ", r"Q\1. ", r"Pertanyaan \1: ", r"No. \1 ", r"\1.1) "])
def test_questions_are_known_however_their_author_numbers_them(numbered: str, tmp_path: Path) -> None:
    text = (FILES / "k08-google-bernomor.csv").read_text(encoding="utf-8")
    titles, newline, answers = text.partition("\n")
    path = tmp_path / "jawaban.csv"
    path.write_text(re.sub(r"\b(\d+)\. ", numbered, titles) + newline + answers, encoding="utf-8")
    assert recognised(path) == "answers"


def test_the_rank_of_a_civil_servant_is_no_seat_in_the_team(tmp_path: Path) -> None:
    document = Document()
    for line in HEAD.splitlines():
        document.add_paragraph(line)
    rows = [
        ["NO", "NAMA", "PANGKAT/GOL", "JABATAN DALAM DINAS", "JABATAN DALAM TIM"],
        ["1", "Beta", "Pembina", "Wakil Bupati", "Ketua"],
        ["2", "Gama", "Pembina", "Kepala Bappeda", "Sekretaris"],
        ["3", "Delta", "Pembina", "Kepala Dinas Kesehatan", "Anggota"],
    ]
    table = document.add_table(rows=len(rows), cols=5)
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            table.cell(i, j).text = text
    document.save(str(tmp_path / "sk.docx"))
    proposal = propose(tmp_path / "sk.docx")
    assert [(m.agency, m.role) for m in proposal.members] == [("Bappeda", "Sekretaris"), ("Dinas Kesehatan", "Anggota")]
    assert next(f.value for f in proposal.facts if f.fact == "tpps.kabupaten.chair") == "Wakil Bupati"


def test_a_decree_of_an_acting_head_of_the_region_is_one_of_the_region(tmp_path: Path) -> None:
    path = tmp_path / "sk.txt"
    path.write_text(HEAD.replace("KEPUTUSAN BUPATI", "KEPUTUSAN PENJABAT BUPATI"), encoding="utf-8")
    assert propose(path).region == "CONTOH RAYA"


@pytest.mark.parametrize(
    "heading", ["KEPUTUSAN\nKEPALA DESA SUKAMAJU", "PERATURAN\nBUPATI CONTOH", "KEPUTUSAN KEPALA\nDESA X"]
)
def test_a_heading_over_two_lines_is_told_whole(heading: str, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(HEAD.replace("KEPUTUSAN BUPATI CONTOH RAYA", heading.replace("\n", "\n\n")), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        propose(path)
    assert heading.replace("\n", " ") in caught.value.text()


def test_a_head_of_the_region_among_the_rows_does_not_end_the_table_of_a_page(tmp_path: Path) -> None:
    rows = [
        ("No", "Jabatan", "Kedudukan"),
        ("I", "Pengarah", ""),
        ("", "Bupati", "Pengarah"),
        ("II", "Pelaksana", ""),
        ("1", "Wakil Bupati", "Ketua"),
        ("2", "Kepala Bappeda", "Sekretaris"),
        ("3", "Kepala Dinas", "Anggota"),
        ("", "Kesehatan", ""),
    ]
    path = tmp_path / "sk.txt"
    laid = "\n".join(f"{a:25}{b:26}{c}".rstrip() for a, b, c in rows)
    path.write_text(f"{HEAD}\nLAMPIRAN KEPUTUSAN BUPATI\nSUSUNAN KEANGGOTAAN TIM\n{laid}\n", encoding="utf-8")
    proposal = propose(path)
    assert [(m.agency, m.role) for m in proposal.members] == [("Bappeda", "Sekretaris"), ("Dinas Kesehatan", "Anggota")]
    assert next(f.value for f in proposal.facts if f.fact == "tpps.kabupaten.chair") == "Wakil Bupati"


def test_the_heading_of_the_head_of_the_region_over_two_lines_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(HEAD.replace("KEPUTUSAN BUPATI", "KEPUTUSAN\n\nBUPATI"), encoding="utf-8")
    assert propose(path).found
