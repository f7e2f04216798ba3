"""Years of tables as offices write them, in cells and in titles."""

from pathlib import Path
from typing import Any

import pytest

from diagnose.common import InputError
from diagnose.intake.recognise import Wanted, read
from diagnose.intake.tables import Asked
from tests.lib.desks import counts

ASKED = Asked("Kabupaten Contoh", 2025)


def taken(tmp_path: Path, kind: str, text: str, mapping: str) -> Any:
    path = tmp_path / "tabel.csv"
    path.write_text(text, encoding="utf-8")
    (tmp_path / "tabel.peta.yaml").write_text(mapping, encoding="utf-8")
    return read(Wanted(path, kind), None, None, "id", ASKED)


@pytest.mark.parametrize(
    "year",
    ["2025", "TA 2025", "T.A. 2025", "TA. 2025", "FY 2025", "FY2025", "Tahun Anggaran 2025", "Thn. 2025", "2025*)"],
)
def test_a_year_is_read_whatever_stands_before_it(year: str, tmp_path: Path) -> None:
    rows = f"{year};A;Sukamaju;1000000\n{year};A;Mekar;2000000\nTA 2024;A;Mekar;9000000\n"
    text = f"Tahun;Kecamatan;Desa;Alokasi Stunting\n{rows}"
    data = taken(tmp_path, "villages", text, "kind: villages\ncomplete: ya\n").tree.data
    assert data["region"]["desa_kelurahan"]["value"] == 2
    assert data["dana_desa"]["amount_rupiah"]["value"] == 3_000_000


def test_rows_of_a_year_that_cannot_be_read_are_not_mixed_with_others(tmp_path: Path) -> None:
    rows = "2025;A;Sukamaju;1000000\n2025/2026;A;Mekar;2000000\n"
    text = f"Tahun;Kecamatan;Desa;Alokasi Stunting\n{rows}"
    intake = taken(tmp_path, "villages", text, "kind: villages\ncomplete: ya\n")
    number = intake.tree.data["region"]["desa_kelurahan"]
    assert (number["at_least"], number["at_most"]) == (1, 2)
    assert counts(intake)["rejected"] == 1


@pytest.mark.parametrize(
    "titles", ["Pagu T.A. 2024;Pagu T.A. 2025", "Pagu FY 2024;Pagu FY2025", "Pagu 2024;Pagu TA 2025"]
)
def test_of_columns_of_several_years_that_of_the_case_counts(titles: str, tmp_path: Path) -> None:
    text = f"OPD;Sub Kegiatan;Sumber Dana;{titles}\nDinas Kesehatan;Gizi;PAD;10;20\n"
    (line,) = taken(tmp_path, "budget", text, "kind: budget\nall_rows: ya\n").tree.data["budget"]["lines"]
    assert (line["year"], line["amount_rupiah"]["value"]) == (2025, 20)


def test_the_year_of_a_decree_does_not_part_a_list_of_teams(tmp_path: Path) -> None:
    text = "Tingkat;Nama;Kecamatan;Aktif;Tahun SK\nDesa;Sukamaju;A;ya;2024\nDesa;Mekar;A;ya;2025\n"
    data = taken(tmp_path, "teams", text, "kind: teams\ncomplete: ya\n").tree.data
    assert data["tpps"]["desa"]["active"]["value"] == 2


def test_what_a_mapping_says_that_is_of_another_kind_of_table_is_refused_in_a_line(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        taken(tmp_path, "villages", "Kecamatan;Desa\nA;Sukamaju\n", "kind: villages\nsystem: ssgi\n")
    assert [p.key for p in caught.value.problems] == ["table_no_such_column_of"]
