"""Cases side by side, and one regency over years with each change split into facts, rules and thresholds."""

import copy
import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from diagnose import Diagnosed
from diagnose.analysis.compare.cases import compare_cases
from diagnose.analysis.compare.years import STEPS, LevelSplit, YearPair, YearsCompared, compare_years, replay
from diagnose.case.load import load_case
from diagnose.case.model import Case
from diagnose.cli import app
from diagnose.common.content import folder
from diagnose.inference.infer import infer
from diagnose.knowledge.load import load_rules
from diagnose.knowledge.rulebase import Rulebase, Thresholds
from tests.conftest import make_case, merged

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


def run(*args: str) -> Result:
    return CliRunner().invoke(app, ["compare", *args])


@dataclass
class Edited:
    """A copy of the rules in which practice changes from 2023 on, and a way to edit it further."""

    root: Path

    def edit(self, file: str, kind: str, change: Callable[[list[dict[str, Any]]], None]) -> None:
        path = self.root / file
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        change(data[kind])
        path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


def block(blocks: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(b for b in blocks if b["id"] == name)


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Edited:
    """From 2023 on the decree need not reach every function (F04), and rembuk is held twenty times a year."""
    root = tmp_path_factory.mktemp("edited") / "rules"
    shutil.copytree(folder("rules"), root)
    found = Edited(root)

    def ends(blocks: list[dict[str, Any]]) -> None:
        block(blocks, "F04")["until_year"] = 2022

    def dated(blocks: list[dict[str, Any]]) -> None:
        old = block(blocks, "rembuk_per_year")
        blocks.append({**copy.deepcopy(old), "value": 20, "from_year": 2023})
        old["until_year"] = 2022

    found.edit("criteria/1-policy_frame.integration.yaml", "criteria", ends)
    found.edit("thresholds.yaml", "thresholds", dated)
    return found


@pytest.fixture(scope="module")
def dated_rules(edited: Edited) -> Rulebase:
    return load_rules(edited.root)


@pytest.fixture
def revised(changed: Callable[..., Case]) -> Case:
    return changed(REVISED)


def only(found: YearsCompared) -> YearPair:
    (pair,) = found.pairs
    return pair


def split(pair: YearPair, subject: str) -> LevelSplit:
    return next(s for s in pair.levels if s.id == subject)


def parts(found: LevelSplit) -> dict[str, tuple[int, int]]:
    return {p.step: (p.lowest, p.highest) for p in found.parts}


# one regency over years


def years(cases: Sequence[Case], rules: Sequence[Rulebase]) -> YearsCompared:
    return compare_years(list(map(Diagnosed, cases, rules)))


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


ANSWER = st.sampled_from(["yes", "no", "draft", None])
SOME: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "year": st.sampled_from([2022, 2023, 2024]),
        "decree": st.fixed_dictionaries(
            {
                "signed": ANSWER,
                "states": st.fixed_dictionaries(dict.fromkeys(("coordination", "targets", "process_network"), ANSWER)),
                "members": st.fixed_dictionaries(
                    {
                        "agencies": st.dictionaries(
                            st.sampled_from(["Dinas Kesehatan", "Bappeda", "Dinas Sosial", "Dinas Pendidikan"]),
                            st.sampled_from(["yes", "no"]),
                        ),
                        "others": st.sampled_from(["no", None]),
                    }
                ),
            }
        ),
        "strategy": st.fixed_dictionaries({"common_goals": ANSWER}),
    }
)


@settings(max_examples=12, deadline=None)
@given(one=SOME, other=SOME, swap=st.booleans())
def test_the_parts_add_up_exactly(
    one: dict[str, Any], other: dict[str, Any], swap: bool, rules: Rulebase, dated_rules: Rulebase
) -> None:
    cases = [make_case(one), make_case(other)]
    bases = [rules, dated_rules] if swap else [dated_rules, rules]
    pair = only(years(cases, bases))
    for found in pair.levels:
        assert tuple(p.step for p in found.parts) == STEPS
        assert found.before.lowest + sum(p.lowest for p in found.parts) == found.after.lowest
        assert found.before.highest + sum(p.highest for p in found.parts) == found.after.highest
    both = sorted(map(Diagnosed, cases, bases), key=lambda one: one.case.year)
    for end, inference in ((0, replay(*both)[0]), (1, replay(*both)[-1])):
        own = infer(both[end].case, both[end].rules)
        for found in pair.levels:
            assert inference.level(found.id) == own.level(found.id)


# side by side


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


# the command


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
