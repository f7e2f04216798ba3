"""Several questions that ask one thing are asked once; others stay apart."""

from collections.abc import Iterable

import pytest
from typer.testing import CliRunner

from diagnose.cli import app
from diagnose.diagnosis.alike import Alike


def listed(parts: Iterable[str]) -> str:
    return " + ".join(parts)


def together(*questions: str) -> list[str]:
    found: list[Alike] = []
    for question in questions:
        words = tuple(question.removesuffix("?").split())
        if not any(alike.take(words) for alike in found):
            found.append(Alike(words))
    return [alike.said(listed) for alike in found]


@pytest.mark.parametrize(
    ("asked", "once"),
    [
        (
            ["Apakah Aksi 1 sudah selesai?", "Apakah Aksi 4 sudah selesai?", "Apakah Aksi 6 sudah selesai?"],
            ["Apakah Aksi 1 + 4 + 6 sudah selesai?"],
        ),
        (
            ["Berapa capaian: ibu minum TTD?", "Berapa capaian: remaja minum TTD?", "Berapa capaian: air layak?"],
            ["Berapa capaian: ibu minum TTD + remaja minum TTD + air layak?"],
        ),
        (
            ["Dari 28 kecamatan, berapa yang membentuk tim?", "Dari 345 desa, berapa yang membentuk tim?"],
            ["Dari 28 kecamatan + 345 desa, berapa yang membentuk tim?"],
        ),
    ],
)  # fmt: skip
def test_what_is_asked_in_the_same_words_but_a_few_is_one_question(asked: list[str], once: list[str]) -> None:
    assert together(*asked) == once


@pytest.mark.parametrize(
    "asked",
    [
        ["Berapa kali tim rapat tahun 2022?", "Berapa kali Bupati melapor kepada gubernur tahun 2022?"],
        ["Apakah ada petunjuk teknis?", "Apakah ada petunjuk?"],
        ["Seberapa jauh desa dan kelurahan sudah ikut serta?", "Seberapa jauh mitra sudah ikut serta?"],
        ["Aksi 1 sudah?", "Tim sudah?"],
    ],
)
def test_what_is_asked_in_other_words_stays_apart(asked: list[str]) -> None:
    assert together(*asked) == asked


def test_the_first_screen_counts_the_questions_that_are_asked() -> None:
    screen = CliRunner().invoke(app, ["diagnose", "lebak-2022"]).stdout
    page = CliRunner().invoke(app, ["diagnose", "lebak-2022", "--tanya"]).stdout
    said = sum(line.startswith("  - ") for line in page.splitlines())
    assert f"--tanya ({said})" in screen
    assert "Apakah Aksi 1, 4, 6, dan 7 sudah dilaksanakan pada tahun 2022?" in page
    asked = screen.partition("Tanyakan")[2].partition("\n\n")[0]
    assert asked.count("\n  ") <= 10
