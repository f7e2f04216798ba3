"""Further tables of the kinds that offices keep: each was read wrong, lost, or refused without the right words."""

from pathlib import Path
from typing import Any

import pytest

from diagnose.common import InputError
from diagnose.intake.recognise import Wanted, read, with_kinds
from diagnose.intake.records import Intake
from diagnose.intake.tables import Asked, kind_of_table
from tests.lib.desks import keys
from tests.lib.sheets import sheet_of, written

ASKED = Asked("Kabupaten Contoh", 2025, "36.99")
EPPGBM = ["Prevalensi Stunting e-PPGBM Agustus 2024"]
BUDGET = "kind: budget\nall_rows: ya\n"
Rows = list[list[Any]]


def taken(path: Path) -> Intake:
    (wanted,) = with_kinds([Wanted(path)])
    return read(wanted, None, None, "id", ASKED)


PREVALENCE: dict[str, tuple[Rows, dict[tuple[str, int], float]]] = {
    "sums of kecamatan above that of all": (
        [
            EPPGBM,
            ["Kecamatan", "Desa", "Diukur", "Stunting", "%"],
            ["Air Putih", "Satu", 50, 5, 10],
            ["Air Putih", "Dua", 50, 10, 20],
            ["Jumlah Air Putih", None, 100, 15, 15],
            ["Bukit", "Tiga", 100, 10, 10],
            ["Jumlah Bukit", None, 100, 10, 10],
            ["Jumlah", None, 200, 25, 12.5],
        ],
        {("e_ppgbm", 2024): 12.5},
    ),
    "the region first": (
        [EPPGBM, ["Kecamatan", "Diukur", "%"], ["KAB. CONTOH", 150, 13.3], ["Air Putih", 50, 10], ["Bukit", 100, 15]],
        {("e_ppgbm", 2024): 13.3},
    ),
    "called by its kind alone": (
        [EPPGBM, ["Kecamatan", "Prevalensi"], ["Air Putih", 10], ["Kabupaten", 13.3]],
        {("e_ppgbm", 2024): 13.3},
    ),
    "years as columns": (
        [["Prevalensi Stunting SSGI"], ["Kecamatan", 2022, 2023], ["Air Putih", 10, 11], ["Kabupaten Contoh", 12, 13]],
        {("ssgi", 2022): 12, ("ssgi", 2023): 13},
    ),
}


@pytest.mark.parametrize("name", PREVALENCE)
def test_of_prevalence_by_place_the_figure_of_the_region_counts(name: str, tmp_path: Path) -> None:
    rows, said = PREVALENCE[name]
    found = taken(sheet_of(tmp_path / "p.xlsx", rows)).tree.data["prevalence"]
    assert {(f["system"], f["year"]): f["percent"]["value"] for f in found} == said


def test_a_survey_may_be_the_name_of_a_sheet(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, value in (("SSGI", 24.5), ("e-PPGBM", 12.5)):
        sheet: Any = book.create_sheet(name)
        sheet.append(["Tahun", "Kab/Kota", "Prevalensi"])
        sheet.append([2022, "Kab. Contoh", value])
    book.save(str(tmp_path / "p.xlsx"))
    found = taken(tmp_path / "p.xlsx").tree.data["prevalence"]
    assert {f["system"]: f["percent"]["value"] for f in found} == {"ssgi": 24.5, "e_ppgbm": 12.5}


def test_of_what_was_measured_each_month_one_is_asked_for(tmp_path: Path) -> None:
    rows: Rows = [EPPGBM, ["Bulan", "Sasaran Balita", "Balita Diukur"], ["Jan", 1000, 900], ["Feb", 1000, 950]]
    with pytest.raises(InputError) as caught:
        taken(sheet_of(tmp_path / "p.xlsx", rows))
    assert keys(caught.value.problems) == ["table_months"]


@pytest.mark.parametrize("column", [("Kelompok Umur", "0-5 bulan", "6-11 bulan"), ("Jenis Kelamin", "L", "P")])
def test_of_figures_that_an_unread_column_tells_apart_one_is_asked_for(
    column: tuple[str, str, str], tmp_path: Path
) -> None:
    rows: Rows = [EPPGBM, [column[0], "Prevalensi (%)"], [column[1], 10], [column[2], 12]]
    path = sheet_of(tmp_path / "p.xlsx", rows)
    with pytest.raises(InputError) as caught:
        taken(path)
    assert keys(caught.value.problems) == ["table_rows_apart"]
    assert str(caught.value.problems[0].place).endswith("!Sheet!A3")


def test_regions_with_years_below_and_by_their_bare_names_are_columns(tmp_path: Path) -> None:
    rows: Rows = [
        ["Indikator", "Kab. Contoh", None, "Kab. Lain", None],
        [None, 2024, 2025, 2024, 2025],
        ["Jumlah Kecamatan", 11, 12, 4, 4],
        ["Jumlah Penduduk", 8, 9, 8, 8],
    ]
    path = sheet_of(tmp_path / "p.xlsx", rows, ["A1:A2", "B1:C1", "D1:E1"])
    assert taken(path).tree.data["region"]["kecamatan"] == {"value": 12, "year": 2025, "source": "p baris 3"}
    rows = [["Indikator", "Contoh", "Lain"], ["Jumlah Kecamatan", 12, 4], ["Jumlah Desa", 9, 8], ["IPM", 70.5, 69.5]]
    assert taken(sheet_of(tmp_path / "p.xlsx", rows)).tree.data["region"]["kecamatan"]["value"] == 12


def test_amounts_by_fund_below_one_title_are_asked_about(tmp_path: Path) -> None:
    rows: Rows = [["OPD", "Sub Kegiatan", "Pagu (Rp)", None, None], [None, None, "APBD", "DAK", "Jumlah"]]
    path = sheet_of(tmp_path / "a.xlsx", [*rows, ["Dinkes", "Gizi", 10, 20, 30]], ["A1:A2", "B1:B2", "C1:E1"])
    (tmp_path / "a.peta.yaml").write_text(BUDGET, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        taken(path)
    assert keys(caught.value.problems) == ["table_column_which"]


def test_of_the_budgets_of_two_years_that_of_the_case_counts(tmp_path: Path) -> None:
    text = "OPD;Sub Kegiatan;Sumber Dana;APBD 2024;APBD 2025\nDinkes;Gizi;DAU;20.000;30.000\n"
    (line,) = taken(written(tmp_path / "a.csv", text, BUDGET)).tree.data["budget"]["lines"]
    assert line["amount_rupiah"]["value"] == 30_000


@pytest.mark.parametrize("text", ["dana di atas 10 juta rupiah", "desa dengan lebih dari satu miliar rupiah"])
@pytest.mark.parametrize("above", [True, False])
def test_an_amount_in_a_title_or_note_is_no_unit_of_the_table(text: str, above: bool, tmp_path: Path) -> None:
    table = "Kecamatan;Desa;Alokasi Stunting\nAir Putih;Satu;100.000.000\n"
    whole = f"{text};;\n{table}" if above else f"{table}Catatan: {text};;\n"
    data = taken(written(tmp_path / "d.csv", whole)).tree.data
    assert data["dana_desa"]["amount_rupiah"]["at_least"] == 100_000_000


def test_tables_one_below_the_other_are_each_of_the_agency_above_them(tmp_path: Path) -> None:
    titles = ["Sub Kegiatan", "Sumber Dana", "Pagu"]
    rows: Rows = [["Dinas Kesehatan"], titles, ["Gizi", "DAU", 100], ["Jumlah", None, 100]]
    rows += [[], ["Dinas Sosial"], titles, ["Bantuan", "DAU", 50], ["Jumlah", None, 50]]
    path = sheet_of(tmp_path / "a.xlsx", rows)
    (tmp_path / "a.peta.yaml").write_text(BUDGET, encoding="utf-8")
    lines = taken(path).tree.data["budget"]["lines"]
    assert {(x["agency"], x["name"]) for x in lines} == {("Dinas Kesehatan", "Gizi"), ("Dinas Sosial", "Bantuan")}


def test_what_is_told_of_titles_names_their_sheet_and_row(tmp_path: Path) -> None:
    rows: Rows = [["Judul"], ["Kecamatan", "Desa", "Alokasi Stunting", "Luas"], ["Air Putih", "Satu", 5, 9]]
    intake = taken(sheet_of(tmp_path / "d.xlsx", rows))
    assert str(intake.doubts[0].place).endswith("d.xlsx!Sheet!A2")


def test_a_written_mapping_says_what_may_hold_for_the_whole_table_and_no_more(tmp_path: Path) -> None:
    from diagnose.intake.tables.mapping import mapping_text

    rows: Rows = [["Kabupaten/Kota", 2021, 2022], ["Kab. Contoh", 28.5, 24.5]]
    path = sheet_of(tmp_path / "p.xlsx", rows)
    assert kind_of_table(path) == ""
    text = mapping_text("prevalence", path)
    assert "# unit:" not in text
    path.with_name("p.peta.yaml").write_text(text.replace("# system: ssgi", "system: ssgi"), encoding="utf-8")
    found = taken(path).tree.data["prevalence"]
    assert {f["year"]: f["percent"]["value"] for f in found} == {2021: 28.5, 2022: 24.5}
