"""Tables of prevalence, teams and sosialisasi: what they say, and nothing that they do not."""

from pathlib import Path

import pytest

from diagnose.common.problems import InputError
from tests.lib.desks import Desk, case_of, fact, keys, known, refused


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_series_of_prevalence_keeps_systems_and_areas_apart(desk: Desk) -> None:
    case = desk.case(
        "prevalence",
        "Tahun;Sistem;Wilayah;Persen\n2022;SSGI;Kabupaten;24,4\n2022;ssgi;Provinsi;20.1\n2024;e-PPGBM;Kabupaten;9\n"
        "2023;SKI;Nasional;21,5%\n",
    )
    assert known(case, "prevalence[ssgi region 2022].percent") == 24.4
    assert known(case, "prevalence[ssgi province 2022].percent") == 20.1
    assert known(case, "prevalence[e_ppgbm region 2024].percent") == 9
    assert known(case, "prevalence[ski nation 2023].percent") == 21.5


def test_figures_that_differ_are_both_kept(desk: Desk) -> None:
    case = desk.case("prevalence", "Tahun;Sistem;Persen\n2021;SSGI;27,3\n2021;SSGBI;27,9\n")
    said = case.facts["prevalence[ssgi region 2021].percent"]
    assert [value for value, _ in said.disputed] == [27.3, 27.9]
    assert [source for _, source in said.disputed] == ["tabel baris 2", "tabel baris 3"]


def test_a_table_of_several_regencies_asks_which_is_meant(desk: Desk) -> None:
    table = "Tahun;Sistem;Wilayah;Persen\n2022;SSGI;Kabupaten Satu;24,4\n2022;SSGI;Kota Dua;20,1\n"
    with pytest.raises(InputError) as error:
        desk.read("prevalence", table)
    assert refused(error).key == "table_several_regions"
    case = desk.case("prevalence", table, 'kind: prevalence\nwords: {"Kota Dua": region}\n')
    assert known(case, "prevalence[ssgi region 2022].percent") == 20.1


def test_the_share_of_children_measured_is_that_of_the_latest_year(desk: Desk) -> None:
    table = "Tahun;Sistem;Persen;Balita Diukur;Sasaran Balita\n2024;EPPGBM;9;900;1.000\n2023;EPPGBM;9;100;1.000\n"
    case = desk.case("prevalence", table)
    assert (known(case, "data.measured_percent"), case.facts["data.measured_percent"].year) == (90, 2024)


def test_a_fraction_is_not_taken_for_a_percentage(desk: Desk) -> None:
    intake = desk.read("prevalence", "Tahun;Sistem;Persen\n2022;SSGI;0,244\n2021;SSGI;25,1\n")
    assert "table_fraction" in keys(intake.doubts)
    assert [figure.percent.value for figure in case_of(intake).prevalence] == [25.1]


def test_years_to_come_and_words_unknown_are_told_and_left_out(desk: Desk) -> None:
    intake = desk.read("prevalence", "Tahun;Sistem;Persen\n2099;SSGI;14\n2022;Sensus;14\n2022;SSGI;24,4\n")
    assert {"table_year_odd", "table_word_unknown", "table_no_key"} <= set(keys(intake.doubts))
    assert len(case_of(intake).prevalence) == 1


def test_teams_are_counted_by_level_and_a_draft_decree_is_none(desk: Desk) -> None:
    table = (
        "Tingkat;Kecamatan;Nama;SK Dibentuk;Aktif\nKecamatan;;A;ya;ya\nKelurahan;A;Satu;ya;tidak\n"
        "Desa;A;Dua;konsep;\nDesa;B;Dua;ya;ya\n"
    )
    case = desk.case("teams", table, "kind: teams\ncomplete: ya\n")
    assert fact(case, "tpps.kecamatan.formed") == (1, 1)
    assert fact(case, "tpps.desa.formed") == (2, 2)
    assert fact(case, "tpps.desa.active") == (1, 2)
    assert fact(desk.case("teams", table), "tpps.desa.formed") == (2, float("inf"))


def test_places_of_sosialisasi_are_counted_once_and_others_may_be_unlisted(desk: Desk) -> None:
    table = (
        "Tanggal;Kecamatan;Desa;Tema\n3 Maret 2025;A;Satu;x\n2025-04-01;Kec. A;Desa Satu, Dua;y\n"
        "04/05/2025;B;Satu;z\n1 Mei 2024;C;Lima;z\n"
    )
    intake = desk.read("sosialisasi", table)
    assert "table_several_years" in keys(intake.doubts)
    case = case_of(intake)
    assert fact(case, "sosialisasi.kecamatan_reached") == (2, float("inf"))
    assert fact(case, "sosialisasi.desa_reached") == (3, float("inf"))
    complete = desk.case("sosialisasi", table, "kind: sosialisasi\ncomplete: ya\nyear: 2025\n")
    assert fact(complete, "sosialisasi.desa_reached") == (3, 3)


def test_everywhere_is_no_place_that_can_be_counted(desk: Desk) -> None:
    table = "Tanggal;Kecamatan;Desa\n3 Maret 2025;A;Semua desa\n3 Maret 2025;Seluruh kecamatan;\n4 Maret 2025;A;Satu\n"
    case = desk.case("sosialisasi", table, "kind: sosialisasi\ncomplete: ya\n")
    assert fact(case, "sosialisasi.kecamatan_reached") == (1, float("inf"))
    assert fact(case, "sosialisasi.desa_reached") == (1, float("inf"))


def test_an_event_of_a_whole_kecamatan_leaves_the_villages_open(desk: Desk) -> None:
    table = "Tanggal;Kecamatan;Desa\n3 Maret 2025;A;Satu\n3 Maret 2025;B;\n"
    case = desk.case("sosialisasi", table, "kind: sosialisasi\ncomplete: ya\n")
    assert fact(case, "sosialisasi.kecamatan_reached") == (2, 2)
    assert fact(case, "sosialisasi.desa_reached") == (1, float("inf"))
