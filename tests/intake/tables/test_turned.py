"""Indicators as rows, with regions, years or one value as columns; prevalence by place, month, survey and year."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnose.common import InputError
from diagnose.intake.recognise import Wanted, read, with_kinds
from diagnose.intake.records import Intake
from diagnose.intake.tables import Asked
from tests.lib.desks import keys
from tests.lib.sheets import sheet_of
from tests.lib.varieties import LOOKED

ASKED = Asked("Kabupaten Contoh", 2025, "36.99")
INDICATORS = {
    "kecamatan": ("Jumlah Kecamatan", "kecamatan", 12),
    "villages": ("Jumlah Desa/Kelurahan", "desa", 145),
    "population": ("Jumlah Penduduk", "jiwa", 500_000),
    "life_expectancy": ("Angka Harapan Hidup", "tahun", 69.5),
    "lokus": ("Jumlah Desa Lokus", "desa", 30),
}


def taken(path: Path, rows: Sequence[Sequence[Any]], kind: str, mapping: str = "") -> Intake:
    """Read a table that is recognised unasked as one of that kind."""
    sheet_of(path, rows)
    (wanted,) = with_kinds([Wanted(path)])
    assert wanted.kind == kind
    if mapping:
        path.with_name(f"{path.stem}.peta.yaml").write_text(mapping, encoding="utf-8")
    return read(wanted, None, None, "id", ASKED)


@LOOKED
@given(
    asked=st.lists(st.sampled_from(sorted(INDICATORS)), min_size=2, max_size=5, unique=True),
    columns=st.permutations(["Kab. Contoh", "Kabupaten Lain", "Kota Contoh"]),
    shape=st.sampled_from(["regions", "years", "value"]),
    unit=st.booleans(),
    numbered=st.booleans(),
)
def test_indicators_as_rows_say_what_was_put_in(
    asked: list[str], columns: list[str], shape: str, unit: bool, numbered: bool, tmp_path: Path
) -> None:
    titles = {"regions": columns, "years": ["2024", "2025"], "value": ["Capaian"]}[shape]
    own = {"regions": "Kab. Contoh", "years": "2025", "value": "Capaian"}[shape]
    rows: list[list[Any]] = [["PROFIL KABUPATEN CONTOH"]]
    rows.append([*(["No"] if numbered else []), "Uraian", *(["Satuan"] if unit else []), *titles])
    for n, name in enumerate([*asked, ""], 1):
        text, of, value = INDICATORS.get(name, ("Luas Wilayah", "km2", 900))
        said = [value if title == own else 7 for title in titles]
        rows.append([*([n] if numbered else []), text, *([of] if unit else []), *said])
    intake = taken(tmp_path / "profil.xlsx", rows, "regions")
    data = intake.tree.data
    places = {"kecamatan": "kecamatan", "villages": "desa_kelurahan", "population": "population"}
    for name in asked:
        found = (
            data["lokus"]["villages"] if name == "lokus" else data["region"][places.get(name, "life_expectancy_years")]
        )
        assert found["value"] == INDICATORS[name][2]
    assert "table_rows_unused" in keys(intake.doubts)


def test_the_unit_beside_an_indicator_holds(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Indikator", "Satuan", "Kab. Contoh"],
        ["Jumlah Penduduk", "ribu jiwa", 500.5],
        ["Jumlah Desa", "desa", 140],
        ["Jumlah Kelurahan", "kel", 5],
        ["Pagu Dana Desa", "Rp miliar", 250],
        ["Alokasi Stunting", "Rp juta", 25_000],
    ]
    data = taken(tmp_path / "p.xlsx", rows, "regions").tree.data
    assert data["region"]["population"]["value"] == 500_500
    assert data["region"]["desa_kelurahan"]["value"] == 145
    assert data["dana_desa"]["amount_rupiah"]["value"] == 25_000_000_000
    assert data["dana_desa"]["share_percent"]["value"] == 10


def test_rows_of_one_indicator_that_differ_are_unknown(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Uraian", "Jumlah"], ["Jumlah Kecamatan", 12], ["Jumlah Penduduk", 9], ["Kecamatan", 14]]
    intake = taken(tmp_path / "p.xlsx", rows, "regions")
    assert "kecamatan" not in intake.tree.data["region"]
    assert "table_rows_differ" in keys(intake.doubts)


HEAD: list[list[Any]] = [
    ["Prevalensi Stunting e-PPGBM Tahun 2024"],
    ["No", "Kecamatan", "Sasaran", "Diukur", "Stunting", "Prevalensi (%)"],
]
PLACES: list[list[Any]] = [[1, "Air Putih", 500, 450, 45, 10], [2, "Bukit", 600, 540, 108, 20]]


@pytest.mark.parametrize(
    ("total", "figure"),
    [
        ([None, "Kabupaten Contoh", 1100, 990, 153, 15.45], 15.45),
        (["Jumlah", None, 1100, 990, 153, 15.45], 15.45),
        (["Total Kab. Contoh", None, None, None, None, 15.45], 15.45),
        (["Jumlah", None, 1100, 990, 153, 15], None),  # the mean of the rows
        (["Jumlah", None, None, None, None, 30], None),
        (["Rata-rata", None, None, None, None, 15], None),
        (["Jumlah Kec. Bukit", None, 1100, 990, 153, 15.45], None),
    ],
)
def test_the_total_of_places_is_the_figure_of_the_region_where_it_is_clear(
    total: list[Any], figure: float | None, tmp_path: Path
) -> None:
    intake = taken(tmp_path / "p.xlsx", [*HEAD, *PLACES, total], "prevalence")
    found = [f["percent"]["value"] for f in intake.tree.data.get("prevalence", [])]
    assert found == ([] if figure is None else [figure])
    assert ("table_only_inner" in keys(intake.doubts)) == (figure is None)
    if figure is not None and total[3]:
        assert intake.tree.data["data"]["measured_percent"]["value"] == 90


def test_a_sum_above_further_places_is_not_that_of_the_region(tmp_path: Path) -> None:
    sums: list[list[Any]] = [["Jumlah", None, 500, 450, 45, 10], PLACES[1], [3, "Sumber", 100, 90, 9, 10]]
    intake = taken(tmp_path / "p.xlsx", [*HEAD, PLACES[0], *sums], "prevalence")
    assert "prevalence" not in intake.tree.data


def test_villages_of_kecamatan_are_none_of_the_region(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        HEAD[0],
        ["Kecamatan", "Desa", "Balita Diukur", "%"],
        ["Air Putih", None, 9, 10],
        [None, "Satu", 9, 11],
    ]
    intake = taken(tmp_path / "p.xlsx", rows, "prevalence")
    assert "prevalence" not in intake.tree.data
    assert "table_only_inner" in keys(intake.doubts)


BY_MONTH: dict[str, list[list[Any]]] = {
    "months": [["Bulan", "Prevalensi (%)"], ["Februari", 14.2], ["Agustus", 12.9]],
    "halves": [["Semester", "Prevalensi (%)"], ["I", 14.2], ["II", 12.9]],
    "in the year": [["Tahun", "Prevalensi (%)"], ["Februari 2024", 14.2], ["Agustus 2024", 12.9]],
    "beside the year": [["Tahun", "Bulan", "Prevalensi (%)"], [2024, "Feb", 14.2], [2024, "Agt", 12.9]],
}


@pytest.mark.parametrize("name", BY_MONTH)
def test_of_months_as_rows_one_is_asked_for(name: str, tmp_path: Path) -> None:
    rows: list[list[Any]] = [HEAD[0], *BY_MONTH[name]]
    with pytest.raises(InputError) as caught:
        taken(tmp_path / "p.xlsx", rows, "prevalence")
    (told,) = caught.value.problems
    assert told.key == "table_months"
    only = f'kind: prevalence\nonly: {{column: "{told.values["column"]}", values: ["{told.values["last"]}"]}}\n'
    (figure,) = taken(tmp_path / "p.xlsx", rows, "prevalence", only).tree.data["prevalence"]
    assert (figure["year"], figure["percent"]["value"]) == (2024, 12.9)


def test_of_months_as_columns_below_years_one_is_asked_for(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Prevalensi stunting e-PPGBM"],
        ["Kab/Kota", "Feb 2023", "Agt 2023", "Feb 2024"],
        ["Kab. Contoh", 15, 14, 13],
    ]
    with pytest.raises(InputError) as caught:
        taken(tmp_path / "p.xlsx", rows, "prevalence")
    assert keys(caught.value.problems) == ["table_column_which"]


def test_a_survey_named_with_its_year_tells_both(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Survei", "Prevalensi Stunting (%)"],
        ["SSGI 2021", 28.1],
        ["SSGI Tahun 2022", 24.5],
        ["SKI 2023", 22],
    ]
    said = taken(tmp_path / "p.xlsx", rows, "prevalence").tree.data["prevalence"]
    assert {(f["system"], f["year"]): f["percent"]["value"] for f in said} == {
        ("ssgi", 2021): 28.1,
        ("ssgi", 2022): 24.5,
        ("ski", 2023): 22,
    }
