"""Tables of the budget, villages, prevalence, teams and sosialisasi: what they say, and nothing that they do not."""

import tracemalloc
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from diagnose.case import Case
from diagnose.content import folder
from diagnose.intake.gather import gather
from diagnose.intake.records import Intake
from diagnose.intake.tables import guess, kind_of_table, mapping_text, read_table
from diagnose.intake.tables.content import plain_title, tables_file
from diagnose.intake.tables.mapping import Mapping
from diagnose.problems import InputError, Problem, sentences
from diagnose.validation import validate
from diagnose.wording import words
from diagnose.yamltree import parse_yaml

EXAMPLES = folder("facts") / "examples"
GIVEN = {"region": {"code": "99.01", "name": "Kabupaten Contoh Raya", "kind": "kabupaten"}, "year": 2025}
BUDGET = "SKPD;Sub Kegiatan;Sumber Dana;Pagu;Penandaan\n"
VILLAGES = "Kecamatan;Desa;Pagu Dana Desa;Alokasi Stunting;Sosialisasi\n"
ALL_VILLAGES = "kind: villages\ncomplete: ya\n"
SHIPPED = (
    ("budget", "anggaran-sipd-2025.csv", "anggaran-sipd-2025.peta.yaml"),
    ("villages", "desa-2025.csv", "desa-2025.peta.yaml"),
    ("prevalence", "prevalensi.csv", None),
    ("teams", "tpps-wilayah.csv", None),
    ("sosialisasi", "sosialisasi-2025.csv", None),
)


class Desk:
    """A folder to write tables in, and to read them from."""

    def __init__(self, at: Path) -> None:
        self.at = at

    def write(self, text: str, name: str = "tabel.csv") -> Path:
        path = self.at / name
        path.write_text(text, encoding="utf-8")
        return path

    def read(self, kind: str, text: str, mapping: str = "") -> Intake:
        table = self.write(text)
        return read_table(kind, table, self.write(mapping, "peta.yaml") if mapping else None, None, "id")

    def case(self, kind: str, text: str, mapping: str = "") -> Case:
        return case_of(self.read(kind, text, mapping))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def case_of(intake: Intake) -> Case:
    return gather(None, [intake], given=GIVEN).case


def fact(case: Case, path: str) -> tuple[float, float]:
    return case.facts[path].low, case.facts[path].high


def known(case: Case, path: str) -> Any:
    return case.facts[path].value


def keys(problems: Sequence[Problem]) -> list[str]:
    return [problem.key for problem in problems]


def counts(intake: Intake) -> dict[str, int]:
    return {count.key.removeprefix("import.tables."): count.number for count in intake.counts}


def refused(error: pytest.ExceptionInfo[InputError]) -> Problem:
    assert len(error.value.problems) == 1
    return error.value.problems[0]


# --- the shipped examples and content


@pytest.mark.parametrize(("kind", "file", "mapping"), SHIPPED)
def test_each_shipped_example_is_recognised_and_becomes_part_of_a_case(
    kind: str, file: str, mapping: str | None
) -> None:
    assert kind_of_table(EXAMPLES / file) == kind
    intake = read_table(kind, EXAMPLES / file, EXAMPLES / mapping if mapping else None, None, "id")
    case = case_of(intake)
    assert [d.id for d in case.documents] == [file.removesuffix(".csv")]
    assert not [d for d in intake.doubts if d.key != "table_columns_unused"]
    unsourced = [p for p, f in case.facts.items() if f.known and not p.startswith("region") and not f.source]
    assert not unsourced


def test_all_shipped_examples_join_into_one_case_without_a_clash() -> None:
    intakes = [read_table(k, EXAMPLES / f, EXAMPLES / m if m else None, None, "id") for k, f, m in SHIPPED]
    whole = gather(None, intakes, given=GIVEN)
    assert not whole.clashes
    assert known(whole.case, "region.desa_kelurahan") == 148
    assert known(whole.case, "dana_desa.villages_using") == 119
    assert len(whole.case.budget.lines) == 35
    assert fact(whole.case, "sosialisasi.kecamatan_reached")[0] == 10


def test_words_and_errors_of_tables_are_there_in_both_languages() -> None:
    own = [key for key in sentences() if key.startswith("table_")]
    assert len(own) > 30
    assert all(set(sentences()[key]) == {"id", "en"} for key in own)
    assert {k for k in words("id") if k.startswith("import.tables.")} == {
        k for k in words("en") if k.startswith("import.tables.")
    }


def test_every_need_of_a_kind_of_table_is_one_of_its_columns() -> None:
    for kind in tables_file().kinds.values():
        assert {name for group in kind.needs for name in group} <= set(kind.columns)
        assert all(c.holds in ("text", "rupiah", "percent", "count", "year", "day") or c.holds in tables_file().values
                   for c in kind.columns.values())  # fmt: skip


def test_titles_are_compared_without_units_years_and_punctuation() -> None:
    assert plain_title("PAGU_ANGGARAN (Rp) TA 2025") == plain_title("Pagu Anggaran")
    assert plain_title("% Stunting") == "persen stunting"


# --- the budget


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


# --- villages


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
        opened.write("Kecamatan;Desa;Alokasi Stunting\n")
        for i in range(30_000):
            opened.write(f"K{i % 500};Desa {i};{i % 7}000000\n")
    tracemalloc.start()
    try:
        intake = read_table("villages", path, None, None, "id")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert counts(intake)["entries"] == 30_000
    assert peak < 6_000_000  # the rows themselves would take some 15 MB
    assert intake.tree.data["dana_desa"]["villages_using"]["at_least"] == 30_000 - len(range(0, 30_000, 7))


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


# --- prevalence, teams, sosialisasi


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


# --- the mapping file


def test_columns_that_are_not_known_ask_for_a_mapping_with_the_command_that_writes_it(desk: Desk) -> None:
    with pytest.raises(InputError) as error:
        desk.read("budget", "Uraian;Nilai\nA;1\n")
    assert refused(error).key in ("table_no_header", "table_columns_missing")
    with pytest.raises(InputError) as error:
        desk.read("budget", "Uraian;Pagu;Penandaan\nA;1;ya\n")
    assert "--write-map" in refused(error).text()
    with pytest.raises(InputError) as error:
        read_table("budget", desk.write(BUDGET), desk.at / "belum.yaml", None, "id")
    assert refused(error).key == "table_mapping_missing"
    assert "--write-map" in refused(error).text()


def test_a_mapping_names_columns_rows_and_words(desk: Desk) -> None:
    mapping = (
        "kind: budget\ncolumns: {name: Uraian Belanja, amount_rupiah: '[C]', fund: Asal}\nwords: {DAK: apbn}\n"
        "only: {column: Tema, values: [S]}\n"
    )
    case = desk.case("budget", "Uraian Belanja;Asal;Nilai;Tema\nA;DAK;5.000;S\nB;DAK;5.000;K\n", mapping)
    assert [(line.name, line.fund, line.amount_rupiah.value) for line in case.budget.lines] == [("A", "apbn", 5000)]


@pytest.mark.parametrize(
    ("mapping", "where", "key", "near"),
    [
        ("kind: budget\ncolumns:\n  nama: Sub Kegiatan\n", "3:3", "table_field_unknown", "name"),
        ("kind: budget\ncolumns:\n  name: Sub Kegiaten\n", "3:9", "table_title_unknown", "Sub Kegiatan"),
        ("kind: budget\nonly: {column: Penandan, values: [x]}\n", "2:16", "table_title_unknown", "Penandaan"),
        ("kind: budget\nwords: {DAK: apbnn}\n", "2:14", "table_code_unknown", "apbn"),
        ("kind: villages\n", "1:7", "table_mapping_kind", None),
        ("kind: budget\ncolums: {}\n", "2:1", "unknown_key", "columns"),
    ],
)
def test_what_is_wrong_with_a_mapping_is_told_at_its_place(
    desk: Desk, mapping: str, where: str, key: str, near: str | None
) -> None:
    with pytest.raises(InputError) as error:
        desk.read("budget", BUDGET + "Dinkes;A;APBN;1000;ya\n", mapping)
    problem = refused(error)
    assert (problem.key, problem.values.get("near")) == (key, near)
    assert str(problem.place).endswith(f"peta.yaml:{where}")


def test_a_title_of_several_columns_is_told_with_the_letters(desk: Desk) -> None:
    mapping = "kind: budget\ncolumns: {name: Sub Kegiatan, amount_rupiah: Nilai}\n"
    with pytest.raises(InputError) as error:
        desk.read(
            "budget",
            "Sub Kegiatan;Nilai;Nilai\nA;1;2\n",
            mapping,
        )
    assert refused(error).values["expected"] == "[B], [C]"


def test_two_columns_that_may_be_the_amount_are_not_chosen_between(desk: Desk) -> None:
    with pytest.raises(InputError) as error:
        desk.read("budget", "Sub Kegiatan;Pagu 2024;Pagu 2025;Penandaan\nA;1;2;ya\n")
    assert refused(error).key == "table_columns_missing"


def test_a_filter_that_leaves_nothing_is_told(desk: Desk) -> None:
    with pytest.raises(InputError) as error:
        desk.read("budget", BUDGET + "Dinkes;A;APBN;1000;\n")
    assert "table_nothing_counts" in keys(error.value.problems)


@pytest.mark.parametrize(("kind", "file", "_mapping"), SHIPPED)
def test_the_mapping_that_is_written_reads_back_as_the_guess(desk: Desk, kind: str, file: str, _mapping: None) -> None:
    for lang in ("id", "en"):
        text = mapping_text(kind, EXAMPLES / file, lang)
        assert validate(Mapping, parse_yaml(text, "peta.yaml")) == guess(kind, EXAMPLES / file)
    path = desk.write(text, "peta.yaml")
    with_map = read_table(kind, EXAMPLES / file, path, None, "id")
    assert with_map.tree.data == read_table(kind, EXAMPLES / file, None, None, "id").tree.data


# --- workbooks and strangers' files


def test_a_sheet_of_a_workbook_is_found_and_cited(tmp_path: Path) -> None:
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "Sampul"
    first.append(["Laporan"])
    sheet = book.create_sheet("Data Desa")
    sheet.append(["DANA DESA 2025"])
    sheet.append([])
    sheet.append(["Kecamatan", "Desa", "Alokasi Stunting", "Sosialisasi"])
    sheet.append(["A", "Satu", 5_000_000, True])
    sheet.append(["A", "Dua", "=1+1", "✓"])
    path = tmp_path / "desa.xlsx"
    book.save(path)
    assert kind_of_table(path) == "villages"
    intake = read_table("villages", path, None, "D25", "id")
    assert [str(d.place).rpartition("/")[2] for d in intake.doubts if d.key == "cell_formula"] == [
        "desa.xlsx!Data Desa!C5"
    ]
    case = case_of(intake)
    assert case.facts["sosialisasi.desa_reached"].source == "D25 Data Desa baris 4-5"
    assert fact(case, "sosialisasi.desa_reached")[0] == 2
    assert fact(case, "dana_desa.villages_using")[0] == 1


def test_a_table_of_nothing_known_is_of_no_kind(desk: Desk) -> None:
    assert kind_of_table(desk.write("a;b\n1;2\n")) == ""
    assert kind_of_table(desk.write("surat biasa tanpa tabel")) == ""


KINDS = list(tables_file().kinds)
_TITLES = sorted({t for k in tables_file().kinds.values() for c in k.columns.values() for t in c.titles})
_CELLS = st.one_of(
    st.sampled_from(["", "-", "ya", "tidak", "Stunting", "APBN", "2024", "1.407", "24,4", "=1+1", "Jumlah", "9" * 50]),
    st.sampled_from(["SSGI", "Kabupaten", "Desa", "3 Maret 2025", "#REF!", "1e999", "nan", "²", "[A]", "x" * 900]),
    st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12),
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    kind=st.sampled_from(KINDS),
    titles=st.lists(st.sampled_from(_TITLES), max_size=1),
    rows=st.lists(st.lists(_CELLS, max_size=9), max_size=6),
    complete=st.booleans(),
)
def test_whatever_the_cells_hold_the_table_is_read_or_refused_in_words(
    tmp_path: Path, kind: str, titles: list[str], rows: list[list[str]], complete: bool
) -> None:
    desk = Desk(tmp_path)
    own = [c.titles[0] for c in tables_file().kinds[kind].columns.values()]
    text = "\n".join(";".join(c.replace("\n", " ").replace(";", ",") for c in r) for r in [own + titles, *rows])
    mapping = f"kind: {kind}\n{'complete: ya' if complete else ''}\n{'all_rows: ya' if complete else ''}\n"
    told = ""
    try:
        intake = desk.read(kind, text, mapping)
        told = "".join(problem.text("en") for problem in intake.doubts)
        gather(None, [intake], given=GIVEN)
        validate(Mapping, parse_yaml(mapping_text(kind, desk.at / "tabel.csv"), "peta.yaml"))
    except InputError as error:
        told += error.text()
        of_names = ("agency_unknown", "agency_ambiguous")
        ours = ("table_", "file_", "cell_")
        strange = [p.key for p in error.problems if p.key not in of_names and not p.key.startswith(ours)]
    else:
        strange = []
    assert not strange, told


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(content=st.binary(max_size=300), kind=st.sampled_from(KINDS), name=st.sampled_from(["a.csv", "a.xlsx"]))
def test_bytes_that_are_no_table_are_refused_in_words(tmp_path: Path, content: bytes, kind: str, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    for use in (kind_of_table, lambda p: read_table(kind, p, None, None, "id"), lambda p: mapping_text(kind, p)):
        with suppress(InputError):
            assert use(path) is not None
