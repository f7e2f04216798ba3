"""Prevalence as it is published: targets beside it, months, regions or indicators as columns, tables side by side."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from diagnose.common import InputError
from diagnose.intake.recognise import Wanted, read, recognised
from diagnose.intake.tables import Asked
from tests.lib.examples import examples
from tests.lib.sheets import sheet_of

ASKED = Asked("Kabupaten Contoh", 2025)
SSGI = "Prevalensi Stunting (SSGI) menurut Kabupaten/Kota"
LOOKED = examples(25, suppress_health_check=[HealthCheck.function_scoped_fixture])
Figures = dict[tuple[str, int], float]


def taken(path: Path, rows: Sequence[Sequence[Any]], merges: Sequence[str] = ()) -> Figures:
    """The figures of the region by survey and year, of a table that is recognised unasked."""
    sheet_of(path, rows, merges)
    assert recognised(path) == "prevalence"
    said = read(Wanted(path, "prevalence"), None, None, "id", ASKED).tree.data.get("prevalence", [])
    return {(f["system"], f["year"]): f["percent"].get("value") for f in said if f["area"] == "region"}


def ssgi(**figures: float) -> Figures:
    return {("ssgi", int(year[1:])): value for year, value in figures.items()}


CONTOH, LAIN = "Kab. Contoh", "Kab. Lain"
TABLES: dict[str, tuple[list[list[Any]], list[str], Figures]] = {
    "targets beside what was reached": (
        [
            [SSGI],
            ["Kabupaten/Kota", 2022, None, 2023, None],
            [None, "Target", "Realisasi", "Target", "Realisasi"],
            [CONTOH, 26, 24.5, 22, 21.5],
            [LAIN, 20, 19, 18, 17],
        ],
        ["B2:C2", "D2:E2", "A2:A3"],
        ssgi(y2022=24.5, y2023=21.5),
    ),
    "targets of indicators": (
        [
            ["Indikator", "Target 2022", "Realisasi 2022", "Target 2023", "Realisasi 2023"],
            ["Prevalensi stunting (SSGI)", 26, 24.5, 22, 21.5],
        ],
        [],
        ssgi(y2022=24.5, y2023=21.5),
    ),
    "indicators as rows": (
        [
            ["Uraian", "Satuan", "2021", "2022"],
            ["Target prevalensi stunting SSGI", "%", 20, 18],
            ["Prevalensi stunting SSGI", "%", 28, 24.5],
            ["Prevalensi stunting e-PPGBM", "%", 15, 12.3],
            ["Jumlah balita stunting e-PPGBM", "jiwa", 90, 80],
            ["Prevalensi wasting SSGI", "%", 7, 6],
        ],
        [],
        ssgi(y2021=28, y2022=24.5) | {("e_ppgbm", 2021): 15, ("e_ppgbm", 2022): 12.3},
    ),
    "regions as columns": (
        [[SSGI], ["Tahun", CONTOH, LAIN, "Kota Contoh"], [2021, 28, 27, 20], [2022, 24.5, 22, 19]],
        [],
        ssgi(y2021=28, y2022=24.5),
    ),
    "indicators as columns": (
        [["Status Gizi Menurut SSGI"], ["Tahun", "Stunting", "Wasting"], [2021, 28, 7], [2022, 24.5, 6]],
        [],
        ssgi(y2021=28, y2022=24.5),
    ),
    "one of several indicators": (
        [["Status Gizi SSGI 2022"], ["Kabupaten/Kota", "Stunting", "Wasting"], [CONTOH, 24.5, 7], [LAIN, 20, 6]],
        [],
        ssgi(y2022=24.5),
    ),
    "surveys as rows below years": (
        [["Prevalensi stunting"], ["Tahun", 2021, 2022], ["SSGI", 28, 24.5], ["e-PPGBM", 15, 12]],
        [],
        ssgi(y2021=28, y2022=24.5) | {("e_ppgbm", 2021): 15, ("e_ppgbm", 2022): 12},
    ),
    "tables side by side": (
        [
            ["Prevalensi Stunting SSGI", None, None, "Prevalensi Stunting e-PPGBM", None, None],
            ["Kab/Kota", "2021", "2022", "Kab/Kota", "2021", "2022"],
            [CONTOH, 28, 24.5, CONTOH, 15, 12],
            [LAIN, 20, 19, LAIN, 9, 8],
        ],
        [],
        ssgi(y2021=28, y2022=24.5) | {("e_ppgbm", 2021): 15, ("e_ppgbm", 2022): 12},
    ),
    "one month": (
        [["Prevalensi stunting e-PPGBM"], ["Kabupaten/Kota", "Agustus 2024"], [CONTOH, 12.5], [LAIN, 9]],
        [],
        {("e_ppgbm", 2024): 12.5},
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_published_table_is_read_unasked(name: str, tmp_path: Path) -> None:
    rows, merges, said = TABLES[name]
    assert taken(tmp_path / "prevalensi.xlsx", rows, merges) == said


def test_of_several_months_of_a_year_one_is_asked_for(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Prevalensi stunting e-PPGBM 2025"],
        ["Kabupaten/Kota", "Feb", "Agt"],
        [CONTOH, 12.1, 11.5],
    ]
    with pytest.raises(InputError) as caught:
        taken(tmp_path / "prevalensi.xlsx", rows)
    assert [p.key for p in caught.value.problems] == ["table_column_which"]
    assert "Feb [B], Agt [C]" in caught.value.text()


@pytest.mark.parametrize("title", ["Stunting", "Stunting (jiwa)"])
def test_numbers_of_children_are_no_percentages(title: str, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        f"Status Gizi SSGI 2022\nKabupaten/Kota;{title};Wasting\n{CONTOH};45;7\n{LAIN};20;6\n", encoding="utf-8"
    )
    assert recognised(path) == ""


def test_the_mapping_beside_a_table_tells_its_kind(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("Tahun;Prevalensi\n2021;28\n2022;24,5\n", encoding="utf-8")
    assert recognised(path) == ""
    (tmp_path / "t.peta.yaml").write_text("kind: prevalensi\nsystem: ssgi\n", encoding="utf-8")
    assert recognised(path) == "prevalence"


@LOOKED
@given(
    figures=st.dictionaries(st.integers(2019, 2024), st.sampled_from([12.5, 24.375, 31.4, 7]), min_size=2, max_size=4),
    shape=st.sampled_from(["target", "regions", "indicators", "corner"]),
    at=st.integers(0, 2),
    total=st.booleans(),
)
def test_however_it_is_published_it_says_what_was_put_in(
    figures: dict[int, float], shape: str, at: int, total: bool, tmp_path: Path
) -> None:
    years = sorted(figures)
    names = [LAIN, "Kota Contoh"]
    names.insert(at, "KAB. CONTOH")
    rows: list[list[Any]] = [[SSGI]]
    if shape == "target":
        rows.append(["No", "Kab/Kota", *(f"{what} {y}" for y in years for what in ("Target", "Realisasi"))])
        for n, name in enumerate(names, 1):
            rows.append([n, name, *(x for y in years for x in (3, figures[y] if n == at + 1 else 50.5))])
    elif shape == "regions":
        rows.append(["Tahun", *names])
        rows += [[y, *(figures[y] if n == at else 50.5 for n in range(3))] for y in years]
    elif shape == "indicators":
        others = [["Prevalensi wasting", *([50.5] * len(years))], ["Target prevalensi stunting", *([3.5] * len(years))]]
        others.insert(at, ["Prevalensi stunting", *(figures[y] for y in years)])
        rows += [["Indikator", *years], *others]
    else:
        rows += [[None, *years], ["SSGI", *(figures[y] for y in years)], ["SKI", *([50.5] * len(years))]]
    if total and shape == "target":
        rows.append(["Rata-rata", None, *([9.5] * (2 * len(years)))])
    said = taken(tmp_path / "prevalensi.xlsx", rows)
    assert {year: value for (system, year), value in said.items() if system == "ssgi"} == figures


def test_rows_of_places_within_the_region_are_not_those_of_the_region(tmp_path: Path) -> None:
    text = "Puskesmas;Balita;Stunting;%\nAir Putih;100;12;12\nBukit;200;30;15\nKab. Contoh;300;42;14\n"
    path = tmp_path / "t.csv"
    path.write_text(f"Prevalensi stunting e-PPGBM 2025\n{text}", encoding="utf-8")
    assert recognised(path) == "prevalence"
    intake = read(Wanted(path, "prevalence"), None, None, "id", ASKED)
    assert [f["percent"]["value"] for f in intake.tree.data["prevalence"]] == [14]
