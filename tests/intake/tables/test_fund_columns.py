"""Amounts by source of funds, each fund in a column of its own: what is read, and what is not guessed."""

from pathlib import Path
from typing import Any

import pytest

from diagnose.common import InputError
from diagnose.intake.tables import Asked, kind_of_table, read_table
from tests.lib.desks import Desk, counts, keys

HEAD = "Perangkat Daerah;Sub Kegiatan;{};Tagging\n"
ROWS = "Dinas Kesehatan;A;10.000.000;20.000.000;30.000.000;Stunting\nDinas Sosial;B;;;40.000.000;Stunting\n"
OTHERS = (
    "Dinas Sosial;C;;;;Stunting\nDinas Sosial;D;1.000.000;;5.000.000;Non Stunting\nJumlah;;11.000.000;;75.000.000;\n"
)
PUT_IN: dict[tuple[str, str | None], int] = {
    ("A", "apbn"): 10_000_000,
    ("A", "apbd_provinsi"): 20_000_000,
    ("A", "apbd_kabupaten"): 30_000_000,
    ("B", "apbd_kabupaten"): 40_000_000,
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def lines(data: Any) -> dict[tuple[str, str | None], Any]:
    return {(x["name"][0], x.get("fund")): x.get("amount_rupiah", {}).get("value") for x in data["budget"]["lines"]}


@pytest.mark.parametrize(
    "titles",
    [
        "APBN;APBD Prov;APBD Kab",
        "Pagu APBN;Pagu APBD Provinsi;Pagu APBD Kabupaten",
        "APBN (Rp);APBD I (Rp);APBD II (Rp)",
    ],
)
def test_each_fund_may_have_a_column_of_its_own(titles: str, desk: Desk) -> None:
    text = HEAD.format(titles) + ROWS + OTHERS
    assert kind_of_table(desk.write(text)) == "budget"
    intake = desk.read("budget", text)
    expected: dict[tuple[str, str | None], Any] = {**PUT_IN, ("C", None): None}
    assert lines(intake.tree.data) == expected
    assert counts(intake)["rows"] == 3
    assert counts(intake)["left_out"] == 1


def test_the_sums_of_funds_in_columns_are_those_of_each_fund(desk: Desk) -> None:
    intake = desk.read(
        "budget", HEAD.format("APBN;APBD Prov;APBD Kab") + ROWS, "kind: budget\ncomplete: ya\nyear: 2025\n"
    )
    sums = {x["fund"]: x["amount_rupiah"]["value"] for x in intake.tree.data["budget"]["totals"]}
    assert sums == {"apbn": 10_000_000, "apbd_provinsi": 20_000_000, "apbd_kabupaten": 70_000_000, "all": 100_000_000}


def test_what_was_spent_is_of_no_fund_in_particular(desk: Desk) -> None:
    text = "OPD;Sub Kegiatan;APBN;APBD Kab;Realisasi;Tagging\nDinkes;A;10.000.000;30.000.000;20.000.000;Stunting\n"
    intake = desk.read("budget", text, "kind: budget\ncomplete: ya\nyear: 2025\n")
    assert not [x for x in intake.tree.data["budget"]["totals"] if x.get("realised_rupiah", {}).get("value")]


def test_of_funds_in_columns_for_several_years_that_of_the_case_counts(desk: Desk) -> None:
    head = "OPD;Sub Kegiatan;APBN 2024;APBD Kab 2024;APBN 2025;APBD Kab 2025;Tagging\n"
    text = head + "Dinkes;A;1.000;2.000;3.000;4.000;Stunting\n"
    intake = read_table("budget", desk.write(text), None, None, "id", Asked("Kabupaten Contoh", 2025))
    assert lines(intake.tree.data) == {("A", "apbn"): 3_000, ("A", "apbd_kabupaten"): 4_000}
    assert "table_several_years" in keys(intake.doubts)


@pytest.mark.parametrize("titles", ["APBN;DAK;APBD Kab", "APBN;APBD Kab (Murni);APBD Kab (Perubahan)"])
def test_funds_in_columns_of_which_one_is_not_clear_are_refused(titles: str, desk: Desk) -> None:
    with pytest.raises(InputError) as caught:
        desk.read("budget", HEAD.format(titles) + ROWS)
    assert keys(caught.value.problems) == ["table_columns_missing"]


def test_a_total_that_the_percentages_above_come_to_is_the_figure_of_the_region(desk: Desk) -> None:
    head = "Hasil e-PPGBM Februari 2025;;;;\nKecamatan;Jumlah Balita Diukur;Pendek;Sangat Pendek;%\n"
    rows = "Air Putih;1000;80;20;10\nBukit;500;20;5;5\n"
    intake = desk.read("prevalence", f"{head}{rows}Jumlah;1500;100;25;8,33\n")
    (figure,) = intake.tree.data["prevalence"]
    assert (figure["area"], figure["percent"]["value"]) == ("region", 8.33)
    assert "prevalence" not in desk.read("prevalence", f"{head}{rows}Jumlah;1500;100;25;7,5\n").tree.data


@pytest.mark.parametrize(("total", "by_fund"), [("40.000.000", True), ("100.000.000", False)])
def test_funds_that_are_not_all_of_the_total_beside_them_leave_the_total(total: str, by_fund: bool, desk: Desk) -> None:
    text = f"OPD;Sub Kegiatan;Pagu;APBN;APBD Kab;Tagging\nDinkes;A;{total};10.000.000;30.000.000;Stunting\n"
    read = lines(desk.read("budget", text).tree.data)
    parts: dict[tuple[str, str | None], int] = {("A", "apbn"): 10_000_000, ("A", "apbd_kabupaten"): 30_000_000}
    assert read == (parts if by_fund else {("A", None): 100_000_000})
