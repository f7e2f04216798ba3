"""The tables of the shipped afternoon as further offices lay them out: blocks with labels, units and years in words."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from tests.lib.offices import (
    BUDGET,
    EVENTS,
    LINE,
    PREVALENCE,
    TEAMS,
    VILLAGE,
    VILLAGES,
    WORDS,
    by,
    day,
    mapped,
    percent,
    rupiah,
)

SHORT = {"Kecamatan": "Kec.", "Desa": "Ds.", "Kelurahan": "Kel."}


def in_blocks(folder: Path) -> None:
    """Texts of Windows: a block for each agency and kecamatan with a label above it, amounts in thousands of rupiah."""
    lines: list[list[str]] = [["LAPORAN BELANJA T.A. 2025"], [], ["No", *_in(LINE, "Pagu (Rp)", "Pagu (Rp. 000)")]]
    for agency, rows in by(BUDGET, "Nama SKPD"):
        lines.append(["OPD", f": {agency}"])
        for n, x in enumerate(rows, 1):
            lines.append([str(n), *(_thousands(x[t]) if t == "Pagu (Rp)" else x[t] for t in LINE)])
    _text(folder / "anggaran.csv", lines)
    mapped(folder, "anggaran", f"kind: budget\n{WORDS}")
    lines = [["DATA DESA TA. 2025"]]
    for kecamatan, rows in by(VILLAGES, "Kecamatan"):
        lines += [[f"Kecamatan : {kecamatan}"], ["No", *VILLAGE[1:]]]
        lines += [[v["No"], *(v[t] for t in VILLAGE[1:])] for v in rows]
        lines += [["", f"Jumlah Kec. {kecamatan}"], []]
    lines += [["", "", "Mengetahui,"], ["", "", "Kepala Dinas"]]
    _text(folder / "desa.csv", lines)
    mapped(folder, "desa", "kind: villages\ncomplete: ya\nyear: 2025\n")
    lines = [["Tahun", "Sistem", "Wilayah", "Persen", "Balita Diukur", "Sasaran Balita"]]
    lines += [[f"TA {f['Tahun']}", *list(f.values())[1:]] for f in PREVALENCE]
    _text(folder / "prevalensi.csv", lines)
    lines = [["Tingkat", "Kecamatan", "Nama", "SK Dibentuk", "Aktif"]]
    for t in TEAMS:
        first, _, rest = t["Nama"].partition(" ")
        named = f"{SHORT[first]} {rest}" if first in SHORT else t["Nama"]
        lines.append([t["Tingkat"], f"Kec. {t['Kecamatan']}", named, t["SK Dibentuk"], t["Aktif"]])
    _text(folder / "tim.csv", lines)
    lines = [["Hari/Tanggal", "Kecamatan", "Desa"]]
    lines += [[f"tgl {day(e['Tanggal']):%d/%m/%Y} (pagi)", f"Kec. {e['Kecamatan']}", e["Desa"]] for e in EVENTS]
    _text(folder / "sosialisasi.csv", lines)


def with_formats(folder: Path) -> None:
    """Workbooks whose formats say units and percentages; surveys side by side; rows and columns that nobody sees."""
    with xlsxwriter.Workbook(folder / "anggaran.xlsx") as book:
        rows: list[Sequence[Any]] = [["Nama SKPD", *LINE]]
        for x in BUDGET:
            millions = (rupiah(x["Pagu (Rp)"]) or 0) / 1_000_000
            rows.append([x["Nama SKPD"], *(millions if t == "Pagu (Rp)" else x[t] for t in LINE)])
        sheet = _sheet(book, "2025", rows, {LINE.index("Pagu (Rp)") + 1: '#,##0.000" juta"'})
        sheet.write_row(len(rows), 0, ["Dinas Kesehatan", "Lama", "APBD Kab", 9, "", "", "Stunting"])
        sheet.set_row(len(rows), 0)
    mapped(folder, "anggaran", f"kind: budget\nyear: 2025\n{WORDS}")
    with xlsxwriter.Workbook(folder / "desa.xlsx") as book:
        rows = [["No", *VILLAGE], [f"[{n}]" for n in range(1, 2 + len(VILLAGE))]]
        for v in VILLAGES:
            score = percent(v["Skor Konvergensi"])
            said = {
                **v,
                "Pagu Dana Desa": rupiah(v["Pagu Dana Desa"]),
                "Alokasi Stunting": rupiah(v["Alokasi Stunting"]),
                "Skor Konvergensi": None if score is None else score / 100,
            }
            rows.append([v["No"], *(said[t] for t in VILLAGE)])
        sheet = _sheet(book, "Desa", rows, {VILLAGE.index("Skor Konvergensi") + 1: "0.0%"})
        sheet.write(0, len(VILLAGE) + 1, "Alokasi Stunting")
        sheet.set_column(len(VILLAGE) + 1, len(VILLAGE) + 1, 0)
    mapped(folder, "desa", "kind: villages\ncomplete: ya\nyear: 2025\n")
    with xlsxwriter.Workbook(folder / "prevalensi.xlsx") as book:
        systems = list(dict.fromkeys(f["Sistem"] for f in PREVALENCE))
        figures = {(f["Wilayah"], f["Tahun"], f["Sistem"]): percent(f["Persen"]) for f in PREVALENCE}
        for area in dict.fromkeys(f["Wilayah"] for f in PREVALENCE):
            years = sorted({f["Tahun"] for f in PREVALENCE if f["Wilayah"] == area})
            rows = [["Wilayah", "Tahun", *systems]]
            rows += [[area, year, *(figures.get((area, year, s)) for s in systems)] for year in years]
            _sheet(book, area, rows)
    lines = [["Tahun", "Sistem", "Balita Diukur", "Sasaran Balita"]]
    lines += [[row[t] for t in lines[0]] for row in PREVALENCE if row["Balita Diukur"]]
    _text(folder / "pengukuran.csv", lines)
    with xlsxwriter.Workbook(folder / "tim.xlsx") as book:
        _sheet(book, "TPPS", [["No", *TEAMS[0]], *([n, *t.values()] for n, t in enumerate(TEAMS, 1))])
    with xlsxwriter.Workbook(folder / "sosialisasi.xlsx") as book:
        rows = [["Tanggal", "Kecamatan", "Desa"]]
        rows += [[f"{day(e['Tanggal']).day} - {e['Tanggal']}", e["Kecamatan"], e["Desa"]] for e in EVENTS]
        _sheet(book, "Kegiatan", rows)


def with_parts(folder: Path) -> None:
    """Texts in UTF-8: lettered agencies with sums, hamlets below villages, indicators as rows, lists in one cell."""
    lines: list[list[str]] = [["Belanja FY 2025"], ["No", *LINE], [f"({n})" for n in range(1, 2 + len(LINE))]]
    for n, (agency, rows) in enumerate(by(BUDGET, "Nama SKPD")):
        lines.append([chr(ord("A") + n), agency, "", f"Rp {sum(rupiah(x['Pagu (Rp)']) or 0 for x in rows)},-"])
        lines += [
            [str(k), *(f"Rp {x[t]},-" if t == "Pagu (Rp)" else x[t] for t in LINE)] for k, x in enumerate(rows, 1)
        ]
    _text(folder / "anggaran.csv", lines, "utf-8")
    mapped(folder, "anggaran", f"kind: budget\n{WORDS}")
    order = tuple(reversed(VILLAGE))
    lines = [["Tahun 2025"], [*order]]
    for v in VILLAGES:
        said = {**v, "Desa/Kelurahan": f"Desa {v['Desa/Kelurahan']}"}
        lines.append([said[t] for t in order])
        hamlet = {"Kecamatan": v["Kecamatan"], "Desa/Kelurahan": "Dusun II", "Alokasi Stunting": "1.000.000"}
        lines += [[hamlet.get(t, "") for t in order]] if int(v["No"]) % 5 == 0 else []
    _text(folder / "desa.csv", lines, "utf-8")
    mapped(folder, "desa", "kind: villages\ncomplete: ya\nyear: 2025\n")
    years = sorted({f["Tahun"] for f in PREVALENCE})
    series: dict[tuple[str, str], dict[str, str]] = {}
    for f in PREVALENCE:
        series.setdefault((f["Sistem"], f["Wilayah"]), {})[f["Tahun"]] = f["Persen"]
    lines = [["Indikator", "Wilayah", *(what for y in years for what in (f"Target {y}", f"Realisasi {y}"))]]
    for (system, area), held in series.items():
        lines.append([f"Prevalensi stunting {system} (%)", area, *(x for y in years for x in ("14", held.get(y, "")))])
        lines.append([f"Prevalensi wasting {system} (%)", area, *["7"] * (2 * len(years))])
    _text(folder / "prevalensi.csv", lines, "utf-8")
    lines = [["Tahun", "Sistem", "Balita Diukur", "Sasaran Balita"]]
    lines += [[row[t] for t in lines[0]] for row in PREVALENCE if row["Balita Diukur"]]
    _text(folder / "pengukuran.csv", lines, "utf-8")
    lines = [[*TEAMS[0], "Tahun SK"], *([*t.values(), str(2023 + n % 3)] for n, t in enumerate(TEAMS))]
    _text(folder / "tim.csv", lines, "utf-8")
    lines = [["Waktu", "Kecamatan", "Desa"]]
    for kecamatan, rows in by(sorted(EVENTS, key=lambda e: e["Kecamatan"]), "Kecamatan"):
        named = [e["Desa"] for e in rows if e["Desa"]]
        days = [day(e["Tanggal"]) for e in rows]
        lines.append([f"{min(days):%d/%m/%Y} s.d. {max(days):%d/%m/%Y}", kecamatan, ", ".join(named)])
        lines += [[rows[0]["Tanggal"], kecamatan, "Semua desa"]] * (len(named) < len(rows))
    _text(folder / "sosialisasi.csv", lines, "utf-8")


def _in(titles: Sequence[str], old: str, new: str) -> list[str]:
    return [new if title == old else title for title in titles]


def _thousands(text: str) -> str:
    return str((rupiah(text) or 0) / 1000).replace(".", ",").removesuffix(",0") if text else ""


def _text(path: Path, lines: Sequence[Sequence[str]], encoding: str = "cp1252") -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(lines)
    path.write_bytes(out.getvalue().encode(encoding))


def _sheet(book: Any, name: str, rows: Sequence[Sequence[Any]], forms: Mapping[int, str] | None = None) -> Any:
    sheet = book.add_worksheet(name)
    made = {column: book.add_format({"num_format": form}) for column, form in (forms or {}).items()}
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if value not in (None, ""):
                sheet.write(r, c, value, made.get(c))
    return sheet


MORE_OFFICES: Mapping[str, Callable[[Path], None]] = {"blocks": in_blocks, "formats": with_formats, "parts": with_parts}
