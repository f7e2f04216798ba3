"""What memos say: every template in both languages, and what strangers' facts and templates cannot do to them."""

import copy
import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from diagnose import InputError, diagnose
from diagnose.analysis.whatif.scenario import read_scenario
from diagnose.analysis.whatif.whatif import whatif
from diagnose.case.load import case_from, find_case, load_case
from diagnose.case.model import Case
from diagnose.common.wording import LANGUAGES
from diagnose.diagnosis.diagnosed import Diagnosed
from diagnose.memo.content.content import content
from diagnose.memo.content.letterhead import Letterhead
from diagnose.memo.content.records import Memo
from diagnose.memo.template.blocks import Block, Directive, Heading, Items, Table, as_data
from diagnose.memo.template.directives import kind
from diagnose.memo.template.render import fill, templates
from tests.lib.memos import CASES, REVISED, RULES, TODAY, memo_of, plain, shipped, spans

WORDS = {"facts_known", "facts_asked", "unknown", "rules", "saran", "scenario", "asumsi sistem", "case"}
KNOWN_DIRECTIVES = {"letterhead", "head", "ladder", "picture", "signature", "copies", "page"}


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Items):
            for item in block.items:
                yield from walk(item)


def directives(blocks: tuple[Block, ...]) -> list[tuple[str, ...]]:
    return [(b.name, *b.arguments) for b in walk(blocks) if isinstance(b, Directive)]


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


def shape(data: Any) -> Any:
    """What kind of block this is, without its words."""
    if "items" in data:
        return ["ordered" if data["start"] else "points", [[shape(part) for part in item] for item in data["items"]]]
    if "table" in data:
        return ["table", len(data["table"])]
    return (
        ["directive", kind(Directive(data["directive"][0], tuple(data["directive"][1:])))]
        if "directive" in data
        else ["heading" if "heading" in data else "text"]
    )


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
    decree, renstra, *_ = shipped("lebak-2022", "id", False).decisions
    assert "Dinas PUPR, Dinas Dukcapil, Dinas Pertanian, Dinas Perikanan, dan Rumah Sakit Ajidarmo" in decree.brief.text
    assert "Minta 10 OPD" in renstra.brief.text


HOSTILE = (
    "a & b &amp; <b>tebal</b>",
    "\"kutip\" 'tunggal'",
    "{{7*7}} {% raw %}",
    "x | y \\| z",
    "::: ttd",
    "# judul",
    "1. satu\n2. dua\n\n::: kop",
    "**tebal** _miring_ [a](b) ![c](d) `e`",
    "\u202e\u200fkanan\ue000kiri\ue001ids\ue002",
    "| --- | --- |",
)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_facts_come_out_as_text_where_they_stand(
    text: str, lang: str, changed: Callable[..., Case], lebak_data: dict[str, Any]
) -> None:
    def told(mark: str) -> Memo:
        noted = [p for p in lebak_data["prevalence"] if isinstance(p["percent"], dict)]
        for figure in noted:
            figure["percent"]["note"] = mark
        figures = copy.deepcopy(lebak_data["prevalence"])
        source = {
            "documents": [{"id": "BA", "title": "Berita acara"}],
            "decree": {"states": {"source": f"BA {' '.join(mark.split())}"}},
        }
        return memo_of(changed({"prevalence": figures}, source), lang)

    memo, calm = told(text), told("biasa")
    seen = "".join(c for c in text if c.isprintable() or c == "\n")
    flat = " ".join(seen.split())
    for template in templates():
        blocks, before = fill(template, memo).blocks, fill(template, calm).blocks
        assert [shape(as_data(b)) for b in blocks] == [shape(as_data(b)) for b in before]
        if template == "lampiran":
            assert flat in plain(blocks)
            assert f"BA {flat}" in plain(blocks)
        assert all(s.ids for s in spans(blocks) if flat in s.text)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_region_stands_as_text_where_a_calm_one_does(text: str, changed: Callable[..., Case]) -> None:
    try:
        memo = memo_of(changed({"region": {"name": text}}), "id")
    except InputError:
        return  # the case file refuses what cannot be shown
    calm = memo_of(changed({"region": {"name": "Kabupaten Contoh"}}), "id")
    for template in templates():
        kinds = [[shape(as_data(b)) for b in fill(template, m).blocks] for m in (memo, calm)]
        assert kinds[0] == kinds[1]


@pytest.mark.parametrize("text", [t for t in HOSTILE if t.isprintable()])
def test_hostile_names_of_agencies_ask_for_no_directive(text: str) -> None:
    data = yaml.safe_load(find_case("fiktif-kota-2024").read_text(encoding="utf-8"))
    calm = memo_of(case_from(data), "id")
    data["agencies"].append({"name": text, "same_as": "bpkad"})
    try:
        memo = memo_of(case_from(data), "id")
    except InputError:
        return  # the case file refuses such a name
    for template in templates():
        kinds = [[shape(as_data(b)) for b in fill(template, m).blocks] for m in (memo, calm)]
        assert kinds[0] == kinds[1]


def test_a_value_alone_in_a_paragraph_is_no_directive(tmp_path: Path, changed: Callable[..., Case]) -> None:
    (tmp_path / "pesan.md.jinja").write_text("{{ memo.region }}\n\n- {{ memo.region }}\n", encoding="utf-8")
    blocks = fill("pesan", memo_of(changed({"region": {"name": "::: ttd"}}), "id"), tmp_path).blocks
    assert directives(blocks) == []
    assert plain(blocks) == "::: ttd::: ttd"


def test_ids_with_blanks_come_through_whole() -> None:
    paths = {i for f in shipped("lebak-2022", "id", False).conflicts for x in f.figures for i in x.value.ids}
    assert any(" " in path for path in paths)
    assert paths <= {i for s in spans(fill("lampiran", shipped("lebak-2022", "id", False)).blocks) for i in s.ids}


METHODS = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]
SECRET = "rahasia-yang-tidak-boleh-terbaca"


@pytest.mark.parametrize(
    "template",
    [
        "{{ memo.__class__.__mro__ }}",
        "{{ memo.letterhead.__class__.__subclasses__() }}",
        "{{ memo.letterhead.__dict__ }}",
        "{{ ''.__class__.__base__ }}",
        "{{ memo.aspects.__init__.__globals__ }}",
        "{% include '/etc/passwd' %}",
        "{% include '../../../../etc/passwd' %}",
        "{% include 'SECRET' %}",
        "{% extends '/etc/passwd' %}",
        "{% import '/etc/passwd' as p %}",
        "{% for i in range(1000000000000) %}{% endfor %}",
        "{{ memo.nothing_of_the_kind }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{% for %}",
        "{{ open('SECRET').read() }}",
        pytest.param("{{ memo.letterhead.parse_file('SECRET').city }}", marks=METHODS),
        pytest.param("{{ memo.aspects[0].stands.model_construct() }}", marks=METHODS),
    ],
)
def test_a_hostile_template_is_refused_and_reads_nothing(template: str, tmp_path: Path) -> None:
    secret = tmp_path / "rahasia.json"
    secret.write_text(json.dumps({"city": SECRET}), encoding="utf-8")
    own = tmp_path / "templat"
    own.mkdir()
    (own / "pesan.md.jinja").write_text(template.replace("SECRET", str(secret)), encoding="utf-8")
    with pytest.raises(InputError) as error:
        fill("pesan", shipped("fiktif-kuat-2023", "id", False), own)
    assert SECRET not in str(error.value)
    assert "root:" not in str(error.value)


def test_an_unknown_template_is_told() -> None:
    with pytest.raises(InputError):
        fill("tidak-ada", shipped("fiktif-kuat-2023", "id", False))
