"""Names of places in tables: one village under several names, several in one cell, and parts of villages."""

from typing import Any

import pytest

from diagnose.intake.tables import Asked, read_table
from tests.lib.desks import ALL_VILLAGES, Desk, counts, keys

HEAD = "Kecamatan;Desa;Alokasi Stunting\n"


@pytest.fixture
def desk(tmp_path: Any) -> Desk:
    return Desk(tmp_path)


def villages(desk: Desk, rows: str, head: str = HEAD) -> tuple[Any, Any, list[str]]:
    """How many villages there are, how many use the fund, and what is told."""
    intake = desk.read("villages", head + rows, ALL_VILLAGES)
    data = intake.tree.data
    number = data.get("region", {}).get("desa_kelurahan", {})
    using = data.get("dana_desa", {}).get("villages_using", {})
    return _plain(number), _plain(using), keys(intake.doubts)


def _plain(fact: dict[str, Any]) -> Any:
    said = {k: v for k, v in fact.items() if k != "source"}
    return said.get("value", said)


@pytest.mark.parametrize("other", ["Desa Sukamaju", "Ds. Sukamaju", "DESA SUKAMAJU", "Nagari Sukamaju"])
def test_a_village_is_the_same_with_and_without_the_word_desa(other: str, desk: Desk) -> None:
    number, using, _ = villages(desk, f"A;Sukamaju;10\nA;{other};10\nA;Mekar;0\n")
    assert (number, using) == (2, 1)


def test_a_kecamatan_is_the_same_with_and_without_that_word(desk: Desk) -> None:
    assert villages(desk, "Kec. Air Putih;Sukamaju;10\nAir Putih;Sukamaju;10\n")[0] == 1


def test_a_desa_and_a_kelurahan_of_one_name_are_two(desk: Desk) -> None:
    assert villages(desk, "A;Desa Sukamaju;10\nA;Kelurahan Sukamaju;20\n")[:2] == (2, 2)


@pytest.mark.parametrize("other", ["Kel. Sukamaju", "Suka Maju"])
def test_a_name_that_may_be_one_that_is_listed_is_asked_about(other: str, desk: Desk) -> None:
    number, _, told = villages(desk, f"A;Sukamaju;10\nA;{other};20\n")
    assert number == {"at_least": 1, "at_most": 2}
    assert "table_maybe_same" in told


@pytest.mark.parametrize("cell", ["D1, D2", "Sukamaju dan Mekarsari", "Sukamaju/Mekarsari", "5 desa", "Semua desa"])
def test_a_cell_that_names_several_villages_or_none_is_asked_about(cell: str, desk: Desk) -> None:
    number, using, told = villages(desk, f"A;{cell};10\nA;Baru;20\n")
    assert number == {}  # nobody knows how many there are
    assert using == {"at_least": 1}
    assert "table_names_several" in told


def test_a_remark_in_brackets_names_no_other_village(desk: Desk) -> None:
    assert villages(desk, "A;Sukamaju (lokus, prioritas);10\nA;Baru;20\n")[0] == 2


def test_rows_of_parts_of_a_village_are_no_villages(desk: Desk) -> None:
    intake = desk.read("villages", HEAD + "A;Sukamaju;10\nA;Dusun I;4\nA;Dusun II;6\nA;Mekar;0\n", ALL_VILLAGES)
    assert intake.tree.data["region"]["desa_kelurahan"]["value"] == 2
    assert intake.tree.data["dana_desa"]["amount_rupiah"]["value"] == 10
    assert counts(intake)["parts"] == 2
    assert "table_parts_of" in keys(intake.doubts)


def test_where_all_are_called_dusun_these_are_the_villages(desk: Desk) -> None:
    assert villages(desk, "A;Dusun Baru;10\nA;Dusun Lama;4\n")[:2] == (2, 2)


@pytest.mark.parametrize("cell", ["[1]", "-1-", "(1)", "kol 1"])
def test_a_row_that_numbers_the_columns_is_no_village_however_it_is_written(cell: str, desk: Desk) -> None:
    numbers = ";".join(cell.replace("1", str(n)) for n in range(1, 4))
    assert villages(desk, f"{numbers}\nA;Sukamaju;10\nA;Mekar;0\n")[:2] == (2, 1)


def test_signatures_below_figures_and_sums_of_pivot_tables_are_no_villages(desk: Desk) -> None:
    rows = (
        "1;A;Sukamaju;10\n2;A;Mekar;20\n;A Total;;30\n3;B;Baru;5\n;B Total;;5\nKab. Contoh Raya;;;35\n"
        ";;;Mengetahui\n;;;Camat A\n;;;NIP. 196501011990031002\n"
    )
    table, mapping = desk.write(f"No;{HEAD}{rows}"), desk.write(ALL_VILLAGES, "peta.yaml")
    intake = read_table("villages", table, mapping, None, "id", Asked("Kabupaten Contoh Raya", 2025))
    assert intake.tree.data["dana_desa"]["amount_rupiah"]["value"] == 35
    assert intake.tree.data["region"]["desa_kelurahan"]["value"] == 3


@pytest.mark.parametrize(
    ("said", "formed"),
    [
        ("141/Kep.02-Ds/2025 tgl 3 Maret 2025", 1),
        ("NOMOR 3 TAHUN 2024", 1),
        ("sedang disusun 2025", None),
        ("SK lama 2019, belum diperbarui", None),
        ("3 Maret 2025", None),
        ("Proses", 0),
        ("nihil", 0),
    ],
)
def test_a_number_of_a_decree_is_more_than_a_year_and_none_to_come(said: str, formed: int | None, desk: Desk) -> None:
    text = f"Kecamatan;Desa;Nomor SK TPPS Desa\nA;Sukamaju;{said}\nA;Mekar;-\n"
    found = desk.read("villages", text, ALL_VILLAGES).tree.data.get("tpps", {}).get("desa", {}).get("formed", {})
    assert found.get("at_least", 0) == (formed or 0)
    if formed == 0:
        assert found["at_most"] == 1  # only the village without a word may have one


def test_a_label_between_blocks_of_rows_heads_those_below_it(desk: Desk) -> None:
    blocks = "".join(f"Kecamatan : {k};;\nNo;Desa;Alokasi Stunting\n{rows}\n" for k, rows in BLOCKS)
    intake = desk.read("villages", blocks, ALL_VILLAGES)
    assert intake.tree.data["region"]["desa_kelurahan"]["value"] == 3
    assert intake.tree.data["dana_desa"]["amount_rupiah"]["value"] == 35


BLOCKS = (("Air Putih", "1;Sukamaju;10"), ("Bukit", "1;Sukamaju;20\n2;Mekar;5"))


def test_places_that_are_only_numbered_are_not_counted_as_reached(desk: Desk) -> None:
    rows = "12 Maret 2025;A;Semua desa\n13 Maret 2025;B;5 desa\n14 Maret 2025;Kec. B;S, M dan Desa K\n"
    data = desk.read("sosialisasi", f"Tanggal;Kecamatan;Desa\n{rows}", "kind: sosialisasi\ncomplete: ya\n").tree.data
    assert _plain(data["sosialisasi"]["desa_reached"]) == {"at_least": 3}
    assert _plain(data["sosialisasi"]["kecamatan_reached"]) == 2
