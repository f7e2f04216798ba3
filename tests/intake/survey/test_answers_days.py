"""The days on which answers were given, as each program writes them."""

import datetime as dt
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from diagnose.intake.survey.read import read_answers
from tests.lib.answer_files import Write, keys, table_file


@pytest.fixture
def write(tmp_path: Path) -> Write:
    return partial(table_file, tmp_path)


def conducted(write: Write, title: str, *days: object, name: str = "jawaban.csv") -> Any:
    rows = [[title, "agency", "attended_rembuk"], *([day, f"Dinas {n}", "yes"] for n, day in enumerate(days))]
    intake = read_answers(write(rows, name))
    return intake.tree.data["questionnaire"].get("conducted"), keys(intake)


@pytest.mark.parametrize(
    ("title", "days", "first", "last"),
    [
        ("Timestamp", ["2025/10/01 9:12:33 AM GMT+7", "2025/10/04 1:00:00 PM GMT+7"], (10, 1), (10, 4)),
        ("Timestamp", ["10/1/2025 9:12:33", "10/14/2025 10:00:00"], (10, 1), (10, 14)),
        ("Timestamp", ["01/10/2025 9:12:33", "14/10/2025 10:00:00"], (10, 1), (10, 14)),
        ("Cap waktu", ["01/10/2025 9.12.33", "04/10/2025 10.00.00"], (10, 1), (10, 4)),
        ("end", ["2025-10-01T09:12:33.000+07:00", "2025-10-04T09:12:33.000+07:00"], (10, 1), (10, 4)),
        ("date", ["1 Oktober 2025", "4 Okt 2025"], (10, 1), (10, 4)),
    ],
)
def test_days_are_read_as_each_program_writes_them(
    title: str, days: list[str], first: tuple[int, int], last: tuple[int, int], write: Write
) -> None:
    found, doubts = conducted(write, title, *days)
    assert found == {"at_least": dt.date(2025, *first), "at_most": dt.date(2025, *last)}
    assert doubts == []


def test_days_that_can_be_read_in_two_ways_are_asked_about_once_and_not_used(write: Write) -> None:
    assert conducted(write, "Timestamp", "01/10/2025 9:00:00", "04/10/2025 9:00:00") == (None, ["answers_date_unsure"])


def test_one_day_is_a_day_and_one_that_is_none_is_told(write: Write) -> None:
    assert conducted(write, "date", dt.date(2025, 10, 1), name="a.xlsx") == ({"value": dt.date(2025, 10, 1)}, [])
    found, doubts = conducted(write, "date", "2025-10-01", "2025-02-30", "Oktober 2025", "kapan-kapan")
    assert (found, doubts) == ({"value": dt.date(2025, 10, 1)}, ["cell_not_date"] * 3)


def test_the_day_of_the_interview_counts_before_that_of_the_submission(write: Write) -> None:
    rows = [
        ["date", "_submission_time", "agency", "attended_rembuk"],
        ["2025-10-01", "2025-10-20T01:02:03", "Dinkes", "yes"],
    ]
    found = read_answers(write(rows)).tree.data["questionnaire"]["conducted"]
    assert found == {"value": dt.date(2025, 10, 1)}
