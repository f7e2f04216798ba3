"""A table of cases comes to what each case comes to by itself: measures, levels, criteria, findings, saran."""

import random
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest

from diagnose.analysis.rules.examples import TRUTHS, example_case
from diagnose.case.blocks import FollowsBlock
from diagnose.case.derive import derived
from diagnose.case.load import case_from
from diagnose.case.model import Case
from diagnose.case.overlay import Change, overlay
from diagnose.case.vocabulary import Vocabulary
from diagnose.common import Text
from diagnose.diagnosis import diagnose
from diagnose.inference.infer import Inference, infer
from diagnose.knowledge.load import load_rules
from diagnose.knowledge.rulebase import Rulebase
from diagnose.portfolio.files import batches, of_cases
from diagnose.portfolio.layout import lay_out
from diagnose.portfolio.levels import Concluded, conclude
from diagnose.portfolio.portfolio import portfolio
from diagnose.portfolio.read import Batch, LeftOut, groups
from diagnose.portfolio.results import result
from diagnose.portfolio.rows import row_of
from tests.lib.generated import CASES, SETTABLE, SHIPPED

BOUNDED: dict[str, tuple[Any, ...]] = {
    "coordination.monev": ({"at_least": 1}, {"at_most": 2}, {"at_least": 1, "at_most": 3}),
    "coordination.meetings": ({"disputed": [{"value": 0}, {"value": 4}]},),
    "decree.signed": ({"disputed": [{"value": "no"}, {"value": "draft"}], "counts": "draft"}, "draft"),
    "calendar.planning_action": ("2022-04", "2022-04-30"),
    "region.kecamatan": ({"at_least": 28},),
    "tpps.kecamatan.active": ({"at_least": 0, "at_most": 4}, 0),
    "sosialisasi.reach": ({"at_least": "some"}, {"at_most": "most"}),
    "prevalence[ssgi region 2021].percent": ({"disputed": [{"value": 27.3}, {"value": 27.9}]}, 20.5, None),
    "prevalence[ssgi region 2019].percent": (30.0, None),
}


def concluded(cases: list[Case], rules: Rulebase, batch: Batch | None = None) -> list[tuple[Case, Concluded, int]]:
    """What the columns say of each of `cases`."""
    batch = batch or Batch(of_cases([row_of(case) for case in cases]), "table", 1)
    left_out = LeftOut()
    found = []
    for group in groups(batch, lay_out(batch.table.schema.names, batch.file), left_out):
        one = conclude(rules, group)
        found += [(cases[int(row)], one, place) for place, row in enumerate(group.rows)]
    assert [problem.text() for problem in left_out.problems] == []
    assert len(found) == len(cases)
    return found


def differences(inference: Inference, found: Concluded, i: int, rules: Rulebase) -> list[object]:
    """What a case by itself and its row come to differently."""
    wrong: list[object] = []
    for code, m in inference.measured.items():
        column = found.measures[code]
        if (m.low, m.high, bool(m.unsure)) != (column.low[i], column.high[i], bool(column.unsure[i])):
            wrong.append((code, (m.low, m.high, m.unsure), (column.low[i], column.high[i], column.unsure[i])))
    words = {1: "met", 0: "unknown", -1: "unmet"}
    wrong += [r for r, truths in found.evaluated.truths.items() if inference.truth(r) != words[int(truths[i])]]
    for subject in (name for d, aspects in rules.aspects.items() for name in (d, *aspects)):
        low, high = found.level(subject)
        if inference.level(subject) != (low[i], high[i]):
            wrong.append(subject)
    given = {code for kind, code in inference.proofs if kind == "saran"}
    given -= {code for kind, code in inference.proofs if kind == "withheld"}
    return [*wrong, *sorted(given ^ {s for s, fires in found.evaluated.saran.items() if fires[i]})]


def told(cases: list[Case], rules: Rulebase, batch: Batch | None = None) -> list[list[object]]:
    found = concluded(cases, rules, batch)
    return [d for case, one, i in found if (d := differences(infer(case, rules), one, i, rules))]


def test_on_the_shipped_cases(rules: Rulebase) -> None:
    assert told(list(CASES.values()), rules) == []


def test_on_every_example_of_the_rules(rules: Rulebase) -> None:
    cases = [
        case_from(example_case(facts, rule))
        for rule in rules.provable
        for truth in TRUTHS
        for facts in getattr(rule.examples, truth)
    ]
    assert len(cases) > 200
    assert told(cases, rules) == []


def generated(number: int, seed: int) -> list[Case]:
    """Shipped cases with facts changed, forgotten, bounded and disputed."""
    chance = random.Random(seed)
    values = {**SETTABLE, **BOUNDED}
    made: list[Case] = []
    while len(made) < number:
        paths = chance.sample(sorted(values), 12)
        base = CASES[chance.choice(SHIPPED)]
        known = [p for p in paths if "[" not in p or p in base.facts or p in SETTABLE]
        made.append(overlay(base, [Change(path, chance.choice(values[path])) for path in known]))
    return made


@pytest.mark.parametrize("seed", range(3))
def test_on_generated_cases(seed: int, rules: Rulebase) -> None:
    assert told(generated(60, seed), rules) == []


@pytest.mark.parametrize("kind", ["parquet", "arrow", "csv", "xlsx"])
def test_whatever_kind_of_file_the_table_is(kind: str, rules: Rulebase, tmp_path: Path) -> None:
    cases = [*CASES.values(), *generated(12, 7)]
    table = of_cases([row_of(case) for case in cases])
    path = tmp_path / f"kasus.{kind}"
    if kind == "parquet":
        pq.write_table(pa.Table.from_batches([table]), path)
    elif kind == "arrow":
        with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
            writer.write_batch(table)
    elif kind == "csv":
        pa_csv.write_csv(table, path)
    else:
        book = openpyxl.Workbook()
        book.worksheets[0].append(table.schema.names)
        for row in table.to_pylist():
            book.worksheets[0].append(list(row.values()))
        book.save(path)
    (batch,) = batches(path, LeftOut())
    wrong = [
        d for case, one, i in concluded(cases, rules, batch) if (d := differences(infer(case, rules), one, i, rules))
    ]
    assert wrong == []


def test_the_results_say_what_the_diagnoses_say(rules: Rulebase) -> None:
    cases = [*CASES.values(), *generated(6, 3)]
    batch = Batch(of_cases([row_of(case) for case in cases]), "table", 1)
    found = {id(one): one for _, one, _ in concluded(cases, rules, batch)}
    for case, row in zip(cases, result(rules, batch, list(found.values())).to_pylist(), strict=True):
        said = diagnose(case, rules, narrow=False)
        assert (row["region.code"], row["year"]) == (case.region.code, case.year)
        for aspect in said.aspects:
            assert row[f"level.{aspect.id}.lowest"] == aspect.level.lowest
            assert row[f"level.{aspect.id}.highest"] == aspect.level.highest
            second = aspect.second_reading
            assert row[f"second.{aspect.id}.lowest"] == (second.level.lowest if second else None)
            for criterion in aspect.criteria:
                assert row[f"criterion.{criterion.id}"] == criterion.truth
        assert sorted(row["findings"]) == sorted(f.id for f in said.findings)
        assert set(row["saran"]) == {s.id.partition(":")[0] for s in said.saran}
        assert row["questions.number"] == len({code for q in said.unknown for code in q.measures})
        # a question may ask several measures in the same words, not all of which decide
        decisive = {code for q in said.unknown if q.holds_open for code in q.measures}
        assert bool(row["decisive.number"]) == bool(decisive)
        assert row["decisive.number"] <= len(decisive)


def test_a_folder_of_case_files_is_a_table_too(rules: Rulebase, tmp_path: Path) -> None:
    found = portfolio([Path("facts/cases")], rules)
    assert found.summary.cases == 4
    assert found.left_out.rows == 0


def test_what_follows_from_facts_is_derived_by_column_as_for_one_case(monkeypatch: pytest.MonkeyPatch) -> None:
    then = {"decree.signed": "no", "tpps.kecamatan.formed": "0"}
    because = Text(id="tanpa tim tidak ada SK", en="without a team there is no decree")
    one = FollowsBlock.model_validate(
        {"follows": "no-team", "when": "tpps.kabupaten.formed", "is": ["no"], "then": then, "because": because}
    )
    two = FollowsBlock.model_validate(
        {
            "follows": "no-decree",
            "when": "decree.signed",
            "is": ["no", "draft"],
            "then": {"goals.others": "no"},
            "because": because,
        }
    )
    monkeypatch.setattr("diagnose.portfolio.derive.vocabulary", lambda: Vocabulary((two, one)))
    chance = random.Random(4)
    paths = ("tpps.kabupaten.formed", *then, "goals.others")
    cases = []
    for _ in range(40):
        said = [Change(path, chance.choice((None, "no", "draft", "yes"))) for path in paths if "formed" not in path]
        teams = [Change(paths[0], chance.choice(("no", "yes", None))), Change(paths[2], chance.choice((None, 3)))]
        cases.append(overlay(CASES["fiktif-tanpa-tpps-2023"], [*said, *teams]))
    filled = 0
    for case, found, place in concluded(cases, load_rules()):
        wanted = derived({path: case.facts[path] for path in paths}, (two, one))
        for path, entry in wanted.items():
            low, high = found.group.facts.bounds(path)
            assert (low[place], high[place]) == (entry.low, entry.high), path
            filled += entry.derived is not None
    assert filled > 10
