"""No dead ends: ``-`` is standard output, names of shipped things are found, and what is printed to type next runs."""

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from diagnose.case.load import load_case, parse_case
from diagnose.cli import app
from diagnose.common.content import folder
from diagnose.common.problems import InputError

EXAMPLES = folder("facts") / "examples"
CONFIRMED, FILLED, VILLAGES = "usulan-sk-contoh-raya.yaml", "isian-contoh-raya.xlsx", "desa-2025.csv"


pytestmark = pytest.mark.usefixtures("desk")


def run(*typed: str, answers: str | None = None) -> Result:
    return CliRunner().invoke(app, [*typed], input=answers)


def following(text: str) -> list[str]:
    """The commands under or behind "Berikutnya" or "Lanjut"."""
    behind = re.findall(r"^Lanjut: konvergensi (.+)$", text, re.MULTILINE)
    under = text.partition("Berikutnya")[2]
    under += text.partition("Setelah diisi")[2]
    return behind + [line.partition("   ")[0] for line in re.findall(r"^  konvergensi (.+)$", under, re.MULTILINE)]


@pytest.mark.parametrize(
    "typed",
    [
        "margins lebak-2022",
        "plan lebak-2022 --to policy_goals.coherence=3",
        "whatif lebak-2022 --scenario sk-direvisi",
        "whatif lebak-2022 --scenario sk-direvisi --scenario tujuan-renstra --side-by-side",
        "whatif lebak-2022 --set decree.states.targets=ya --side-by-side",
        "check lebak-2022",
        f"import {FILLED} -o kasus.yaml",
    ],
)
def test_what_comes_next_runs_as_it_is_printed(typed: str) -> None:
    done = run(*shlex.split(typed))
    assert done.exit_code == 0, done.stderr
    commands = following(done.stdout)
    assert commands
    for command in commands:
        after = run(*shlex.split(command))
        assert after.exit_code == 0, (command, after.stderr)


def test_what_comes_after_answers_and_after_a_decree_runs_as_it_is_printed() -> None:
    told = run("ask", "fiktif-kota-2024", "-o", "jawaban.yaml", answers="ya\nya\nselesai\n").stdout
    decree = run("import", "sk", "sk-tpps-contoh-raya.docx", "-o", "usulan.yaml", "--no-ask").stdout
    shutil.copy(CONFIRMED, "usulan.yaml")  # a person confirms what was read
    (first,), (second,) = following(told), following(decree)
    assert run(*shlex.split(first)).exit_code == 0
    after = run(*shlex.split(second), "--ask", answers="\n99.01\n\n")  # as on a terminal
    assert after.exit_code == 0, after.stderr
    assert (load_case("kasus.yaml").region.name, load_case("kasus.yaml").year) == ("Kabupaten Contoh Raya", 2025)


@pytest.mark.parametrize(
    ("typed", "begins"),
    [
        ("diagnose lebak-2022 -o -", b"Diagnosis Kabupaten Lebak"),
        ("memo lebak-2022 -f docx -o -", b"PK"),
        ("memo lebak-2022 -t pesan -f txt -o -", b"*Konvergensi"),
        ("form xlsx -o -", b"PK"),
        ("form google -o -", b"Kuesioner"),
        ("form xlsform -o -", b"PK"),
        (f"import {FILLED} -o -", b"# Dibuat"),
        ("import sk sk-tpps-contoh-raya.docx -o -", b"# Usulan"),
        ("portfolio facts-of-lebak -o -", b'"region.code"'),
        ("plan lebak-2022 --to policy_goals.coherence=3 --save -", b"name:"),
        ("diagnose lebak-2022 --receipt -", b"{"),
    ],
)
def test_a_dash_is_standard_output_and_holds_the_result_alone(typed: str, begins: bytes) -> None:
    shutil.copytree(folder("facts") / "cases", "facts-of-lebak")
    before = sorted(Path().iterdir())
    done = run(*shlex.split(typed))
    assert done.exit_code == 0, done.stderr
    assert done.stdout_bytes.startswith(begins)
    if begins == b"# Dibuat":
        assert parse_case(done.stdout).year == 2025
    if begins == b"name:":
        assert set(yaml.safe_load(done.stdout)) == {"name", "description", "set"}
    if typed.startswith("form xlsx "):
        assert load_workbook(io.BytesIO(done.stdout_bytes)).worksheets
    assert sorted(Path().iterdir()) == before


def test_new_cases_and_answers_can_be_piped_on() -> None:
    made = run("baru", "-o", "-", answers="Kota Contoh\n99.71\n2024\n\n\n").stdout
    assert parse_case(made).region.name == "Kota Contoh"
    answered = run("ask", "fiktif-kota-2024", "-o", "-", answers="ya\nselesai\n").stdout
    assert parse_case(answered).region.kind == "kota"
    assert not Path("-").exists()


def test_several_memos_cannot_share_standard_output() -> None:
    done = run("memo", "lebak-2022", "-f", "docx", "-f", "pdf", "-o", "-")
    assert done.exit_code == 2
    assert "satu memo" in done.stderr


def test_a_memo_gets_the_ending_of_its_form() -> None:
    assert run("memo", "lebak-2022", "-t", "pesan", "-f", "txt", "-o", "kiriman").exit_code == 0
    assert Path("kiriman.txt").is_file()


@pytest.mark.parametrize("name", ["sk-direvisi", "SK", "tujuan"])
def test_shipped_scenarios_are_found_by_name_as_cases_are(name: str) -> None:
    assert run("whatif", "lebak-2022", "--scenario", name).exit_code == 0
    assert run("memo", "lebak-2022", "-t", "pesan", "-f", "txt", "--scenario", name).exit_code == 0


def test_a_scenario_that_is_not_there_is_told_with_those_that_are() -> None:
    done = run("whatif", "lebak-2022", "--scenario", "zzz")
    assert (done.exit_code, "sk-direvisi, tujuan-renstra" in done.stderr) == (2, True)
    assert "tidak ditemukan" in run("whatif", "lebak-2022", "--scenario", "zzz.yaml").stderr


def test_an_import_without_region_and_year_says_which_options_to_add() -> None:
    done = run("import", CONFIRMED, "-o", "kasus.yaml")
    assert done.exit_code == 2
    assert "tambahkan --region 'Kabupaten Contoh Raya' --code KODE --year 2025" in done.stderr
    options = ("--region", "Kabupaten Contoh Raya", "--code", "99.01", "--year", "2025")
    assert run("import", CONFIRMED, *options, "-o", "kasus.yaml").exit_code == 0
    partly = run("import", VILLAGES, *options[2:], "-o", "desa.yaml")
    assert "tambahkan --region 'Kabupaten ...', atau" in partly.stderr


def test_an_import_asks_for_region_and_year_and_takes_what_the_title_says() -> None:
    done = run("import", CONFIRMED, "--ask", "-o", "kasus.yaml", answers="\nbukan kode\n\n")
    assert done.exit_code == 2
    assert "bukan kode" in done.stderr
    done = run("import", VILLAGES, "--ask", "-o", "k.yaml", answers="Contoh Raya\nKota Contoh Raya\n\n99.71\n2024\n")
    assert done.exit_code == 0, done.stderr
    case = load_case("k.yaml")
    assert (case.region.name, case.region.kind, case.region.code, case.year) == (
        "Kota Contoh Raya",
        "kota",
        "99.71",
        2024,
    )


HEAD = 'region: {code: "99.01", name: Kabupaten X, kind: kabupaten}\nyear: 2024\n'


@pytest.mark.parametrize(("said", "meant"), [("ya", True), ("Tidak", False), ("sudah", True), ("yes", True)])
def test_flags_are_read_as_people_write_them(said: str, meant: bool) -> None:
    assert parse_case(f"{HEAD}fictional: {said}\n").fictional is meant
    found = parse_case(f"{HEAD}programmes:\n  items: [{{name: A, innovation: {said}}}]\n")
    assert found.programmes.items[0].innovation is meant


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("fictional: entah", "ya atau tidak"),
        ("data:\n  measured_percent: 26,1", "tulis 26.1 "),
        ("data:\n  measured_percent: 26,1 %", "tulis 26.1 "),
        ("data:\n  measured_percent: 26,1 persen", "tulis 26.1 "),
        ("data: {measured_percent: 26,1}", "misalnya 26.1"),
        ("dana_desa:\n  amount_rupiah: Rp 1,2 M", "tulis 1200000000 "),
        ("dana_desa:\n  amount_rupiah: 350 juta", "tulis 350000000 "),
        ("dana_desa:\n  amount_rupiah: Rp1.407.857", "tulis 1407857 "),
        ("dana_desa:\n  amount_rupiah: Rp 1.407", "tulis 1407 "),
        ("calendar:\n  rembuk: 30 Mei 2022", "tulis 2022-05-30."),
        ("calendar:\n  rembuk: Mei 2022", "tulis 2022-05."),
        ("calendar:\n  rembuk: 30/5/2022", "tulis 2022-05-30."),
        ("calendar:\n  rembuk: 31 Feb 2022", "bukan tanggal"),
    ],
)
def test_what_people_write_is_answered_with_how_to_write_it(line: str, hint: str) -> None:
    with pytest.raises(InputError) as told:
        parse_case(f"{HEAD}{line}\n")
    assert hint in told.value.text("id")


def completed(words: str) -> list[str]:
    """What bash is offered after these words."""
    environment = {
        **os.environ,
        "_KONVERGENSI_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split(" ")) - 1),
    }
    typed = [sys.executable, "-c", "from diagnose.cli import main; import sys; sys.argv[0] = 'konvergensi'; main()"]
    environment["PYTHONPATH"] = str(Path(__file__).parents[2])
    done = subprocess.run(typed, env=environment, capture_output=True, text=True, check=False)
    return done.stdout.split("\n")


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("konvergensi diagnose leb", "lebak-2022"),
        ("konvergensi why-not lebak-2022 coh", "coherence"),
        ("konvergensi why lebak-2022 policy_f", "policy_frame.integration"),
        ("konvergensi why lebak-2022 F0", "F04"),
        ("konvergensi whatif lebak-2022 --set dana_desa.rep", "dana_desa.reported="),
        ("konvergensi whatif lebak-2022 --scenario sk", "sk-direvisi"),
        ("konvergensi plan lebak-2022 --to policy_goals.coherence=", "policy_goals.coherence=3"),
        ("konvergensi memo lebak-2022 -t perm", "permintaan-data"),
        ("konvergensi form xlsx --agency dp", "dpmd"),
    ],
)
def test_the_shell_is_offered_names(words: str, offered: str) -> None:
    assert offered in completed(words)


@pytest.mark.parametrize(
    ("lang", "headings"),
    [("id", ["Mengumpulkan fakta:", "Mendiagnosis:", "Menyampaikan:"]), ("en", ["Gather facts:", "Diagnose:"])],
)
def test_help_tells_commands_by_what_one_wants_to_do(
    lang: str, headings: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KONVERGENSI_LANG", lang)
    text = run("--help").stdout
    assert [text.index(h) for h in headings] == sorted(text.index(h) for h in headings)
