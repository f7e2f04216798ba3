"""Several choices in one cell, and local names of agencies."""

from functools import partial
from pathlib import Path

import pytest

from diagnose.intake.survey.read import read_answers
from diagnose.intake.survey.read.lists import chosen
from diagnose.intake.survey.read.names import Names
from tests.conftest import make_case
from tests.lib.answer_files import NAMES, Write, count, table_file


@pytest.fixture
def write(tmp_path: Path) -> Write:
    return partial(table_file, tmp_path)


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Dinas Sosial, Pemberdayaan Perempuan dan Perlindungan Anak, Dinkes",
         ["Dinas Sosial, Pemberdayaan Perempuan dan Perlindungan Anak", "Dinkes"]),
        ("Dinas Kesehatan Dinas Sosial", ["Dinas Kesehatan", "Dinas Sosial"]),
        ("Dinas Kesehatan, Dinas Antah Berantah; Bappeda", ["Dinas Kesehatan", "Dinas Antah Berantah", "Bappeda"]),
        ("dinkes baznas_contoh bappeda", ["dinkes", "baznas_contoh", "bappeda"]),
        ("Dinas Pemberdayaan Desa Tertinggal", ["Dinas Pemberdayaan Desa Tertinggal"]),
        ("Dinas PUPR\nDP2KB", ["Dinas PUPR", "DP2KB"]),
        ("Dinas Pekerjaan Umum & Penataan Ruang, TNI/Polri", ["Dinas Pekerjaan Umum & Penataan Ruang", "TNI/Polri"]),
    ],
)  # fmt: skip
def test_a_list_in_a_cell_comes_apart_where_its_names_end(cell: str, found: list[str]) -> None:
    assert chosen(cell, Names().known) == found


def test_a_local_name_with_commas_is_one_where_the_case_or_a_respondent_has_it(write: Write) -> None:
    local = "Dinas Kesehatan, Laut dan Angkasa"
    rows = [["agency", "[named_agencies] x"], ["Dinsos", f"{local}, Bappeda"]]
    case = make_case({"agencies": [{"name": local, "functions": ["health"]}]})
    declared = read_answers(write(rows), register=case.register).tree.data["questionnaire"]["named_agencies"]
    assert [n["agency"] for n in declared] == [local, "Bappeda"]
    answering = read_answers(write([*rows, [local, ""]])).tree.data["questionnaire"]["named_agencies"]
    assert [n["agency"] for n in answering] == [local, "Bappeda"]


def test_the_code_of_a_local_agency_becomes_its_name(write: Write) -> None:
    case = make_case({"agencies": [{"name": "Badan Riset Contoh", "same_as": "bappeda"}, {"name": "Dinas Angkasa"}]})
    rows = [["agency", "attended_rembuk"], ["bappeda", "yes"], ["dinas_angkasa", "no"]]
    said = read_answers(write(rows), register=case.register).tree.data["questionnaire"]
    assert said["respondents"] == ["Badan Riset Contoh", "Dinas Angkasa"]


def test_a_name_that_ends_in_the_region_s_is_one_with_the_name_alone(write: Write) -> None:
    rows = [["agency", "attended_rembuk"], ["rsud", "yes"], ["RSUD Contoh Raya", "yes"]]
    intake = read_answers(write(rows), region="Kabupaten Contoh Raya")
    assert intake.tree.data["questionnaire"]["respondents"] == [NAMES["rsud"]]
    assert count(intake, "respondents") == 2
