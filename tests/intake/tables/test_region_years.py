"""Indicators of one region with a row for each year: the year of the case counts."""

from pathlib import Path

from diagnose.intake.tables import kind_of_table, read_table
from diagnose.intake.tables.reading import Asked


def test_indicators_with_years_as_rows_are_those_of_the_region_of_the_case(tmp_path: Path) -> None:
    path = tmp_path / "indikator.csv"
    path.write_text("Tahun;Jumlah Kecamatan;IPM\n2024;28;65\n2025;28;66\n", encoding="utf-8")
    assert kind_of_table(path) == "regions"
    asked = Asked("Kabupaten Contoh", 2025)
    region = read_table("regions", path, None, None, "id", asked).tree.data["region"]
    assert region["human_development_index"]["value"] == 66
    assert region["kecamatan"]["value"] == 28


def test_rows_of_years_that_name_other_things_are_not_taken_for_the_region(tmp_path: Path) -> None:
    path = tmp_path / "puskesmas.csv"
    path.write_text("Tahun;Puskesmas;Jumlah Penduduk\n2025;Sukamaju;1200\n", encoding="utf-8")
    assert kind_of_table(path) != "regions"
