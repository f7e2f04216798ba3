"""Tables as offices keep them, each once read wrong without a word: what is read, and what is told."""

from pathlib import Path
from typing import Any

import pytest

from diagnose.case import Case
from diagnose.common import InputError, folder
from diagnose.intake.join import Gathered, gather
from diagnose.intake.recognise import Wanted, read, recognised
from diagnose.intake.records import Intake
from diagnose.intake.tables import Asked
from tests.lib.desks import counts, keys

FILES = folder("facts").parent / "tests" / "data" / "files"
GIVEN = {"region": {"code": "36.99", "name": "Kabupaten Contoh", "kind": "kabupaten"}, "year": 2025}
ASKED = Asked("Kabupaten Contoh", 2025)


def taken(name: str, kind: str = "") -> Intake:
    path = FILES / name
    return read(Wanted(path, kind or recognised(path)), None, None, "id", ASKED)


def case_of(intake: Intake) -> Case:
    gathered: Gathered = gather(None, [intake], given=GIVEN)
    return gathered.case


def fact(case: Case, path: str) -> Any:
    entry = case.facts[path]
    return entry.value if entry.low == entry.high or isinstance(entry.value, str) else (entry.low, entry.high)


def amounts(intake: Intake) -> dict[str, Any]:
    return {line["name"]: line["amount_rupiah"].get("value") for line in intake.tree.data["budget"]["lines"]}


def test_rows_that_a_filter_hides_are_told_and_not_counted() -> None:
    intake = taken("b03-baris-tersembunyi.xlsx", "budget")
    assert set(amounts(intake)) == {"Pengelolaan Gizi Masyarakat", "Bantuan Pangan Keluarga Berisiko"}
    assert counts(intake)["hidden"] == 2
    assert "table_rows_hidden" in keys(intake.doubts)


def test_sheets_of_the_same_titles_are_all_read_and_told() -> None:
    intake = taken("b04b-dua-lembar-opd.xlsx")
    assert amounts(intake) == {"Gizi Masyarakat": 222_000_000, "Bantuan Pangan": 333_000_000}
    assert "table_sheets_alike" in keys(intake.doubts)


def test_a_row_that_names_an_agency_heads_the_rows_below_and_its_sum_is_not_counted() -> None:
    intake = taken("b05c-opd-baris-judul-semua.xlsx", "budget")
    lines = intake.tree.data["budget"]["lines"]
    assert {(line["name"], line["agency"]) for line in lines} == {
        ("Gizi Masyarakat", "Dinas Kesehatan"),
        ("Imunisasi Dasar", "Dinas Kesehatan"),
        ("Bantuan Pangan", "Dinas Sosial"),
    }
    assert sum(line["amount_rupiah"]["value"] for line in lines) == 600_000_000
    assert counts(intake)["headings"] == 2


def test_two_columns_under_one_merged_title_are_asked_about() -> None:
    with pytest.raises(InputError) as caught:
        taken("b10d-pagu-murni-perubahan.xlsx", "budget")
    told = caught.value.text()
    assert "Pagu (Rp) Murni" in told
    assert "Pagu (Rp) Perubahan" in told


def test_the_year_of_the_mapping_counts_in_a_table_of_villages() -> None:
    case = case_of(taken("b15b-desa-tahun-turun.csv", "villages"))
    assert fact(case, "dana_desa.villages_using") == 1
    assert fact(case, "dana_desa.amount_rupiah") == 50_000_000
    assert fact(case, "tpps.desa.active") == 0


@pytest.mark.parametrize("name", ["b16-nomor-acak.csv", "b16-nomor-kosong.csv"])
def test_a_row_that_numbers_the_columns_is_no_village(name: str) -> None:
    case = case_of(taken(name, "villages"))
    assert fact(case, "region.desa_kelurahan") == 2
    assert fact(case, "dana_desa.amount_rupiah") == 90_000_000


def test_words_under_the_number_of_a_decree_are_no_number() -> None:
    intake = taken("b43-nomor-sk.csv")
    assert intake.tree.data["tpps"]["desa"]["formed"]["at_least"] == 1
    assert "table_word_unknown" in keys(intake.doubts)  # "x"


def test_rows_for_each_activity_of_a_village_add_up() -> None:
    case = case_of(taken("b46-desa-satu-baris-per-kegiatan.csv", "villages"))
    assert fact(case, "dana_desa.amount_rupiah") == 75_000_000
    assert fact(case, "dana_desa.villages_using") == 3
    assert fact(case, "region.desa_kelurahan") == 3


def test_years_as_columns_are_a_series_of_the_region() -> None:
    case = case_of(taken("b17-prevalensi-lebar.csv"))
    said = {year: fact(case, f"prevalence[ssgi region {year}].percent") for year in (2021, 2022, 2023)}
    assert said == {2021: 28.1, 2022: 25.4, 2023: 22.3}


def test_survey_and_year_in_the_title_hold_for_the_whole_table() -> None:
    case = case_of(taken("b17c-prevalensi-judul.csv"))
    assert fact(case, "prevalence[ssgi region 2023].percent") == 22.3
    assert len(case.prevalence) == 1


def test_a_cell_shown_as_a_percentage_is_one() -> None:
    case = case_of(taken("b01-persen-format.xlsx"))
    assert fact(case, "prevalence[ssgi region 2022].percent") == 24.5
    assert fact(case, "prevalence[e_ppgbm region 2022].percent") == 12.25
    assert fact(case, "data.measured_percent") == 100
    scores = taken("b01b-skor-persen.xlsx").tree.data
    assert scores["desa_convergence"]["above_40_percent"]["at_least"] == 2


def test_days_are_read_as_they_are_written_and_one_to_come_is_doubtful() -> None:
    intake = taken("b20-tanggal.csv")  # 45728 is 12 March 2025; 03-12-25, a quarter, 31 February and 2052 are no days
    assert intake.tree.data["sosialisasi"]["desa_reached"]["at_least"] == 15 - 4
    assert "table_year_odd" in keys(intake.doubts)


def test_a_percentage_of_three_decimals_has_one_reading() -> None:
    case = case_of(taken("b21-tiga-desimal.csv"))
    assert fact(case, "prevalence[ssgi region 2021].percent") == 24.375
    assert fact(case, "prevalence[ssgi region 2022].percent") == 24.375


def test_the_names_that_sipd_writes_are_known_sources_of_funds() -> None:
    intake = taken("b24b-sipd-dana.csv")
    funds = {line["name"]: line.get("fund") for line in intake.tree.data["budget"]["lines"]}
    assert funds == {"A": "apbd_kabupaten", "B": "apbd_kabupaten", "C": None}


def test_a_cell_too_long_is_told_with_its_row(tmp_path: Path) -> None:
    path = tmp_path / "panjang.csv"
    path.write_text("Kecamatan;Desa;Alokasi Stunting;Dokumen\nAir Putih;Sukamaju;50.000.000;" + "A" * 60_000)
    with pytest.raises(InputError) as caught:
        read(Wanted(path, "villages"), None, None, "id", ASKED)
    assert keys(caught.value.problems) == ["table_cell_long"]
    assert "field" not in caught.value.text("id")


def test_figures_under_years_are_nobodys_where_no_column_names_the_region(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("PREVALENSI STUNTING SSGI;;\nBalai;2021;2022\nSatu;28,1;25,4\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read(Wanted(path, "prevalence"), None, None, "id", ASKED)
    assert keys(caught.value.problems) == ["table_columns_missing"]


@pytest.mark.parametrize(
    ("said", "key"), [("unit: kodi", "table_unit_unknown"), ("kecamatan_x: A", "unknown_field"), ("year: 2024", "")]
)
def test_what_a_mapping_says_of_the_whole_table_holds_or_is_refused(said: str, key: str, tmp_path: Path) -> None:
    path = tmp_path / "desa.csv"
    path.write_text("Kecamatan;Desa;Alokasi Stunting\nAir Putih;Sukamaju;50.000.000\n", encoding="utf-8")
    (tmp_path / "desa.peta.yaml").write_text(f"kind: villages\n{said}\n", encoding="utf-8")
    if key:
        with pytest.raises(InputError) as caught:
            read(Wanted(path, "villages"), None, None, "id", ASKED)
        assert len(caught.value.problems) == 1
        assert str(caught.value.problems[0].place).endswith("desa.peta.yaml:2:1") or key == "table_unit_unknown"
    else:
        assert read(Wanted(path, "villages"), None, None, "id", ASKED).years == {2024}


def test_amounts_are_in_the_unit_that_the_mapping_names(tmp_path: Path) -> None:
    path = tmp_path / "desa.csv"
    path.write_text("Kecamatan;Desa;Alokasi Stunting\nAir Putih;Sukamaju;50\n", encoding="utf-8")
    (tmp_path / "desa.peta.yaml").write_text("kind: villages\nunit: juta\n", encoding="utf-8")
    data = read(Wanted(path, "villages"), None, None, "id", ASKED).tree.data
    assert data["dana_desa"]["amount_rupiah"]["at_least"] == 50_000_000


def test_a_name_that_begins_with_a_figure_keeps_it_and_one_with_a_code_loses_that(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    rows = "Dinkes;1.000 HPK: Kelas Ibu;APBN;5.000.000;ya\nDinkes;1.02.02.2.02.0015 Gizi;APBN;5.000.000;ya\n"
    path.write_text("Perangkat Daerah;Sub Kegiatan;Sumber Dana;Pagu;Tagging\n" + rows, encoding="utf-8")
    assert set(amounts(read(Wanted(path, "budget"), None, None, "id", ASKED))) == {"1.000 HPK: Kelas Ibu", "Gizi"}
