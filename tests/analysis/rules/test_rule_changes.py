"""Thresholds moved and rules edited for a trial: which cases change, and where a threshold flips outcomes."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from diagnose.analysis.rules.sweep import Flip, sweep
from diagnose.analysis.rules.thresholds import Move, move_from, moved, with_thresholds
from diagnose.analysis.rules.whatif import rule_whatif, thresholds_read
from diagnose.case.load import load_case
from diagnose.case.model import Case
from diagnose.cli import app
from diagnose.common.content import folder
from diagnose.common.problems import InputError
from diagnose.diagnosis.diagnosed import diagnose
from diagnose.diagnosis.record import Interval
from diagnose.inference.infer import infer
from diagnose.knowledge.load import load_rules
from diagnose.knowledge.rulebase import Rulebase

SUBSYSTEMS = "subsystem_involvement.subsystems"
NAMES = ("fiktif-kota-2024", "fiktif-kuat-2023", "fiktif-tanpa-tpps-2023", "lebak-2022")


def run(*args: str) -> Result:
    return CliRunner().invoke(app, ["rules", "whatif", *args])


def told(*args: str) -> str:
    result = run(*args, "--lang", "en")
    assert result.exit_code == 2
    return result.stderr.strip()


def test_a_moved_threshold_changes_levels_and_tells_what_was_read(lebak: Case, rules: Rulebase) -> None:
    other = moved(rules, [Move("one", 20)])
    (found,) = rule_whatif([("lebak", lebak)], rules, other).cases
    level = next(r for r in found.differing.levels if r.id == SUBSYSTEMS)
    assert [v.lowest for v in level.levels if v] == [3, 1]
    turned = next(t for t in found.turned if t.id == "S01")
    assert (turned.before, turned.after) == ("met", "unmet")
    assert {r.measure for r in turned.readings} == {"decree.supporting_seats", "programmes.supporting"}
    for reading in turned.readings:
        assert (reading.threshold, reading.before, reading.after) == ("one", 1, 20)
        assert reading.lowest is not None
        assert 1 <= reading.lowest < 20


def test_the_rules_themselves_stay_as_they_are(lebak: Case, rules: Rulebase) -> None:
    before = diagnose(lebak, rules)
    other = moved(rules, [Move("one", 20)])
    assert diagnose(lebak, other).aspect(SUBSYSTEMS).level.lowest == 1
    assert diagnose(lebak, rules) == before
    assert other.sha256 != rules.sha256
    assert diagnose(lebak, other).rules.sha256 == other.sha256


def test_a_threshold_that_stays_changes_no_case(rules: Rulebase) -> None:
    other = moved(rules, [Move("half", 0.5)])
    assert not any(c.changes for c in rule_whatif([(n, load_case(n)) for n in NAMES], rules, other).cases)
    text = run("--threshold", "half=0.5").stdout
    assert "Tidak ada kasus yang berubah." in text
    assert "Diuji pada: fiktif-kota-2024, fiktif-kuat-2023, fiktif-tanpa-tpps-2023, dan" in text


def test_one_version_of_a_dated_threshold_is_moved_by_its_year(tmp_path: Path, lebak: Case) -> None:
    root = tmp_path / "rules"
    shutil.copytree(folder("rules"), root)
    file = root / "thresholds.yaml"
    text = file.read_text(encoding="utf-8")
    old = "  - id: one\n    value: 1\n"
    assert old in text
    dated = (
        f"{old}    until_year: 2022\n    unit: {{id: buah, en: items}}\n"
        "    asumsi_sistem: {id: Satu saja., en: A single one.}\n"
    )
    file.write_text(text.replace(old, f"{dated}\n{old}    from_year: 2023\n"), encoding="utf-8")
    base = load_rules(root)
    now, later = (moved(base, [move_from(f"one@{year}=20")]) for year in (2022, 2023))
    assert infer(lebak, now).level(SUBSYSTEMS) == (1, 1)
    assert infer(lebak, later).level(SUBSYSTEMS) == (3, 3)
    assert infer(lebak, later, rules_of=2023).level(SUBSYSTEMS) == (1, 1)
    both = moved(base, [move_from("one=20")])
    assert {t.value for t in both.thresholds if t.id == "one"} == {20}
    with pytest.raises(InputError, match="dua kali"):
        moved(base, [Move("one", 3), Move("one", 4, 2022)])
    found = sweep([("lebak", lebak)], base, "one", 2023)
    assert found.flips == ()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("haf=0.6", 'there is no threshold "haf"; see rules/thresholds.yaml. Did you mean "half"?'),
        ("half=0,6", 'says "0,6"; write 0.6 (a point for decimals, no thousands separator, no %).'),
        ("half=60%", 'says "60%"; write 60 (a point for decimals, no thousands separator, no %).'),
        ("half=60", 'the threshold "half" (60.0) is impossible on a measure of scale share.'),
        ("half=-0.1", 'the threshold "half" (-0.1) is impossible on a measure of scale share.'),
        ("one=1.5", 'the threshold "one" (1.5) is impossible on a measure of scale count.'),
        ("half=enam", '"enam" is not a number.'),
        ("half=nan", '"nan" is not a number.'),
        ("half", '"half" is not ID=VALUE, such as half=0.6 or half@2025=0.6.'),
        ("half@kini=1", '"kini" is no year; write for instance half@2025=0.6.'),
    ],
)
def test_what_is_wrong_with_a_move_is_said_at_the_option(asked: str, said: str) -> None:
    assert told("--threshold", asked) == f"--threshold {asked}: {said}"


def test_something_to_try_must_be_said() -> None:
    assert told().startswith("rules whatif: say what to try")
    assert told("--sweep", "half", "--threshold", "half=0.4").startswith("rules whatif: say what to try")
    assert "no threshold" in told("--sweep", "haf")


def test_an_edited_folder_is_held_against_the_rules_as_they_are(tmp_path: Path) -> None:
    root = tmp_path / "rules"
    shutil.copytree(folder("rules"), root)
    file = root / "criteria" / "2-subsystem_involvement.subsystems.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("  - id: S03\n", "  - id: S03\n    until_year: 2021\n"),
        encoding="utf-8",
    )
    result = run("lebak-2022", "--rules-new", str(root))
    assert result.exit_code == 0
    assert "- diubah: S03" in result.stdout
    assert "S03 Setiap fungsi yang seharusnya duduk tercantum dalam SK TPPS: belum -> ." in " ".join(
        result.stdout.split()
    )
    same = run("--rules-new", str(folder("rules")))
    assert "Tidak ada aturan atau ambang yang berbeda." in same.stdout
    assert "Tidak ada kasus yang berubah." in same.stdout


def outcome(case: Case, base: Rulebase, flip: Flip) -> Interval | str:
    inference = infer(case, base)
    if flip.kind in ("level", "second"):
        low, high = inference.level(flip.id, second=flip.kind == "second")
        return Interval(lowest=low, highest=high)
    return inference.truth(flip.id)


@pytest.mark.parametrize("name", ["half", "large_majority", "several_functions", "prevalence_high", "pattern_months"])
def test_every_flip_is_exact(name: str, rules: Rulebase) -> None:
    cases = {n: load_case(n) for n in NAMES}
    found = sweep(list(cases.items()), rules, name)
    step = 1.0 if "count" in {rules.measures[c].scale for c in _measures(rules, name)} else 1e-3
    old = [t for t in rules.thresholds if t.id == name]
    trials: dict[float, Rulebase] = {}
    for flip in found.flips:
        below = flip.value - step if flip.at else flip.value
        above = flip.value if flip.at else flip.value + step
        for value in (below, above):
            if value not in trials:
                trials[value] = with_thresholds(rules, {id(t): t.model_copy(update={"value": value}) for t in old})
        assert outcome(cases[flip.case], trials[below], flip) == flip.before, flip
        assert outcome(cases[flip.case], trials[above], flip) == flip.after, flip


def _measures(rules: Rulebase, name: str) -> set[str]:
    return {c.measure for r in rules.provable for c, read in thresholds_read(r, rules) if read == name}


def test_values_between_two_flips_change_nothing(lebak: Case, rules: Rulebase) -> None:
    flips = [f for f in sweep([("lebak", lebak)], rules, "large_majority").flips if f.id == "F03"]
    (flip,) = flips
    assert (flip.before, flip.after, flip.at) == ("met", "unmet", False)
    for value in (0.0, 0.2, flip.value):
        assert infer(lebak, moved(rules, [Move("large_majority", value)])).truth("F03") == "met"
    for value in (flip.value + 0.001, 0.75, 1.0):
        assert infer(lebak, moved(rules, [Move("large_majority", value)])).truth("F03") == "unmet"


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize(
    "args", [("--threshold", "several_functions=20"), ("--sweep", "half"), ("--sweep", "budget_falls")]
)
def test_the_pages_fit_in_80_columns(args: tuple[str, str], lang: str) -> None:
    result = run(*args, "--lang", lang)
    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_json_carries_both_outcomes() -> None:
    found = json.loads(run("lebak-2022", "--threshold", "one=20", "--format", "json").stdout)
    assert found["thresholds"] == [{"id": "one", "unit": "buah", "before": 1.0, "after": 20.0}]
    swept = json.loads(run("lebak-2022", "--sweep", "one", "--format", "json").stdout)
    assert any(f["kind"] == "level" and f["id"] == SUBSYSTEMS for f in swept["flips"])
