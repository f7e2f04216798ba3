"""Tables of the budget: which rows count, what they sum up to, and what stays unknown."""

from pathlib import Path

import pytest

from diagnose.common.problems import InputError
from tests.lib.desks import BUDGET, Desk, case_of, counts, fact, keys, known, refused


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_rows_of_one_sub_activity_agency_and_fund_are_one_line_with_their_sum(desk: Desk) -> None:
    case = desk.case(
        "budget",
        BUDGET + "Dinkes;1.02.02 Gizi;APBD Kab;Rp1.500.000,00;Stunting\nDinas Kesehatan;Gizi;PAD;500.000;Stunting\n"
        "Dinkes;Gizi;APBD Kabupaten;250.000;ya\nDinkes;Gizi;APBN;1.000.000;Stunting\n",
    )
    amounts = {line.name: line.amount_rupiah.value for line in case.budget.lines}
    assert sorted(a for a in amounts.values() if a) == [500_000, 1_000_000, 1_750_000]
    assert len(amounts) == 3
    assert {line.agency for line in case.budget.lines} == {"dinkes"}


def test_rows_that_are_not_tagged_for_stunting_are_left_out_and_counted(desk: Desk) -> None:
    intake = desk.read(
        "budget",
        BUDGET + "Dinkes;A;APBN;1000000;Stunting\nDinkes;B;APBN;1000000;\nDinkes;C;APBN;1000000;Kemiskinan Ekstrem\n"
        "Dinkes;D;APBN;1000000;Inflasi, Stunting\nDinkes;E;APBN;1000000;non stunting\n",
    )
    assert [line["name"] for line in intake.tree.data["budget"]["lines"]] == ["A", "D"]
    assert counts(intake)["left_out"] == 3
    assert counts(intake)["rows"] == 2


def test_an_unclear_tag_is_told_and_keeps_the_table_from_being_complete(desk: Desk) -> None:
    complete = "kind: budget\ncomplete: ya\nyear: 2025\n"
    intake = desk.read("budget", BUDGET + "Dinkes;A;APBN;1000000;Stunting\nDinkes;B;APBN;5;Stunting?? cek\n", complete)
    assert "table_word_unknown" in keys(intake.doubts)
    case = case_of(intake)
    assert known(case, "budget.all_listed") is None
    assert fact(case, "budget.totals[all 2025].amount_rupiah")[0] == 1_000_000
    assert fact(case, "budget.totals[all 2025].amount_rupiah")[1] == float("inf")


def test_without_tags_the_user_says_which_rows_count(desk: Desk) -> None:
    table = "Sub Kegiatan;Pagu;Kelompok\nGizi;1.000.000;S\nJalan;9.000.000;J\n"
    with pytest.raises(InputError) as error:
        desk.read("budget", table)
    assert refused(error).key == "table_which_rows"
    some = desk.case("budget", table, "kind: budget\nonly: {column: Kelompok, values: [s]}\n")
    assert [line.name for line in some.budget.lines] == ["Gizi"]
    every = desk.case("budget", table, "kind: budget\nall_rows: ya\n")
    assert [line.name for line in every.budget.lines] == ["Gizi", "Jalan"]
    assert all(line.tagged.value is None for line in every.budget.lines)


def test_sums_are_taken_only_where_the_table_is_said_to_be_complete(desk: Desk) -> None:
    table = "Tahun Anggaran 2025;;;;\n" + BUDGET + "Dinkes;A;APBN;1000000;ya\nDinkes;B;APBD Kab;3000000;ya\n"
    assert not desk.case("budget", table).budget.totals
    case = desk.case("budget", table, "kind: budget\ncomplete: ya\n")
    assert {(t.fund, t.year): t.amount_rupiah.value for t in case.budget.totals} == {
        ("apbn", 2025): 1_000_000,
        ("apbd_kabupaten", 2025): 3_000_000,
        ("all", 2025): 4_000_000,
    }
    assert str(known(case, "budget.all_listed")) == "yes"


def test_sub_totals_group_rows_and_repeated_titles_are_not_counted_again(desk: Desk) -> None:
    intake = desk.read(
        "budget",
        "REKAP\n\n" + BUDGET + "1;2;3;4;5\nDinkes;;;9000000;ya\nDinkes;A;APBN;1000000;ya\n" + BUDGET
        + "Dinkes;B;APBN;2000000;ya\nJumlah;;;12000000;ya\n",
    )  # fmt: skip
    assert [line["amount_rupiah"]["value"] for line in intake.tree.data["budget"]["lines"]] == [1_000_000, 2_000_000]
    assert counts(intake)["totals"] == 1
    assert counts(intake)["unnamed"] == 1


def test_amounts_that_are_empty_negative_or_no_number_are_unknown_and_told(desk: Desk) -> None:
    intake = desk.read(
        "budget",
        BUDGET + "Dinkes;A;APBN;;ya\nDinkes;B;APBN;-5000;ya\nDinkes;C;APBN;(1.000);ya\nDinkes;D;APBN;=1+1;ya\n",
    )
    assert keys(intake.doubts)[:3] == ["table_no_amount", "table_negative", "cell_not_number"]
    assert "cell_formula" in keys(intake.doubts)
    assert all(line.amount_rupiah.value is None for line in case_of(intake).budget.lines)
    assert str(intake.doubts[1].place).endswith("tabel.csv:3:4")


def test_amounts_in_thousands_or_millions_are_scaled(desk: Desk) -> None:
    table = "Sub Kegiatan;Pagu (Rp juta);Penandaan\nA;12,5;ya\n"
    assert desk.case("budget", table).budget.lines[0].amount_rupiah.value == 12_500_000
    above = "REKAP (dalam ribuan rupiah)\nSub Kegiatan;Pagu;Penandaan\nA;12.500.000;ya\n"
    assert desk.case("budget", above).budget.lines[0].amount_rupiah.value == 12_500_000_000


def test_a_place_or_answer_is_said_of_a_line_only_where_its_rows_agree(desk: Desk) -> None:
    head = "Sub Kegiatan;Pagu;Penandaan;Lokasi;Lokus\n"
    case = desk.case("budget", head + "A;1;ya;X;ya\nA;1;ya;Y;ya\nB;1;ya;X;ya\nB;1;ya;X;\n")
    a, b = case.budget.lines
    assert (a.location, a.at_lokus.value) == (None, "yes")
    assert (b.location, b.at_lokus.value) == ("X", None)


def test_more_lines_than_a_case_holds_leave_only_sums(desk: Desk) -> None:
    rows = "".join(f"Dinkes;Kegiatan {i};APBN;1000;ya\n" for i in range(2_001))
    intake = desk.read("budget", BUDGET + rows, "kind: budget\ncomplete: ya\nyear: 2025\n")
    assert "table_too_many_lines" in keys(intake.doubts)
    case = case_of(intake)
    assert not case.budget.lines
    assert known(case, "budget.totals[all 2025].amount_rupiah") == 2_001_000


def test_lines_of_the_latest_year_count_and_that_is_told(desk: Desk) -> None:
    table = "Tahun;Sub Kegiatan;Pagu;Penandaan\n2024;A;100;ya\n2025;A;200;ya\n"
    intake = desk.read("budget", table, "kind: budget\ncomplete: ya\n")
    assert "table_several_years" in keys(intake.doubts)
    case = case_of(intake)
    assert [line.amount_rupiah.value for line in case.budget.lines] == [200]
    assert known(case, "budget.totals[all 2024].amount_rupiah") == 100
    unclear = desk.case("budget", table + ";B;50;ya\n", "kind: budget\ncomplete: ya\n")
    assert known(unclear, "budget.all_listed") is None  # the line of no year may be one of 2025
    older = desk.case("budget", table, "kind: budget\nyear: 2024\n")
    assert [line.amount_rupiah.value for line in older.budget.lines] == [100]


def test_what_was_spent_stands_beside_what_was_budgeted(desk: Desk) -> None:
    table = (
        "Perangkat Daerah;Sub Kegiatan;Sumber Dana;Pagu;Realisasi;Penandaan;Jenis Intervensi\n"
        "Dinkes;PMT;APBN;1000000;500000;Stunting;Spesifik\nPUPR;Air;APBN;3000000;1500000;Stunting;Sensitif\n"
    )
    case = desk.case("budget", table, "kind: budget\ncomplete: ya\nyear: 2022\n")
    assert known(case, "budget.totals[all 2022].realised_rupiah") == 2_000_000
    assert known(case, "budget.realised_percent") == 50
    assert {line.name: line.spending for line in case.budget.lines} == {"PMT": "specific", "Air": "sensitive"}
    open_ended = desk.case("budget", table.replace("1500000", ""), "kind: budget\ncomplete: ya\nyear: 2022\n")
    assert known(open_ended, "budget.realised_percent") is None
    assert fact(open_ended, "budget.totals[all 2022].realised_rupiah")[0] == 500_000
