"""How memos lie on the pages of a Word file: what stays together, what may break, and a structure that Word reads."""

import dataclasses
import datetime as dt
import io
import zipfile
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE

from diagnose.case.model import Case
from diagnose.diagnosis.diagnosed import Diagnosed
from diagnose.knowledge.rulebase import Rulebase
from diagnose.memo.content.content import content
from diagnose.memo.content.letterhead import Letterhead
from diagnose.memo.content.records import Memo
from diagnose.memo.content.statement import marked, state
from diagnose.memo.pictures.drawing import width_of
from diagnose.memo.template.blocks import parse
from diagnose.memo.template.render import fill, templates
from diagnose.memo.write.word.document import word
from tests.lib.memos import of
from tests.lib.wordfiles import faults

LANGUAGES = ("id", "en")
# The order in which the schema of WordprocessingML wants the properties that we use.
ORDERS = {
    "pPr": "pStyle keepNext keepLines widowControl numPr pBdr shd tabs spacing ind jc outlineLvl",
    "rPr": "rStyle rFonts b bCs i iCs color sz szCs u vertAlign lang",
    "tblPr": "tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "tcPr": "tcW gridSpan tcBorders shd vAlign",
    "lvl": "start numFmt lvlText lvlJc pPr",
}


@pytest.fixture(scope="module")
def memos(lebak: Case, rules: Rulebase) -> dict[str, Memo]:
    day, own = dt.date(2026, 11, 24), Letterhead()
    return {lang: content(Diagnosed(lebak, rules, lang), own, day) for lang in LANGUAGES}


@pytest.fixture(scope="module")
def memo(memos: dict[str, Memo]) -> Memo:
    return memos["id"]


def written(text: str, memo: Memo, template: str = "nota-dinas") -> Any:
    return docx.Document(io.BytesIO(word(of(parse(text), template), memo)))


def kept(paragraph: Any) -> bool:
    """Return whether `paragraph` stays on the page of the next one."""
    return bool(paragraph.paragraph_format.keep_with_next or paragraph.style.paragraph_format.keep_with_next)


def named(document: Any, text: str) -> Any:
    return next(p for p in document.paragraphs if p.text == text)


def label(document: Any, text: str) -> str:
    """Return how the item `text` is labelled: the kind of its number and what stands around it."""
    numbering, properties = document.part.numbering_part.element, named(document, text)._p.pPr.numPr
    key = numbering.xpath(f'w:num[@w:numId="{properties.numId.val}"]/w:abstractNumId/@w:val')[0]
    level = f'w:abstractNum[@w:abstractNumId="{key}"]/w:lvl[@w:ilvl="{properties.ilvl.val}"]'
    kind, shown = numbering.xpath(f"{level}/w:numFmt/@w:val")[0], numbering.xpath(f"{level}/w:lvlText/@w:val")[0]
    return f"{kind} {shown.replace(str(properties.ilvl.val + 1), 'n')}"


NESTED = "1. satu\n\n   1. dua\n\n      1. tiga\n\n- butir\n\n  1. lagi\n"


def test_a_nota_dinas_counts_and_a_telaahan_staf_begins_with_letters(memo: Memo) -> None:
    note, study = written(NESTED, memo), written(NESTED, memo, "telaahan-staf")
    assert [label(note, t) for t in ("satu", "dua", "tiga")] == ["decimal %n.", "lowerLetter %n.", "decimal %n)"]
    assert [label(study, t) for t in ("satu", "dua", "tiga")] == ["lowerLetter %n.", "decimal %n)", "lowerLetter %n)"]
    assert label(note, "lagi") == "decimal %n."  # a list of points around it does not count
    assert label(note, "butir") == "bullet •"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", [8, 12, 16])
def test_no_word_breaks_in_the_ladder_whatever_the_letters(memos: dict[str, Memo], lang: str, size: float) -> None:
    memo = dataclasses.replace(memos[lang], letterhead=Letterhead(size=size))
    table = written("::: tangga", memo).tables[0]
    for row in table.rows:
        for cell in row._tr.tc_lst:
            own = cell.xpath(".//w:sz/@w:val")
            letters = float(own[0]) / 2 if own else max(8, size - 2)
            room = cell.tcPr.xpath("w:tcW/@w:w")
            texts = cell.xpath(".//w:t/text()")
            widest = max((width_of(part, letters, bold=True) for t in texts for part in t.split()), default=0)
            assert widest * 20 + 2 * 60 <= int(room[0]) + 20
    assert sum(int(w) for w in table._tbl.xpath("w:tblGrid/w:gridCol/@w:w")) == 16 * 567


TABLE = "| A | B |\n| --- | --- |\n| x | {} |\n| y | 1 |\n| z | {} |"


def test_a_tall_row_may_break_and_does_not_pull_the_head_with_it(memo: Memo) -> None:
    long = "kata " * 400
    tall = written(TABLE.format(long, "2"), memo).tables[0]._tbl
    assert [bool(r.xpath("w:trPr/w:cantSplit")) for r in tall.tr_lst] == [True, False, True, True]
    assert not tall.xpath(".//w:keepNext")
    other = written(TABLE.format("1", long), memo).tables[0]._tbl
    assert [bool(r.xpath(".//w:keepNext")) for r in other.tr_lst] == [True, False, False, False]


def test_a_small_table_stays_whole(memo: Memo) -> None:
    table = written(TABLE.format("1", "2"), memo).tables[0]._tbl
    assert [bool(r.xpath(".//w:keepNext")) for r in table.tr_lst] == [True, True, True, False]


def test_a_column_is_as_wide_as_a_symbol_with_its_word(memo: Memo) -> None:
    text = f"| Hasil | Fakta |\n| --- | --- |\n| ✓ terpenuhi | {'kata ' * 200} |"
    columns = written(text, memo).tables[0]._tbl.xpath("w:tblGrid/w:gridCol/@w:w")
    assert int(columns[0]) >= width_of("✓ terpenuhi", 10) * 20 + 200


def test_the_mark_of_a_note_has_room_beside_a_short_word(memo: Memo) -> None:
    text = f"| Aturan | Fakta |\n| --- | --- |\n| {marked(state('F01', 'F01'))} | {'kata ' * 200} |"
    told = of(parse(text), "lampiran")
    plain, noted = (docx.Document(io.BytesIO(word(told, memo, n))) for n in ({}, {"F01": "dasar"}))
    first = [int(d.tables[0]._tbl.xpath("w:tblGrid/w:gridCol/@w:w")[0]) for d in (plain, noted)]
    assert first[1] > first[0] + 200


@pytest.mark.parametrize("closing", ["Selesai.", "1. satu\n\n2. akhir", "1. satu\n\n   akhir"])
def test_the_signature_is_never_alone_on_a_page(memo: Memo, closing: str) -> None:
    document = written(f"{closing}\n\n::: ttd", memo)
    signed = next(n for n, p in enumerate(document.paragraphs) if p.style.name == "Signature")
    assert kept(document.paragraphs[signed - 1])
    assert all(kept(p) for p in document.paragraphs[signed:])


def test_one_closing_sentence_is_not_company_enough_for_the_signature(memo: Memo) -> None:
    document = written("1. satu\n\n2. dua\n\nDemikian disampaikan.\n\n::: ttd", memo)
    assert [p.text for p in document.paragraphs[:3] if kept(p)] == ["dua", "Demikian disampaikan."]
    longer = written(f"1. satu\n\n2. dua\n\n{'Demikian disampaikan. ' * 20}\n\n::: ttd", memo)
    assert not kept(named(longer, "dua"))


def test_headings_titles_and_sentences_that_lead_to_something_are_never_last_on_a_page(memo: Memo) -> None:
    document = written("# A\n\n## B\n\n### C\n\nPengantar:\n\n- butir\n\nBiasa:\n\n::: gambar obstacles", memo)
    caption = next(p for p in document.paragraphs if p.style.name == "Caption")
    assert memo.region in caption.text
    for paragraph in (*(named(document, t) for t in ("A", "B", "C", "Pengantar:", "Biasa:")), caption):
        assert kept(paragraph)
    assert not kept(named(document, "butir"))


def test_no_line_stands_alone_at_the_edge_of_a_page(memo: Memo) -> None:
    styles = [s for s in written("a", memo).styles if s.type == WD_STYLE_TYPE.PARAGRAPH]
    normal = next(s for s in styles if s.name == "Normal")
    assert normal.paragraph_format.widow_control
    assert all(s.base_style == normal for s in styles if s != normal)


def test_pictures_have_ids_of_their_own_and_words_for_who_does_not_see_them(memo: Memo) -> None:
    document = written("::: gambar series prevalence\n\n::: gambar obstacles\n\n::: gambar series prevalence", memo)
    shown = document.element.body.xpath(".//wp:docPr")
    assert len({p.get("id") for p in shown}) == 3
    assert all(len(p.get("descr")) > 40 for p in shown)


def test_english_names_of_blocks_are_known(memo: Memo) -> None:
    text = "::: {}\n\n::: {}\n\n::: {} obstacles\n\n::: {}"
    indonesian = text.format("kop", "tangga", "gambar", "ttd")
    english = text.format("letterhead", "ladder", "picture", "signature")
    assert word(of(parse(indonesian), "pesan"), memo) == word(of(parse(english), "pesan"), memo)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("template", templates())
def test_every_template_makes_a_file_in_the_order_of_the_schema(
    memos: dict[str, Memo], lang: str, template: str
) -> None:
    memo = memos[lang]
    package = word(fill(template, memo), memo, {"lowest": "dasar"})
    assert faults(package) == []
    document = docx.Document(io.BytesIO(package))
    assert document.core_properties.language == {"id": "id-ID", "en": "en-GB"}[lang]
    assert document.core_properties.title.endswith(f"{memo.region} {memo.year}")
    known = {s.style_id for s in document.styles}
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        names = [n for n in parts.namelist() if n.startswith("word/") and n.endswith(".xml")]
        roots = [docx.oxml.parse_xml(parts.read(name)) for name in names]
    for root in roots:
        assert {e.get(docx.oxml.ns.qn("w:val")) for e in root.iter("{*}pStyle", "{*}rStyle")} <= known
        for tag, order in ORDERS.items():
            for properties in root.iter(docx.oxml.ns.qn(f"w:{tag}")):
                found = [child.tag.rpartition("}")[2] for child in properties]
                assert found == sorted(found, key=order.split().index)
                assert tag == "lvl" or len(found) == len(set(found))
