"""A case that goes into a form comes back as it went, and no file brings the reader down."""

import random
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import strategies as st

from diagnose import diagnose
from diagnose.case.load import case_from, case_of_tree, load_case
from diagnose.case.model import Case
from diagnose.common.problems import InputError
from diagnose.common.wording import LANGUAGES
from diagnose.intake.workbook import read_workbook
from diagnose.intake.workbook.write.workbook import workbook
from diagnose.knowledge.rulebase import Rulebase
from tests.conftest import BLANK
from tests.lib.examples import examples
from tests.lib.filling import add, answer, fill, identified, opened, row_of, saved, seat
from tests.lib.generated import SHIPPED, Made, cases
from tests.lib.rewriting import rewritten


def same(case: Case, lang: str, folder: Path) -> None:
    """Assert that writing and reading `case` loses nothing."""
    path = folder / f"{lang}.xlsx"
    path.write_bytes(workbook(case, lang))
    intake = read_workbook(path)
    back = case_of_tree(intake.tree)
    assert back.model_dump() == case.model_dump()
    assert back.facts == case.facts
    assert back.register.called == case.register.called
    assert not intake.doubts


def in_words(act: Callable[[], object]) -> None:
    """Assert that `act` does, or says in words of both languages why not."""
    said = ["done"]
    try:
        act()
    except InputError as error:
        said = [error.text(lang) for lang in LANGUAGES]
    assert all(said)


RICH: dict[str, Any] = {
    **BLANK,
    "source": "Rapat 4 November",
    "documents": [
        {"id": "Rapat", "title": "Notulen; rapat = daring", "places": ["4 November", "5; 6"]},
        {"id": "A", "title": "=1+1", "places": []},
    ],
    "agencies": [
        {"name": "Dinas Gabungan Sehat", "functions": ["health", "family_planning"], "aliases": ["DGS; lama"]},
        {"name": "Badan Tanpa Urusan", "functions": []},
        {"name": "Bapelitbangda", "same_as": "bappeda"},
        {"name": "Dinkop", "same_as": "Dinas Perikanan"},
    ],
    "decree": {
        "number": "-5/=SK/2022",
        "date": "2022-04",
        "members": {
            "agencies": {
                "Dinas Gabungan Sehat": {"role": "ketua", "source": "A", "note": "+62"},
                "Dukcapil": {"disputed": [{"value": "yes", "source": "A"}, {"value": "no"}], "counts": "no"},
                "Dinas Sosial": {"at_least": "draft", "year": 2021},
                "Disdik": "unknown",
                "PUPR": {"value": "unknown", "note": "belum ditanyakan"},
            }
        },
    },
    "tpps": {
        "kabupaten": {"leading_agencies": ["Dinas Gabungan Sehat"], "bidang": [{"bidang": "A / B", "active": "draft"}]},
    },
    "coordination": {
        "meetings": {"disputed": [{"value": 3, "source": "A"}, {"value": 4, "year": 2021}], "note": "dua"},
    },
    "programmes": {
        "items": [
            {"name": "SSGI", "agency": "Disdik", "innovation": False, "adapted": {"value": "no", "note": "satu sel"}},
            {"name": "P [u] / coba", "kind": "specific", "adapted": {"at_most": "draft", "source": "A", "year": 2020}},
        ]
    },
    "budget": {
        "lines": [{"name": "Gizi", "amount_rupiah": {"at_least": 1407.5, "at_most": 1.407e9}}],
        "totals": [
            {"year": 2022, "amount_rupiah": {"disputed": [{"value": 1.5, "source": "A"}, {"value": 2.25}]}},
            {"year": 2021, "fund": "all", "amount_rupiah": {"at_least": 1.407}},
        ],
    },
    "partners": {"items": [{"name": "FIF", "kind": "other"}, {"name": "@mitra"}]},
    "data": {
        "bases": [
            {"base": "e_ppgbm"},
            {"base": "e-PPGBM", "released": {"value": "yes", "note": "lain"}},
            {"base": '"x"'},
        ],
    },
    "aksi": [{"number": 1, "date": {"at_least": "2022-01-02", "note": "kira-kira"}}],
    "region": {
        **BLANK["region"],
        "poverty": [{"percent": {"value": 9.1, "note": "tanpa tahun"}}, {"year": 2020, "percent": 9}],
    },
    "targets": [{"indicator": "prevalence", "year": 2024, "percent": {"value": 14, "note": "di bawah"}}],
    "questionnaire": {
        "conducted": {"at_least": "2022-09-01", "at_most": "2022-11-30"},
        "respondents": ["Dinas Sosial", "Dinas Gabungan Sehat"],
        "items": {
            "names_causes": {"answers": {"Dinas Gabungan Sehat": "no", "Dinas Sosial": "yes"}, "note": "-2 jawaban"},
            "same_data_base": {"answers": {"Dinas Sosial": "dont_know"}},
            "knows_policies": {"answers": {}},
            "sectoral_ego": {"tally": {"none": {"at_least": 1, "note": "kira-kira"}, "present": "unknown"}},
            "understands_team": {"tally": {}, "source": "Rapat 4 November"},
            "team_active": {"tally": {"active": {"disputed": [{"value": 1}, {"value": 2}], "counts": 2}}},
        },
        "named_agencies": [{"agency": "Dukcapil", "by": {"value": 2, "note": "dua"}}],
    },
    "obstacles": [],
    "suggestions": [{"suggestion": "data_access", "note": "dan\nbaris kedua"}],
}  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_case_comes_back_as_it_went_with_the_same_diagnosis(
    name: str, lang: str, rules: Rulebase, tmp_path: Path
) -> None:
    case = load_case(name)
    same(case, lang, tmp_path)
    back = case_of_tree(read_workbook(tmp_path / f"{lang}.xlsx").tree)
    assert diagnose(back, rules).model_dump_json() == diagnose(case, rules).model_dump_json()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_bounds_disputes_details_and_odd_texts_come_back_as_they_went(lang: str, tmp_path: Path) -> None:
    same(case_from(RICH), lang, tmp_path)


@examples(
    6,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(made=cases(), lang=st.sampled_from(LANGUAGES))
def test_a_generated_case_comes_back_as_it_went(made: Made, lang: str, tmp_path: Path) -> None:
    same(made.case, lang, tmp_path)


@examples(
    10,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.reuse, Phase.generate],
)
@given(noise=st.randoms(use_true_random=False), rows=st.integers(1, 30))
def test_whatever_people_put_into_cells_is_read_or_pointed_out(noise: random.Random, rows: int, tmp_path: Path) -> None:
    book = opened(load_case("fiktif-kota-2024"))
    odd: list[Any] = ["=1+1", "5 s.d. 3", -1, 1e300, "#REF!", "tidak tahu", "\t", "ya", 0.5, "]", "a / b / c", True]
    sheets = [s for s in book.worksheets if not s.title.startswith("_")]
    for _ in range(rows):
        sheet = noise.choice(sheets)
        cell = sheet.cell(noise.randint(1, sheet.max_row + 2), noise.randint(1, sheet.max_column + 1))
        if type(cell).__name__ == "Cell":
            cell.value = noise.choice(odd)
    path = saved(tmp_path, book)
    in_words(lambda: case_of_tree(read_workbook(path).tree))


@examples(
    8,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(noise=st.binary(max_size=300), share=st.floats(0, 1))
def test_a_file_that_is_broken_or_cut_off_is_refused_in_words(noise: bytes, share: float, tmp_path: Path) -> None:
    whole = workbook(None, "id")
    cut = whole[: int(len(whole) * share)]
    for content in (noise, cut, cut + noise, whole[:-9] + noise):
        path = tmp_path / "rusak.xlsx"
        path.write_bytes(content)
        in_words(partial(read_workbook, path))


def test_a_form_filled_by_a_new_user_and_saved_by_another_program_is_read_and_diagnosed(
    rules: Rulebase, tmp_path: Path
) -> None:
    book = opened(None)
    identified(book)
    fill(book, "region.kecamatan", 10)
    fill(book, "decree.signed", "konsep")
    fill(book, "decree.date", "4 November 2022")
    fill(book, "tpps.kecamatan.formed", ">= 5")
    fill(book, "decree.states.targets", "tidak")
    fill(book, "decree.states.targets", "SK lampiran II", "source")
    fill(book, "coordination.meetings", "sengketa")
    fill(book, "dana_desa.share_percent", "24,4")
    fill(book, "dana_desa.used_for", "=bukan rumus")
    add(book, "documents", id="SK", title="SK Bupati tentang TPPS")
    add(book, "disputes", list="Strategi & koordinasi", cell="Rapat koordinasi TPPS", claim=3)
    add(book, "disputes", list="Strategi & koordinasi", cell="Rapat koordinasi TPPS", claim=4, counts="ya")
    add(book, "programmes.items", name="PMT lokal", agency="Dinas Kesehatan", kind="spesifik", adapted="ya")
    add(book, "details", list="Program stunting yang dijalankan OPD", entry="PMT lokal",
        cell="Disesuaikan dengan target atau lokus", note="menurut laporan")  # fmt: skip
    seat(book, "decree.members.agencies", "Dinas Kesehatan", value="ya")
    answer(book, 1, names_causes="dapat menggambarkan", same_data_base="tidak tahu")
    sheet, row = row_of(book, "dana_desa.used_for")
    sheet.cell(row, 3).data_type = "s"
    intake = read_workbook(rewritten(saved(tmp_path, book), tmp_path))
    assert not intake.doubts
    case = case_of_tree(intake.tree)
    facts = case.facts
    assert facts["decree.signed"].value == "draft"
    assert facts["decree.states.targets"].source == "SK lampiran II"
    assert (facts["tpps.kecamatan.formed"].low, facts["coordination.meetings"].value) == (5, 4)
    assert facts["dana_desa.share_percent"].value == 24.4
    assert facts["dana_desa.used_for"].value == "=bukan rumus"
    assert facts["programmes.items[PMT lokal].adapted"].note == "menurut laporan"
    assert facts["decree.members.agencies[dinkes]"].value == "yes"
    assert len(case.questionnaire.respondents) == 1
    assert case.questionnaire.items["same_data_base"].answers == {"dppkb": "dont_know"}
    assert diagnose(case, rules).dimensions


@pytest.mark.parametrize("name", SHIPPED)
def test_a_case_is_not_changed_by_being_saved_in_another_program(name: str, tmp_path: Path) -> None:
    case = load_case(name)
    path = tmp_path / "isian.xlsx"
    path.write_bytes(workbook(case, "id"))
    back = case_of_tree(read_workbook(rewritten(path, tmp_path)).tree)
    assert back.model_dump() == case.model_dump()
    assert back.facts == case.facts
