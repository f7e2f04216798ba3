"""What the documentation shows is what the program does."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from diagnose import diagnose, load_case, load_rules
from diagnose.cli import app
from diagnose.common.content import folder
from tests.lib.docs import script

DOCS = Path(__file__).parents[2] / "docs"


def test_the_reference_is_made_from_the_rules() -> None:
    module = script("reference")
    assert (DOCS / "reference.md").read_text(encoding="utf-8") == module.reference(), "run: make docs"


def test_the_index_of_decisions_is_made_from_their_files() -> None:
    module = script("decisions")
    assert module.PATH.read_text(encoding="utf-8") == module.index(), "run: make docs"
    numbers = [decision.number for decision in module.decisions()]
    assert numbers == list(range(1, len(numbers) + 1))


def test_paths_named_in_the_documentation_are_there() -> None:
    root = DOCS.parent
    pages = [*DOCS.rglob("*.md"), *root.glob("*.md")]
    path = re.compile(r"`((?:diagnose|tests|facts|rules|templates|docs)/[\w./-]+)`")
    named = {(page.name, said) for page in pages for said in path.findall(page.read_text(encoding="utf-8"))}
    told = {p for p in named if not re.search(r"NAME|surat\.md", p[1])}  # what a recipe has the reader make
    assert len(told) > 40
    assert [p for p in sorted(told) if not (root / p[1]).exists()] == []


def test_the_picture_shows_what_is_printed() -> None:
    printed = CliRunner().invoke(app, ["diagnose", "lebak-2022"]).stdout.splitlines()
    picture = (DOCS / "lebak-2022.svg").read_text(encoding="utf-8")
    drawn = [
        re.sub(r"&#(\d+);", lambda m: chr(int(m[1])), t).strip() for t in re.findall(r"<text[^>]*>([^<]*)<", picture)
    ]
    shown = {line.replace("&quot;", '"') for line in drawn}
    assert {line.strip() for line in printed[:24] if line.strip()} <= shown, "run: make docs"


@pytest.mark.parametrize("page", ["diagnose-a-case.md"])
def test_the_case_in_the_how_to_is_a_case(page: str, tmp_path: Path) -> None:
    (case,) = re.findall(r"```yaml\n(.*?)```", (DOCS / page).read_text(encoding="utf-8"), flags=re.S)
    file = tmp_path / "kasus.yaml"
    file.write_text(case, encoding="utf-8")
    result = CliRunner().invoke(app, ["diagnose", str(file), "--lengkap"])
    assert result.exit_code == 0
    said = " ".join(result.stdout.split())
    assert "Dinas PUPR belum terjangkau SK yang berlaku." in said  # known to be missing
    assert "Dinas Kependudukan dan Pencatatan Sipil" in said  # unknown, so asked about


def test_the_mistake_in_the_how_to_is_answered_as_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (DOCS / "diagnose-a-case.md").read_text(encoding="utf-8")
    (case,) = re.findall(r"```yaml\n(.*?)```", page, flags=re.S)
    monkeypatch.chdir(tmp_path)
    Path("kasus.yaml").write_text(case.replace('signed: "yes"', 'signed: "yess"'), encoding="utf-8")
    result = CliRunner().invoke(app, ["diagnose", "kasus.yaml"])
    (said,) = re.findall(r"```\n(kasus.yaml:.*?)\n```", page)
    assert result.exit_code == 2
    assert re.sub(r":\d+:\d+:", ":", result.stderr.strip()) == re.sub(r":\d+:\d+:", ":", said)


def test_links_in_the_documentation_lead_somewhere() -> None:
    for page in [*DOCS.rglob("*.md"), DOCS.parent / "README.md", DOCS.parent / "README.id.md"]:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def _printed(page: Path) -> list[tuple[str, str]]:
    """Every command that a page shows with what it prints, in the order of the page."""
    blocks = re.findall(r"```console\n\$ (.*?)```", page.read_text(encoding="utf-8"), flags=re.S)
    return [(command, shown) for command, _, shown in (block.partition("\n") for block in blocks)]


@pytest.mark.parametrize("page", [p.name for p in sorted(DOCS.glob("*.md")) if _printed(p)])
def test_what_a_command_prints_in_the_documentation_is_what_it_prints(page: str, tmp_path: Path) -> None:
    """The commands of one page run in one folder, one after the other, as a reader would type them."""
    (tmp_path / "facts").symlink_to(folder("facts"))
    (tmp_path / "templates").symlink_to(folder("templates"))
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    other = DOCS / page.replace(".id.md", ".md")  # what stands there in the same words is tried there
    tried = _printed(other) if other.name != page else []
    saved = r"```yaml\n# (\S+\.yaml)\n(.*?)```"  # what the page says to save under a name
    for name, content in re.findall(saved, (DOCS / page).read_text(encoding="utf-8"), flags=re.S):
        (tmp_path / name).write_text(content, encoding="utf-8")
    lines = 0
    for command, shown in _printed(DOCS / page):
        if (command, shown) in tried:
            continue
        done = subprocess.run(
            ["bash", "-c", command], cwd=tmp_path, env={**os.environ, "PATH": path}, capture_output=True
        )
        assert done.returncode == 0, f"{command}: {done.stderr.decode()}"
        printed = "\n" + done.stdout.decode()
        lines += printed.count("\n") - 1
        at = 0
        for part in re.split(r"^\.\.\.\n", shown, flags=re.M):  # a line of three dots stands for lines left out
            assert part.strip("\n") in printed[at:], f"{command}: {part}"
            at = printed.index(part.strip("\n"), at)
    assert page != "diagnosis-pertama.md" or lines <= 150  # also those that the page leaves out


def test_the_scenario_and_the_code_in_the_how_to_work(tmp_path: Path) -> None:
    page = (DOCS / "what-if.md").read_text(encoding="utf-8")
    (scenario,) = re.findall(r"```yaml\n(.*?)```", page, flags=re.S)
    (tmp_path / "skenario.yaml").write_text(scenario, encoding="utf-8")
    result = CliRunner().invoke(app, ["whatif", "lebak-2022", "--scenario", str(tmp_path / "skenario.yaml")])
    assert "(sampai 2026)" in result.stdout
    (code,) = re.findall(r"```python\n(.*?)```", page, flags=re.S)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=DOCS.parent)
    assert done.stdout.decode().splitlines() == ["[]", "[('map',)]"]


def test_the_rules_in_the_how_to_work_as_they_are_printed(tmp_path: Path) -> None:
    """Rules added by someone who cannot program: one file of YAML."""
    (block,) = re.findall(r"```yaml\n(.*?)```", (DOCS / "change-a-rule.md").read_text(encoding="utf-8"), flags=re.S)
    shutil.copytree(folder("rules"), tmp_path / "rules")
    (tmp_path / "rules" / "criteria" / "rapat.yaml").write_text(block, encoding="utf-8")
    checked = CliRunner().invoke(app, ["rules", "check", "--rules", str(tmp_path / "rules")])
    assert checked.stderr == ""
    assert checked.exit_code == 0
    diagnosis = diagnose(load_case("lebak-2022"), load_rules(tmp_path / "rules"))
    added = [c for a in diagnosis.aspects for c in a.criteria if c.id == "D20"]
    assert [c.truth for c in added] == ["unknown"]


def test_the_first_diagnosis_takes_few_commands_and_few_lines_to_a_memo() -> None:
    blocks = _printed(DOCS / "diagnosis-pertama.md")
    commands = [command.partition(" | ")[2] or command for command, _ in blocks]
    assert commands[0].startswith("konvergensi baru")
    assert commands[-1].startswith("konvergensi memo")
    assert len(commands) < 15
    assert sum(shown.count("\n") for _, shown in blocks) <= 150
    shown = "".join(shown for _, shown in blocks)
    entered, answered = (int(re.search(said, shown)[1]) for said in (r"diketahui (\d+) dari", r"dijawab: (\d+)"))  # type: ignore[index]
    assert entered + answered >= 25
