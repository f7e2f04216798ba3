"""The recipes of CONTRIBUTING.md, added to a copy of the content as they are printed, and found wherever facts show."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from diagnose import diagnose, load_case, load_rules
from diagnose.case import overlay, parse_case, tables
from diagnose.case.fields import sections
from diagnose.case.overlay import Change
from diagnose.cli import app
from diagnose.common import folder, pack_in_use, use_pack

PAGE = (Path(__file__).parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n# into (\S+)\n(.*?)```", PAGE, flags=re.S)
BLANK = 'region: {code: "99.99", name: Kabupaten Contoh, kind: kabupaten}\nyear: 2023\n'


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    root = tmp_path_factory.mktemp("pack")
    for name in ("rules", "facts"):
        shutil.copytree(folder(name), root / name, ignore=shutil.ignore_patterns("examples"))
    for file, text in BLOCKS:
        path = root / file
        path.write_text(path.read_text(encoding="utf-8").rstrip() + "\n\n" + text, encoding="utf-8")
    with pack_in_use(root):
        yield root
    use_pack(None)


def run(pack: Path, *words: str, typed: str | None = None) -> str:
    result = CliRunner().invoke(app, ["--pack", str(pack), *words], input=typed)
    assert result.exit_code == 0, result.output
    return str(result.output)


def test_there_is_a_recipe_for_a_fact_a_criterion_a_saran_and_a_finding() -> None:
    assert {file.split("/")[1] for file, _ in BLOCKS} == {"vocabulary", "criteria", "saran", "findings"}


def test_their_examples_come_out(pack: Path) -> None:
    said = CliRunner().invoke(app, ["--pack", str(pack), "rules", "test", "--lang", "en"])
    assert not re.search("K90|N990", said.output), said.output


def test_the_fact_is_a_field_of_the_form(pack: Path) -> None:
    with pack_in_use(pack):
        assert any(f.path == "dana_desa.audited" for s in sections() for f in s.fields)
        assert tables()


def test_the_fact_is_asked_for(pack: Path, tmp_path: Path) -> None:
    (tmp_path / "kasus.yaml").write_text(BLANK, encoding="utf-8")
    with pack_in_use(pack):
        unknown = diagnose(load_case(tmp_path / "kasus.yaml"), load_rules()).unknown
    assert any("diaudit" in record.question for record in unknown)


def test_the_fact_can_be_supposed_and_decides_its_criterion(pack: Path) -> None:
    with pack_in_use(pack):
        rules, case = load_rules(), parse_case(BLANK)
        for value, truth in (("yes", "met"), ("no", "unmet")):
            found = diagnose(overlay(case, [Change("dana_desa.audited", value)]), rules)
            assert {c.truth for a in found.aspects for c in a.criteria if c.id == "K90"} == {truth}
        assert "audit-dana-desa" in [s.id for s in found.saran]
        assert "N990" in [f.id for f in found.findings]


def test_why_goes_back_to_the_fact(pack: Path, tmp_path: Path) -> None:
    (tmp_path / "kasus.yaml").write_text(BLANK + 'dana_desa: {audited: "no"}\n', encoding="utf-8")
    said = run(pack, "why", str(tmp_path / "kasus.yaml"), "K90")
    assert "Penggunaan dana desa diaudit" in said
    assert "kasus.yaml:3" in said
