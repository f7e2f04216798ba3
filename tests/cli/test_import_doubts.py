"""What an import does not take on trust: files of other regions and years, odd tables, names that tell nothing."""

import json
import shutil
from pathlib import Path

import pytest

from diagnose.case.load import load_case
from tests.lib.importing import TYPED, run


def test_rows_longer_than_their_titles_do_not_shift_into_other_columns(desk: Path) -> None:
    path = desk / "seri.csv"
    path.write_text("Tahun,Sistem,Wilayah,Persen\n2021,SSGI,Kabupaten,31,4\n2022,SSGI,Kabupaten,30\n", encoding="utf-8")
    told = run("import", "prevalence", "seri.csv", *TYPED, "-o", "kasus.yaml")
    assert "seri.csv:2:5" in told.stdout
    assert [(f.year, f.percent.value) for f in load_case("kasus.yaml").prevalence] == [(2022, 30)]
    semicolons = (desk / "desa-2025.csv").read_text(encoding="utf-8")
    (desk / "desa-2025.csv").write_text(semicolons.replace(";", ","), encoding="utf-8")
    assert run("import", "villages", "desa-2025.csv", *TYPED, "-o", "lain.yaml").exit_code == 2


@pytest.mark.usefixtures("desk")
def test_files_that_say_they_are_of_another_region_are_not_joined() -> None:
    for file in ("desa-2025.csv", "usulan-sk-contoh-raya.yaml"):
        told = run("import", file, "--into", "lebak-2022", "-o", "kasus.yaml")
        assert told.exit_code == 2
        assert file in told.stderr
    other = ["--region", "Kabupaten Lain", "--code", "98.01", "--year", "2025"]
    assert run("import", "usulan-sk-contoh-raya.yaml", *other, "-o", "kasus.yaml").exit_code == 2


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("file", ["sosialisasi-2025.csv", "kobo-jawaban-opd.csv"])
def test_what_happened_in_another_year_than_the_case_is_told(file: str) -> None:
    told = run("import", file, *TYPED[:-1], "2023", "-o", "kasus.yaml", "--format", "json")
    assert any(
        "2025" in left and "2023" in left for part in json.loads(told.stdout)["files"] for left in part["left_out"]
    )


def test_the_name_of_a_file_cannot_write_facts_into_a_case(desk: Path) -> None:
    odd = desk / "y\nlokus: {}\ncapacity: {even: yes}\n#.csv"
    shutil.copy(desk / "prevalensi.csv", odd)
    assert run("import", "prevalence", odd.name, *TYPED, "-o", "kasus.yaml").exit_code == 0
    assert load_case("kasus.yaml").capacity.even.value is None


@pytest.mark.usefixtures("desk")
def test_a_proposal_that_cites_the_decree_is_no_source_itself() -> None:
    run("import", "desa-2025.csv", *TYPED, "-o", "a.yaml")
    run("import", "usulan-sk-contoh-raya.yaml", "--into", "a.yaml", "-o", "b.yaml")
    case = load_case("b.yaml")
    assert not any("usulan" in document.id for document in case.documents)
    assert not any("usulan" in (fact.source or "") for fact in case.facts.values())
    assert case.decree.source is None


def test_a_row_of_titles_that_is_none_is_told(desk: Path) -> None:
    (desk / "prevalensi.peta.yaml").write_text("kind: prevalence\nheader_row: 3\n", encoding="utf-8")
    told = run("import", "prevalence", "prevalensi.csv", *TYPED, "-o", "kasus.yaml")
    assert told.exit_code == 2
    assert "baris 3 bukan baris judul" in told.stderr


def test_budget_rows_that_are_the_same_in_every_cell_are_told(desk: Path) -> None:
    row = "Dinas Kesehatan;PMT lokal;APBD Kabupaten;100.000.000;Stunting"
    text = "\n".join(["Nama SKPD;Sub Kegiatan;Sumber Dana;Pagu (Rp);Penandaan", row, row])
    (desk / "apbd.csv").write_text(text, encoding="utf-8")
    told = run("import", "budget", "apbd.csv", *TYPED, "-o", "kasus.yaml")
    assert told.exit_code == 0, told.stderr
    assert "apbd.csv:3" in told.stdout
    assert "sama persis" in " ".join(told.stdout.split())


@pytest.mark.usefixtures("desk")
def test_answers_by_agency_do_not_join_with_counts_of_the_same_question() -> None:
    Path("rekap.yaml").write_text(
        'region: {code: "99.01", name: Kabupaten Contoh Raya, kind: kabupaten}\nyear: 2025\n'
        "questionnaire: {items: {attended_rembuk: {tally: {'yes': 4}}}}\n",
        encoding="utf-8",
    )
    told = run("import", "kobo-jawaban-opd.csv", "--into", "rekap.yaml", "-o", "kasus.yaml")
    assert told.exit_code == 0, told.stderr
    assert "rekap jawaban" in " ".join(told.stdout.split())
    item = load_case("kasus.yaml").questionnaire.items["attended_rembuk"]
    assert item.answers is None
    assert [(answer, count.value) for answer, count in item.tallied] == [("yes", 4)]


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("content", ["- a\n- b\n", "teks\n", "3\n"])
def test_a_case_that_is_no_mapping_is_told(content: str) -> None:
    Path("daftar.yaml").write_text(content, encoding="utf-8")
    assert run("import", "prevalensi.csv", "--into", "daftar.yaml", *TYPED, "-o", "kasus.yaml").exit_code == 2
    assert run("import", "case", "daftar.yaml", *TYPED, "-o", "kasus.yaml").exit_code == 2


def test_a_name_too_long_for_a_mapping_beside_it_is_read_without_one(desk: Path) -> None:
    name = f"{'d' * 246}.csv"
    shutil.copy(desk / "prevalensi.csv", desk / name)
    assert run("import", "prevalence", name, *TYPED, "-o", "kasus.yaml").exit_code == 0


@pytest.mark.parametrize(
    "title", ["DATA SE-KABUPATEN", "Rekap tingkat kabupaten dan kota", "Kabupaten Contoh Raya, 2025"]
)
def test_a_title_that_names_no_other_region_does_not_stop_an_import(title: str, desk: Path) -> None:
    rows = f"{title}\nTahun;Sistem;Wilayah;Persen\n2021;SSGI;Kabupaten;30\n"
    (desk / "seri.csv").write_text(rows, encoding="utf-8")
    told = run("import", "prevalence", "seri.csv", *TYPED, "-o", "kasus.yaml")
    assert told.exit_code == 0, told.stderr


@pytest.mark.usefixtures("desk")
def test_a_mapping_that_was_finished_by_hand_is_kept_whatever_it_is_called() -> None:
    Path("kolom.txt").write_text("kind: villages\n", encoding="utf-8")
    assert run("import", "villages", "desa-2025.csv", "--map", "kolom.txt", "--write-map").exit_code == 2
    assert Path("kolom.txt").read_text(encoding="utf-8") == "kind: villages\n"


@pytest.mark.usefixtures("desk")
def test_a_shipped_case_is_imported_by_its_name() -> None:
    assert run("import", "case", "lebak-2022", "-o", "kasus.yaml").exit_code == 0
    assert load_case("kasus.yaml").facts == load_case("lebak-2022").facts
