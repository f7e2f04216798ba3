"""Tables of other offices: indicators by region, forms of one village each, budgets by account, plain lists."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from openpyxl import Workbook

from diagnose.common import InputError
from diagnose.intake.recognise import Wanted, read, with_kinds
from diagnose.intake.records import Intake
from diagnose.intake.tables import Asked
from tests.lib.desks import counts, keys
from tests.lib.examples import examples
from tests.lib.sheets import sheet_of, written

ASKED = Asked("Kabupaten Contoh", 2025)
LOOKED = examples(20, suppress_health_check=[HealthCheck.function_scoped_fixture])


def taken(path: Path, kind: str = "", as_: str = "") -> Intake:
    (wanted,) = with_kinds([Wanted(path, kind)])
    assert as_ in ("", wanted.kind)
    return read(wanted, None, None, "id", ASKED)


def test_indicators_by_region_give_the_row_of_the_region_of_the_case(tmp_path: Path) -> None:
    text = "No;Kabupaten/Kota;Jumlah Kecamatan;Jumlah Desa;Jumlah Kelurahan;Desa Lokus;Jumlah Penduduk (ribu)\n"
    rows = "1;Kab. Lain;10;100;5;10;90,5\n2;Kab. Contoh;20;200;7;25;1.407,9\n3;Kota Contoh;5;0;30;1;300\n"
    data = taken(written(tmp_path / "indikator.csv", text + rows), as_="regions").tree.data
    assert data["region"]["kecamatan"]["value"] == 20
    assert data["region"]["desa_kelurahan"]["value"] == 207
    assert data["region"]["population"]["value"] == 1_407_900
    assert data["lokus"]["villages"]["value"] == 25


def test_ceilings_of_village_funds_by_region_give_the_share_only_with_what_is_meant_for_it(tmp_path: Path) -> None:
    titles = "Kabupaten/Kota;Pagu Dana Desa;Dana Desa untuk Stunting\n"
    both = written(tmp_path / "dd.csv", titles + "Kab. Contoh;200.000.000.000;20.000.000.000\n")
    data = taken(both, as_="regions").tree.data
    assert data["dana_desa"]["share_percent"]["value"] == 10
    bare = taken(
        written(tmp_path / "b.csv", "Kabupaten/Kota;Pagu Dana Desa;Realisasi\nKab. Contoh;200.000.000.000;1\n")
    )
    assert "table_no_facts" in keys(bare.doubts)
    assert "dana_desa" not in bare.tree.data


def test_a_table_of_other_regions_alone_says_that_ours_is_not_in_it(tmp_path: Path) -> None:
    intake = taken(written(tmp_path / "i.csv", "Kabupaten/Kota;Jumlah Kecamatan\nKab. Lain;10\n"))
    assert keys(intake.doubts) == ["table_no_region"]


def card(path: Path, name: str, outer: str, received: int, due: int, shown: Any) -> None:
    rows: list[list[Any]] = [["FORMULIR 4. LAPORAN KONVERGENSI"], ["Desa", ":", name], ["Kecamatan", f": {outer}"]]
    rows += [["Tahun : 2025"], ["Tabel 1. Sasaran"], *([f"baris {n}", n] for n in range(40))]
    rows += [["TABEL 4. TINGKAT KONVERGENSI DESA"], ["No", "Sasaran", "Diterima", "Seharusnya", "%"]]
    rows += [["A", "Ibu hamil", 3, 4, 75], ["TINGKAT KONVERGENSI DESA", None, received, due, shown]]
    sheet_of(path, rows)


@LOOKED
@given(
    scores=st.lists(st.tuples(st.integers(0, 30), st.integers(1, 30), st.booleans()), min_size=1, max_size=4),
    seed=st.integers(0, 10**6),
)
def test_a_folder_of_village_forms_is_one_table(scores: list[tuple[int, int, bool]], seed: int, tmp_path: Path) -> None:
    folder = tmp_path / f"desa-{seed}-{len(scores)}"
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    above = 0
    for n, (part, rest, as_share) in enumerate(scores):
        due = part + rest
        share = 100 * part / due
        above += round(share, 2) > 40
        card(folder / f"{n}.xlsx", f"Desa {'abcd'[n]}x", "Air Putih", part, due, share / 100 if as_share else share)
    mapping = "kind: scorecards\ncomplete: ya\n"
    folder.with_name(f"{folder.name}.peta.yaml").write_text(mapping, encoding="utf-8")
    intake = taken(folder, as_="scorecards")
    assert intake.tree.data["desa_convergence"]["above_40_percent"]["value"] == above
    assert counts(intake)["entries"] == len(scores)


def test_a_score_that_its_row_does_not_bear_out_is_asked_about(tmp_path: Path) -> None:
    card(tmp_path / "a.xlsx", "Sukamaju", "Air Putih", 10, 24, 90)
    intake = taken(tmp_path / "a.xlsx", as_="scorecards")
    assert keys(intake.doubts) == ["table_card_score"]
    assert "desa_convergence" not in intake.tree.data


def test_a_folder_with_nothing_in_it_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        with_kinds([Wanted(tmp_path)])
    assert keys(caught.value.problems) == ["import_folder_empty"]


def test_accounts_below_a_budget_line_are_not_counted_again(tmp_path: Path) -> None:
    text = (
        "DOKUMEN PELAKSANAAN ANGGARAN\nSKPD : 1.02.0.00 Dinas Kesehatan\nTahun Anggaran : 2025\n"
        "Kode Rekening;Uraian;Sumber Dana;Jumlah (Rp)\n1.02.02.2.02.0001;Gizi;PAD;100.000.000\n"
        "5.1.02.01;Belanja Barang;;60.000.000\n5.1.02.02;Belanja Jasa;;40.000.000\n"
        "1.02.02.2.02.0002;Imunisasi;DAU;50.000.000\nJumlah;;;150.000.000\n"
    )
    intake = taken(written(tmp_path / "dpa.csv", text, "kind: budget\nall_rows: ya\ncomplete: ya\n"), as_="budget")
    lines = intake.tree.data["budget"]["lines"]
    assert [(x["name"], x["agency"], x["amount_rupiah"]["value"]) for x in lines] == [
        ("Gizi", "Dinas Kesehatan", 100_000_000),
        ("Imunisasi", "Dinas Kesehatan", 50_000_000),
    ]
    assert counts(intake)["accounts"] == 2


def test_a_plain_list_of_villages_is_their_number_and_namesakes_are_told(tmp_path: Path) -> None:
    mapping = "kind: villages\ncomplete: ya\n"
    intake = taken(written(tmp_path / "d.csv", "No;Desa\n1;Satu\n2;Dua\n3;Satu\n", mapping), as_="villages")
    held = intake.tree.data["region"]["desa_kelurahan"]
    assert (held["at_least"], held["at_most"]) == (2, 3)
    assert "table_no_key_of" in keys(intake.doubts)
    bare = taken(written(tmp_path / "e.csv", "No;Desa\n1;Satu\n"))
    assert "table_only_names" in keys(bare.doubts)


def test_years_as_rows_and_surveys_as_columns_are_of_the_region_itself(tmp_path: Path) -> None:
    text = "Tahun;SSGI;e-PPGBM\n2021;27,3;12,1\n2022;26,2;10,5\n"
    found = taken(written(tmp_path / "p.csv", text), as_="prevalence").tree.data["prevalence"]
    assert {(f["system"], f["year"]): f["percent"]["value"] for f in found} == {
        ("ssgi", 2021): 27.3, ("e_ppgbm", 2021): 12.1, ("ssgi", 2022): 26.2, ("e_ppgbm", 2022): 10.5,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("titles", "key"),
    [(["Pagu Stunting", "Murni", "Perubahan"], "table_column_unclear"), (["Alokasi Stunting", "2024", "2025"], "")],
)
def test_titles_that_a_workbook_merges_over_its_last_columns_are_two(
    titles: list[str], key: str, tmp_path: Path
) -> None:
    rows: list[list[Any]] = [
        ["No", "Kecamatan", "Desa", titles[0]],
        [None, None, None, *titles[1:]],
        [1, "A", "Satu", 1_000, 2_000],
    ]
    intake = taken(sheet_of(tmp_path / "v.xlsx", rows, ("D1:E1",)), as_="villages")
    held = intake.tree.data.get("dana_desa", {}).get("amount_rupiah", {}).get("at_least")
    assert held == (None if key else 2_000)
    assert key in ("", *keys(intake.doubts))


def test_titles_wrapped_over_two_lines_are_one(tmp_path: Path) -> None:
    text = "No;Kecamatan;Nama Desa/;Alokasi Stunting\n;;Kelurahan;(Rp)\n1;A;Satu;1.500.000\n2;A;Dua;0\n"
    intake = taken(written(tmp_path / "w.csv", text, "kind: villages\ncomplete: ya\n"))
    assert intake.tree.data["region"]["desa_kelurahan"]["value"] == 2


@pytest.mark.parametrize("shape", ["above", "sheet", "lettered"])
def test_the_kecamatan_may_stand_above_in_the_name_of_the_sheet_or_as_lettered_rows(shape: str, tmp_path: Path) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    titles = ["No", "Desa", "Alokasi Stunting"]
    if shape == "lettered":
        sheet: Any = book.create_sheet("Rekap")
        for row in (titles, ["I", "AIR PUTIH", 1], [1, "Satu", 1], ["II", "BUKIT", 2], [1, "Satu", 2]):
            sheet.append(row)
    else:
        for n, outer in enumerate(("Air Putih", "Bukit"), 1):
            sheet = book.create_sheet(f"Kec. {outer}" if shape == "sheet" else f"Lembar {n}")
            if shape == "above":
                sheet.append([f"Kecamatan : {outer}"])
            sheet.append(titles)
            sheet.append([1, "Satu", n])
    path = tmp_path / "kec.xlsx"
    book.save(str(path))
    (tmp_path / "kec.peta.yaml").write_text("kind: villages\ncomplete: ya\n", encoding="utf-8")
    data = taken(path, as_="villages").tree.data
    assert data["region"]["desa_kelurahan"]["value"] == 2
    assert data["dana_desa"]["amount_rupiah"]["value"] == 3


def test_no_child_of_a_list_by_name_is_kept_in_any_answer(tmp_path: Path) -> None:
    rows = "1;Budi Rahasia;3601990000000001;Air Putih\n2;=Siti Rahasia;3601990000000002;\n;;;\n3;Ani Rahasia;x;B\n"
    path = written(tmp_path / "anak.csv", "No;Nama Anak;NIK;Kecamatan\n" + rows)
    intake = taken(path, as_="children")
    told = json.dumps([intake.tree.data, [p.text("id") for p in intake.doubts], str(intake)], default=str)
    assert "Rahasia" not in told
    assert "36019900" not in told
    assert counts(intake)["private"] == 3


def test_an_amount_repeated_for_each_indicator_is_a_range_and_asked_about(tmp_path: Path) -> None:
    text = (
        "Sub Kegiatan;Indikator Output;Target;Capaian;Sumber Dana;Pagu;Realisasi\n"
        "Gizi;Balita;100;80;PAD;100.000.000;1\nGizi;Ibu hamil;50;40;PAD;100.000.000;1\nAir;Sambungan;9;9;PAD;7;1\n"
    )
    intake = taken(written(tmp_path / "c.csv", text, "kind: budget\nall_rows: ya\ncomplete: ya\nyear: 2025\n"))
    gizi, air = (line["amount_rupiah"] for line in intake.tree.data["budget"]["lines"])
    assert (gizi["at_least"], gizi["at_most"], air["value"]) == (100_000_000, 200_000_000, 7)
    every = next(t for t in intake.tree.data["budget"]["totals"] if t["fund"] == "all")["amount_rupiah"]
    assert (every["at_least"], every["at_most"]) == (100_000_007, 200_000_007)
    assert "table_amount_again" in keys(intake.doubts)


def test_a_name_that_begins_with_a_figure_is_a_name(tmp_path: Path) -> None:
    text = "Sub Kegiatan;Pagu\n1.000 HPK: pendampingan;5.000.000\n"
    intake = taken(written(tmp_path / "h.csv", text, "kind: budget\nall_rows: ya\nyear: 2025\n"))
    assert [line["name"] for line in intake.tree.data["budget"]["lines"]] == ["1.000 HPK: pendampingan"]


def test_a_table_that_is_called_a_form_of_a_village_is_refused_with_what_it_lacks(tmp_path: Path) -> None:
    path = written(tmp_path / "f.csv", "Desa;Skor\nA;1\n")
    with pytest.raises(InputError) as caught:
        read(Wanted(path, "scorecards"), None, None, "id", ASKED)
    assert keys(caught.value.problems) == ["table_card_lacks"]
