"""Tables laid out in many ways that offices use: what is read is what was put in, or the import says what it needs."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from openpyxl import Workbook

from diagnose.common import InputError
from diagnose.intake.recognise import Wanted, read, recognised
from diagnose.intake.tables import Asked
from tests.lib.desks import keys
from tests.lib.examples import examples

ASKED = Asked("Kabupaten Contoh", 2025)
LOOKED = examples(25, suppress_health_check=[HealthCheck.function_scoped_fixture])
NAMES = ("Sukamaju", "Mekarsari", "Tanjung", "Sumber Jaya", "Karya II", "Totalindah", "Desa Baru", "Air Kecamatan")
OUTER = ("Air Putih", "Bukit Rata", "Sumber")


@dataclass(frozen=True)
class Layout:
    """How an office lays out a table of villages."""

    title: bool
    numbered: str  # the row below the titles: none, 1 2 3, (1) (2), a b c
    heading: str  # how kecamatan stand: in each row, merged, once, or as a row of their own
    totals: bool
    hidden: int  # rows that are hidden
    signature: bool
    split: bool  # titles over two rows
    reverse: bool  # order of columns
    percent: bool
    form: str


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    return Layout(
        draw(st.booleans()),
        draw(st.sampled_from(["", "1 2 3", "(1)", "a b", "2 4 5"])),
        draw(st.sampled_from(["each", "merged", "once", "row"])),
        draw(st.booleans()),
        draw(st.integers(0, 2)),
        draw(st.booleans()),
        draw(st.booleans()),
        draw(st.booleans()),
        draw(st.booleans()),
        draw(st.sampled_from(["xlsx", "csv"])),
    )


@dataclass(frozen=True)
class Village:
    """What was put in of one village."""

    outer: str
    name: str
    amount: int
    score: float


@st.composite
def villages(draw: st.DrawFn) -> list[Village]:
    found = []
    for outer in OUTER[: draw(st.integers(1, 3))]:
        for name in draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=5, unique=True)):
            amount = draw(st.sampled_from([0, 15_000_000, 1_250_000, 90_000_000]))
            found.append(Village(outer, name, amount, draw(st.sampled_from([12.0, 40.0, 40.5, 71.0, 100.0]))))
    return found


def rupiah(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


def write(path: Path, listed: Sequence[Village], layout: Layout) -> None:
    """Write the table; a hidden row is one more village that the visible ones do not know of."""
    book = Workbook()
    sheet: Any = book.active
    fields = (
        ["no", "outer", "name", "amount", "score"] if layout.heading != "row" else ["no", "name", "amount", "score"]
    )
    order = [fields[0], *(reversed(fields[1:]) if layout.reverse else fields[1:])]
    called = {
        "no": "No",
        "outer": "Kecamatan",
        "name": "Nama Desa",
        "amount": "Alokasi Stunting (Rp)",
        "score": "Skor Konvergensi (%)",
    }
    rows: list[list[Any]] = []
    if layout.title:
        rows += [["REKAPITULASI DANA DESA UNTUK STUNTING"], ["KABUPATEN CONTOH TAHUN 2025"], []]
    if layout.split:
        upper = [called[f].replace("Nama Desa", "Nama").replace("Alokasi Stunting (Rp)", "Alokasi") for f in order]
        lower = [{"name": "Desa", "amount": "Stunting (Rp)"}.get(f, "") for f in order]
        rows += [upper, lower]
    else:
        rows.append([called[f] for f in order])
    marks = {"1 2 3": "{}", "(1)": "({})", "2 4 5": "{}", "a b": "{}"}
    if layout.numbered:
        numbers = range(1, len(order) + 1) if layout.numbered != "2 4 5" else [n * n for n in range(1, len(order) + 1)]
        shown = [chr(96 + n) for n in numbers] if layout.numbered == "a b" else [str(n) for n in numbers]
        rows.append([marks[layout.numbered].format(n) for n in shown])
    merges: list[tuple[int, int]] = []
    hidden: list[int] = []
    count = 0
    for outer in dict.fromkeys(v.outer for v in listed):
        among = [v for v in listed if v.outer == outer]
        if layout.heading == "row":
            rows.append(
                [
                    {
                        "no": "ABC"[OUTER.index(outer)],
                        "name": f"Kecamatan {outer}",
                        "amount": _cell(sum(v.amount for v in among), layout),
                    }.get(f, "")
                    for f in order
                ]
            )
        first = len(rows) + 1
        for n, village in enumerate(among):
            count += 1
            here = outer if layout.heading == "each" or n == 0 else ""
            score = village.score / 100 if layout.percent and layout.form == "xlsx" else village.score
            said = {
                "no": count,
                "outer": here,
                "name": village.name,
                "amount": _cell(village.amount, layout),
                "score": _score(score, layout),
            }
            rows.append([said[f] for f in order])
        if layout.heading == "merged" and len(among) > 1:
            merges.append((first, len(rows)))
    if layout.form == "xlsx":
        for n in range(layout.hidden):
            said = {
                "no": 90 + n,
                "outer": listed[-1].outer,
                "name": f"Tersembunyi {n}x",
                "amount": 7_000_000,
                "score": 0.9,
            }
            rows.append([said[f] for f in order])
            hidden.append(len(rows))
    if layout.totals:
        rows.append(
            [{"no": "Jumlah", "amount": _cell(sum(v.amount for v in listed), layout)}.get(f, "") for f in order]
        )
    if layout.signature:
        rows += [[], ["Sumber: Dinas PMD"], ["", "", "Kepala Dinas"]]
    if layout.form == "csv":
        path.write_text("\n".join(";".join(str(c) for c in row) for row in rows) + "\n", encoding="utf-8")
        return
    for r, row in enumerate(rows, 1):
        for c, value in enumerate(row, 1):
            if value != "":
                cell = sheet.cell(r, c, value)
                if isinstance(value, float) and layout.percent:
                    cell.number_format = "0.0%"
    for first, last in merges:
        column = order.index("outer") + 1
        sheet.merge_cells(start_row=first, end_row=last, start_column=column, end_column=column)
    for r in hidden:
        sheet.row_dimensions[r].hidden = True
    out = BytesIO()
    book.save(out)
    path.write_bytes(out.getvalue())


def _cell(amount: int, layout: Layout) -> Any:
    return amount if layout.form == "xlsx" else rupiah(amount)


def _score(score: float, layout: Layout) -> Any:
    return float(score) if layout.form == "xlsx" else f"{score}".replace(".", ",")


@LOOKED
@given(listed=villages(), layout=layouts())
def test_a_table_of_villages_says_what_was_put_in_however_it_is_laid_out(
    listed: list[Village], layout: Layout, tmp_path: Path
) -> None:
    path = tmp_path / f"desa.{layout.form}"
    write(path, listed, layout)
    assert recognised(path) == "villages"
    (tmp_path / "desa.peta.yaml").write_text("kind: villages\ncomplete: ya\nhidden_rows: tidak\n", encoding="utf-8")
    intake = read(Wanted(path, "villages"), None, None, "id", ASKED)
    data = intake.tree.data
    hidden = layout.hidden if layout.form == "xlsx" else 0
    using = sum(v.amount > 0 for v in listed)
    above = sum(v.score > 40 for v in listed)
    assert least(data, "dana_desa", "villages_using") == using
    assert least(data, "dana_desa", "amount_rupiah") == sum(v.amount for v in listed)
    assert least(data, "desa_convergence", "above_40_percent") == above
    if hidden:
        assert "table_rows_hidden" in keys(intake.doubts)
    else:
        assert data["region"]["desa_kelurahan"]["value"] == len(listed)
        assert data["dana_desa"]["villages_using"]["value"] == using
        assert data["desa_convergence"]["above_40_percent"]["value"] == above


def least(data: dict[str, Any], section: str, name: str) -> Any:
    said = data.get(section, {}).get(name, {})
    return said.get("value", said.get("at_least", 0))


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


@LOOKED
@given(
    agencies=st.dictionaries(
        st.sampled_from(["Dinas Kesehatan", "Dinas Sosial", "Dinas Perhubungan", "RSUD Melati"]),
        st.lists(st.sampled_from([1_000_000, 25_000_000, 300_000]), min_size=1, max_size=3),
        min_size=1,
        max_size=3,
    ),
    shape=st.sampled_from(["each", "merged", "heading", "lettered", "codes", "sheets"]),
    totals=st.booleans(),
)
def test_a_budget_says_what_was_put_in_however_it_is_laid_out(
    agencies: dict[str, list[int]], shape: str, totals: bool, tmp_path: Path
) -> None:
    book = Workbook()
    sheet: Any = book.active
    titles = ["No", "Perangkat Daerah", "Sub Kegiatan", "Sumber Dana", "Pagu (Rp)"]
    if shape in ("heading", "lettered", "codes"):
        titles = ["Kode" if shape == "codes" else "No", "Uraian Sub Kegiatan", "Sumber Dana", "Pagu (Rp)"]
    if shape != "sheets":
        sheet.append(titles)
    for number, (agency, lines) in enumerate(agencies.items()):
        if shape == "sheets":
            sheet = book.create_sheet(agency[:20])
            sheet.append(titles)
        first = sheet.max_row + 1
        if shape == "heading":
            sheet.append([None, agency, None, sum(lines)])
        if shape == "lettered":
            sheet.append(["ABC"[number], agency, None, sum(lines)])
        if shape == "codes":
            sheet.append([f"{number + 1}.02", agency, None, sum(lines)])
            sheet.append([f"{number + 1}.02.01", "Program Kesehatan Masyarakat", None, sum(lines)])
        for n, amount in enumerate(lines, 1):
            name = f"Kegiatan {agency} {'abc'[n - 1]}x"
            if shape in ("heading", "lettered"):
                sheet.append([n, name, "APBD Kab", amount])
            elif shape == "codes":
                sheet.append([f"{number + 1}.02.01.{n:02}", name, "APBD Kab", amount])
            else:
                sheet.append([n, agency if shape != "merged" or n == 1 else None, name, "APBD Kab", amount])
        if shape == "merged" and len(lines) > 1:
            sheet.merge_cells(start_row=first, end_row=sheet.max_row, start_column=2, end_column=2)
        if totals and shape == "sheets":
            sheet.append(["Jumlah", None, None, None, sum(lines)])
    if totals and shape != "sheets":
        sheet.append(["JUMLAH", *([None] * (len(titles) - 2)), sum(map(sum, agencies.values()))])
    if shape == "sheets":
        book.remove(book.worksheets[0])
    path = tmp_path / "anggaran.xlsx"
    book.save(str(path))
    assert recognised(path) == "budget"
    (tmp_path / "anggaran.peta.yaml").write_text(
        "kind: budget\nall_rows: ya\ncomplete: ya\nyear: 2025\n", encoding="utf-8"
    )
    intake = read(Wanted(path, "budget"), None, None, "id", ASKED)
    said: dict[str, int] = {}
    for line in intake.tree.data["budget"]["lines"]:
        said[line.get("agency", "?")] = said.get(line.get("agency", "?"), 0) + line["amount_rupiah"]["value"]
    assert said == {agency: sum(lines) for agency, lines in agencies.items()}
    every = next(t for t in intake.tree.data["budget"]["totals"] if t["fund"] == "all")
    assert every["amount_rupiah"]["value"] == sum(map(sum, agencies.values()))


@pytest.mark.parametrize("names", [["Budi", "Siti"]])
def test_a_list_of_children_by_name_is_counted_and_no_name_is_kept(names: list[str], tmp_path: Path) -> None:
    path = tmp_path / "balita.csv"
    rows = "".join(
        f"{n};{name};36019900{n:08};01/02/2023;Air Putih;Sukamaju;TB/U sangat pendek\n"
        for n, name in enumerate(names, 1)
    )
    path.write_text("No;Nama Anak;NIK;Tanggal Lahir;Kecamatan;Desa;Status\n" + rows, encoding="utf-8")
    kind = recognised(path)
    assert kind == "children"
    intake = read(Wanted(path, kind), None, None, "id", ASKED)
    told = f"{intake.tree.data} {intake.doubts} {intake.counts} {intake.about}"
    assert not any(name in told for name in names)
    assert "36019900" not in told
    assert {c.key: c.number for c in intake.counts}["import.tables.private"] == len(names)


def test_hidden_columns_and_sheets_are_told(tmp_path: Path) -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["Kecamatan", "Desa", "Alokasi Stunting", "Pagu Dana Desa"])
    sheet.append(["Air Putih", "Sukamaju", 5_000_000, 800_000_000])
    sheet.column_dimensions["D"].hidden = True
    other: Any = book.create_sheet("Lama")
    other.sheet_state = "hidden"
    path = tmp_path / "desa.xlsx"
    book.save(str(path))
    intake = read(Wanted(path, "villages"), None, None, "id", ASKED)
    assert {"table_columns_hidden", "table_sheets_hidden"} <= set(keys(intake.doubts))


def test_what_two_sheets_hold_alike_is_asked_about(tmp_path: Path) -> None:
    book = Workbook()
    for name in ("Rekap", "Dinkes"):
        sheet: Any = book.create_sheet(name)
        sheet.append(["Perangkat Daerah", "Sub Kegiatan", "Sumber Dana", "Pagu", "Tagging"])
        sheet.append(["Dinas Kesehatan", "Gizi", "APBD Kab", 5_000_000, "Stunting"])
    path = tmp_path / "x.xlsx"
    book.save(str(path))
    with pytest.raises(InputError) as caught:
        read(Wanted(path, "budget"), None, None, "id", ASKED)
    assert keys(caught.value.problems) == ["table_sheets_overlap"]
