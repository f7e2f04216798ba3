"""Decrees of other offices, told as what they are, and numbers and days that are not filled in yet."""

from pathlib import Path

import pytest

from diagnose.common import InputError
from tests.lib.decrees import HEAD, fact, of_text, seats


@pytest.mark.parametrize(
    "heading",
    [
        "KEPUTUSAN KEPALA BAPPEDA KABUPATEN CONTOH",
        "KEPUTUSAN KEPALA PEKON SUKAMAJU",
        "KEPUTUSAN DEWAN PERWAKILAN RAKYAT DAERAH",
        "SALINAN KEPUTUSAN KETUA KOMISI",
        "PERJANJIAN KERJA SAMA",
        "RENCANA KERJA TPPS",
    ],
)
def test_a_document_of_another_office_is_told_as_what_it_is(heading: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        of_text(tmp_path, HEAD.replace("KEPUTUSAN BUPATI CONTOH RAYA", heading))
    assert [p.key for p in caught.value.problems] == ["decree_of_another"]


@pytest.mark.parametrize(
    "heading", ["KEPUTUSAN PEJABAT (Pj.) BUPATI CONTOH", "SURAT KEPUTUSAN BUPATI CONTOH", "KEPUTUSAN WALIKOTA CONTOH"]
)
def test_a_decree_of_whoever_heads_the_region_is_read(heading: str, tmp_path: Path) -> None:
    assert of_text(tmp_path, HEAD.replace("KEPUTUSAN BUPATI CONTOH RAYA", heading)).region.startswith("CONTOH")


@pytest.mark.parametrize(
    "number", ["belum ada", "400.7/      /2025", "400.7/Kep.  -Bappeda/2025", "400.7/Kep.XXX-Bappeda/2025", "[nomor]"]
)
def test_a_number_with_blanks_left_in_it_is_not_found(number: str, tmp_path: Path) -> None:
    assert fact(of_text(tmp_path, HEAD.replace("400.7/12/2025", number)), "decree.number") == ""


@pytest.mark.parametrize("number", ["400.7/Kep.55-Bappeda/2025", "400.7 / 55 / 2025", "188.45/12/KPTS/XII/2025"])
def test_a_number_that_is_filled_in_is_found(number: str, tmp_path: Path) -> None:
    assert fact(of_text(tmp_path, HEAD.replace("400.7/12/2025", number)), "decree.number") == number


def test_a_day_in_figures_is_read(tmp_path: Path) -> None:
    assert fact(of_text(tmp_path, HEAD.replace("3 Maret 2025", "3-3-2025")), "decree.date") == "2025-03-03"


def test_a_name_that_a_narrow_column_breaks_is_known(tmp_path: Path) -> None:
    text = HEAD + "SUSUNAN KEANGGOTAAN\n\nKetua : Wakil Bupati\nAnggota : Kepala Dinas Pendidika n dan Kebudaya an\n"
    proposal = of_text(tmp_path, text)
    assert [role for _, role, _ in seats(proposal)] == ["Anggota"]
    assert proposal.members[0].same_as is None  # nothing to ask
