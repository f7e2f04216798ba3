"""Memos as PDF: their text, pages, paper, and what an archive asks of them."""

from pathlib import Path

import pytest

from diagnose.memo.template.blocks import parse
from diagnose.memo.write.html.page import page
from diagnose.memo.write.pdf.writer import pdf
from tests.lib.memos import of
from tests.lib.named_memos import CASES, memo_of
from tests.lib.pdfs import pages_of, text_of
from tests.lib.whole_memo import blocks_with, with_letterhead


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("name", CASES)
def test_a_pdf_has_its_text(name: str, lang: str) -> None:
    memo = with_letterhead(memo_of(name, lang), typeface="Times New Roman, Arial", paper="F4")
    text = text_of(pdf(of(blocks_with("teks"), "nota-dinas"), memo))
    assert memo.region in text
    assert all(aspect.name.split()[0] in text for aspect in memo.aspects)


def test_a_long_row_goes_on_over_the_page_below_its_heading() -> None:
    blocks = parse(f"## Judul\n\n| Aturan | Fakta |\n|--|--|\n| awal | {'kata ' * 1500} |")
    first, *others = pages_of(pdf(of(blocks, "lampiran"), memo_of("lebak-2022", "id")))
    assert "Judul" in first
    assert "awal" in first
    assert others
    assert all("Aturan" in other and "kata" in other for other in others)


def test_a_pdf_reads_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("RAHASIA")
    text = f'#read("{secret}") "); read("{secret}"); #import "@preview/x:1.0.0" \\'
    read_back = text_of(pdf(of(blocks_with(text), "nota-dinas"), memo_of("lebak-2022", "id"), {"F01": text}))
    assert "RAHASIA" not in read_back
    assert "@preview" in read_back


@pytest.mark.parametrize("lines", range(30, 50))
def test_a_signature_never_stands_alone_on_a_page(lines: int) -> None:
    text = "\n\n".join(["Satu baris pendek."] * lines)
    blocks = parse(f"{text}\n\n1. Langkah\n2. Langkah terakhir\n\nDemikian.\n\n::: ttd\n\n::: tembusan")
    last = pages_of(pdf(of(blocks, "nota-dinas"), with_letterhead(memo_of("lebak-2022", "id"))))[-1]
    assert all(words in last for words in ("Langkah terakhir", "Demikian.", "Rangkasbitung, 24", "2. Camat"))


def test_a_dated_pdf_is_one_for_archives_and_says_its_date_title_and_language() -> None:
    memo = with_letterhead(memo_of("lebak-2022", "id"))
    made = pdf(of(blocks_with("teks"), "nota-dinas"), memo)
    for said in (b"<pdfaid:part>2", b"<pdfaid:conformance>A", b"<pdfuaid:part>1", b"2026-11-24", b"/Lang"):
        assert said in made
    assert b"NOTA DINAS - Kabupaten Lebak 2022" in made
    assert b"1970" not in made
    undated = pdf(of(blocks_with("teks"), "nota-dinas"), with_letterhead(memo, date=None))
    assert undated.startswith(b"%PDF")
    assert b"CreateDate" not in undated


@pytest.mark.parametrize("text", ["# A\n\n### Lompat", "中文 tanpa huruf", ""])
def test_what_the_standard_for_archives_forbids_is_written_all_the_same(text: str) -> None:
    assert pdf(of(parse(text), "nota-dinas"), with_letterhead(memo_of("lebak-2022", "id"))).startswith(b"%PDF")


def test_paper_and_margins_are_those_of_the_letterhead() -> None:
    memo = with_letterhead(memo_of("lebak-2022", "id"), paper="F4")
    assert "size:215mm 330mm" in page(of((), "x"), memo)
    assert "margin:2cm 2cm 2.5cm 3cm" in page(of((), "x"), memo)
