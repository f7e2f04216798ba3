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
from diagnose.memo.content.records import Memo
from diagnose.memo.content.steps import Planned, planned
from diagnose.memo.template.blocks import Block, Heading, Items, Paragraph, Table, texts
from diagnose.memo.template.render import fill
from diagnose.memo.write.pdf.writer import pdf
from diagnose.memo.write.plain import plain
from diagnose.memo.write.word.document import word
from tests.lib.word_pages import pages as word_pages

RULES = load_rules()
CASES = ("lebak-2022", "fiktif-kuat-2023", "fiktif-tanpa-tpps-2023", "fiktif-kota-2024")
READ = ("nota-dinas", "telaahan-staf", "ringkasan", "pesan")
REVISED = folder("facts") / "scenarios" / "sk-direvisi.yaml"
GOALS = folder("facts") / "scenarios" / "tujuan-renstra.yaml"
TODAY = dt.date(2026, 11, 24)
RAW_ID = re.compile(r"\b[NK]\d\d\b|\b[a-z]+_[a-z_]+\b|\b[a-z]+\[|\bNone\b|Statement\(")
NAMES = ("e-PPGBM", "eHDW", "km2")  # words that begin small wherever they stand
MARK = re.compile(r" \((?:asumsi sistem|system assumption)\)")  # stands behind the sentence that it marks


@cache
def diagnosed(name: str, lang: str) -> Diagnosed:
    return Diagnosed(load_case(name), RULES, lang)


@cache
def memo(name: str, lang: str, change: str = "") -> Memo:
    now = diagnosed(name, lang)
    case = now.case
    supposed: WhatIf | None = None
    plan: Planned | None = None
    if change == "scenario":
        supposed = whatif(now, read_scenario(REVISED)[1])
    elif change == "plan":
        plan = planned(now, ["policy_goals=2"])
        supposed = whatif(now, stacked(case, [list(plan.changes)]))
    return content(now, Letterhead(), TODAY, supposed, plan)


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
    return len(re.findall(rb"/Type\s*/Page\b", pdf(fill(template, told), told)))


CHANGES = [(name, change) for name in CASES for change in ("", "scenario", "plan")]
CHANGES.remove(("fiktif-kuat-2023", "plan"))  # its goals stand higher already: see the test of that below
everywhere = pytest.mark.parametrize(("name", "change"), CHANGES)
both = pytest.mark.parametrize("lang", LANGUAGES)


@everywhere
@both
@pytest.mark.parametrize("template", READ)
def test_punctuation_is_single_and_nothing_raw_shows(template: str, lang: str, name: str, change: str) -> None:
    for text in paragraphs(fill(template, memo(name, lang, change)).blocks):
        assert not re.search(r"[.,;:]\s*[.,;:]|[.;,:]\)|\(\s*\)|\[\s*\]|\s[.,;:)]|\(\s|\s\s", text), text
        assert not RAW_ID.search(text), text


@everywhere
@both
@pytest.mark.parametrize("template", READ)
def test_sentences_begin_with_a_capital_or_a_digit_and_end(template: str, lang: str, name: str, change: str) -> None:
    for text in paragraphs(fill(template, memo(name, lang, change)).blocks):
        own = re.sub("“.*”", "", text)  # what a case file notes is quoted as it stands
        for sentence in re.split(r"(?<=[a-z)\]][.?!]) ", own):
            first = sentence.lstrip('*("[')
            assert not first[0].islower() or first.startswith(NAMES), sentence


@everywhere
@both
@pytest.mark.parametrize("template", ["nota-dinas", "telaahan-staf", "ringkasan"])
def test_paragraphs_end_as_sentences_do(template: str, lang: str, name: str, change: str) -> None:
    subtitle = memo(name, lang, change).region
    for block in fill(template, memo(name, lang, change)).blocks:
        text = MARK.sub("", "".join(span.text for span in texts(block)))
        if isinstance(block, Paragraph) and not (template == "ringkasan" and text.endswith(f"{subtitle}, {name[-4:]}")):
            assert text[-1] in ".:?", text


@everywhere
@both
@pytest.mark.parametrize("template", READ)
def test_no_heading_or_lead_stands_alone(template: str, lang: str, name: str, change: str) -> None:
    blocks = fill(template, memo(name, lang, change)).blocks
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        if isinstance(block, Heading):
            assert after is not None
            assert not isinstance(after, Heading) or after.level > block.level, block
        elif isinstance(block, Paragraph) and "".join(s.text for s in block.spans).endswith(":"):
            assert isinstance(after, Items | Paragraph | Table), block


@everywhere
@both
def test_a_summary_is_one_page_and_a_memo_at_most_two_on_either_paper(lang: str, name: str, change: str) -> None:
    shipped = read_letterhead(folder("templates") / "memo" / "kop-contoh.yaml")
    for own in (Letterhead(), Letterhead(paper="F4"), shipped):
        told = replace(memo(name, lang, change), letterhead=own.model_copy(update={"date": TODAY}))
        for template in ("ringkasan", "nota-dinas"):
            filled = fill(template, told)
            assert filled.about.pages is not None
            assert pages(template, told) <= filled.about.pages
            assert word_pages(word(filled, told)) <= filled.about.pages


@both
def test_a_staff_study_of_many_facts_stays_readable(lang: str) -> None:
    assert pages("telaahan-staf", memo("lebak-2022", lang)) <= 6


@everywhere
@both
def test_a_message_is_short_and_can_be_pasted(lang: str, name: str, change: str) -> None:
    told = memo(name, lang, change)
    text = plain(fill("pesan", told), told)
    assert len(text) <= 1500
    assert text.splitlines()[0].startswith("*")
    assert text.splitlines()[0].endswith("*")
    assert told.region in text
    assert told.year.text in text
    assert "|" not in text
    assert "**" not in text
    for dimension in told.dimensions:
        assert f"- {dimension.name}: {dimension.level}" in text
    for act in told.decisions:
        assert act.brief.text in text


@both
def test_what_is_not_known_is_asked_and_never_told_as_no(lang: str) -> None:
    told = memo("fiktif-kota-2024", lang)
    for template in ("nota-dinas", "ringkasan"):
        text = "\n".join(paragraphs(fill(template, told).blocks))
        assert next(g for g in told.questions if not g.own).questions[0].text in text
        for aspect in told.aspects:
            assert not any(c.statement.text in text for c in aspect.held if c.truth == "unknown")


@both
def test_a_decision_says_why_who_prepares_it_and_by_when(lang: str) -> None:
    told = memo("lebak-2022", lang)
    for template in ("nota-dinas", "telaahan-staf"):
        text = "\n".join(paragraphs(fill(template, told).blocks))
        for act in told.decisions:
            for said in (act.brief, act.why, act.actor, act.when):
                assert any(str(form) in text for form in (said, said.inside))


@everywhere
@both
@pytest.mark.parametrize("template", READ)
def test_everything_asked_of_the_head_of_the_region_is_asked_for(
    template: str, lang: str, name: str, change: str
) -> None:
    told = memo(name, lang, change)
    asked = [s for s in diagnosed(name, lang).diagnosis.saran if s.to_head]
    decided = {i for act in told.decisions for i in act.brief.ids}
    assert {s.id for s in asked} <= decided
    text = "\n".join(paragraphs(fill(template, told).blocks))
    for act in told.decisions:
        assert act.brief.text in text


@pytest.mark.parametrize("template", READ)
def test_the_amended_decree_is_asked_for_first_and_names_every_agency_that_is_lacking(template: str) -> None:
    text = plain(fill(template, memo("lebak-2022", "id")), memo("lebak-2022", "id"))
    first = " ".join(text.split()).partition("1. ")[2].partition(" 2. ")[0] if template != "telaahan-staf" else text
    first = " ".join(first.split())
    assert "Ubah SK TPPS satu kali" in first
    for agency in ("Dinas PUPR", "Dinas Dukcapil", "Dinas Pertanian", "Dinas Perikanan", "Rumah Sakit Ajidarmo"):
        assert agency in first


@everywhere
@both
def test_nobody_is_asked_by_a_memo_of_its_own(lang: str, name: str, change: str) -> None:
    told = memo(name, lang, change)
    for template in ("nota-dinas", "telaahan-staf", "ringkasan"):
        text = "\n".join(paragraphs(fill(template, told).blocks))
        for group in told.questions:
            assert not group.own or not any(q.text in text for q in group.questions)


@both
@pytest.mark.parametrize("name", ["lebak-2022", "fiktif-kota-2024"])
def test_a_memo_with_a_plan_for_every_aspect_lists_its_steps_and_what_remains(name: str, lang: str) -> None:
    now = diagnosed(name, lang)
    plan = planned(now, ["all=3"])
    told = content(now, Letterhead(), TODAY, whatif(now, list(plan.changes)), plan)
    text = "\n".join(paragraphs(fill("nota-dinas", told).blocks))
    assert told.change
    assert plan.title in text
    for step in plan.steps[:6]:
        assert step.brief.text in text
    for left in told.change.remaining[:1]:
        assert left.text[1:] in text


def test_names_of_dimensions_stand_small_within_sentences_and_abbreviations_do_not() -> None:
    told = memo("lebak-2022", "id")
    study = "\n".join(paragraphs(fill("telaahan-staf", told).blocks))
    assert "Yang paling rendah ialah dimensi tujuan kebijakan." in study


@both
def test_one_thing_is_told_as_one(lang: str) -> None:
    said = {"id": "Tingkat yang berubah: ", "en": "Levels that change: "}[lang]
    now = diagnosed("lebak-2022", lang)
    told = content(now, Letterhead(), TODAY, whatif(now, read_scenario(GOALS)[1]))
    assert told.change is not None
    assert len(told.change.levels) == 1
    assert said in "\n".join(paragraphs(fill("nota-dinas", told).blocks))


def test_a_goal_that_stands_already_has_no_plan_to_tell() -> None:
    with pytest.raises(InputError):
        planned(Diagnosed(load_case("fiktif-kuat-2023"), RULES), ["policy_goals=2"])
