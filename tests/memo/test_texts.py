"""How memos read: finished sentences, within the length their readers have time for, in every shipped case."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from diagnose import InputError
from diagnose.analysis.whatif.scenario import read_scenario, stacked
from diagnose.analysis.whatif.whatif import WhatIf, whatif
from diagnose.case.load import load_case
from diagnose.common.content import folder
from diagnose.common.wording import LANGUAGES
from diagnose.diagnosis.diagnosed import Diagnosed
from diagnose.knowledge.load import load_rules
from diagnose.memo.content.content import content
from diagnose.memo.content.letterhead import Letterhead, read_letterhead
from diagnose.memo.content.records import Act, Memo
from diagnose.memo.content.steps import planned
from diagnose.memo.template.blocks import Block, Heading, Items, Paragraph, Table, texts
from diagnose.memo.template.render import blocks_of
from diagnose.memo.write.pdf.writer import pdf
from diagnose.memo.write.plain import plain

RULES = load_rules()
CASES = ("lebak-2022", "fiktif-kuat-2023", "fiktif-tanpa-tpps-2023", "fiktif-kota-2024")
READ = ("nota-dinas", "telaahan-staf", "ringkasan", "pesan")
REVISED = folder("facts") / "scenarios" / "sk-direvisi.yaml"
TODAY = dt.date(2026, 11, 24)
RAW_ID = re.compile(r"\b[NK]\d\d\b|\b[a-z]+_[a-z_]+\b|\b[a-z]+\[|\bNone\b|Statement\(")
NAMES = ("e-PPGBM", "eHDW", "km2")  # words that begin small wherever they stand
MARK = re.compile(r" \((?:asumsi sistem|system assumption)\)")  # stands behind the sentence that it marks


@cache
def memo(name: str, lang: str, change: str = "") -> Memo:
    case = load_case(name)
    now = Diagnosed(case, RULES, lang)
    supposed: WhatIf | None = None
    steps: tuple[Act, ...] = ()
    if change == "scenario":
        supposed = whatif(now, read_scenario(REVISED)[1])
    elif change == "plan":
        steps, changes = planned(now, ["policy_goals=2"])
        supposed = whatif(now, stacked(case, [changes]))
    return content(now, Letterhead(), TODAY, supposed, steps)


def paragraphs(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Every heading, paragraph, item and cell by itself."""
    for block in blocks:
        if isinstance(block, Items):
            for item in block.items:
                yield from paragraphs(item)
        elif isinstance(block, Table):
            yield from ("".join(span.text for span in cell) for row in (block.head, *block.rows) for cell in row)
        elif text := MARK.sub("", "".join(span.text for span in texts(block))):
            yield text


def pages(template: str, told: Memo) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf(blocks_of(template, told), told, template)))


CHANGES = [(name, change) for name in CASES for change in ("", "scenario", "plan")]
CHANGES.remove(("fiktif-kuat-2023", "plan"))  # its goals stand higher already: see the test of that below
everywhere = pytest.mark.parametrize(("name", "change"), CHANGES)
both = pytest.mark.parametrize("lang", LANGUAGES)


@everywhere
@both
@pytest.mark.parametrize("template", READ)
def test_punctuation_is_single_and_nothing_raw_shows(template: str, lang: str, name: str, change: str) -> None:
    for text in paragraphs(blocks_of(template, memo(name, lang, change))):
        assert not re.search(r"[.,;:]\s*[.,;:]|[.;,:]\)|\(\s*\)|\[\s*\]|\s[.,;:)]|\(\s|\s\s", text), text
        assert not RAW_ID.search(text), text


@everywhere
@both
@pytest.mark.parametrize("template", READ)
def test_sentences_begin_with_a_capital_or_a_digit_and_end(template: str, lang: str, name: str, change: str) -> None:
    for text in paragraphs(blocks_of(template, memo(name, lang, change))):
        own = re.sub("“.*”", "", text)  # what a case file notes is quoted as it stands
        for sentence in re.split(r"(?<=[a-z)\]][.?!]) ", own):
            first = sentence.lstrip('*("[')
            assert not first[0].islower() or first.startswith(NAMES), sentence


@everywhere
@both
@pytest.mark.parametrize("template", ["nota-dinas", "telaahan-staf", "ringkasan"])
def test_paragraphs_end_as_sentences_do(template: str, lang: str, name: str, change: str) -> None:
    subtitle = memo(name, lang, change).region
    for block in blocks_of(template, memo(name, lang, change)):
        text = MARK.sub("", "".join(span.text for span in texts(block)))
        if isinstance(block, Paragraph) and not (template == "ringkasan" and text.endswith(f"{subtitle}, {name[-4:]}")):
            assert text[-1] in ".:?", text


@everywhere
@both
@pytest.mark.parametrize("template", READ)
def test_no_heading_or_lead_stands_alone(template: str, lang: str, name: str, change: str) -> None:
    blocks = blocks_of(template, memo(name, lang, change))
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        if isinstance(block, Heading):
            assert after is not None
            assert not isinstance(after, Heading) or after.level > block.level, block
        elif isinstance(block, Paragraph) and "".join(s.text for s in block.spans).endswith(":"):
            assert isinstance(after, Items | Paragraph | Table), block


@everywhere
@both
def test_a_summary_is_one_page_and_a_memo_at_most_two_on_either_paper(lang: str, name: str, change: str) -> None:
    told = memo(name, lang, change)
    for own in (Letterhead(), Letterhead(paper="F4")):
        assert pages("ringkasan", replace(told, letterhead=own)) == 1
        assert pages("nota-dinas", replace(told, letterhead=own)) <= 2


@both
def test_a_staff_study_of_many_facts_stays_readable(lang: str) -> None:
    assert pages("telaahan-staf", memo("lebak-2022", lang)) <= 6


@everywhere
@both
def test_a_message_is_short_and_can_be_pasted(lang: str, name: str, change: str) -> None:
    told = memo(name, lang, change)
    text = plain(blocks_of("pesan", told), told, "pesan")
    assert len(text) <= 900
    assert text.splitlines()[0].startswith("*")
    assert text.splitlines()[0].endswith("*")
    assert told.region in text
    assert told.year.text in text
    assert "|" not in text
    assert "**" not in text
    for dimension in told.dimensions:
        assert f"- {dimension.name}: {dimension.level}" in text
    for act in told.first[:3]:
        assert act.short.text in text


@both
def test_what_is_not_known_is_asked_and_never_told_as_no(lang: str) -> None:
    told = memo("fiktif-kota-2024", lang)
    for template in ("nota-dinas", "ringkasan"):
        text = "\n".join(paragraphs(blocks_of(template, told)))
        assert told.questions[0].questions[0].text in text
        for aspect in told.aspects:
            assert not any(c.statement.text in text for c in aspect.held if c.truth == "unknown")


@both
def test_a_summary_says_who_acts_and_by_when(lang: str) -> None:
    told = memo("lebak-2022", lang)
    text = "\n".join(paragraphs(blocks_of("ringkasan", told)))
    for act in told.first:
        assert act.actor.text in text
        assert act.by.text in text


def test_names_of_dimensions_stand_small_within_sentences_and_abbreviations_do_not() -> None:
    told = memo("lebak-2022", "id")
    study = "\n".join(paragraphs(blocks_of("telaahan-staf", told)))
    assert "tingkat 1 untuk tujuan kebijakan" in study
    assert "Yang paling rendah ialah dimensi tujuan kebijakan." in study
    assert "TPPS kecamatan dan desa belum optimal" in study


@both
def test_one_thing_is_told_as_one(lang: str) -> None:
    said = {"id": "tingkat yang berubah", "en": "this level moves"}[lang]
    told = memo("lebak-2022", lang, "scenario")
    assert told.change is not None
    assert len(told.change.levels) == 1
    assert said in "\n".join(paragraphs(blocks_of("nota-dinas", told)))


def test_a_goal_that_stands_already_has_no_plan_to_tell() -> None:
    with pytest.raises(InputError):
        planned(Diagnosed(load_case("fiktif-kuat-2023"), RULES), ["policy_goals=2"])


def test_the_letterhead_that_is_shipped_can_be_read_and_copied() -> None:
    own = read_letterhead(folder("templates") / "memo" / "kop-contoh.yaml")
    assert own.government
    assert own.signature.position
    assert set(own.model_fields_set) >= set(Letterhead.model_fields) - {"date"}
