"""The first screen of a diagnosis: short, whole, honest about what is open, and its next commands run as printed."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from diagnose import Diagnosed, load_case, load_rules
from diagnose.cli import app
from diagnose.cli.pages.overview import LINES, first_screen
from diagnose.common.content import folder
from diagnose.common.wording import LANGUAGES
from diagnose.diagnosis import acts, summary
from tests.conftest import make_case

RULES = load_rules()
MADE_UP = Path(__file__).parents[1] / "cases"
CASES = sorted(path.stem for path in (folder("facts") / "cases").glob("*.yaml"))
CASES += sorted(str(path) for path in MADE_UP.glob("*.yaml"))
everywhere = pytest.mark.parametrize(("name", "lang"), [(name, lang) for name in CASES for lang in LANGUAGES])
CELL = re.compile(r"\[.{5}\]")


def screen(name: str, lang: str = "id") -> str:
    return first_screen(Diagnosed(load_case(name), RULES, lang), name)


def run(*typed: str, stdin: str = "") -> str:
    done = CliRunner().invoke(app, list(typed), input=stdin)
    assert done.exit_code == 0, done.stderr
    return done.stdout


@everywhere
def test_it_fits_on_a_screen(name: str, lang: str) -> None:
    lines = screen(name, lang).splitlines()
    assert len(lines) <= LINES
    assert max(map(len, lines)) <= 80
    assert "{" not in "".join(lines)


@everywhere
def test_an_open_level_is_drawn_as_open_and_never_as_a_number(name: str, lang: str) -> None:
    found = Diagnosed(load_case(name), RULES, lang)
    lines = first_screen(found, name).splitlines()
    for aspect in found.diagnosis.aspects:
        (line,) = (text for text in lines if text.startswith(f"  {aspect.name} ") and CELL.search(text))
        cells, (low, high) = CELL.findall(line), (aspect.level.lowest, aspect.level.highest)
        if low == high:
            assert cells == ["[=====]"] * (low - 1) + [f"[=={low}==]"] + ["[     ]"] * (4 - low)
        else:
            assert cells == ["[=====]"] * (low - 1) + ["[//?//]"] * (high - low + 1) + ["[     ]"] * (4 - high)
            assert f" {low}-{high} " in line


def test_it_says_what_to_decide_on_monday() -> None:
    text = screen("lebak-2022")
    for said in (
        "Terendah: TUJUAN KEBIJAKAN, tingkat 1. Semua tingkat pasti, tidak ada rentang.",
        "Keputusan yang diminta dari Bupati",
        "Ubah SK TPPS satu kali: 5 OPD, target, proses, data",
        "Dikerjakan Bapelitbangda dan OPD tanpa menunggu",
        "Perlu diperiksa: ",
        "Tingkat bukan nilai kinerja OPD.",
    ):
        assert said in " ".join(text.split())


def test_where_little_is_known_the_questions_come_before_the_ladder() -> None:
    text = screen("fiktif-kota-2024")
    assert text.index("Tanyakan dulu") < text.index("KERANGKA KEBIJAKAN")
    assert "rentang, belum tingkat" in text
    assert first_screen(Diagnosed(make_case({}), RULES), "x").count("\n") <= LINES


@pytest.mark.parametrize("name", CASES)
def test_every_next_command_runs_as_it_is_printed(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = screen(name)
    monkeypatch.chdir(tmp_path)
    commands = re.findall(r"^  konvergensi (.+?)(?:  |$)", text[text.index("Berikutnya") :], re.MULTILINE)
    assert commands
    for command in commands:
        run(*shlex.split(command), stdin="selesai\n" if command.startswith("ask") else "SK memuat target\nya\n\n")


@pytest.mark.parametrize(
    ("option", "holds"),
    [
        ("--saran", "Saran menurut urutan"),
        ("--temuan", "Temuan lain"),
        ("--tanya", "menurut instansi yang dapat menjawab"),
        ("--asumsi", "Asumsi sistem yang dipakai"),
    ],
)
def test_the_rest_stands_behind_its_option_and_everything_behind_lengkap(option: str, holds: str) -> None:
    text, every = run("diagnose", "lebak-2022", option), run("diagnose", "lebak-2022", "--lengkap")
    assert holds in " ".join(text.split())
    assert holds in " ".join(every.split())
    assert "Apa yang menahan setiap aspek" in every
    assert "Apa yang menahan setiap aspek" not in text
    assert max(map(len, every.splitlines())) <= 80
    assert "\n\n\n" not in every


def test_the_numbers_of_the_first_screen_are_those_of_the_full_advice() -> None:
    text = run("diagnose", "lebak-2022", "--saran")
    assert re.search(r"^1\. Ubah SK TPPS satu kali", text, re.MULTILINE)
    assert re.search(r"^ {2}1 Ubah SK TPPS satu kali", screen("lebak-2022"), re.MULTILINE)


@pytest.mark.parametrize("name", CASES)
def test_every_act_has_one_number_wherever_it_is_told(name: str) -> None:
    found = Diagnosed(load_case(name), RULES)
    said = summary(found)
    full = [act["record"].package or act["record"].id for act in acts(found.diagnosis)]
    assert {act.id: act.number for act in (*said.decisions, *said.own)} == {id_: i for i, id_ in enumerate(full, 1)}
