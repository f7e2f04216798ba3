"""What people write in cells: read where it can be read in one way, asked about where it cannot."""

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from diagnose.intake.files import cells


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1.407.857", 1407857),
        ("24,4", 24.4),
        ("24.4", 24.4),
        (" 24,4 % ", 24.4),
        ("Rp2.500.000.000", 2500000000),
        ("Rp 2.500.000,50", 2500000.5),
        ("Rp1.500", 1500),
        ("1,234,567.89", 1234567.89),
        ("1 407 857", 1407857),
        ("1\u00a0407\u00a0857", 1407857),
        ("0,125", 0.125),
        ("-5", -5),
        (12.0, 12),
        (7, 7),
    ],
)
def test_figures_are_read_as_indonesians_and_spreadsheets_write_them(written: object, meant: float) -> None:
    assert cells.number(written) == meant


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("1.407", "cell_number_unsure"),
        ("1,407", "cell_number_unsure"),
        ("1e5", "cell_not_number"),
        ("dua belas", "cell_not_number"),
        ("12.345.67", "cell_not_number"),
        ("", "cell_not_number"),
        (True, "cell_not_number"),
        (float("nan"), "cell_not_number"),
        (float("inf"), "cell_not_number"),
    ],
)
def test_what_is_no_figure_or_could_be_two_is_not_guessed(written: object, key: str) -> None:
    with pytest.raises(PydanticCustomError) as caught:
        cells.number(written)
    assert caught.value.type == key


def test_of_two_readings_one_that_makes_no_sense_is_none() -> None:
    assert cells.number("24.375", most=100) == cells.number("24,375", most=100) == 24.375
    with pytest.raises(PydanticCustomError):
        cells.number("1.407")


def test_where_only_whole_numbers_make_sense_a_point_parts_thousands() -> None:
    assert cells.count("1.407") == 1407
    with pytest.raises(PydanticCustomError):
        cells.count("24,4")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("4 November 2022", dt.date(2022, 11, 4)),
        ("Jumat, 4 Nopember 2022", dt.date(2022, 11, 4)),
        ("04/11/2022", dt.date(2022, 11, 4)),
        ("2022-11-04 08:15:00", dt.date(2022, 11, 4)),
        (dt.datetime(2022, 11, 4, 9), dt.date(2022, 11, 4)),
        ("April 2022", "2022-04"),
        ("2022-04", "2022-04"),
        ("2022/11/04", dt.date(2022, 11, 4)),
        ("4-6 November 2022", dt.date(2022, 11, 4)),
        ("4 s.d. 6 November 2022", dt.date(2022, 11, 4)),
        ("4, 5 dan 6 November 2022", dt.date(2022, 11, 4)),
        ("30 November s/d 2 Desember 2022", dt.date(2022, 11, 30)),
        ("04/11/2022 - 06/11/2022", dt.date(2022, 11, 4)),
        ("Jumat - Sabtu, 4-5 November 2022", dt.date(2022, 11, 4)),
        ("4 November 2022 09.00 WIB", dt.date(2022, 11, 4)),
        ("4-Nov-22", dt.date(2022, 11, 4)),
        ("tgl. 4 November 2022 (pagi)", dt.date(2022, 11, 4)),
        ("4, 5, dan 6 November 2022", dt.date(2022, 11, 4)),
        ("4/5 November 2022", dt.date(2022, 11, 4)),
        ("4 November 2022 s.d. selesai", dt.date(2022, 11, 4)),
        ("Minggu ke-2 April 2022", "2022-04"),
        ("4 Peb 2022", dt.date(2022, 2, 4)),
    ],
)
def test_days_and_months_are_read_in_words_and_figures(written: object, meant: object) -> None:
    assert cells.day(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        "",
        "kemarin",
        "31/02/2022",
        "2022-13",
        "4 Brumaire 2022",
        None,
        44869,
        "04-11-22",
        "6-4 November 2022",
        "4/11",
        "TW I 2022",
    ],
)
def test_what_is_no_day_is_told(written: object) -> None:
    with pytest.raises(PydanticCustomError):
        cells.day(written)


@pytest.mark.parametrize("written", ["=1+1", " =HYPERLINK(1)", "#REF!", "#n/a", object()])
def test_a_formula_or_its_error_is_no_value(written: object) -> None:
    with pytest.raises(PydanticCustomError):
        cells.sound(written)


@pytest.mark.parametrize("written", [None, "", " - ", "Belum diketahui", "N/A"])
def test_a_cell_can_say_nothing(written: object) -> None:
    assert cells.nothing(written)


@given(st.one_of(st.text(), st.floats(), st.integers(), st.dates(), st.datetimes(), st.none(), st.booleans()))
def test_no_cell_ends_in_a_traceback(raw: object) -> None:
    for read in (cells.number, cells.count, cells.day, cells.sound):
        with suppress(PydanticCustomError):
            read(raw)


@given(st.integers(0, 10**12))
def test_a_count_written_with_points_is_that_count(number: int) -> None:
    assert cells.count(f"{number:,}".replace(",", ".")) == number
    assert cells.number(f"Rp{number:,}".replace(",", ".")) == number
