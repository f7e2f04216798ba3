"""Cases side by side: each keeps its place, no rank, and the files that the command leaves alone."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from diagnose import Diagnosed
from diagnose.analysis.compare.cases import compare_cases
from diagnose.case.load import load_case
from diagnose.common.content import folder
from diagnose.knowledge.rulebase import Rulebase
from tests.lib.rule_edits import run

NAMES = ("lebak-2022", "fiktif-kuat-2023", "fiktif-tanpa-tpps-2023", "fiktif-kota-2024")


def test_every_case_keeps_its_place_in_every_row(rules: Rulebase) -> None:
    found = compare_cases([Diagnosed(load_case(n), rules) for n in NAMES])
    rows = found.conclusions
    assert {len(r.levels) for r in rows.levels} == {len(r.truths) for r in rows.criteria} == {4}
    assert {len(r.texts) for r in (*rows.saran, *rows.findings)} == {4}
    goals = next(r for r in rows.levels if r.id == "policy_goals.range")
    assert [(v.lowest, v.highest) for v in goals.levels if v] == [(1, 1), (3, 3), (1, 1), (1, 4)]
    assert goals.second[0] is not None
    assert goals.second[1:] == (None, None, None)
    assert [c.region for c in found.cases] == [load_case(n).region.name for n in NAMES]


def test_prevalence_stands_by_source_and_year_and_an_open_dispute_is_marked(rules: Rulebase) -> None:
    found = compare_cases([Diagnosed(load_case(n), rules) for n in ("fiktif-kota-2024", "fiktif-kuat-2023")])
    ssgi = next(r for r in found.outcomes if (r.source, r.year) == ("ssgi", 2022))
    assert ssgi.values == ([18.2, 19.4], 17.9)
    assert ssgi.open_dispute == (True, False)
    assert {(r.source, r.year) for r in found.outcomes} >= {("e_ppgbm", 2022), ("ssgi", 2021)}


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_table_is_plain_and_fits_in_80_columns_in_blocks(lang: str) -> None:
    result = run(*NAMES, "lebak-2022", "--lang", lang)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert result.stdout.isascii()
    name = {"id": "  Rentang kebijakan", "en": "  Range of policies"}[lang]
    first, second = (line.removeprefix(name).split("  ") for line in lines if line.startswith(name))
    assert [cell.strip() for cell in first if cell.strip()] == ["1 ~2", "3", "1", "1-4"]
    assert [cell.strip() for cell in second if cell.strip()] == ["1 ~2"]


def test_saran_stand_under_the_cases_that_have_them() -> None:
    text = run("lebak-2022", "fiktif-tanpa-tpps-2023").stdout
    shared, rest = text.split("Hanya di Kabupaten Lebak 2022 (")
    assert "Tetapkan tujuan dan target bersama seluruh OPD" in shared
    assert "Cantumkan Dinas PUPR dalam SK TPPS" in rest.split("Hanya di Kabupaten Fiktif Sunyi 2023")[0]


def test_one_regency_is_told_over_years_and_others_side_by_side(tmp_path: Path, lebak_data: dict[str, Any]) -> None:
    later = tmp_path / "2023.yaml"
    later.write_text(yaml.safe_dump({**lebak_data, "year": 2023}, allow_unicode=True), encoding="utf-8")
    years = json.loads(run(str(later), "lebak-2022", "--format", "json").stdout)
    assert [c["year"] for c in years["cases"]] == [2022, 2023]
    assert years["order"] == ["facts", "rules", "thresholds"]
    mixed = json.loads(run(str(later), "lebak-2022", "fiktif-kota-2024", "--format", "json").stdout)
    assert "pairs" not in mixed
    text = run(str(later), "lebak-2022").stdout
    assert text.startswith("Kabupaten Lebak: 2022 dan 2023\n")
    assert max(map(len, text.splitlines())) <= 80


def test_wrong_use_is_told_with_exit_code_2(tmp_path: Path) -> None:
    one = run("lebak-2022")
    assert one.exit_code == 2
    assert one.stderr.startswith("compare: perlu paling sedikit dua kasus")
    missing = run("lebak-2022", "tidak-ada", "nihil", "--lang", "en")
    assert missing.exit_code == 2
    assert [line.split(":")[0] for line in missing.stderr.splitlines()] == ["nihil", "tidak-ada"]
    rules = str(folder("rules"))
    three = run("lebak-2022", "fiktif-kota-2024", *(["--rules", rules] * 3), "--lang", "en")
    assert three.exit_code == 2
    assert three.stderr.startswith("--rules: 3 folders of rules for 2 cases")


def test_the_result_never_overwrites_a_case(tmp_path: Path, lebak_data: dict[str, Any]) -> None:
    case = tmp_path / "kasus.yaml"
    case.write_text(yaml.safe_dump(lebak_data, allow_unicode=True), encoding="utf-8")
    before = case.read_text(encoding="utf-8")
    assert run("fiktif-kota-2024", str(case), "-o", str(case)).exit_code == 2
    assert case.read_text(encoding="utf-8") == before
