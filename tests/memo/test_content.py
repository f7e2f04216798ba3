"""What memos say: every template in both languages, and what strangers' facts and templates cannot do to them."""

import re
from functools import cache

import pytest

from diagnose import diagnose
from diagnose.analysis.whatif.scenario import read_scenario
from diagnose.analysis.whatif.whatif import whatif
from diagnose.case.load import load_case
from diagnose.common.wording import LANGUAGES
from diagnose.diagnosis.diagnosed import Diagnosed
from diagnose.memo.content.content import content
from diagnose.memo.content.letterhead import Letterhead
from diagnose.memo.template.blocks import Directive, Heading, Items, Table, as_data
from diagnose.memo.template.directives import kind
from diagnose.memo.template.render import fill, templates
from tests.lib.memo_blocks import directives, shape, walk
from tests.lib.memos import CASES, REVISED, RULES, TODAY, plain, shipped, spans

WORDS = {"facts_known", "facts_asked", "unknown", "rules", "saran", "scenario", "asumsi sistem", "case"}


KNOWN_DIRECTIVES = {"letterhead", "head", "ladder", "picture", "signature", "copies", "page"}


@cache
def ids_of_case(name: str, change: bool) -> frozenset[str]:
    """Every id that a memo of the case may rest on."""
    case = load_case(name)
    d = diagnose(case, RULES)
    facts = set(case.facts)
    if change:
        facts |= {f.fact for f in whatif(Diagnosed(case, RULES), read_scenario(REVISED)[1]).difference.facts}
    read = {r.fact for a in d.aspects for c in a.criteria for r in c.read} | {f for u in d.unknown for f in u.facts}
    found = {
        *(x.id for some in (d.dimensions, d.aspects, d.findings, d.saran, d.packages, d.conflicts) for x in some),
        *(o.id for o in d.obstacles),
        *(c.id for a in d.aspects for c in a.criteria),
        *(s.id for s in RULES.saran.values()),
        *facts,
        *read,
    }
    return frozenset(found | WORDS)


everything = pytest.mark.parametrize(
    ("name", "change"), [*((name, False) for name in CASES), ("lebak-2022", True)], ids=lambda v: str(v)
)


@everything
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("template", templates())
def test_every_number_and_id_of_a_memo_stands_on_something(template: str, lang: str, name: str, change: bool) -> None:
    blocks = fill(template, shipped(name, lang, change)).blocks
    known = ids_of_case(name, change)
    for span in spans(blocks):
        assert span.ids or not re.search(r"\d", span.text), span
        assert set(span.ids) <= known, span


@everything
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("template", templates())
def test_a_memo_reads_as_finished_text(template: str, lang: str, name: str, change: bool) -> None:
    blocks = fill(template, shipped(name, lang, change)).blocks
    text = plain(blocks)
    for raw in ("None", "{", "}", "policy_", "Statement(", "::: ", "..", ":.", " ,", "()"):
        assert raw not in text, raw
    assert {kind(b) for b in walk(blocks) if isinstance(b, Directive)} <= KNOWN_DIRECTIVES
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        if isinstance(block, Heading):
            assert after is not None
            assert not isinstance(after, Heading) or after.level > block.level, block
    for block in walk(blocks):
        if isinstance(block, Items):
            assert all(block.items)
        if isinstance(block, Table):
            assert block.rows
            assert {len(row) for row in (block.head, *block.rows)} == {len(block.head)}


@everything
@pytest.mark.parametrize("template", templates())
def test_both_languages_have_the_same_blocks_in_the_same_order(template: str, name: str, change: bool) -> None:
    first, second = (fill(template, shipped(name, lang, change)).blocks for lang in LANGUAGES)
    assert [shape(as_data(b)) for b in first] == [shape(as_data(b)) for b in second]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("template", templates())
def test_a_fictional_case_says_so_and_a_real_one_does_not(template: str, lang: str) -> None:
    said = {"id": "KASUS FIKTIF", "en": "FICTIONAL CASE"}[lang]
    told = {name: plain(fill(template, shipped(name, lang, False)).blocks) for name in CASES}
    assert [name for name in CASES if said in told[name]] == list(CASES[1:])


@everything
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_message_is_short_and_without_tables_headings_or_pictures(lang: str, name: str, change: bool) -> None:
    blocks = fill("pesan", shipped(name, lang, change)).blocks
    assert len(plain(blocks)) <= 1600
    assert not any(isinstance(b, Heading | Table | Directive) for b in walk(blocks))


@everything
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_summary_has_the_ladder_at_most_one_picture_and_every_decision(lang: str, name: str, change: bool) -> None:
    memo = shipped(name, lang, change)
    blocks = fill("ringkasan", memo).blocks
    found = directives(blocks)
    assert found.count(("tangga",)) + found.count(("ladder",)) == 1
    assert sum(d[0] in ("gambar", "picture") for d in found) <= 1
    numbered = [b for b in blocks if isinstance(b, Items) and b.start]
    assert [len(b.items) for b in numbered] == ([len(memo.decisions)] if memo.decisions else [])


def test_a_staff_study_has_its_six_sections_in_order_and_takes_the_word_of_the_office() -> None:
    memo = shipped("lebak-2022", "id", False)
    own = Letterhead(conclusion="Kesimpulan")
    other = content(Diagnosed(load_case("lebak-2022"), RULES), own, TODAY)
    for one, word in ((memo, "Simpulan"), (other, "Kesimpulan")):
        heads = [plain((b,)) for b in fill("telaahan-staf", one).blocks if isinstance(b, Heading) and b.level == 2]
        assert heads == [
            "I. Persoalan",
            "II. Praanggapan",
            "III. Fakta yang Memengaruhi",
            "IV. Analisis",
            f"V. {word}",
            "VI. Saran",
        ]


def test_many_agencies_are_counted_and_those_of_the_decree_are_named() -> None:
    decree, _, renstra, *_ = shipped("lebak-2022", "id", False).decisions
    assert "Dinas PUPR, Dinas Dukcapil, Dinas Pertanian, Dinas Perikanan, dan Rumah Sakit Ajidarmo" in decree.brief.text
    assert "Minta 10 OPD" in renstra.brief.text
