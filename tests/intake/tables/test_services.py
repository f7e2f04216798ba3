"""Tables of the coverage of services: which figure is of which service, and what is no figure of what was reached."""

from pathlib import Path

import pytest

from diagnose.intake.tables import kind_of_table, read_table
from diagnose.intake.tables.reading import Asked
from tests.lib.desks import Desk, case_of, known

BY_INDICATOR = (
    "Indikator;Tahun;Target (%);Capaian (%)\n"
    "Persentase bayi yang mendapat ASI eksklusif;2024;80;61,5\n"
    "Persentase remaja putri yang mengonsumsi tablet tambah darah (TTD);2024;58;44\n"
    "Rumah tangga dengan akses sanitasi layak;2024;90;72\n"
    "Jumlah jamban yang dibangun;2024;100;90\n"
)
BY_YEAR = (
    "Indikator Esensial;2023;2024\n"
    "Cakupan imunisasi dasar lengkap;81%;84,2%\n"
    "Target imunisasi dasar lengkap;90%;92%\n"
    "Balita ditimbang (D/S);70%;74%\n"
)
BY_KECAMATAN = (
    "Kecamatan;Indikator;Tahun;Sasaran;Jumlah Terlayani\n"
    "Bukit;Ibu hamil minum TTD;2024;200;150\n"
    "Lembah;Ibu hamil minum TTD;2024;300;150\n"
    "Bukit;Balita gizi buruk yang ditangani;2024;10;10\n"
    "Lembah;Balita gizi buruk yang ditangani;2024;;4\n"
    "Jumlah;Ibu hamil minum TTD;2024;500;300\n"
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.mark.parametrize("table", [BY_INDICATOR, BY_YEAR, BY_KECAMATAN])
def test_a_table_of_coverage_is_recognised_unasked(table: str, desk: Desk) -> None:
    assert kind_of_table(desk.write(table)) == "services"


def test_each_row_is_of_the_service_that_its_words_name_and_a_target_is_no_result(desk: Desk) -> None:
    case = desk.case("services", BY_INDICATOR)
    assert known(case, "services[exclusive_breastfeeding 2024].percent") == 61.5
    assert known(case, "services[ttd_adolescent 2024].percent") == 44
    assert known(case, "services[sanitation 2024].percent") == 72
    assert len(case.services) == 3


def test_years_may_be_columns_and_a_row_of_targets_does_not_count(desk: Desk) -> None:
    case = desk.case("services", BY_YEAR)
    assert known(case, "services[immunisation 2023].percent") == 81
    assert known(case, "services[immunisation 2024].percent") == 84.2
    assert known(case, "services[posyandu_attendance 2024].percent") == 74
    assert len(case.services) == 4


def test_the_kecamatan_add_up_and_a_lack_in_one_leaves_the_whole_unsaid(desk: Desk) -> None:
    intake = desk.read("services", BY_KECAMATAN)
    case = case_of(intake)
    assert known(case, "services[ttd_pregnant 2024].percent") == 60
    assert len(case.services) == 1


def test_a_row_of_the_region_itself_goes_before_the_sum(desk: Desk) -> None:
    table = "Kecamatan;Indikator;Tahun;Sasaran;Jumlah Terlayani;Persen\n"
    rows = "Bukit;IDL;2024;100;50;50\nKabupaten Contoh Raya;IDL;2024;;;55\n"
    asked = Asked("Kabupaten Contoh Raya", 2024)
    case = case_of(read_table("services", desk.write(table + rows), None, None, "id", asked))
    assert known(case, "services[immunisation 2024].percent") == 55


def test_more_reached_than_there_are_is_doubted(desk: Desk) -> None:
    table = "Kecamatan;Indikator;Tahun;Sasaran;Terlayani\nBukit;IDL;2024;10;12\nLembah;ASI eksklusif;2024;10;5\n"
    intake = desk.read("services", table)
    assert "table_more_than_all" in [p.key for p in intake.doubts]
    assert [s.indicator for s in case_of(intake).services] == ["exclusive_breastfeeding"]


def test_a_table_that_tells_prevalence_as_well_stays_one_of_prevalence(desk: Desk) -> None:
    table = "Indikator;Tahun;Persen\nPrevalensi stunting (SSGI);2024;20\nASI eksklusif;2024;60\n"
    assert kind_of_table(desk.write(table)) == "prevalence"
    assert known(desk.case("services", table), "services[exclusive_breastfeeding 2024].percent") == 60
