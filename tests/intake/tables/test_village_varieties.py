"""A table of villages says what was put in, however offices lay it out, or the import says what it needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from diagnose.intake.recognise import Wanted, read, recognised
from tests.lib.desks import keys
from tests.lib.varieties import ASKED, LOOKED

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
