"""A budget says what was put in, however it is laid out: titles, sums, headings, units."""

from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from diagnose.intake.recognise import Wanted, read, recognised
from tests.lib.varieties import ASKED, LOOKED


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
