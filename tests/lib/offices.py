"""The tables of the shipped afternoon, laid out as three other offices would: the same facts, in other files."""

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import xlsxwriter
from openpyxl import Workbook

from diagnose.common.content import folder
from tests.lib.packing import with_part

EXAMPLES = folder("facts") / "examples"
Rows = list[dict[str, str]]
MONTHS = ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November"]
WORDS = "words: {DAK: apbn}\ncomplete: tidak\n"


def rows_of(name: str, skipped: int = 0) -> Rows:
    """The rows of a shipped table, below so many lines; sums left out."""
    lines = (EXAMPLES / name).read_text(encoding="utf-8").splitlines()[skipped:]
    return [row for row in csv.DictReader(lines, delimiter=";") if "Jumlah" not in row.values()]


BUDGET = rows_of("anggaran-sipd-2025.csv", 3)
VILLAGES = rows_of("desa-2025.csv", 1)
PREVALENCE = rows_of("prevalensi.csv")
TEAMS = rows_of("tpps-wilayah.csv")
EVENTS = rows_of("sosialisasi-2025.csv")
LINE = ("Sub Kegiatan", "Sumber Dana", "Pagu (Rp)", "Lokasi", "Lokus", "Penandaan")
VILLAGE = tuple(VILLAGES[0])[1:]


def rupiah(text: str) -> int | None:
    return int(text.replace(".", "")) if text else None


def percent(text: str) -> float | None:
    return float(text.replace(",", ".")) if text else None


def day(text: str) -> dt.date:
    number, month, year = text.split()
    return dt.date(int(year), MONTHS.index(month) + 1, int(number))


def by(rows: Rows, title: str) -> Iterator[tuple[str, Rows]]:
    for name, group in groupby(rows, key=lambda row: row[title]):
        yield name, list(group)


def mapped(folder: Path, name: str, said: str) -> None:
    (folder / f"{name}.peta.yaml").write_text(said, encoding="utf-8")


def with_letterheads(folder: Path) -> None:
    """Workbooks to print: letterheads, merged kecamatan, headings with sums, numbers of columns, signatures."""
    book = Workbook()
    sheet: Any = book.active
    above: list[list[Any]]
    above = [["PEMERINTAH KABUPATEN CONTOH RAYA"], ["TAHUN ANGGARAN 2025"], [], ["No", *LINE], [*range(1, 8)]]
    for row in above:
        sheet.append(row)
    for agency, lines in by(BUDGET, "Nama SKPD"):
        sheet.append([None, agency, None, sum(rupiah(line["Pagu (Rp)"]) or 0 for line in lines)])
        for n, line in enumerate(lines, 1):
            sheet.append([n, line[LINE[0]], line[LINE[1]], rupiah(line[LINE[2]]), *(line[t] or None for t in LINE[3:])])
    book.save(str(folder / "anggaran.xlsx"))
    mapped(folder, "anggaran", f"kind: budget\n{WORDS}")
    book = Workbook()
    sheet = book.active
    above = [["DAFTAR DESA TAHUN 2025"], [], ["No", *VILLAGE], [f"({n})" for n in range(1, 12)]]
    for row in above:
        sheet.append(row)
    for kecamatan, villages in by(VILLAGES, "Kecamatan"):
        first = sheet.max_row + 1
        for n, v in enumerate(villages):
            figures = [rupiah(v["Pagu Dana Desa"]), rupiah(v["Alokasi Stunting"]), percent(v["Skor Konvergensi"])]
            shown = [figures[0], figures[1], figures[2] / 100 if figures[2] is not None else None]
            said = [v[t] or None for t in VILLAGE[5:]]
            sheet.append([v["No"], kecamatan if n == 0 else None, v["Desa/Kelurahan"], *shown, *said])
            sheet.cell(sheet.max_row, 6).number_format = "0.0%"
        if len(villages) > 1:
            sheet.merge_cells(start_row=first, end_row=sheet.max_row, start_column=2, end_column=2)
    below: list[list[Any]] = [["Jumlah", None, None, 1], [], ["Sumber: Dinas PMD"], [None, None, "Kepala Dinas"]]
    for row in below:
        sheet.append(row)
    book.save(str(folder / "desa.xlsx"))
    mapped(folder, "desa", "kind: villages\ncomplete: ya\n")
    _wide_prevalence(folder)
    book = Workbook()
    book.remove(book.worksheets[0])
    for level, teams in by(TEAMS, "Tingkat"):
        sheet = book.create_sheet(level)
        sheet.append(["No", *TEAMS[0]])
        for n, team in enumerate(teams, 1):
            sheet.append([n, *(value or None for value in team.values())])
    book.save(str(folder / "tim.xlsx"))
    book = Workbook()
    sheet = book.active
    above = [["DAFTAR SOSIALISASI"], ["No", "Hari/Tanggal", "Lokasi", None], [None, None, "Kecamatan", "Desa"]]
    for row in above:
        sheet.append(row)
    sheet.merge_cells("C2:D2")
    for column in "AB":
        sheet.merge_cells(f"{column}2:{column}3")
    for n, event in enumerate(EVENTS, 1):
        sheet.append([n, day(event["Tanggal"]), event["Kecamatan"], event["Desa"] or None])
    book.save(str(folder / "sosialisasi.xlsx"))


def _wide_prevalence(folder: Path) -> None:
    """Years as columns; what was measured in a table of its own."""
    years = sorted({row["Tahun"] for row in PREVALENCE})
    titles = ["Wilayah", "Sistem", *years]
    rows: dict[tuple[str, str], dict[str, str]] = {}
    for row in PREVALENCE:
        rows.setdefault((row["Wilayah"], row["Sistem"]), {})[row["Tahun"]] = row["Persen"]
    lines = [titles, *([*key, *(said.get(year, "") for year in years)] for key, said in rows.items())]
    (folder / "prevalensi.csv").write_text("\n".join(";".join(line) for line in lines), encoding="utf-8")
    lines = [["Tahun", "Sistem", "Balita Diukur", "Sasaran Balita"]]
    lines += [[row[t] for t in lines[0]] for row in PREVALENCE if row["Balita Diukur"]]
    (folder / "pengukuran.csv").write_text("\n".join(";".join(line) for line in lines), encoding="utf-8")


def with_many_sheets(folder: Path) -> None:
    """A sheet for each agency, kecamatan, year and month; amounts as formulas that Excel has worked out."""
    sheets: dict[str, list[list[Any]]] = {}
    for agency, lines in by(BUDGET, "Nama SKPD"):
        sheets[f"{len(sheets) + 1} {agency}"] = [
            ["Nama SKPD", *LINE],
            *([agency, x[LINE[0]], x[LINE[1]], _formula(rupiah(x[LINE[2]])), *(x[t] for t in LINE[3:])] for x in lines),
        ]
    _book(folder / "anggaran.xlsx", sheets)
    mapped(folder, "anggaran", f"kind: budget\nyear: 2025\n{WORDS}")
    sheets = {}
    for kecamatan, villages in by(VILLAGES, "Kecamatan"):
        sheets[f"Kec. {kecamatan}"] = [
            ["No", *VILLAGE[1:]],
            *([n, *(_typed(v, t) for t in VILLAGE[1:])] for n, v in enumerate(villages, 1)),
        ]
    _book(folder / "desa.xlsx", sheets)
    mapped(folder, "desa", "kind: villages\ncomplete: ya\nyear: 2025\n")
    sheets = {}
    for year, figures in by(sorted(PREVALENCE, key=lambda row: row["Tahun"]), "Tahun"):
        sheets[year] = [
            ["Sistem", "Wilayah", "Persen", "Balita Diukur", "Sasaran Balita"],
            *(
                [
                    *(f["Sistem"], f["Wilayah"], percent(f["Persen"])),
                    *(rupiah(f["Balita Diukur"]), rupiah(f["Sasaran Balita"])),
                ]
                for f in figures
            ),
        ]
    _book(folder / "prevalensi.xlsx", sheets)
    rows: list[list[Any]] = [[*TEAMS[0]]]
    for level, teams in by(TEAMS, "Tingkat"):  # written once, as people do
        rows += [[level if n == 0 else None, *list(team.values())[1:]] for n, team in enumerate(teams)]
    _book(folder / "tim.xlsx", {"TPPS": rows})
    sheets = {}
    for event in EVENTS:
        month = event["Tanggal"].split()[1]
        sheets.setdefault(month, [["Desa", "Kecamatan", "Tanggal", "Peserta"]])
        sheets[month].append([event["Desa"], event["Kecamatan"], event["Tanggal"], int(event["Peserta"])])
    _book(folder / "sosialisasi.xlsx", sheets)


def _typed(village: Mapping[str, str], title: str) -> Any:
    if title in ("Pagu Dana Desa", "Alokasi Stunting"):
        return _formula(rupiah(village[title]))
    return percent(village[title]) if title == "Skor Konvergensi" else village[title]


def _formula(value: int | None) -> Any:
    return None if value is None else (f"={value // 2}+{value - value // 2}", value)


def _book(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> None:
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name.replace("/", " ")[:31])
            for r, row in enumerate(rows):
                for c, value in enumerate(row):
                    if isinstance(value, tuple):
                        sheet.write_formula(r, c, value[0], None, value[1])
                    elif value not in (None, ""):
                        sheet.write(r, c, value)
    with_part(path, "xl/workbook.xml", lambda said: said.replace(b' fullCalcOnLoad="1"', b""))


def as_exports(folder: Path) -> None:
    """Texts as programs export them: UTF-16 with tabs, columns in another order, rows for each activity, thousands."""
    titles = ["Penandaan", "Lokus", "Lokasi", "Pagu", "Sumber Dana", "Sub Kegiatan", "Nama SKPD"]
    lines: list[list[str]] = [["BELANJA 2025 (dalam ribuan rupiah)"], titles]
    for x in BUDGET:
        thousands = f"{(rupiah(x['Pagu (Rp)']) or 0) / 1000:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")
        lines.append(
            [x["Penandaan"], x["Lokus"], x["Lokasi"], thousands, *(x[t] for t in reversed(["Nama SKPD", *LINE[:2]]))]
        )
    _export(folder / "anggaran.csv", lines)
    mapped(folder, "anggaran", f"kind: budget\n{WORDS}")
    titles = [*reversed(VILLAGE), "Uraian Kegiatan"]
    lines = [titles]
    for v in VILLAGES:
        amount = rupiah(v["Alokasi Stunting"])
        parts = [None] if amount is None else [amount // 3, amount - amount // 3] if amount else [0]
        for n, part in enumerate(parts):
            said = {**v, "Alokasi Stunting": "" if part is None else f"Rp {part:,}".replace(",", ".") + ",00"}
            lines.append([*(said[t] for t in reversed(VILLAGE)), ("PMT", "Air bersih")[n]])
    _export(folder / "desa.csv", lines)
    mapped(folder, "desa", "kind: villages\ncomplete: ya\nyear: 2025\n")
    _export(folder / "prevalensi.csv", [[*PREVALENCE[0]][::-1], *(list(f.values())[::-1] for f in PREVALENCE)])
    lines = [["Nomor SK", "Aktif", "Nama", "Kecamatan", "Tingkat"]]
    for n, t in enumerate(TEAMS, 1):
        decree = {"Ya": f"400/{n}/2025", "Belum": "belum ada", "Tidak": "tidak ada"}.get(t["SK Dibentuk"], "")
        lines.append([decree, t["Aktif"], t["Nama"], t["Kecamatan"], t["Tingkat"]])
    _export(folder / "tim.csv", lines)
    lines = [["Tema", "Desa", "Kecamatan", "Waktu Pelaksanaan"]]
    lines += [[e["Tema"], e["Desa"], e["Kecamatan"], f"{day(e['Tanggal'])} 09:00:00"] for e in EVENTS]
    _export(folder / "sosialisasi.csv", lines)


def _export(path: Path, lines: Sequence[Sequence[str]]) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter="\t").writerows(lines)
    path.write_bytes(out.getvalue().encode("utf-16"))


OFFICES: Mapping[str, Callable[[Path], None]] = {
    "letterheads": with_letterheads,
    "many sheets": with_many_sheets,
    "exports": as_exports,
}
