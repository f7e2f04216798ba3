"""Columns of answers: which are read, which are told, and which files are refused."""

from functools import partial
from pathlib import Path

import pytest
from openpyxl import Workbook

from diagnose.common.problems import InputError
from diagnose.intake.survey.read import is_answers, read_answers
from tests.lib.answer_files import EXAMPLES, QUESTIONS, Rows, Write, count, items, keys, table_file, three


@pytest.fixture
def write(tmp_path: Path) -> Write:
    return partial(table_file, tmp_path)


def test_names_and_positions_of_people_are_not_read(write: Write) -> None:
    rows = [["agency", "respondent_name", "respondent_position", "Alamat email", "attended_rembuk"],
            ["Dinkes", "Siti Aminah", "Kepala Bidang Rahasia", "siti@contoh.invalid", "yes"]]  # fmt: skip
    intake = read_answers(write(rows))
    told = f"{intake.tree.data} {intake.tree.raw} {[d.text() for d in intake.doubts]}"
    assert not any(word in told for word in ("Siti", "Rahasia", "siti@"))
    assert intake.doubts == ()


def test_unknown_columns_are_told_and_missing_questions_counted(write: Write) -> None:
    rows = [["agency", "attended_rembuk", "Nomor surat", "[attended_rembk] x"], ["Dinkes", "yes", "1", ""]]
    intake = read_answers(write(rows))
    assert keys(intake) == ["answers_column_unknown", "answers_column_unknown"]
    assert "attended_rembuk" in intake.doubts[1].text("id")
    assert count(intake, "columns_unknown") == 2
    assert count(intake, "questions_absent") == len(QUESTIONS) - 1


ADDED = ["start", "end", "today", "deviceid", "__version__", "_id", "_uuid", "_submission_time", "_validation_status",
         "_notes", "_status", "_submitted_by", "_tags", "_index", "formhub/uuid", "meta/instanceID", "meta/rootUuid",
         "SubmissionDate", "KEY", "SubmitterID", "SubmitterName", "AttachmentsPresent", "AttachmentsExpected", "Status",
         "ReviewState", "DeviceID", "Edits", "FormVersion", "meta-instanceName", "Timestamp", "Cap waktu"]  # fmt: skip


def test_columns_that_programs_add_are_no_surprise(write: Write) -> None:
    intake = read_answers(write([["agency", "attended_rembuk", *ADDED], ["Dinkes", "yes", *[""] * len(ADDED)]]))
    assert intake.doubts == ()


def test_a_second_column_of_one_question_is_read_where_the_first_is_empty(write: Write) -> None:
    rows = [["agency", "attended_rembuk", "v2/attended_rembuk"], ["Dinkes", "", "no"], ["Dinsos", "yes", "no"]]
    intake = read_answers(write(rows))
    assert items(intake)["attended_rembuk"] == {"Dinkes": "no", "Dinsos": "yes"}
    assert keys(intake) == ["answers_column_twice"]


def test_the_row_of_titles_may_stand_below_others_and_on_another_sheet(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["Catatan"])
    sheet = book.create_sheet("Data")
    for row in (["Rekap jawaban"], [], ["OPD", "[attended_rembuk]"], ["Dinkes", "mengikuti"]):
        sheet.append(row)
    book.save(tmp_path / "b.xlsx")
    assert items(read_answers(tmp_path / "b.xlsx")) == {"attended_rembuk": {"Dinkes": "yes"}}


@pytest.mark.parametrize(
    ("rows", "key"),
    [
        ([["a", "b"], ["1", "2"]], "answers_no_columns"),
        ([["attended_rembuk"], ["yes"]], "answers_no_agency"),
        ([["agency", "attended_rembuk"]], "answers_none"),
        ([["agency", "attended_rembuk"], ["tes", "yes"]], "answers_none"),
        ([["agency", "attended_rembuk"], *([f"Dinas {n}", "yes"] for n in range(1_001))], "answers_too_large"),
        ([["agency", "attended_rembuk", *[f"k{n}" for n in range(2_000)]]], "table_wide"),
        (
            [["agency", "attended_rembuk", "sectoral_ego"], *([f"Dinas {n}", "entah", "x"] for n in range(501))],
            "answers_too_many_problems",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_the_reason(rows: Rows, key: str, write: Write) -> None:
    with pytest.raises(InputError) as caught:
        read_answers(write(rows))
    assert key in [p.key for p in caught.value.problems]
    assert all(p.text("id") and p.text("en") for p in caught.value.problems)


def test_of_several_files_all_that_cannot_be_used_are_named(write: Write) -> None:
    good, bad, worse = write(three("yes")), write([["a"], ["b"]], "bad.csv"), write([["c"]], "worse.csv")
    with pytest.raises(InputError) as caught:
        read_answers([good, bad, worse])
    assert [p.place.file.rpartition("/")[2] for p in caught.value.problems] == ["bad.csv", "worse.csv"]


def test_an_export_is_told_from_other_tables(write: Write) -> None:
    assert is_answers(EXAMPLES / "kobo-jawaban-opd.csv")
    assert is_answers(EXAMPLES / "google-forms-jawaban.csv")
    assert not is_answers(write([["Kecamatan", "Desa", "Tanggal", "OPD"], ["Contoh", "Raya", "2025-01-01", "DPMD"]]))
    assert not is_answers(write([[f"k{n}" for n in range(2_000)]], "lebar.csv"))
