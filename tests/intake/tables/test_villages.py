"""Tables of villages: what is counted, and what stays open."""

import tracemalloc
from pathlib import Path

import pytest

from diagnose.common.wording import words
from diagnose.intake.tables import read_table
from tests.lib.desks import (
    ALL_VILLAGES,
    VILLAGES,
    Desk,
    case_of,
    counts,
    fact,
    keys,
    known,
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_blank_is_neither_yes_nor_no_in_counts_of_villages(desk: Desk) -> None:
    table = VILLAGES + "A;Satu;800.000.000;1.000.000;ya\nA;Dua;800.000.000;0;tidak\nA;Tiga;800.000.000;;\n"
    case = desk.case("villages", table, ALL_VILLAGES)
    assert fact(case, "dana_desa.villages_using") == (1, 2)
    assert fact(case, "sosialisasi.desa_reached") == (1, 2)
    assert fact(case, "dana_desa.amount_rupiah") == (1_000_000, float("inf"))
    assert known(case, "dana_desa.share_percent") is None
    assert known(case, "region.desa_kelurahan") == 3


def test_villages_that_are_not_listed_may_also_count(desk: Desk) -> None:
    case = desk.case("villages", VILLAGES + "A;Satu;800.000.000;8.000.000;ya\nA;Dua;800.000.000;0;tidak\n")
    assert fact(case, "dana_desa.villages_using") == (1, float("inf"))
    assert known(case, "region.desa_kelurahan") is None
    assert known(case, "dana_desa.share_percent") is None


def test_the_share_of_village_funds_is_that_of_all_villages(desk: Desk) -> None:
    table = VILLAGES + "A;Satu;800.000.000;80.000.000;ya\nB;Satu;200.000.000;0;tidak\n"
    case = desk.case("villages", table, ALL_VILLAGES)
    assert known(case, "dana_desa.share_percent") == 8
    assert known(case, "dana_desa.amount_rupiah") == 80_000_000


def test_a_village_listed_twice_counts_once_and_is_told(desk: Desk) -> None:
    intake = desk.read("villages", VILLAGES + "A;Satu;9;5;ya\nA;SATU;9;5;ya\nB;Satu;9;5;ya\n", ALL_VILLAGES)
    assert "table_twice" in keys(intake.doubts)
    assert known(case_of(intake), "region.desa_kelurahan") == 2


def test_a_row_that_cannot_be_read_keeps_the_number_of_villages_open(desk: Desk) -> None:
    case = desk.case("villages", VILLAGES + "A;Satu;9;5;ya\nA;;9;5;ya\n", ALL_VILLAGES)
    assert fact(case, "region.desa_kelurahan") == (1, 2)
    assert fact(case, "dana_desa.villages_using") == (1, 2)


def test_a_merged_kecamatan_holds_for_the_rows_below_it(desk: Desk) -> None:
    intake = desk.read("villages", VILLAGES + "A;Satu;9;5;ya\n;Dua;9;5;ya\nB;Satu;9;5;ya\n", ALL_VILLAGES)
    assert counts(intake)["carried"] == 1
    assert known(case_of(intake), "region.desa_kelurahan") == 3


def test_scores_that_are_fractions_are_not_taken_for_percent(desk: Desk) -> None:
    intake = desk.read("villages", "Kecamatan;Desa;Skor Konvergensi\nA;Satu;0,85\nA;Dua;0,3\n")
    assert "table_fractions" in keys(intake.doubts)
    assert known(case_of(intake), "desa_convergence.above_40_percent") is None


def test_a_score_is_a_report_but_a_score_of_nothing_may_be_none(desk: Desk) -> None:
    table = "Kecamatan;Desa;Skor Konvergensi;Lapor eHDW\nA;S;41;\nA;D;40;\nA;T;0;\nA;E;;belum\nA;L;;\n"
    case = desk.case("villages", table, ALL_VILLAGES)
    assert fact(case, "desa_convergence.reported") == (2, 4)
    assert fact(case, "desa_convergence.above_40_percent") == (1, 2)


def test_who_holds_the_data_is_said_on_the_scale_of_how_many(desk: Desk) -> None:
    head, complete = "Kecamatan;Desa;BNBA\n", ALL_VILLAGES
    path = "data.known_to_villages"
    assert str(known(desk.case("villages", head + "A;S;ya\nA;D;ya\n", complete), path)) == "all"
    assert str(known(desk.case("villages", head + "A;S;ya\nA;D;ya\nA;T;belum\n", complete), path)) == "most"
    assert known(desk.case("villages", head + "A;S;ya\nA;D;\n", complete), path) == {
        "at_least": "some",
        "at_most": "all",
    }
    assert known(desk.case("villages", head + "A;S;ya\nA;D;ya\n"), path) == {"at_least": "some"}


def test_a_header_of_two_rows_is_read_as_one(desk: Desk) -> None:
    table = "Wilayah;;TPPS;\nKecamatan;Desa;Desa Dibentuk;Aktif\nA;Satu;ya;ya\nA;Dua;ya;belum\n"
    case = desk.case("villages", table)
    assert fact(case, "tpps.desa.formed")[0] == 2
    assert fact(case, "tpps.desa.active")[0] == 1


def test_a_long_table_is_read_in_little_memory(desk: Desk) -> None:
    path = desk.at / "besar.csv"
    with path.open("w", encoding="utf-8") as opened:
        opened.write("Kecamatan;Desa;Alokasi Stunting;Catatan\n")
        for i in range(10_000):
            opened.write(f"K{i % 500};Desa {i};{i % 7}000000;{'x' * 400}\n")
    tracemalloc.start()
    try:
        intake = read_table("villages", path, None, None, "id")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert counts(intake)["entries"] == 10_000
    assert peak < 4_500_000  # the rows themselves would take some 8 MB
    assert intake.tree.data["dana_desa"]["villages_using"]["at_least"] == 10_000 - len(range(0, 10_000, 7))


def test_what_was_counted_is_told_in_words(desk: Desk) -> None:
    intake = desk.read("villages", VILLAGES + "A;Satu;9;5;ya\n\nJumlah;;9;5;\n")
    assert [words("id")[c.key].format(c.number) for c in intake.counts] == [
        "1 baris dibaca",
        "1 baris kosong",
        "1 baris jumlah dilewati",
        "1 entri dihitung",
    ]


def test_many_doubts_of_one_kind_are_told_in_a_few_lines(desk: Desk) -> None:
    intake = desk.read("villages", VILLAGES + "A;Satu;9;5;ya\n" * 500)
    assert len(intake.doubts) < 40
    assert counts(intake)["twice"] == 499
    assert intake.doubts[-1].values["number"] == 479


def test_plans_cadres_and_families_of_villages_are_counted(desk: Desk) -> None:
    table = (
        "Kecamatan;Desa;RKP Desa;APBDes;Jumlah Kader;Posyandu;KRS\nA;Satu;ya;tidak;5;2;40\nA;Dua;tidak;tidak;7;3;60\n"
    )
    case = desk.case("villages", table, ALL_VILLAGES)
    assert known(case, "planning.rkp_desa") == "some"
    assert known(case, "planning.apb_desa") == "none"
    assert known(case, "capacity.cadres") == 12
    assert known(case, "region.posyandu") == 5
    assert known(case, "region.families_at_risk") == 100


def test_villages_with_a_rembuk_and_with_a_cadre_of_their_own_are_counted(desk: Desk) -> None:
    table = "Kecamatan;Desa;Rembuk Stunting;KPM\nA;Satu;ya;ada\nA;Dua;belum;ada\nA;Tiga;belum;tidak ada\n"
    case = desk.case("villages", table, ALL_VILLAGES)
    assert known(case, "coordination.rembuk_desa") == "some"
    assert known(case, "capacity.villages_with_kpm") == 2
