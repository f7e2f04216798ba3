"""Readers beside the rules: open levels are left out and counted, and what is wrong with a file is told at once."""

import json
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
import yaml
from typer.testing import CliRunner

from diagnose.analysis.agree import OURS, agree, read_readings
from diagnose.cli import app
from diagnose.common import InputError
from diagnose.knowledge.rulebase import Rulebase

HEAD = "kasus,aspek,A,B\n"
ROWS = [
    ("lebak-2022", "policy_goals.range", 1, 1),
    ("lebak-2022", "Koherensi kebijakan", 2, 1),
    ("fiktif-kuat-2023", "rentang", 3, "menengah atas"),
    ("fiktif-kota-2024", "rentang", 2, None),
]


def written(folder: Path, text: str) -> Path:
    path = folder / "bacaan.csv"
    path.write_text(text, encoding="utf-8")
    return path


def as_text(rows: Sequence[tuple[object, ...]]) -> str:
    return "".join(",".join("" if cell is None else str(cell) for cell in row) + "\n" for row in rows)


def refused(path: Path, rules: Rulebase) -> str:
    with pytest.raises(InputError) as caught:
        read_readings(path, rules)
    return caught.value.text("id")


def test_a_csv_a_workbook_and_yaml_say_the_same(tmp_path: Path, rules: Rulebase) -> None:
    csv = written(tmp_path, HEAD + as_text(ROWS))
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in [("Kasus", "Aspek", "A", "B"), *ROWS]:
        book.active.append(list(row))
    book.save(tmp_path / "bacaan.xlsx")
    listed = [dict(zip(("case", "aspect", "A", "B"), row, strict=True)) for row in ROWS]
    (tmp_path / "bacaan.yaml").write_text(yaml.safe_dump(listed), encoding="utf-8")
    said = [
        [(r.case, r.aspect, dict(r.levels)) for r in read_readings(path, rules)]
        for path in (csv, tmp_path / "bacaan.xlsx", tmp_path / "bacaan.yaml")
    ]
    assert said[0] == said[1] == said[2]
    assert said[0][2] == ("fiktif-kuat-2023", "policy_goals.range", {"A": 3, "B": 3})
    assert said[0][3][2]["B"] is None


def test_a_level_that_the_rules_leave_open_is_left_out_and_counted(tmp_path: Path, rules: Rulebase) -> None:
    found = agree(read_readings(written(tmp_path, HEAD + as_text(ROWS)), rules), rules)
    assert found.left_open == (("fiktif-kota-2024", "policy_goals.range"),)
    (reach,) = [a for a in found.aspects if a.id == "policy_goals.range"]
    assert (reach.units, reach.open) == (3, 1)
    units = {pair.readers: (pair.units, pair.same) for pair in reach.pairs}
    assert units == {("A", "B"): (2, 2), ("A", OURS): (2, 2), ("B", OURS): (2, 2)}
    assert found.all.units == 4


def test_one_reader_is_set_beside_the_rules_alone(tmp_path: Path, rules: Rulebase) -> None:
    path = written(tmp_path, "case,aspect,Ani\nlebak-2022,rentang,1\nfiktif-kuat-2023,rentang,4\n")
    found = agree(read_readings(path, rules), rules)
    assert [p.readers for p in found.all.pairs] == [("Ani", OURS)]
    assert found.all.alpha is None
    assert found.all.alpha_with_ours is not None


def test_a_case_is_looked_for_beside_the_table_first(tmp_path: Path, rules: Rulebase) -> None:
    text = 'region: {code: "99.99", name: Kabupaten Contoh, kind: kabupaten}\nyear: 2022\ngoals: {others: "no"}\n'
    (tmp_path / "kasus-saya.yaml").write_text(text, encoding="utf-8")
    path = written(tmp_path, HEAD + "kasus-saya,rentang,1,1\n")
    found = agree(read_readings(path, rules), rules, beside=tmp_path)
    assert (found.all.units, found.all.open) == (1, 0)


def test_everything_wrong_is_told_at_once_with_its_place(tmp_path: Path, rules: Rulebase) -> None:
    rows = "lebak-2022,rentangg,1,1\nlebak-2022,rentang,5,2-3\n,rentang,1,1\nlebak-2022,koherensi,1,1\n"
    said = refused(written(tmp_path, HEAD + rows + "lebak-2022,koherensi,2,2\n"), rules)
    assert [line.partition(": ")[0].rpartition("/")[2] for line in said.splitlines()] == [
        "bacaan.csv:2:2",
        "bacaan.csv:3:3",
        "bacaan.csv:3:4",
        "bacaan.csv:4:1",
        "bacaan.csv:6:1",
    ]
    assert "Rentang kebijakan" in said or "policy_goals.range" in said
    assert "1 sampai 4" in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD, "tidak ada bacaan"),
        ("daerah,aspek,A\nlebak-2022,rentang,1\n", "case, kasus"),
        ("kasus,aspek\nlebak-2022,rentang\n", "tidak ada kolom pembaca"),
        ("kasus,aspek,konvergensi\nlebak-2022,rentang,1\n", "tingkat dari sistem"),
    ],
)
def test_a_table_of_another_kind_is_refused_with_what_is_needed(
    text: str, said: str, tmp_path: Path, rules: Rulebase
) -> None:
    assert said in refused(written(tmp_path, text), rules)


def test_the_command_tells_people_and_programs_and_ends_with_2(tmp_path: Path) -> None:
    path = written(tmp_path, HEAD + as_text(ROWS))
    told = CliRunner().invoke(app, ["rules", "agree", str(path)])
    assert told.exit_code == 0, told.stderr
    assert "fiktif-kota-2024 (Rentang kebijakan)" in " ".join(told.stdout.split())
    assert max(map(len, told.stdout.splitlines())) <= 80
    given = CliRunner().invoke(app, ["rules", "agree", str(path), "--format", "json", "--weights", "quadratic"])
    assert json.loads(given.stdout)["weights"] == "quadratic"
    missing = CliRunner().invoke(app, ["rules", "agree", str(written(tmp_path, HEAD + "tiada,rentang,1,1\n"))])
    assert missing.exit_code == 2
    assert "tiada" in missing.stderr
