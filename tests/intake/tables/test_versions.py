"""Columns of amounts of several versions of a budget, by any of their names, are asked about; a note names the unit."""

from pathlib import Path
from typing import Any

import pytest

from diagnose.common import InputError
from diagnose.intake.recognise import Wanted, read, with_kinds
from diagnose.intake.records import Intake
from diagnose.intake.tables import Asked
from tests.lib.desks import keys
from tests.lib.sheets import sheet_of, written

ASKED = Asked("Kabupaten Contoh", 2025)
FIRST = ["Perangkat Daerah", "Sub Kegiatan", "Sumber Dana"]
LINE = ["Dinas Kesehatan", "Gizi", "DAU"]


def taken(path: Path) -> Intake:
    (wanted,) = with_kinds([Wanted(path)])
    return read(wanted, None, None, "id", ASKED)


@pytest.mark.parametrize(
    "titles",
    [
        ("APBD", "P-APBD"),
        ("APBD Induk 2025", "APBD Perubahan 2025"),
        ("Sebelum Perubahan", "Setelah Perubahan"),
        ("Semula (Rp)", "Menjadi (Rp)"),
        ("Pagu Murni", "Pergeseran II"),
        ("Anggaran Awal", "Anggaran Sesudah Pergeseran"),
        ("DPA", "DPA Perubahan"),
        ("Pagu Induk", "Pagu Perubahan"),
    ],
)
@pytest.mark.parametrize("merged", [False, True])
def test_which_version_of_a_budget_is_meant_is_asked(titles: tuple[str, str], merged: bool, tmp_path: Path) -> None:
    upper: list[Any] = [*FIRST, "Jumlah (Rp)", None, "Bertambah/(Berkurang)"]
    rows: list[Any] = [upper, [None, None, None, *titles, None]] if merged else [[*FIRST, *titles, upper[-1]]]
    merges = ["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2"] if merged else []
    sheet_of(tmp_path / "apbd.xlsx", [*rows, [*LINE, 100_000_000, 175_000_000, 75_000_000]], merges)
    with pytest.raises(InputError) as caught:
        taken(tmp_path / "apbd.xlsx")
    (told,) = caught.value.problems
    assert told.key == "table_column_which"
    assert all(title in str(told.values["given"]) for title in titles)


def test_an_amount_of_the_budget_alone_needs_no_version(tmp_path: Path) -> None:
    text = "Perangkat Daerah;Sub Kegiatan;Sumber Dana;Anggaran APBD 2025 (Rp)\nDinas Kesehatan;Gizi;DAU;100.000.000\n"
    intake = taken(written(tmp_path / "a.csv", text, "kind: budget\nall_rows: ya\n"))
    assert intake.tree.data["budget"]["lines"][0]["amount_rupiah"]["value"] == 100_000_000


VILLAGES = "Kecamatan;Desa;Alokasi Stunting;Jumlah Posyandu\nAir Putih;Sukamaju;{};3\n"


@pytest.mark.parametrize(
    ("above", "cell", "said", "rupiah"),
    [
        ("(dalam ribuan rupiah)", "10500", "", 10_500_000),
        ("(dalam jutaan)", "10,5", "", 10_500_000),
        ("Satuan: Juta Rupiah", "10,5", "", 10_500_000),
        ("Dana Desa (Rp 000)", "10500", "", 10_500_000),
        ("(dalam ribuan rupiah)", "10.500", "decimal: koma\n", 10_500_000),
        ("(dalam ribuan rupiah)", "10.500", "decimal: titik\n", 10_500),
        ("(dalam ribuan rupiah)", "10,500", 'decimal: ","\n', 10_500),
        ("(dalam ribuan rupiah)", "10.500", "", None),
        ("", "10.500", "unit: ribu\ndecimal: koma\n", 10_500_000),
        ("", "1,500,000", "decimal: titik\n", 1_500_000),
        ("(dalam ribuan jiwa)", "1.500.000", "", 1_500_000),
    ],
)
def test_a_unit_above_the_table_is_of_amounts_alone(
    above: str, cell: str, said: str, rupiah: int | None, tmp_path: Path
) -> None:
    text = (f"{above};;;\n" if above else "") + VILLAGES.format(cell)
    intake = taken(written(tmp_path / "d.csv", text, f"kind: villages\n{said}"))
    data = intake.tree.data
    assert data.get("dana_desa", {}).get("amount_rupiah", {}).get("at_least") == rupiah
    assert data["region"]["posyandu"]["at_least"] == 3
    assert ("table_number_unsure" in keys(intake.doubts)) == (rupiah is None)


def test_a_row_of_units_below_the_titles_holds(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Kecamatan", "Desa", "Alokasi Stunting"],
        [None, None, "(Rp. 000)"],
        ["Air Putih", "Sukamaju", 10500],
    ]
    data = taken(sheet_of(tmp_path / "d.xlsx", rows)).tree.data
    assert data["dana_desa"]["amount_rupiah"]["at_least"] == 10_500_000


@pytest.mark.parametrize("note", ["Catatan: angka dalam ribuan rupiah", "*) dalam jutaan", "Ket: (x Rp1.000)"])
def test_a_note_below_that_names_another_unit_is_asked_about(note: str, tmp_path: Path) -> None:
    text = f"{VILLAGES.format('10500')}{note};;;\n"
    with pytest.raises(InputError) as caught:
        taken(written(tmp_path / "d.csv", text))
    assert keys(caught.value.problems) == ["table_scale_below"]
    for unit, rupiah in (("ribu", 10_500_000), ("rupiah", 10_500)):
        intake = taken(written(tmp_path / "d.csv", text, f"kind: villages\nunit: {unit}\n"))
        assert intake.tree.data["dana_desa"]["amount_rupiah"]["at_least"] == rupiah


def test_the_rows_of_each_year_are_told_apart_by_name_alone(tmp_path: Path) -> None:
    text = "Tahun;Kecamatan;Jumlah TPPS Desa\n2024;Air Putih;3\n2024;Bukit;2\n2025;Air Putih;5\n2025;Bukit;6\n"
    intake = taken(written(tmp_path / "r.csv", text))
    assert intake.tree.data["tpps"]["desa"]["formed"]["at_least"] == 11


def test_the_rows_below_a_village_that_name_none_are_of_it(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["No", "Kecamatan", "Desa", "Kegiatan", "Alokasi Stunting"],
        [1, "Air Putih", "Sukamaju", "PMT", 10_000_000],
        [None, None, None, "Posyandu", 15_000_000],
        [2, "Air Putih", "Mekar", "PMT", 5_000_000],
        [None, None, None, None, 30_000_000],
    ]
    intake = taken(sheet_of(tmp_path / "d.xlsx", rows))
    assert intake.tree.data["dana_desa"]["amount_rupiah"]["at_least"] == 30_000_000
    assert intake.tree.data["dana_desa"]["villages_using"]["at_least"] == 2


LINES = "Perangkat Daerah;Sub Kegiatan;Sumber Dana;Pagu\n"


@pytest.mark.parametrize("shape", ["programme", "programme of one", "two ranks", "agency merged"])
def test_programmes_that_add_up_what_is_below_them_are_no_lines(shape: str, tmp_path: Path) -> None:
    lines: list[list[Any]] = [[None, "Gizi", "DAU", 100], [None, "Imunisasi", "PAD", 50]]
    above: dict[str, list[list[Any]]] = {
        "programme": [["Dinas Kesehatan", "Pemenuhan Upaya Kesehatan", None, 150], *lines],
        "programme of one": [["Dinas Kesehatan", "Program Gizi", None, 100], lines[0]],
        "two ranks": [["Dinas Kesehatan", "Program A", None, 150], [None, "Kegiatan B", None, 150], *lines],
        "agency merged": [["DINAS KESEHATAN", None, None, None], *lines],
    }
    rows: list[list[Any]] = [
        ["No" if shape == "agency merged" else "Perangkat Daerah", "Sub Kegiatan", "Sumber Dana", "Pagu"]
    ]
    path = sheet_of(tmp_path / "a.xlsx", [*rows, *above[shape]], ["A2:D2"] if shape == "agency merged" else [])
    (tmp_path / "a.peta.yaml").write_text("kind: budget\nall_rows: ya\nyear: 2025\ncomplete: ya\n", encoding="utf-8")
    data = taken(path).tree.data["budget"]
    assert {line["name"] for line in data["lines"]} == {"Gizi", *([] if "one" in shape else ["Imunisasi"])}
    assert {line["agency"].casefold() for line in data["lines"]} == {"dinas kesehatan"}
    every = next(total for total in data["totals"] if total["fund"] == "all")
    assert every["amount_rupiah"]["value"] == (100 if "one" in shape else 150)


@pytest.mark.parametrize("fund", ["1.1.1 PAD", "DBH CHT", "dbh-cht", "[DANA UMUM] - DANA ALOKASI UMUM (DAU)"])
def test_a_fund_by_its_code_or_part_is_known(fund: str, tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", f"{LINES}Dinkes;Gizi;{fund};100\n", "kind: budget\nall_rows: ya\n")
    assert taken(path).tree.data["budget"]["lines"][0]["fund"] == "apbd_kabupaten"


def test_a_day_that_a_spreadsheet_counts_is_read(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Tanggal", "Kecamatan", "Desa"],
        [45728, "Air Putih", "Satu"],
        ["45729", "Air Putih", "Dua"],
        [45730.0, "Air Putih", "Tiga"],
    ]
    intake = taken(sheet_of(tmp_path / "s.xlsx", rows))
    assert intake.tree.data["sosialisasi"]["desa_reached"]["at_least"] == 3
    assert intake.years == {2025}
