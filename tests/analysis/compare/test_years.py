"""One regency over years, with each change split into facts, rules and thresholds."""

import copy
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from diagnose.analysis.compare.years import LevelSplit, YearPair
from diagnose.case.load import load_case
from diagnose.case.model import Case
from diagnose.common.content import folder
from diagnose.inference.infer import infer
from diagnose.knowledge.load import load_rules
from diagnose.knowledge.rulebase import Rulebase, Thresholds
from tests.conftest import merged
from tests.lib.rule_edits import Edited, block, only, run, years

REVISED: dict[str, Any] = {
    "year": 2023,
    "decree": {
        "states": {
            name: {"value": "yes", "source": "SJ2022 1"}
            for name in ("sasaran", "targets", "time_frame", "process_network")
        }
    },
    "questionnaire": {"items": {"understands_situation": {"tally": {"fully": 9, "partly": 0}}}},
    "coordination": {"rembuk_kabupaten": 1},
}


@pytest.fixture
def revised(changed: Callable[..., Case]) -> Case:
    return changed(REVISED)


def split(pair: YearPair, subject: str) -> LevelSplit:
    return next(s for s in pair.levels if s.id == subject)


def parts(found: LevelSplit) -> dict[str, tuple[int, int]]:
    return {p.step: (p.lowest, p.highest) for p in found.parts}


def test_a_change_is_split_into_what_rules_and_thresholds_contributed(
    lebak: Case, revised: Case, dated_rules: Rulebase
) -> None:
    pair = only(years([lebak, revised], [dated_rules] * 2))
    # with the old rules the new decree still reaches too few functions; that this is no longer asked raises the level
    frame = split(pair, "policy_frame.integration")
    assert (frame.before.lowest, frame.after.lowest) == (3, 4)
    assert parts(frame) == {"facts": (0, 0), "rules": (1, 1), "thresholds": (0, 0)}
    # nobody holds rembuk twenty times
    procedural = split(pair, "policy_instruments.procedural_instruments")
    assert (procedural.before.lowest, procedural.after.lowest) == (3, 2)
    assert parts(procedural) == {"facts": (0, 0), "rules": (0, 0), "thresholds": (-1, -1)}
    assert [(t.id, t.before, t.after) for t in pair.thresholds] == [("rembuk_per_year", 1, 20)]
    assert ("F04", "gone") in [(r.id, r.how) for r in pair.rules]


def test_a_turned_criterion_names_the_changed_facts_it_read_and_the_step(
    lebak: Case, revised: Case, dated_rules: Rulebase
) -> None:
    turns = {t.id: t for t in only(years([lebak, revised], [dated_rules] * 2)).turns}
    assert turns["F05"].truths == ("unmet", "met", "met", "met")
    assert turns["F05"].steps == ("facts",)
    assert set(turns["F05"].facts) == {"decree.states.sasaran", "decree.states.targets", "decree.states.time_frame"}
    assert turns["P03"].truths == ("met", "met", "met", "unmet")
    assert (turns["P03"].steps, turns["P03"].facts) == (("thresholds",), ())
    assert turns["F04"].truths == ("unmet", "unmet", None, None)
    assert turns["F04"].steps == ("rules",)


def test_a_change_of_facts_alone_is_all_in_the_facts(
    lebak: Case, changed: Callable[..., Case], rules: Rulebase
) -> None:
    missing = ("Dinas PUPR", "Dinas Perikanan", "Dinas Pertanian", "Rumah Sakit Ajidarmo", "Dinas Dukcapil")
    unmentioned = ("Dinas Perumahan Rakyat dan Kawasan Permukiman", "BPKAD", "TP-PKK")
    seats = dict.fromkeys(missing + unmentioned, "yes")
    pair = only(years([lebak, changed(REVISED, {"decree": {"members": {"agencies": seats}}})], [rules] * 2))
    assert parts(split(pair, "policy_frame.integration")) == {"facts": (1, 1), "rules": (0, 0), "thresholds": (0, 0)}
    gone = [row.id for row in pair.conclusions.saran if row.texts[1] is None]
    assert "add-agency:fisheries" in gone
    assert "decree-process" in gone


def test_a_threshold_that_the_earlier_year_does_not_have_keeps_its_later_value_and_is_told(
    edited: Edited, tmp_path: Path, lebak: Case, revised: Case
) -> None:
    later_on = Edited(tmp_path / "rules")
    shutil.copytree(folder("rules"), later_on.root)

    def later(blocks: list[dict[str, Any]]) -> None:
        new = {**copy.deepcopy(block(blocks, "P03")), "id": "P03b", "from_year": 2023, "examples": {}}
        new["when"] = json.loads(json.dumps(new["when"]).replace("rembuk_per_year", "rembuk_monthly"))
        blocks.append(new)

    def many(blocks: list[dict[str, Any]]) -> None:
        old = copy.deepcopy(block(blocks, "rembuk_per_year"))
        blocks.append({**old, "id": "rembuk_monthly", "value": 12, "from_year": 2023})

    later_on.edit("criteria/7-policy_instruments.procedural_instruments.yaml", "criteria", later)
    later_on.edit("thresholds.yaml", "thresholds", many)
    pair = only(years([lebak, revised], [load_rules(later_on.root)] * 2))
    assert pair.kept_thresholds == ("rembuk_monthly",)
    procedural = parts(split(pair, "policy_instruments.procedural_instruments"))
    assert procedural == {"facts": (0, 0), "rules": (-1, -1), "thresholds": (0, 0)}


def test_two_rule_folders_for_one_case_show_what_the_edit_does(edited: Edited, rules: Rulebase) -> None:
    case = load_case("lebak-2022")
    later = load_rules(edited.root)
    pair = only(years([case, case], [rules, later]))
    assert not pair.facts
    assert all(parts(s)["facts"] == (0, 0) for s in pair.levels)
    assert [(r.id, r.how) for r in pair.rules] == []  # in 2022 the edited rules are the same
    result = run("lebak-2022", "lebak-2022", "--rules", str(folder("rules")), "--rules", str(edited.root))
    assert result.exit_code == 0
    assert "Tidak ada tingkat yang berubah." in result.stdout


def test_rules_of_another_year_do_not_disturb_those_of_the_own(
    changed: Callable[..., Case], dated_rules: Rulebase
) -> None:
    once = changed({"coordination": {"rembuk_kabupaten": 1}})
    procedural = "policy_instruments.procedural_instruments"
    first = infer(once, dated_rules).level(procedural)
    strict = infer(once, dated_rules, thresholds=Thresholds(dated_rules, 2023))
    assert first == (3, 3)
    assert strict.level(procedural) == (2, 2)
    assert infer(once, dated_rules).level(procedural) == first
    later = infer(once, dated_rules, rules_of=2023)
    assert all(c.id != "F04" for c in later.compiled.criteria)


def test_a_case_against_itself_shows_no_change(rules: Rulebase) -> None:
    for name in sorted(p.stem for p in (folder("facts") / "cases").glob("*.yaml")):
        pair = only(years([load_case(name)] * 2, [rules] * 2))
        assert not any(s.changed or any(p.lowest or p.highest for p in s.parts) for s in pair.levels)
        assert (pair.turns, pair.facts, pair.rules, pair.thresholds) == ((), (), (), ())
        assert not pair.conclusions.differ


def test_the_order_in_which_years_are_given_does_not_matter(
    lebak: Case, revised: Case, changed: Callable[..., Case], dated_rules: Rulebase
) -> None:
    cases = [lebak, revised, changed(REVISED, {"year": 2024, "strategy": {"common_goals": "yes"}})]
    forth = years(cases, [dated_rules] * 3)
    assert forth == years([cases[2], cases[0], cases[1]], [dated_rules] * 3)
    assert [(p.before.year, p.after.year) for p in forth.pairs] == [(2022, 2023), (2023, 2024)]


def test_the_years_table_shows_the_parts(edited: Edited, tmp_path: Path, lebak_data: dict[str, Any]) -> None:
    data = merged(lebak_data, REVISED)
    later = tmp_path / "2023.yaml"
    later.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    lines = run("lebak-2022", str(later), "--rules", str(edited.root), "--lang", "en").stdout.splitlines()
    row = next(line for line in lines if line.startswith("  Recognition as a shared problem"))
    assert row.split()[-5:] == ["3", "4", ".", "+1", "."]
    row = next(line for line in lines if line.startswith("  Procedural"))
    assert row.split()[-5:] == ["3", "2", ".", ".", "-1"]
    assert "- rembuk_per_year: 1 -> 20 (times a year)" in lines
    assert "The parts add up exactly to the whole change" in " ".join(lines)
