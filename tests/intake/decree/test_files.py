"""Decrees that cannot be used: no file brings the reading down."""

import struct
import tempfile
import zlib
from pathlib import Path

import pytest
import typst
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter

from diagnose.common.problems import InputError
from diagnose.intake.decree.model import Proposal
from diagnose.intake.decree.proposal import proposal_text, read_proposal
from diagnose.intake.decree.reading import propose
from tests.lib.decrees import EXAMPLE, all_yes, case_with, problems
from tests.lib.examples import examples


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
    (tmp_path / "scan.pdf").write_bytes(typst.compile(str(tmp_path / "scan.typ"), ignore_system_fonts=True))
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


@examples(150)
@given(LINES)
def test_any_text_is_read_or_refused_and_all_that_is_proposed_can_be_confirmed(lines: list[str]) -> None:
    with tempfile.TemporaryDirectory() as made:
        path = Path(made) / "SK.txt"
        path.write_text("\n".join(["TPPS", *lines]), encoding="utf-8", errors="replace")
        proposal = read_or_refused(path)
        assert proposal is None or unsound(proposal, Path(made)) <= {"agency_unknown", "agency_ambiguous"}


@examples(40)
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


@examples(40)
@given(st.binary(max_size=300), st.integers(0, 100), st.sampled_from([".docx", ".pdf"]))
def test_a_file_with_random_bytes_in_it_is_read_or_refused(noise: bytes, at: int, kind: str) -> None:
    whole = EXAMPLE.with_suffix(kind).read_bytes()
    start = len(whole) * at // 100
    with tempfile.TemporaryDirectory() as made:
        path = Path(made) / f"SK{kind}"
        path.write_bytes(whole[:start] + noise + whole[start + len(noise) :])
        proposal = read_or_refused(path)
        assert proposal is None or proposal_text(proposal)
