"""Cells and rows of answers that do not count: they are told, and the rest goes on."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from diagnose.intake.survey.read import read_answers
from tests.lib.answer_files import Write, count, items, keys, table_file


@pytest.fixture
def write(tmp_path: Path) -> Write:
    return partial(table_file, tmp_path)


def test_not_to_know_is_never_no(write: Write) -> None:
    rows = [["agency", "attended_rembuk", "same_data_base"], ["Dinkes", "Tidak tahu", "tidak tahu"],
            ["Dinsos", "tidak tahu / tidak menjawab", "Tidak menjawab"], ["DPMD", "ya", "tidak"]]  # fmt: skip
    intake = read_answers(write(rows))
    assert items(intake) == {
        "attended_rembuk": {"DPMD": "yes"},
        "same_data_base": {"Dinkes": "dont_know", "DPMD": "no"},
    }
    assert intake.tree.data["questionnaire"]["respondents"] == ["Dinkes", "Dinsos", "DPMD"]
    assert count(intake, "dont_know") == 3


def test_an_empty_cell_is_unknown_and_counted(write: Write) -> None:
    rows = [["agency", "attended_rembuk"], ["Dinkes", ""], ["Dinsos", "-"], ["DPMD", "yes"]]
    intake = read_answers(write(rows))
    assert items(intake) == {"attended_rembuk": {"DPMD": "yes"}}
    assert count(intake, "empty") == 2


def test_an_unknown_answer_is_told_at_its_cell_with_what_was_meant(write: Write) -> None:
    intake = read_answers(write([["agency", "attended_rembuk"], ["Dinkes", "mengikutii"], ["Dinsos", "mengikuti"]]))
    assert items(intake) == {"attended_rembuk": {"Dinsos": "yes"}}
    (doubt,) = intake.doubts
    assert str(doubt.place).endswith("jawaban.csv:2:2")
    assert doubt.values["near"] == "mengikuti"
    assert count(intake, "unread") == 1


def test_an_unknown_obstacle_is_told_and_the_others_count(write: Write) -> None:
    rows = [
        ["agency", "[obstacles] Kendala"],
        ["Dinkes", "Keterbatasan anggaran, Cuaca buruk, Dampak pandemi Covid-19"],
    ]
    intake = read_answers(write(rows))
    assert [o["obstacle"] for o in intake.tree.data["obstacles"]] == ["budget", "covid"]
    assert [d.values["given"] for d in intake.doubts] == ["Cuaca buruk"]


def test_a_formula_is_refused_and_told(write: Write) -> None:
    rows = [
        ["agency", "attended_rembuk"],
        ["=1+1", "yes"],
        ["Dinkes", '=HYPERLINK("http://x.invalid")'],
        ["Dinsos", "yes"],
    ]
    for name in ("f.csv", "f.xlsx"):
        intake = read_answers(write(rows, name))
        assert items(intake) == {"attended_rembuk": {"Dinsos": "yes"}}
        assert keys(intake).count("cell_formula") == 2


def test_a_submission_is_read_once_in_one_file_or_two(write: Write) -> None:
    rows = [
        ["agency", "attended_rembuk", "_uuid"],
        ["Dinkes", "yes", "a1"],
        ["Dinsos", "yes", "a1"],
        ["DPMD", "no", "b2"],
    ]
    again = [["agency", "attended_rembuk", "meta/instanceID"], ["Dinkes", "no", "uuid:a1"]]
    intake = read_answers([write(rows), write(again, "lagi.csv")])
    assert intake.tree.data["questionnaire"]["respondents"] == ["Dinkes", "DPMD"]
    assert keys(intake) == ["answers_row_twice", "answers_row_twice"]
    assert str(intake.doubts[0].values["other"]).endswith("jawaban.csv:2:1")


def test_equal_rows_without_a_key_are_one_and_other_times_are_others(write: Write) -> None:
    same = ["2025/10/01 9:00:00 AM GMT+7", "Dinkes", "mengikuti"]
    rows = [["Timestamp", "OPD", "[attended_rembuk] x"], same, same, ["2025/10/02 9:00:00 AM GMT+7", *same[1:]]]
    assert count(read_answers(write(rows)), "respondents") == 2


@pytest.mark.parametrize(
    ("row", "key"),
    [
        (["tes", "", "yes", ""], "answers_row_test"),
        (["Dinsos", "Uji Coba", "yes", ""], "answers_row_test"),
        (["", "", "yes", ""], "answers_row_nameless"),
        (["?!", "", "yes", ""], "answers_row_nameless"),
        (["Perangkat daerah lain", "", "yes", ""], "answers_row_nameless"),
        (["Dinsos", "", "yes", "validation_status_not_approved"], "answers_row_refused"),
        (["Dinsos", "", "yes", "Not Approved"], "answers_row_refused"),
    ],
)
def test_a_row_that_does_not_count_is_told_and_the_rest_goes_on(row: list[str], key: str, write: Write) -> None:
    head = ["agency", "respondent_name", "attended_rembuk", "_validation_status"]
    intake = read_answers(write([head, row, ["Dinkes", "Siti", "yes", ""]]))
    assert intake.tree.data["questionnaire"]["respondents"] == ["Dinkes"]
    assert keys(intake) == [key]
    assert count(intake, "passed_over") == 1


def test_an_agency_outside_the_list_is_read_from_where_it_is_written(write: Write) -> None:
    rows = [["g/agency", "g/agency_other", "g/attended_rembuk"], ["other_agency", "Baznas", "yes"],
            ["Lainnya", "Dinas Sosial", "no"]]  # fmt: skip
    assert read_answers(write(rows)).tree.data["questionnaire"]["respondents"] == ["Baznas", "Dinas Sosial"]


def test_rows_that_the_file_hides_are_told_and_not_counted(tmp_path: Path) -> None:
    book = Workbook()
    sheet: Any = book.active
    for row in (["agency", "attended_rembuk"], ["Dinkes", "ya"], ["Dinsos", "tidak"]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    path = tmp_path / "jawaban.xlsx"
    book.save(str(path))
    intake = read_answers(path)
    assert items(intake) == {"attended_rembuk": {"Dinkes": "yes"}}
    assert keys(intake) == ["answers_row_hidden"]
