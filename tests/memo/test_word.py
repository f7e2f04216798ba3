"""Memos as Word files: native structure, literal values, equal bytes, and users' own files."""

import dataclasses
import datetime as dt
import io
import zipfile
from typing import Any

import docx
import pytest

from diagnose import InputError
from diagnose.memo.content.letterhead import Letterhead
from diagnose.memo.content.records import Memo
from diagnose.memo.content.statement import state
from diagnose.memo.template.blocks import parse
from diagnose.memo.write.word.document import word
from tests.lib.memos import of
from tests.lib.odd_memo import AGENCY, HOSTILE, TEXT


@pytest.fixture(scope="module")
def opened(made: bytes) -> Any:
    return docx.Document(io.BytesIO(made))


def part(package: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        return parts.read(name).decode()


def test_headings_and_lists_have_native_styles(opened: Any) -> None:
    styles = {p.text: p.style.name for p in opened.paragraphs if p.text}
    assert styles["NOTA DINAS"] == "Title"
    assert (styles["Satu"], styles["Dua"]) == ("Heading 1", "Heading 2")
    assert (styles["satu"], styles["huruf"], styles["butir"]) == ("List Number", "List Number 2", "List Bullet 3")
    heading = next(s for s in opened.styles if s.name == "Heading 1")
    assert heading.paragraph_format.keep_with_next


def test_each_list_begins_anew_and_letters_stand_on_the_second_level(made: bytes, opened: Any) -> None:
    numbered = [p for p in opened.paragraphs if p._p.xpath("w:pPr/w:numPr")]
    numbers = {p.text: p._p.pPr.numPr.numId.val for p in numbered}
    assert numbers["satu"] == numbers["dua"] != numbers["lagi satu"]
    numbering = opened.part.numbering_part.element
    started = numbering.xpath(f'w:num[@w:numId="{numbers["lagi satu"]}"]/w:lvlOverride/w:startOverride/@w:val')
    assert started == ["1"]
    assert 'w:val="lowerLetter"' in part(made, "word/numbering.xml")


def test_paper_typeface_language_and_page_numbers(made: bytes, opened: Any) -> None:
    section = opened.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.5, 33.0)
    assert round(section.left_margin.cm, 1) == 3.0
    styles = part(made, "word/styles.xml")
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        assert f'w:{script}="Bookman Old Style"' in styles
    assert 'w:lang w:val="id-ID"' in styles
    foot = section.footer._element.xml
    assert " PAGE " in foot
    assert " NUMPAGES " in foot
    assert section.footer.paragraphs[0].text == "Halaman 1 dari 1"


def test_core_properties_are_those_of_the_memo(opened: Any) -> None:
    told = opened.core_properties
    assert told.title.startswith("NOTA DINAS - Kabupaten Lebak")
    assert told.created.date() == told.modified.date() == dt.date(2026, 11, 24)


def test_a_memo_without_a_date_of_its_letterhead_is_dated_by_its_text(memo: Memo) -> None:
    undated = dataclasses.replace(memo, letterhead=Letterhead(), date="31 Agustus 2025")
    told = docx.Document(io.BytesIO(word(of(parse("a"), "pesan"), undated))).core_properties
    assert told.created == dt.datetime(2025, 8, 31, tzinfo=told.created.tzinfo)


def test_tables_repeat_their_head_keep_rows_whole_and_fix_widths(opened: Any) -> None:
    table = next(t for t in opened.tables if t.cell(0, 0).text == "A")
    assert table._tbl.xpath("w:tr[1]/w:trPr/w:tblHeader")
    assert len(table._tbl.xpath("w:tr/w:trPr/w:cantSplit")) == 2
    columns = [int(c) for c in table._tbl.xpath("w:tblGrid/w:gridCol/@w:w")]
    assert [int(c) for c in table._tbl.xpath("w:tr[2]/w:tc/w:tcPr/w:tcW/@w:w")] == columns
    assert table._tbl.xpath("w:tr[1]//w:keepNext")
    lead = next(p for p in opened.paragraphs if p.text == "Tabel:")
    assert lead.paragraph_format.keep_with_next


def test_the_letterhead_head_signature_and_copies(opened: Any) -> None:
    first = opened.paragraphs[:3]
    assert [p.text for p in first] == ["PEMERINTAH", AGENCY, "Jalan & Nomor 1"]
    assert first[2]._p.xpath('w:pPr/w:pBdr/w:bottom[@w:val="thinThickSmallGap"]')
    head = {r.cells[0].text: r.cells[2].text for r in opened.tables[0].rows}
    assert head["Nomor"] == "${nomor_naskah}"
    signed = next(p for p in opened.paragraphs if p.text == "${nama}")
    assert signed.runs[0].bold
    assert signed.runs[0].underline
    assert "Tembusan" not in head
    assert [p.text for p in opened.paragraphs][-2:] == ["Tembusan:", "Sekretaris Daerah"]


def test_the_ladder_has_a_row_a_dimension_and_aspect_and_never_colour_alone(opened: Any, memo: Memo) -> None:
    table = next(t for t in opened.tables if t.cell(0, 0).text == "Aspek")
    assert len(table.rows) == 1 + len(memo.dimensions) + len(memo.aspects)
    assert table.cell(0, 1).text == f"1\n{memo.level_names[0]}"
    for row in table.rows[1:]:
        for cell in row._tr.tc_lst[1:]:
            assert not cell.xpath("w:tcPr/w:shd") or "".join(cell.itertext()).strip()


def test_a_picture_is_vectors_with_a_fallback_and_words(made: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        endings = {n.rsplit(".", 1)[1] for n in parts.namelist() if n.startswith("word/media/")}
    assert endings == {"png", "svg"}
    body = part(made, "word/document.xml")
    assert "svgBlip" in body
    assert 'descr="' in body


def test_equal_input_gives_equal_bytes(made: bytes, memo: Memo) -> None:
    assert word(of(parse(TEXT), "nota-dinas"), memo) == made


def test_an_unknown_directive_is_told(memo: Memo) -> None:
    with pytest.raises(InputError, match="tidak dikenal"):
        word(of(parse("::: apa"), "nota-dinas"), memo)


def test_notes_are_told_once_and_referred_to_afterwards(memo: Memo) -> None:
    from diagnose.memo.content.statement import marked

    text = "\n\n".join(marked(s) for s in (state("satu", "F1"), state("dua", "F2"), state("lagi", "F1")))
    package = word(of(parse(text), "nota-dinas"), memo, {"F1": "dasar & satu", "F2": "dasar dua"})
    notes, body = part(package, "word/footnotes.xml"), part(package, "word/document.xml")
    assert notes.count("dasar &amp; satu") == 1
    assert body.count("<w:footnoteReference ") == 2
    assert "NOTEREF _Dasar1" in body
    assert "footnotes.xml" not in part(word(of(parse(text), "nota-dinas"), memo), "word/_rels/document.xml.rels")


def test_hostile_values_come_out_literally(memo: Memo) -> None:
    from diagnose.memo.content.statement import marked

    given = dataclasses.replace(memo, office="a & b\x0bc", letterhead=Letterhead(address=HOSTILE))
    told = of(parse(f"::: kop\n\n{marked(state(HOSTILE, 'x'))}"), "nota-dinas")
    document = docx.Document(io.BytesIO(word(told, given)))
    assert [p.text for p in document.paragraphs if p.text][1:] == ["a & b c", HOSTILE, HOSTILE]
