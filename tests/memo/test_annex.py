"""The annex and the notes: every fact that was read is told, once, in words and with its source."""

import re

import pytest

from diagnose import diagnose
from diagnose.case.load import load_case
from diagnose.case.model import Case
from diagnose.common.wording import LANGUAGES
from diagnose.diagnosis.diagnosed import Diagnosed
from diagnose.memo.content.notes import notes
from diagnose.memo.content.statement import state
from diagnose.memo.template.blocks import Span, Table
from diagnose.memo.template.render import fill
from diagnose.memo.write.footnotes import Footnotes
from tests.lib.memos import CASES, RULES, plain, shipped, spans


def said(cell: tuple[Span, ...]) -> str:
    return "".join(span.text for span in cell).strip()


everywhere = pytest.mark.parametrize(("name", "lang"), [(name, lang) for name in CASES for lang in LANGUAGES])
RAW = re.compile(
    r"\b(name|kind|origin|activity|agency|innovation|value|at_least|at_most|answers|tally): |\d{4}-\d\d-\d\d"
)


def paths_in(text: str, case: Case) -> list[str]:
    return [path for path in case.facts if re.search(r"[.\[_]", path) and path in text]


@everywhere
def test_every_fact_that_a_criterion_read_is_in_its_row_of_the_annex(name: str, lang: str) -> None:
    blocks = fill("lampiran", shipped(name, lang, False)).blocks
    rows = {said(row[0]).rstrip("*"): row for b in blocks if isinstance(b, Table) for row in b.rows}
    for criterion in (c for a in diagnose(load_case(name), RULES).aspects for c in a.criteria):
        read = {i for cell in rows[criterion.id] for span in cell for i in span.ids}
        assert {r.fact for r in criterion.read} <= read, criterion.id


@everywhere
def test_the_annex_tells_the_name_the_value_and_the_source_of_every_fact_that_was_read(name: str, lang: str) -> None:
    case, memo = load_case(name), shipped(name, lang, False)
    phrases, blocks = Diagnosed(case, RULES, lang).phrases, fill("lampiran", memo).blocks
    told: dict[str, str] = {}
    for span in spans(blocks):
        for i in span.ids:
            told[i] = f"{told.get(i, '')} {span.text}"
    whole = plain(blocks)
    for criterion in (c for a in memo.aspects for c in a.criteria):
        for fact in criterion.facts:
            (path,) = fact.name.ids
            listed = phrases.among(path)
            assert fact.name.text in told[path] or (listed and listed[1] in told[path]), path
            on_record = listed and path.endswith("]") and not path.startswith(("decree", "goals"))
            assert on_record or fact.value.text in told[path], path
            assert fact.source.text == "-" or f"{fact.source.text}]" in whole or fact.source.text in told[path], path


@everywhere
def test_the_annex_speaks_of_facts_in_words(name: str, lang: str) -> None:
    case = load_case(name)
    text = plain(fill("lampiran", shipped(name, lang, False)).blocks)
    assert not RAW.search(text)
    assert not paths_in(text, case)
    assert not [s.id for s in diagnose(case, RULES).saran if re.search(rf"\b{re.escape(s.id)}\b", text)]


def test_a_long_list_that_many_criteria_read_is_told_once() -> None:
    text = plain(fill("lampiran", shipped("lebak-2022", "id", False)).blocks)
    assert text.count("Bantuan Pangan Non Tunai (BPNT)") == 1
    assert "OPD dalam SK TPPS, ya: A1–A9; tidak: A10–A14" in text
    assert "tidakA10 Dinas PUPR, A11 Dinas Dukcapil" in text
    assert "Dinas SosialB12 Bantuan Pangan Non Tunai (BPNT), B13 Program" in text


def test_a_short_list_is_told_where_it_is_read_under_one_label() -> None:
    text = plain(fill("lampiran", shipped("lebak-2022", "id", False)).blocks)
    assert "Mitra di luar pemerintah: FIF, Konsorsium perguruan tinggi, MSF (Dokter Lintas Batas)" in text
    assert "OPD dengan tujuan stunting dalam Renstra, ya: Dinas Kesehatan, DP3AK2KB [SJ2022 5/rentang]" in text
    assert "SK memuat sasaran: tidak; SK memuat target dan indikator: tidak; SK memuat jangka waktu: tidak [" in text


def test_a_fact_without_a_source_takes_none_from_the_next() -> None:
    text = plain(fill("lampiran", shipped("lebak-2022", "id", False)).blocks)
    assert "SK TPPS ditandatangani: ya [SJ2022 3.2]; Dokumen daerah menyebut penyebab di luar kesehatan: belum" in text


def test_days_are_written_as_people_write_them() -> None:
    told = {lang: plain(fill("lampiran", shipped("lebak-2022", lang, False)).blocks) for lang in LANGUAGES}
    assert (
        "(Aksi 2): 1 April 2022 sampai 30 April 2022; Tanggal Musrenbang kabupaten/kota: paling lambat 31" in told["id"]
    )
    assert "31 March 2022 at the latest" in told["en"]


@everywhere
def test_every_document_that_the_annex_cites_is_listed_with_its_title(name: str, lang: str) -> None:
    memo = shipped(name, lang, False)
    text = plain(fill("lampiran", memo).blocks)
    listed = {d.code.text for d in memo.documents}
    assert all(d.title.text in text for d in memo.documents)
    sources = [f.source.text for a in memo.aspects for c in a.criteria for f in c.facts if f.source.ids]
    known = {*RULES.sources, *(d.id for d in load_case(name).documents)}
    assert {s.partition(" ")[0] for s in sources} & known <= listed
    assert {code for code in re.findall(r"\[(\S+) [^\]]+\]", text) if code in known} <= listed


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_remark_of_the_case_is_quoted_and_not_taken_for_a_sentence_of_the_memo(lang: str) -> None:
    memo = shipped("lebak-2022", lang, False)
    conflict = next(c for c in memo.conflicts if c.note)
    assert conflict.note.text.startswith("penurunan 12,9")
    assert conflict.note.text not in conflict.statement.text
    for template in ("lampiran",):
        text = plain(fill(template, memo).blocks)
        lead = {"id": "Catatan dalam berkas kasus", "en": "Note in the case file"}[lang]
        assert f"{lead}: “{conflict.note}”." in text


@everywhere
def test_notes_are_short_and_name_no_path_of_a_fact_and_no_saran_by_its_id(name: str, lang: str) -> None:
    case = load_case(name)
    diagnosed = Diagnosed(case, RULES, lang)
    d, found = diagnosed.diagnosis, notes(diagnosed)
    assert {
        *(c.id for a in d.aspects for c in a.criteria),
        *(s.id for s in d.saran),
        *(p.id for p in d.packages),
    } <= set(found)
    hidden = [x.id for some in (d.saran, d.packages) for x in some]
    for note in found.values():
        assert note[0] == note[0].upper()
        assert note.endswith(".")
        assert len(note) < 250, note
        assert not paths_in(note, case), note
        assert not [i for i in hidden if i in note], note


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_note_on_a_fact_has_its_name_and_source_where_no_row_tells_them(lang: str) -> None:
    case = load_case("lebak-2022")
    diagnosed = Diagnosed(case, RULES, lang)
    d, found, phrases = diagnosed.diagnosis, notes(diagnosed), diagnosed.phrases
    path = "region.population"
    assert found[path] == f"{phrases.fact(path)}: {case.facts[path].source}."
    assert not [r.fact for a in d.aspects for c in a.criteria for r in c.read if r.fact in found]


def test_one_paragraph_refers_to_one_note_once() -> None:
    texts = [state(t, i) for t, i in (("satu", "F1"), ("dua", "F2"), ("lagi", "F1"))]
    footnotes = Footnotes({"F1": "dasar satu", "F2": "dasar dua"})
    numbers = [number for _, number in footnotes.numbered([Span(s.text, ids=s.ids) for s in texts])]
    assert numbers == [None, 1, 2]
    assert footnotes.all() == [(1, "dasar dua"), (2, "dasar satu")]


@pytest.mark.parametrize("name", CASES)
def test_the_annex_holds_every_criterion_finding_and_act(name: str) -> None:
    d = diagnose(load_case(name), RULES)
    text = plain(fill("lampiran", shipped(name, "id", False)).blocks)
    for criterion in (c for a in d.aspects for c in a.criteria):
        assert " ".join(criterion.statement.split()) in text
    for said in (*(f.statement for f in d.findings if f.kind != "conflict"), *(s.text for s in d.saran)):
        assert " ".join(said.split()) in text
    assert all(a in text for a in d.assumptions)
    memo = shipped(name, "id", False)
    asked = sum(len(g.questions) for g in (*memo.questions, *memo.later_questions))
    assert asked == len(d.unknown)


def test_a_package_shows_its_parts_under_it() -> None:
    memo = shipped("lebak-2022", "id", False)
    package = next(a for a in memo.acts if a.parts)
    listed = [row for b in fill("lampiran", memo).blocks if isinstance(b, Table) for row in b.rows]
    rows = {said(row[0]): said(row[1]) for row in listed}
    assert rows[str(package.number)] == package.text.text
    for part in package.parts:
        assert rows[f"{package.number}{part.letter}"].startswith(part.text.text)
