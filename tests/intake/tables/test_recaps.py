"""Tables of several regions, recapitulations, and rows of figures that were taken for titles: what was read wrong."""

from pathlib import Path
from typing import Any

import pytest

from diagnose.common import InputError
from diagnose.intake.recognise import Wanted, read, with_kinds
from diagnose.intake.records import Intake
from diagnose.intake.tables import NOBODY, Asked
from tests.lib.desks import counts, keys

ASKED = Asked("Kabupaten Contoh", 2025)


def taken(path: Path, text: str, as_: str, complete: bool = True, asked: Asked = ASKED) -> Intake:
    path.write_text(text, encoding="utf-8")
    if complete:
        path.with_name(f"{path.stem}.peta.yaml").write_text(f"kind: {as_}\ncomplete: ya\n", encoding="utf-8")
    (wanted,) = with_kinds([Wanted(path)])
    assert wanted.kind == as_
    return read(wanted, None, None, "id", asked)


def value(intake: Intake, path: str) -> Any:
    found: Any = intake.tree.data
    for name in path.split("."):
        found = found.get(name, {})
    return found.get("value")


PROVINCE = {
    "villages": "Kabupaten;Kecamatan;Desa;Alokasi Stunting\n{};A;Satu;5.000.000\n{};B;Dua;7.000.000\n",
    "teams": "Kab/Kota;Tingkat;Kecamatan;Nama;Nomor SK\n{};Desa;A;Satu;1/2025\n{};Desa;B;Dua;2/2025\n",
    "sosialisasi": "Kabupaten;Tanggal;Kecamatan;Desa\n{};3 Maret 2025;A;Satu\n{};4 Maret 2025;B;Dua\n",
    "recaps": "Kabupaten/Kota;Kecamatan;Jumlah TPPS Desa\n{};Air Putih;5\n{};Bukit;7\n",
    "budget": "Kabupaten/Kota;OPD;Sub Kegiatan;Pagu;Tagging\n{};Dinkes;Gizi;5.000.000;Ya\n{};Dinkes;Air;7;Ya\n",
}


@pytest.mark.parametrize("kind", PROVINCE)
def test_of_a_table_of_a_whole_province_the_rows_of_the_region_count(kind: str, tmp_path: Path) -> None:
    both = taken(tmp_path / "p.csv", PROVINCE[kind].format("Kab. Contoh", "Kota Contoh"), kind, complete=False)
    ours = taken(tmp_path / "o.csv", PROVINCE[kind].format("Kab. Contoh", "KABUPATEN CONTOH"), kind, complete=False)
    assert counts(both)["other_regions"] == 1
    assert "other_regions" not in counts(ours)
    assert both.tree.data != ours.tree.data


def test_rows_of_several_regions_of_which_none_is_known_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        taken(tmp_path / "p.csv", PROVINCE["villages"].format("Kab. Satu", "Kab. Dua"), "villages", asked=NOBODY)
    assert keys(caught.value.problems) == ["table_several_regions"]


def test_a_recapitulation_by_kecamatan_adds_up(tmp_path: Path) -> None:
    text = (
        "REKAPITULASI TPPS TAHUN 2025\n"
        "No;Kecamatan;Jumlah Desa/Kelurahan;TPPS Kecamatan;TPPS Desa Terbentuk;TPPS Desa Aktif\n"
        "1;Air Putih;10;Sudah;8;5\n2;Bukit Rata;12;Belum;3;0\n;Jumlah;22;1;11;5\n"
    )
    intake = taken(tmp_path / "r.csv", text, "recaps")
    for path, number in {
        "region.kecamatan": 2,
        "region.desa_kelurahan": 22,
        "tpps.kecamatan.formed": 1,
        "tpps.desa.formed": 11,
        "tpps.desa.active": 5,
    }.items():
        assert value(intake, path) == number
    bounds = taken(tmp_path / "b.csv", text, "recaps", complete=False).tree.data
    assert bounds["tpps"]["desa"]["formed"]["at_least"] == 11


def test_a_recapitulation_by_level_tells_of_kecamatan_and_villages(tmp_path: Path) -> None:
    text = "No;Tingkat;Jumlah;TPPS Terbentuk;TPPS Aktif\n1;Kecamatan;20;18;10\n2;Desa/Kelurahan;200;150;90\n"
    intake = taken(tmp_path / "l.csv", text, "levels")
    assert (value(intake, "tpps.kecamatan.formed"), value(intake, "tpps.kecamatan.active")) == (18, 10)
    assert (value(intake, "tpps.desa.formed"), value(intake, "tpps.desa.active")) == (150, 90)
    assert value(intake, "region.desa_kelurahan") == 200


def test_rows_of_desa_and_of_kelurahan_add_up_but_not_with_both_together(tmp_path: Path) -> None:
    text = "Tingkat;Jumlah;TPPS Terbentuk;TPPS Aktif\nKecamatan;20;18;10\nDesa;190;145;85\nKelurahan;10;5;5\n"
    intake = taken(tmp_path / "l.csv", text, "levels")
    assert (value(intake, "region.desa_kelurahan"), value(intake, "tpps.desa.formed")) == (200, 150)
    both = taken(tmp_path / "m.csv", text + "Desa/Kelurahan;200;150;90\n", "levels")
    assert both.tree.data["region"]["desa_kelurahan"]["at_least"] == 200
    assert "table_maybe_same" in [p.key for p in both.doubts]


@pytest.mark.parametrize(
    ("said", "counted", "asked"),
    [
        ("400/5/2025", True, False),
        ("No. 5 Tahun 2024", True, False),
        ("0", False, False),
        ("belum, target 2026", False, False),
        ("Draft 2 SK", False, False),
        ("akan dibuat 2026", False, True),
        ("menunggu Perbup 12/2025", False, True),
        ("1", False, True),
    ],
)
def test_what_speaks_of_a_decree_to_come_is_no_number_of_one(
    said: str, counted: bool, asked: bool, tmp_path: Path
) -> None:
    for name, text in {
        "teams": f"Tingkat;Kecamatan;Nama;Nomor SK\nDesa;A;Satu;{said}\nDesa;A;Dua;7/2025\n",
        "villages": f"Kecamatan;Desa;Nomor SK TPPS Desa\nA;Satu;{said}\nA;Dua;7/2025\n",
    }.items():
        intake = taken(tmp_path / f"{name}.csv", text, name)
        formed = intake.tree.data["tpps"]["desa"]["formed"]
        assert formed.get("value", formed.get("at_least")) == 1 + counted
        assert ("table_word_unknown" in keys(intake.doubts)) == asked


def test_a_fraction_among_percentages_is_unknown_and_told(tmp_path: Path) -> None:
    text = "Kecamatan;Desa;Skor Konvergensi\nA;Satu;71\nA;Dua;0,71\nA;Tiga;12\nA;Empat;0\n"
    intake = taken(tmp_path / "s.csv", text, "villages")
    assert intake.tree.data["desa_convergence"]["above_40_percent"].items() >= {"at_least": 1, "at_most": 2}.items()
    assert "table_fractions_some" in keys(intake.doubts)


def test_a_table_that_fits_several_kinds_is_asked_about_by_their_names(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Kabupaten;Kecamatan;Desa\nKab. Contoh;-;-\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        with_kinds([Wanted(path)])
    assert keys(caught.value.problems) == ["import_table_alike"]
    assert "villages" in caught.value.text()
    assert "regions" in caught.value.text()
