"""The form of one agency: what that one can answer, on two pages, with a letter and a message; and its way back."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from diagnose.case.load import load_case
from diagnose.case.vocabulary import vocabulary
from diagnose.cli import app
from diagnose.knowledge.load import load_rules
from diagnose.knowledge.readings import ReadFact
from tests.lib.filling import fill
from tests.lib.pdfs import text_of


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*typed: str) -> Result:
    return CliRunner().invoke(app, [*typed])


def asked(file: str | Path) -> list[str]:
    """What the hidden column calls the rows to fill."""
    (sheet, *_) = load_workbook(file).worksheets
    idents = [str(row[0].value) for row in sheet.iter_rows(max_col=1) if row[0].value]
    return [ident for ident in idents if ident not in ("#text", "#end", "#facts")]


def survey_answer(book: Any, question: str, answer: str) -> None:
    sheet = book.worksheets[0]
    (row,) = (row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == question)
    sheet.cell(row, 3).value = answer


def test_the_form_of_an_agency_asks_what_it_can_answer_and_the_survey_and_nothing_else() -> None:
    assert run("form", "xlsx", "--agency", "dpmd", "-o", "dpmd.xlsx").exit_code == 0
    found = asked("dpmd.xlsx")
    assert "dana_desa.reported" in found
    assert "understands_team" in found
    asked_of = {m.read.fact: m.ask.who for m in load_rules().measures.values() if isinstance(m.read, ReadFact)}
    assert {asked_of[ident] for ident in found if ident in asked_of} == {"village"}
    assert {ident for ident in found if ident.startswith(("decree.", "budget."))} == {"budget.basis.apb_desa"}


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("case", [(), ("--case", "fiktif-kota-2024"), ("--case", "lebak-2022")], ids=" ".join)
def test_everything_asked_is_a_question_without_a_blank(case: tuple[str, ...], lang: str) -> None:
    assert run("form", "xlsx", "--each-agency", *case, "-o", "semua", "--lang", lang).exit_code == 0
    for file in Path("semua").glob("*.xlsx"):
        (sheet, *_) = load_workbook(file).worksheets
        for ident, text in sheet.iter_rows(max_col=2, values_only=True):
            if ident and not str(ident).startswith("#") and text and "." in str(ident):
                assert str(text).endswith("?"), (file, ident, text)
            assert not re.search(r"(?<!\.)\.\.\.(?!\.)|\{|\[\[", str(text)), (file, text)
    for file in Path("semua").glob("*.txt"):
        said = [line for line in file.read_text(encoding="utf-8").splitlines() if line.startswith("- ")]
        assert all(line.endswith("?") for line in said), file


def test_how_many_agencies_a_decree_names_is_not_asked_of_the_treasury() -> None:
    run("form", "xlsx", "--each-agency", "-o", "semua")
    assert "decree.member_agencies" not in asked("semua/bpkad.xlsx")


def test_a_city_without_an_agency_for_villages_has_its_secretariat_asked() -> None:
    said = run("form", "xlsx", "--each-agency", "--case", "fiktif-kota-2024", "-o", "kota").output
    assert "dpmd" not in said
    assert "relations.village_heads_committed" in asked("kota/asisten.xlsx")


def test_what_the_case_knows_is_not_asked_again() -> None:
    run("form", "xlsx", "--agency", "dpmd", "--case", "lebak-2022", "-o", "dpmd.xlsx")
    assert "dana_desa.reported" in asked("dpmd.xlsx")
    assert "dana_desa.binding_regulation" not in asked("dpmd.xlsx")
    assert "understands_team" not in asked("dpmd.xlsx")  # how many gave each answer is known


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_form_prints_on_two_pages_at_most_with_its_title_on_each(lang: str) -> None:
    assert run("form", "xlsx", "--each-agency", "-o", "semua", "--lang", lang).exit_code == 0
    files = sorted(Path("semua").iterdir())
    assert len(files) > 15
    for file in files:
        sheet = load_workbook(file).worksheets[0]
        setup = sheet.page_setup
        assert (setup.fitToWidth, setup.fitToHeight, setup.orientation) == (1, 2, "portrait")
        assert getattr(sheet.sheet_properties.pageSetUpPr, "fitToPage", False)
        assert sheet.print_title_rows
        high = sum(sheet.row_dimensions[row].height or 15 for row in range(1, sheet.max_row + 1))
        assert high * 0.62 < 2 * 10.3 * 72, file  # letters of 11 points keep 7 on two A4 pages


def test_lists_that_would_not_fit_on_the_paper_are_named_where_they_would_stand() -> None:
    run("form", "xlsx", "--agency", "perencanaan pembangunan daerah", "-o", "bappeda.xlsx")
    sheet = load_workbook("bappeda.xlsx").worksheets[0]
    assert "Kendala yang disebut" in str(sheet.cell(sheet.max_row, 2).value)
    assert "#list obstacles" not in asked("bappeda.xlsx")
    assert "programmes.all_listed" not in asked("bappeda.xlsx")  # nothing to say without the list


def test_what_criteria_read_is_the_last_to_be_left_off_the_paper() -> None:
    run("form", "xlsx", "--agency", "bappeda", "-o", "bappeda.xlsx")
    found = asked("bappeda.xlsx")
    bappeda = [m.read.fact for m in load_rules().gating if m.ask.who == "planning" and isinstance(m.read, ReadFact)]
    assert len(bappeda) > 10
    assert [path for path in bappeda if path not in found] == []
    order = [path for path in vocabulary().facts if path in found]
    assert [ident for ident in found if ident in order] == order  # still in the order of their sections


def test_a_letter_and_a_message_with_the_questions_stand_beside_the_form() -> None:
    typed = ("--agency", "dpmd", "--case", "lebak-2022", "--due", "2026-12-15", "-o", "dpmd.xlsx")
    assert run("form", "xlsx", *typed).exit_code == 0
    letter = " ".join(text_of(Path("dpmd-surat.pdf").read_bytes()).split())
    assert "Pimpinan Dinas Pemberdayaan Masyarakat dan Desa" in letter
    assert "Apakah penggunaan dana desa untuk stunting dilaporkan per desa kepada TPPS?" in letter
    assert "paling lambat 15 Desember 2026" in letter
    assert Path("dpmd-surat.docx").read_bytes().startswith(b"PK")
    message = Path("dpmd-pesan.txt").read_text(encoding="utf-8")
    assert message.startswith("*Permintaan data konvergensi stunting Kabupaten Lebak 2022*\n")
    assert "dpmd.xlsx" in message
    assert max(map(len, message.splitlines())) > 80  # telephones wrap by themselves


def test_the_letter_in_english_and_without_a_day_leaves_a_blank() -> None:
    typed = ("--agency", "dpmd", "--case", "lebak-2022", "-o", "dpmd.xlsx", "--lang", "en")
    assert run("form", "xlsx", *typed).exit_code == 0
    letter = " ".join(text_of(Path("dpmd-letter.pdf").read_bytes()).split())
    assert "by ...................." in letter


def test_several_filled_forms_come_back_as_one_case() -> None:
    files = []
    for agency, path, said in (("dpmd", "dana_desa.reported", "ya"), ("dinkes", "capacity.training", "tidak")):
        run("form", "xlsx", "--agency", agency, "-o", f"{agency}.xlsx")
        book = load_workbook(f"{agency}.xlsx")
        fill(book, path, said)
        fill(book, path, "Laporan tahunan 2022", part="source")
        survey_answer(book, "understands_team", "memahami")
        book.save(f"{agency}.xlsx")
        files.append(f"{agency}.xlsx")
    typed = ("--region", "Kabupaten Contoh", "--code", "99.01", "--year", "2022", "-o", "kasus.yaml")
    assert run("import", *files, *typed).exit_code == 0
    case = load_case("kasus.yaml")
    assert case.facts["dana_desa.reported"].value == "yes"
    assert case.facts["dana_desa.reported"].source == "Laporan-tahunan-2022"
    assert case.facts["capacity.training"].value == "no"
    assert dict(case.survey.items["understands_team"].answers or {}) == {"dpmd": "yes", "dinkes": "yes"}


def test_a_form_of_a_case_comes_back_by_the_command_that_is_printed() -> None:
    told = run("form", "xlsx", "--agency", "dpmd", "--agency", "dinkes", "--case", "lebak-2022", "-o", "map")
    (line,) = [line.strip() for line in told.stdout.splitlines() if "konvergensi import" in line]
    assert run(*line.split()[1:]).exit_code == 0
    before, after = load_case("lebak-2022"), load_case("terisi.yaml")
    assert {p: f.value for p, f in after.facts.items()} == {p: f.value for p, f in before.facts.items()}


def test_nothing_is_written_where_nothing_is_to_be_asked() -> None:
    told = run("form", "xlsx", "--agency", "disdik", "--case", "lebak-2022")
    assert told.exit_code == 0
    assert "Tidak ada yang perlu ditanyakan" in told.stderr
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("--agency", "dinas angkasa"), "tidak ada pertanyaan untuk"),
        (("--agency", "dpmd", "--each-agency"), "--each-agency"),
        (("--due", "2026-12-15"), "--due"),
        (("--agency", "dpmd", "--case", "lebak-2022", "--due", "besok"), "--due"),
        (("--each-agency", "-o", "-"), "keluaran standar"),
    ],
)
def test_what_cannot_be_done_is_told(typed: tuple[str, ...], said: str) -> None:
    told = run("form", "xlsx", *typed)
    assert told.exit_code == 2
    assert said in told.stderr
    assert list(Path().iterdir()) == []


def test_a_form_that_is_there_is_kept() -> None:
    Path("dpmd.xlsx").write_bytes(b"filled by people")
    assert run("form", "xlsx", "--agency", "dpmd", "-o", "dpmd.xlsx").exit_code == 2
    assert Path("dpmd.xlsx").read_bytes() == b"filled by people"


def test_a_form_can_be_piped_on() -> None:
    told = run("form", "xlsx", "--agency", "dpmd", "--case", "lebak-2022", "-o", "-")
    assert load_workbook(io.BytesIO(told.stdout_bytes)).worksheets
    assert list(Path().iterdir()) == []
