"""Tables of which something was once lost without a word, or refused in words that led astray."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from diagnose.case import Case
from diagnose.common import InputError
from diagnose.intake.recognise import Wanted, read, recognised, with_kinds
from diagnose.intake.tables import read_table
from tests.lib.desks import ALL_VILLAGES, BUDGET, Desk, fact, keys


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.mark.parametrize("below", ["Jumlah;;;;90\n", "2.;;B;10;20\n", ""])
def test_a_name_of_one_letter_is_no_number_of_a_heading(below: str, desk: Desk) -> None:
    text = f"No;Kecamatan;Desa;Pagu Dana Desa;Alokasi Stunting\n1.;Air Putih;A;900.000;90.000\n{below}"
    case: Case = desk.case("villages", text, ALL_VILLAGES)
    assert fact(case, "region.desa_kelurahan") == ((2, 2) if "B" in below else (1, 1))


def test_who_has_not_reported_is_not_among_those_above_a_score(desk: Desk) -> None:
    text = "Kecamatan;Desa;Skor;Lapor\nAir Putih;Sukamaju;71;Belum\nAir Putih;Karya;62;Sudah\n"
    columns = "columns: {kecamatan: Kecamatan, village: Desa, score: Skor, reported: Lapor}\n"
    case = desk.case("villages", text, ALL_VILLAGES + columns)
    assert fact(case, "desa_convergence.reported") == (1, 1)
    assert fact(case, "desa_convergence.above_40_percent") == (1, 1)


def book(path: Path, hidden: str) -> Path:
    made = openpyxl.Workbook()
    sheet: Any = made.active
    for row in (["SKPD", "Sub Kegiatan", "Sumber Dana", "Pagu", "Tagging"], ["Dinkes", "Gizi", "DAU", 5, "Stunting"]):
        sheet.append(row)
    sheet.column_dimensions[hidden].hidden = True
    made.save(path)
    return path


def test_a_column_that_is_not_found_may_be_hidden_and_that_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        with_kinds([Wanted(book(tmp_path / "pagu.xlsx", "D"))])
    assert keys(caught.value.problems) == ["import_table_unknown", "table_columns_hidden"]
    assert "Pagu [D]" in caught.value.text("id")
    with pytest.raises(InputError) as caught:
        read_table("budget", tmp_path / "pagu.xlsx", None, None, "id")
    assert keys(caught.value.problems) == ["table_columns_missing", "table_columns_hidden"]
    with pytest.raises(InputError) as caught:
        read_table("budget", book(tmp_path / "tag.xlsx", "E"), None, None, "id")
    assert keys(caught.value.problems) == ["table_which_rows", "table_columns_hidden"]


@pytest.mark.parametrize(("number", "formed"), [("141/3/2025", 2), ("belum ada", 1), ("dalam proses", 1), ("", 2)])
def test_a_yes_that_the_number_of_the_decree_denies_is_unknown_and_told(number: str, formed: int, desk: Desk) -> None:
    text = f"Kecamatan;Desa;TPPS Desa;Nomor SK TPPS Desa\nA;Satu;Ada;141/2/2025\nA;Dua;Ada;{number}\n"
    intake = desk.read("villages", text, ALL_VILLAGES)
    said = intake.tree.data["tpps"]["desa"]["formed"]
    assert said.get("value", said.get("at_least")) == formed
    assert said.get("value", said.get("at_most")) == 2
    assert ("table_proof_denied" in keys(intake.doubts)) == (formed == 1)


def test_a_dash_before_a_name_in_a_list_is_no_part_of_it(desk: Desk) -> None:
    intake = desk.read("budget", f"{BUDGET}Dinas Kesehatan;- Gizi;DAU;5.000;Stunting\n")
    assert [line["name"] for line in intake.tree.data["budget"]["lines"]] == ["Gizi"]


@pytest.mark.parametrize(("unit", "mapping"), [("", "unit: juta\n"), (" (dalam jutaan)", "")])
def test_an_amount_in_full_below_a_unit_of_millions_is_asked_about(unit: str, mapping: str, desk: Desk) -> None:
    text = f"Kecamatan;Desa;Alokasi Stunting{unit}\nAir Putih;Satu;90.000.000\nAir Putih;Dua;90\n"
    intake = desk.read("villages", text, f"kind: villages\n{mapping}")
    assert intake.tree.data["dana_desa"]["amount_rupiah"] == {"at_least": 90_000_000, "source": "tabel baris 2-3"}
    assert "table_scale_unsure" in keys(intake.doubts)


@pytest.mark.parametrize("counts", ["58;70", "70;58"])
def test_the_target_of_a_village_form_may_stand_before_what_was_reached(counts: str, desk: Desk) -> None:
    head = "FORMULIR 4\nNama Desa : Sukamaju\nKecamatan : Air Putih\nNo;Indikator;Jumlah;Jumlah;Persentase\n"
    path = desk.write(f"{head}1;Anak ditimbang;10;10;100\nTingkat Konvergensi Desa;;{counts};82,86\n", "f4.csv")
    intake = read(Wanted(path, recognised(path)), None, None, "id")
    assert intake.tree.data["desa_convergence"]["above_40_percent"]["at_least"] == 1
