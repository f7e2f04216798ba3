"""One test for each sentence that read oddly in use, named after it."""

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from diagnose import Diagnosed, diagnose, load_case, load_rules
from diagnose.cli import app
from diagnose.cli.pages.overview import first_screen
from diagnose.diagnosis import questions_told
from diagnose.memo.content.content import content
from diagnose.memo.content.letterhead import Letterhead
from diagnose.memo.content.questions import LISTED
from diagnose.memo.template.render import fill
from diagnose.memo.write.plain import plain
from tests.conftest import make_case

RULES = load_rules()


def typed(*words: str) -> str:
    done = CliRunner().invoke(app, list(words))
    assert done.exit_code == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(
    ("extent", "lang", "said"),
    [
        ("none", "id", "Belum satu pun OPD mengikuti rembuk stunting."),
        ("none", "en", "So far none of the OPD took part in the rembuk stunting."),
        ({"at_most": "most"}, "id", "Belum semua OPD mengikuti rembuk stunting."),
        ("some", "id", "Belum semua OPD mengikuti rembuk stunting (yang hadir: sebagian)."),
    ],
)
def test_that_none_does_was_said_after_not_all(extent: str | dict[str, str], lang: str, said: str) -> None:
    """It said: "Belum semua OPD mengikuti rembuk stunting (yang hadir: tidak ada)"."""
    case = make_case({"coordination": {"rembuk_attendance": extent}})
    criteria = [c for a in diagnose(case, RULES, lang=lang).aspects for c in a.criteria]
    assert said in [c.statement for c in criteria]


def test_a_proposal_is_named_inside_a_sentence() -> None:
    """It said: "menjawab temuan bahwa usul: memperkuat dasar hukum TPPS"."""
    for lang, said in (("id", "bahwa ada usul memperkuat"), ("en", "that there is a proposal to strengthen")):
        whys = [s.why for s in Diagnosed(load_case("lebak-2022"), RULES, lang).diagnosis.saran]
        assert any(said in why for why in whys)
        assert not any("usul:" in why or "proposed:" in why for why in whys)


@pytest.mark.parametrize(
    ("lang", "title"), [("id", "Mengapa Ubah SK TPPS satu kali (amend-decree)?"), ("en", "Why Am")]
)
def test_why_of_a_package_is_headed_by_its_name(lang: str, title: str) -> None:
    assert typed("why", "lebak-2022", "amend-decree", "--lang", lang).startswith(title)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_day_of_one_meeting_is_asked_once(lang: str) -> None:
    asked = [
        question["question"]
        for part in questions_told(Diagnosed(load_case("fiktif-kota-2024"), RULES, lang))
        for group in part
        for question in group["asked"]
    ]
    assert len([question for question in asked if "Musrenbang" in question and "rembuk" in question]) == 1
    assert len([question for question in asked if "Musrenbang" in question]) == 1


@pytest.mark.parametrize("lang", ["id", "en"])
def test_an_annex_asks_ten_questions_and_counts_the_rest(lang: str) -> None:
    """The annex of a city of which little is known asked 165 questions one by one."""
    memo = content(Diagnosed(load_case("fiktif-kota-2024"), RULES, lang), Letterhead(), dt.date(2026, 11, 24))
    text = " ".join(plain(fill("lampiran", memo), memo).split())
    groups = [(memo.questions, memo.listed), (memo.later_questions, memo.listed_later)]
    every = [question.text for all_, _ in groups for group in all_ for question in group.questions]
    told = [question.text for _, listed in groups for group in listed for question in group.questions]
    assert len(told) == LISTED
    assert all(" ".join(question.split()) in text for question in told)
    assert f": {len(every) - LISTED}; " in text
    assert "form xlsx --each-agency" in text


def test_an_open_level_leaves_room_for_a_question() -> None:
    """Three of eight levels of this case were open, and the first screen asked nothing."""
    found = Diagnosed(load_case("fiktif-kuat-2023"), RULES, "id")
    assert "Yang pertama perlu ditanyakan: Bappeda: OPD mana" in first_screen(found, "fiktif-kuat-2023")


def test_a_long_value_is_cut_between_words_and_ends_in_three_dots() -> None:
    """It said: "Kepadatan interaksi; men.... Rinciannya"."""
    done = CliRunner().invoke(app, ["memo", "fiktif-kuat-2023", "--plan", "all=4", "-o", "-"])
    assert done.exit_code == 2
    assert "...." not in done.stderr
    assert " men..." not in done.stderr


def test_the_name_of_a_merged_agency_was_cut_off_in_the_heading_of_its_form(tmp_path: Path) -> None:
    name = "Dinas Kesehatan, Pengendalian Penduduk dan KB"
    typed("form", "xlsx", "--agency", name, "--case", "fiktif-kota-2024", "--no-letter", "-o", f"{tmp_path}/f.xlsx")
    sheet = load_workbook(tmp_path / "f.xlsx").worksheets[0]
    heading = next(cell for row in sheet.iter_rows() for cell in row if cell.value == name)
    assert (sheet.row_dimensions[heading.row].height or 0) >= 45  # three lines of 15 points
