"""Tables of strangers: columns that are no facts, rows in which something is wrong, figures as people write them."""

import json
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner, Result

from diagnose.cli import app
from diagnose.common import InputError
from diagnose.knowledge.rulebase import Rulebase
from diagnose.portfolio.picture import SHADES, picture
from diagnose.portfolio.portfolio import portfolio
from diagnose.portfolio.template import template
from diagnose.portfolio.write import ResultFile

HEAD = {"region.code": "36.02", "region.name": "Kabupaten Contoh", "region.kind": "kabupaten", "year": "2022"}


def csv(path: Path, *rows: dict[str, str], mark: str = ",") -> Path:
    names = list(dict.fromkeys(name for row in rows for name in {**HEAD, **row}))
    lines = [mark.join(names), *(mark.join({**HEAD, **row}.get(name, "") for name in names) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(app, ["portfolio", *map(str, args)])


def levels(found: Any, aspect: str) -> dict[str, int]:
    (year,) = found.summary.years
    counts = next(a for a in year.aspects if a.id == aspect).levels
    return {f"{c.level.lowest}-{c.level.highest}": c.cases for c in counts}


def test_a_figure_outside_its_own_interval_is_left_out(tmp_path: Path, rules: Rulebase) -> None:
    ends = {f"prevalence[ssgi region 2022].{part}": value for part, value in (("percent", "21"), ("low", "22"))}
    found = portfolio([csv(tmp_path / "t.csv", ends, {"region.code": "36.03"})], rules)
    assert (found.summary.cases, found.summary.left_out) == (1, 1)
    assert "22 lebih besar daripada percent (21)" in found.left_out.problems[0].text()


def test_a_case_of_which_nothing_is_known_is_open_and_not_low(tmp_path: Path, rules: Rulebase) -> None:
    found = portfolio([csv(tmp_path / "t.csv", {})], rules)
    assert levels(found, "policy_goals.range") == {"1-4": 1}
    assert found.summary.years[0].saran == ()


def test_a_misspelt_column_is_refused_with_the_near_miss(tmp_path: Path, rules: Rulebase) -> None:
    with pytest.raises(InputError) as refused:
        portfolio([csv(tmp_path / "t.csv", {"decree.singed": "yes"})], rules)
    assert re.search(r"t\.csv:1:5: .*decree\.singed.*decree\.signed", refused.value.text())


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ({"decree.signed": "mungkin"}, 'decree.signed: "mungkin" tidak sah'),
        ({"coordination.monev": "2.5"}, "coordination.monev"),
        ({"data.measured_percent": "140"}, "data.measured_percent"),
        ({"calendar.rembuk": "31 Februari"}, "bukan tanggal"),
        ({"year": "2099"}, "2099"),
        ({"region.kind": "provinsi"}, "provinsi"),
        ({"region.code": ""}, "region.code: wajib diisi"),
        ({"region.kecamatan": "28", "tpps.kecamatan.active": "30"}, "30"),
        ({"coordination.monev.at_least": "3", "coordination.monev.at_most": "1"}, "at_least lebih besar"),
        ({"coordination.monev": "1", "coordination.monev.at_most": "1"}, "pilih satu cara"),
        ({"coordination.monev.disputed": "4"}, "paling sedikit dua"),
    ],
)
def test_a_bad_row_is_told_with_its_place_and_left_out(
    cell: dict[str, str], said: str, tmp_path: Path, rules: Rulebase
) -> None:
    found = portfolio([csv(tmp_path / "t.csv", {}, cell, {})], rules)
    assert (found.summary.cases, found.summary.left_out) == (2, 1)
    text = found.left_out.problems[0].text()
    assert re.match(r".*t\.csv:3:\d+: ", text)
    assert said in text


def test_a_row_that_cannot_be_split_does_not_move_the_places_of_those_behind_it(
    tmp_path: Path, rules: Rulebase
) -> None:
    path = csv(tmp_path / "t.csv", {"decree.signed": "yes"}, {"decree.signed": "yes,no"}, {"decree.signed": "mungkin"})
    found = portfolio([path], rules)
    assert found.summary.cases == 1
    assert [re.search(r"t\.csv:(\d+)", p.text())[1] for p in found.left_out.problems] == ["3", "4"]  # type: ignore[index]


def test_semicolons_commas_in_figures_and_indonesian_words(tmp_path: Path, rules: Rulebase) -> None:
    row = {"decree.signed": "ya", "data.measured_percent": "93,5", "sosialisasi.reach": "sebagian besar"}
    found = portfolio([csv(tmp_path / "t.csv", row, mark=";")], rules)
    assert found.left_out.problems == []
    assert found.summary.cases == 1


def test_only_bad_rows_end_with_what_is_wrong_and_exit_code_2(tmp_path: Path) -> None:
    done = run(csv(tmp_path / "t.csv", {"decree.signed": "mungkin"}))
    assert done.exit_code == 2
    assert "mungkin" in done.output
    missing = run(tmp_path / "tidak-ada.parquet")
    assert missing.exit_code == 2
    assert "Traceback" not in missing.output


def test_a_broken_table_is_refused_with_a_sentence(tmp_path: Path) -> None:
    for name in ("t.parquet", "t.arrow", "t.xlsx", "t.doc"):
        (tmp_path / name).write_bytes(b"PAR1 no table at all")
        done = run(tmp_path / name)
        assert done.exit_code == 2, name
        assert name in done.output


def written(path: Path, *parts: pa.RecordBatch) -> None:
    with ResultFile(path) as file:
        for part in parts:
            file.write(part)


def test_results_are_whole_or_not_there(tmp_path: Path, rules: Rulebase) -> None:
    good = csv(tmp_path / "t.csv", {"decree.signed": "yes"})
    for name in ("hasil.csv", "hasil.xlsx", "hasil.parquet"):
        done = run(good, "-o", tmp_path / name)
        assert done.exit_code == 0, done.output
        assert (tmp_path / name).stat().st_size > 100
    assert run(good, "-o", tmp_path / "hasil.doc").exit_code == 2
    assert run(good, "-o", good).exit_code == 2
    parts = [pa.RecordBatch.from_pydict({name: [1] for name in names}) for names in ("a", "ab")]
    with pytest.raises(ValueError, match="schema"):
        written(tmp_path / "setengah.parquet", *parts)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["hasil.csv", "hasil.parquet", "hasil.xlsx", "t.csv"]
    (row,) = pq.read_table(tmp_path / "hasil.parquet").to_pylist()
    assert row["criterion.P02"] in ("met", "unmet", "unknown")


def test_a_name_that_looks_like_a_formula_is_a_text_in_excel(tmp_path: Path) -> None:
    run(csv(tmp_path / "t.csv", {"region.name": "=1+1"}), "-o", tmp_path / "hasil.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "hasil.xlsx").worksheets[0]
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("=1+1", "s")


def test_the_template_has_only_columns_that_are_read_and_can_be_filled(tmp_path: Path, rules: Rulebase) -> None:
    columns = template(rules, 2022)
    assert len(columns) > 200
    assert run("template", "--year", "2022", "-o", tmp_path / "kosong.xlsx").exit_code == 0
    book = openpyxl.load_workbook(tmp_path / "kosong.xlsx")
    assert [cell.value for cell in book.worksheets[0][1]] == list(columns)
    assert book.worksheets[1].max_row == len(columns) + 1
    book.worksheets[0].append([HEAD.get(column) for column in columns])
    book.save(tmp_path / "isi.xlsx")
    assert portfolio([tmp_path / "isi.xlsx"], rules).summary.cases == 1


def test_the_json_is_the_record(tmp_path: Path) -> None:
    path = csv(tmp_path / "t.csv", {"decree.signed": "no"})
    done = run(path, "--format", "json", "--lang", "en")
    said = json.loads(done.stdout)
    assert said["cases"] == 1
    assert said["years"][0]["aspects"][0]["name"] == "Policy frame"


def test_the_picture_tells_levels_apart_without_colour(tmp_path: Path, rules: Rulebase) -> None:
    rows: list[dict[str, str]] = [{"decree.signed": "no"}, {}, {"tpps.kabupaten.formed": "no"}]
    (year,) = portfolio([csv(tmp_path / "t.csv", *rows)], rules).summary.years
    drawn = picture(year, "id")
    assert set(re.findall(r'fill="#(\w\w)(\w\w)(\w\w)"', drawn)) <= {(c, c, c) for c in re.findall(r"\w\w", drawn)}
    greys = [int(fill[1:3], 16) for fill, _ in SHADES.values()]
    assert all(first - then >= 40 for first, then in pairwise(greys))
    assert "stroke-dasharray" in drawn
    assert "<desc>" in drawn


def test_years_stand_side_by_side_and_nothing_is_ranked(tmp_path: Path) -> None:
    done = run(csv(tmp_path / "t.csv", {"year": "2022"}, {"year": "2023"}))
    assert "Tahun berdampingan" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_memory_does_not_grow_with_the_number_of_rows(tmp_path: Path, rules: Rulebase) -> None:
    """Four times the rows must not take a quarter more memory; in a process of its own, which nothing else has used."""

    def peak(rows: int) -> int:
        path = tmp_path / f"{rows}.parquet"
        chance = np.random.default_rng(1)
        table = pa.table(
            {name: [value] * rows for name, value in HEAD.items() if name != "year"}
            | {"year": [2022] * rows, "coordination.monev": chance.integers(0, 4, rows)}
        )
        pq.write_table(table, path, row_group_size=32_768)
        code = (
            "import resource, sys; from pathlib import Path; from diagnose.knowledge import load_rules;"
            "from diagnose.portfolio import portfolio; portfolio([Path(sys.argv[1])], load_rules());"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, str(path)], capture_output=True, encoding="utf-8", check=True
        )
        return int(done.stdout)

    assert peak(400_000) < 1.25 * peak(100_000)


@pytest.mark.parametrize("name", ["isian.xlsx", "isian.csv", "isian.parquet"])
def test_results_go_over_earlier_results_and_over_no_other_file(name: str, tmp_path: Path) -> None:
    good, target = csv(tmp_path / "t.csv", {"decree.signed": "yes"}), tmp_path / name
    filled = b"nama,jawaban\nDinas,ya\n"
    target.write_bytes(filled)
    linked = tmp_path / f"tautan{target.suffix}"
    linked.symlink_to(target)
    for path in (target, linked):
        done = run(good, "-o", path)
        assert done.exit_code == 2
        assert "sudah ada" in done.output
    assert target.read_bytes() == filled
    target.unlink()
    linked.unlink()
    for _ in range(2):
        assert run(good, "-o", target).exit_code == 0
        target.chmod(0o600)
    assert target.stat().st_mode & 0o777 == 0o600
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(["t.csv", name])
