"""Memos as Word files: native structure, literal values, equal bytes, and users' own files."""

import dataclasses
import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest

from diagnose import InputError
from diagnose.case.model import Case
from diagnose.diagnosis.diagnosed import Diagnosed
from diagnose.knowledge.rulebase import Rulebase
from diagnose.memo.content.content import content
from diagnose.memo.content.letterhead import Letterhead, Signature
from diagnose.memo.content.records import Memo
from diagnose.memo.content.statement import marked, state
from diagnose.memo.template.blocks import parse
from diagnose.memo.write.word.document import word
from diagnose.memo.write.word.template import filled_word
from tests.lib.memos import of
from tests.lib.wordfiles import faults

HOSTILE = 'A & B <w:p/> "q" {{7*7}} {% x %} {_{1}_} ${kode} ]]>'
AGENCY = "Badan " + "Perencanaan " * 24 + "Akhir"
OWN = Letterhead(
    government="PEMERINTAH",
    agency=AGENCY,
    address="Jalan & Nomor 1",
    copies=("Sekretaris Daerah",),
    copies_at="foot",
    number="${nomor_naskah}",
    paper="F4",
    typeface="Bookman Old Style",
    size=11,
    date=dt.date(2026, 11, 24),
    signature=Signature(name="${nama}", nip="1"),
)
TEXT = """::: kop

# NOTA DINAS

::: kepala

## Satu

### Dua

Teks **tebal** dan *miring*.

1. satu

   1. huruf

      - butir

2. dua

Antara.

1. lagi satu

Tabel:

| A | B |
| --- | ---: |
| x | 1 |

::: tangga

::: gambar obstacles

::: halaman

::: rule

::: ttd

::: tembusan
"""


@pytest.fixture(scope="module")
def memo(lebak: Case, rules: Rulebase) -> Memo:
    return content(Diagnosed(lebak, rules), OWN, dt.date(2026, 11, 24))


@pytest.fixture(scope="module")
def made(memo: Memo) -> bytes:
    return word(of(parse(TEXT), "nota-dinas"), memo)


@pytest.fixture(scope="module")
def opened(made: bytes) -> Any:
    return docx.Document(io.BytesIO(made))


def part(package: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        return parts.read(name).decode()


def text_of(document: Any) -> str:
    return "\n".join("".join(t.text or "" for t in p.iter("{*}t")) for p in document.element.body.iter("{*}p"))


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


def hostile(memo: Memo) -> Memo:
    return dataclasses.replace(memo, region=HOSTILE, office=HOSTILE, lowest=(state(HOSTILE, "x"),))


def test_hostile_values_come_out_literally(memo: Memo) -> None:
    from diagnose.memo.content.statement import marked

    given = dataclasses.replace(memo, office="a & b\x0bc", letterhead=Letterhead(address=HOSTILE))
    told = of(parse(f"::: kop\n\n{marked(state(HOSTILE, 'x'))}"), "nota-dinas")
    document = docx.Document(io.BytesIO(word(told, given)))
    assert [p.text for p in document.paragraphs if p.text][1:] == ["a & b c", HOSTILE, HOSTILE]


def own_file(tmp_path: Path, *texts: str, header: str = "") -> Path:
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    document.sections[0].header.paragraphs[0].text = header
    path = tmp_path / "own.docx"
    document.save(str(path))
    return path


def test_a_users_file_is_filled_and_its_codes_are_left_alone(memo: Memo, tmp_path: Path) -> None:
    path = own_file(
        tmp_path,
        "Nomor ${nomor_naskah} ${#a} ${%b} ${{c}}",
        "{{ memo.region }}|{{ memo.lowest[0] }}",
        "{%p for d in memo.dimensions %}",
        "- {{ d.name }}",
        "{%p endfor %}",
        "{{p isi }}",
        "akhir",
        header="${ttd_pengirim} {{ memo.region }}",
    )
    package = filled_word(path, of(parse(TEXT), "nota-dinas"), hostile(memo))
    document = docx.Document(io.BytesIO(package))
    paragraphs = [p.text for p in document.paragraphs]
    assert paragraphs[0] == "Nomor ${nomor_naskah} ${#a} ${%b} ${{c}}"
    assert paragraphs[1] == f"{HOSTILE}|{HOSTILE}"
    assert [p for p in paragraphs if p.startswith("- ")] == [f"- {d.name}" for d in memo.dimensions]
    assert document.sections[0].header.paragraphs[0].text == f"${{ttd_pengirim}} {HOSTILE}"
    assert "Satu" in paragraphs
    assert "NOTA DINAS" not in paragraphs
    assert paragraphs[-1] == "akhir"
    assert not any(c in text_of(document) for c in "\ue010\ue020\ue021")
    assert package == filled_word(path, of(parse(TEXT), "nota-dinas"), hostile(memo))


@pytest.mark.parametrize("place", ["{{ seluruhnya }}", "{{p seluruhnya }}"])
def test_the_whole_memo_goes_where_the_file_says(memo: Memo, tmp_path: Path, place: str) -> None:
    package = filled_word(own_file(tmp_path, "awal", place, "akhir"), of(parse(TEXT), "nota-dinas"), memo)
    paragraphs = [p.text for p in docx.Document(io.BytesIO(package)).paragraphs]
    assert paragraphs[:2] == ["awal", "PEMERINTAH"]
    assert paragraphs[-1] == "akhir"


@pytest.mark.parametrize(
    "tag",
    [
        "{{ memo.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{{ memo|attr('__class__') }}",
        "{% include '/etc/passwd' %}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ nothing }}",
        "{% if %}",
        "{{ memo.region|safe }}",
        "{{p memo.region",
    ],
)
def test_a_hostile_or_broken_tag_gives_one_clear_sentence(memo: Memo, tmp_path: Path, tag: str) -> None:
    with pytest.raises(InputError) as error:
        filled_word(own_file(tmp_path, tag), of((), "nota-dinas"), memo)
    assert "\n" not in str(error.value)


def with_entry(path: Path, name: str, data: bytes) -> Path:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(name, data)
    return path


def test_a_file_that_is_no_usable_word_file_gives_one_clear_sentence(memo: Memo, tmp_path: Path) -> None:
    good = own_file(tmp_path, "a").read_bytes()

    def told(data: bytes, name: str = "", more: bytes = b"") -> str:
        path = tmp_path / "given.docx"
        path.write_bytes(data)
        if name:
            with_entry(path, name, more)
        with pytest.raises(InputError) as error:
            filled_word(path, of((), "nota-dinas"), memo)
        return str(error.value)

    sheet = io.BytesIO()
    with zipfile.ZipFile(sheet, "w") as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        parts.writestr("xl/workbook.xml", "<workbook/>")
    assert "rusak" in told(good[: len(good) // 2])
    assert "rusak" in told(b"")
    assert "rusak" in told(sheet.getvalue())
    assert "sandi" in told(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    assert "makro" in told(good, "word/vbaProject.bin", b"x")
    assert "50 MB" in told(good, "word/media/big.bin", bytes(51_000_000))
    with pytest.raises(InputError, match="tidak dapat dibaca"):
        filled_word(tmp_path / "none.docx", of((), "nota-dinas"), memo)


NOTED = "{0}\n\n::: tangga\n\n1. {0}\n\n::: gambar obstacles\n\n| A | B |\n| --- | --- |\n| {0} | {1} |"


@pytest.fixture(scope="module")
def noted(memo: Memo) -> bytes:
    text = NOTED.format(marked(state("satu", "F1")), marked(state("dua", "F2")))
    return word(of(parse(text), "nota-dinas"), memo, {"F1": "dasar satu", "F2": "dasar dua"})


def test_other_programs_open_a_memo_whole(made: bytes, noted: bytes, memo: Memo, tmp_path: Path) -> None:
    assert faults(made) == []
    assert faults(noted) == []
    assert faults(filled_word(own_file(tmp_path, "awal", "{{p isi }}"), of(parse(TEXT), "nota-dinas"), memo)) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("word/media/vector1.svg", "", None, "leads to word/media/vector1.svg"),
        ("word/footnotes.xml", "", None, "is told and not there"),
        ("word/document.xml", 'r:embed="', 'r:embed="x', "wants x"),
        ("word/document.xml", '<w:pStyle w:val="', '<w:pStyle w:val="x', "names pStyle x"),
        ("word/document.xml", '<w:numId w:val="', '<w:numId w:val="9', "names numId 9"),
        ("word/document.xml", '<w:footnoteReference w:id="', '<w:footnoteReference w:id="9', "footnoteReference 9"),
        ("word/document.xml", "NOTEREF ", "NOTEREF x", "no bookmark x"),
        ("word/document.xml", "</w:p></w:tc>", "</w:p><w:tcPr/></w:tc>", "does not end with a paragraph"),
        ("word/document.xml", "<w:gridCol ", "<w:gridCol/><w:gridCol ", "cells in a table of"),
        ("word/document.xml", 'w:fldCharType="end"', 'w:fldCharType="begin"', "a field is not closed"),
        ("word/document.xml", "<w:bookmarkEnd ", "<w:bookmarkStart ", "a bookmark is not closed"),
    ],
)
def test_a_memo_that_another_program_would_not_open_whole_is_noticed(
    noted: bytes, name: str, old: str, new: str | None, told: str
) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(noted)) as parts, zipfile.ZipFile(out, "w") as damaged:
        for part_name in parts.namelist():
            data = parts.read(part_name)
            if part_name != name:
                damaged.writestr(part_name, data)
            elif new is not None:
                assert old.encode() in data
                damaged.writestr(part_name, data.replace(old.encode(), new.encode(), 1))
    assert any(told in fault for fault in faults(out.getvalue()))
