"""Prevalence says what was put in, in each of the layouts in which it is published."""

import random
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from diagnose.intake.recognise import Wanted, read, recognised
from tests.lib.varieties import ASKED, LOOKED

SHAPES = ("each", "wide", "survey", "sheets")


@LOOKED
@given(
    figures=st.dictionaries(
        st.integers(2019, 2024), st.sampled_from([12.5, 24.375, 31.4, 7.0]), min_size=2, max_size=4
    ),
    shape=st.sampled_from(SHAPES),
    seed=st.integers(0, 99),
)
def test_a_series_of_prevalence_says_what_was_put_in_however_it_is_laid_out(
    figures: dict[int, float], shape: str, seed: int, tmp_path: Path
) -> None:
    book = Workbook()
    sheet: Any = book.active
    regions = ["Kabupaten Lain", "KAB. CONTOH", "Kota Contoh"]
    random.Random(seed).shuffle(regions)
    values = {r: {y: (f if r == "KAB. CONTOH" else 50.5) for y, f in figures.items()} for r in regions}
    if shape == "each":
        sheet.append(["Tahun", "Sumber Data", "Kabupaten/Kota", "Prevalensi Stunting (%)"])
        for region in regions:
            for year, value in values[region].items():
                sheet.append([year, "SSGI", region, value])
    elif shape == "wide":
        sheet.append(["Prevalensi Stunting Menurut SSGI"])
        sheet.append(["No", "Kabupaten/Kota", *sorted(figures)])
        for n, region in enumerate(regions, 1):
            sheet.append([n, region, *(values[region][y] for y in sorted(figures))])
    elif shape == "survey":
        sheet.append(["No", "Kab/Kota", "Prevalensi Stunting SSGI"])
        sheet.append([None, None, *sorted(figures)])
        sheet.merge_cells(start_row=1, end_row=1, start_column=3, end_column=2 + len(figures))
        for column in (1, 2):
            sheet.merge_cells(start_row=1, end_row=2, start_column=column, end_column=column)
        for n, region in enumerate(regions, 1):
            sheet.append([n, region, *(values[region][y] for y in sorted(figures))])
    else:
        book.remove(sheet)
        for year in figures:
            one: Any = book.create_sheet(str(year))
            one.append(["Prevalensi Stunting SSGI"])
            one.append(["Kabupaten/Kota", "Prevalensi"])
            for region in regions:
                one.append([region, values[region][year]])
    path = tmp_path / "prevalensi.xlsx"
    book.save(str(path))
    assert recognised(path) == "prevalence"
    intake = read(Wanted(path, "prevalence"), None, None, "id", ASKED)
    said = {f["year"]: f["percent"].get("value") for f in intake.tree.data["prevalence"] if f["area"] == "region"}
    assert said == figures
