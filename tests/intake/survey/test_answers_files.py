"""The document that answers cite, and files of strangers: read, or refused with a reason."""

import csv
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from diagnose.case.load import case_of_tree
from diagnose.common.problems import InputError
from diagnose.common.wording import words
from diagnose.intake.survey.read import read_answers
from tests.lib.answer_files import (
    EXAMPLES,
    Write,
    merged,
    table_file,
    three,
)
from tests.lib.examples import examples


@pytest.fixture
def write(tmp_path: Path) -> Write:
    return partial(table_file, tmp_path)


def test_the_document_is_named_after_the_file_unless_it_is_given(write: Write) -> None:
    path = write(three("yes"), "jawaban OPD (final).csv")
    data = read_answers(path).tree.data
    assert data["documents"][0]["id"] == data["questionnaire"]["source"] == "jawaban-OPD-final"
    assert read_answers(path, source="kobo-2025").tree.data["questionnaire"]["source"] == "kobo-2025"


def test_every_count_and_doubt_has_words_in_both_languages() -> None:
    intake = read_answers([EXAMPLES / "kobo-jawaban-opd.csv", EXAMPLES / "google-forms-jawaban.csv"])
    for lang in ("id", "en"):
        assert all(str(c.number) in words(lang)[c.key].format(c.number) for c in intake.counts)
        assert all(d.text(lang) for d in intake.doubts)


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("asing")


def refused(read: Callable[[], object]) -> list[str]:
    """Why a file is refused, by the keys of its problems; each of them can be told."""
    try:
        read()
    except InputError as error:
        return [p.key for p in error.problems if p.text("id") and p.text("en")]
    return []


def readable(path: Path) -> None:
    """A stranger's file is read into a sound part of a case, or refused with a reason."""
    if refused(lambda: read_answers(path)):
        return
    intake = read_answers(path)
    assert all(d.text("id") and d.text("en") for d in intake.doubts)
    # names of agencies are settled later, all else must fit
    later = {"agency_unknown", "agency_ambiguous", "agency_twice"}
    assert set(refused(lambda: case_of_tree(merged(intake)))) <= later


FUZZ = examples(60, suppress_health_check=[HealthCheck.too_slow])
CELLS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["Dinkes", "Dinsos", "yes", "no", "tidak tahu", "1", "0", "=1+1", "a, b", "x" * 300, "2025-13-01"]),
)
TITLES = st.sampled_from(
    ["agency", "agency_other", "attended_rembuk", "sectoral_ego", "obstacles", "obstacles/budget", "obstacles/", "date",
     "named_agencies", "named_agencies/dinkes", "named_agencies_other", "Timestamp", "_uuid", "[x]", "/", "", "OPD"]
)  # fmt: skip


@FUZZ
@given(content=st.binary(max_size=400))
def test_random_bytes_are_refused_or_read(content: bytes, stranger: Path) -> None:
    path = stranger / "acak.csv"
    path.write_bytes(content)
    readable(path)


@FUZZ
@given(head=st.lists(TITLES, min_size=1, max_size=8), body=st.lists(st.lists(CELLS, max_size=9), max_size=6))
def test_random_cells_are_refused_or_read(head: list[str], body: list[list[str]], stranger: Path) -> None:
    path = stranger / "sel.csv"
    with path.open("w", encoding="utf-8", errors="ignore", newline="") as opened:
        csv.writer(opened, delimiter=";").writerows([["agency", "attended_rembuk", *head], ["Dinkes", "yes"], *body])
    readable(path)


@FUZZ
@given(length=st.integers(min_value=0, max_value=8_000))
def test_a_file_that_was_cut_off_is_refused_or_read(length: int, stranger: Path) -> None:
    for name in ("kobo-jawaban-opd.csv", "google-forms-jawaban.csv"):
        path = stranger / name
        path.write_bytes((EXAMPLES / name).read_bytes()[:length])
        readable(path)


def test_a_name_of_raised_figures_is_no_name_of_an_agency(stranger: Path) -> None:
    path = stranger / "angka.csv"
    path.write_text("agency;attended_rembuk\nDinkes;yes\n²;yes\n", encoding="utf-8")
    readable(path)
