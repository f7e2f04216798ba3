"""Each check of the closed list finds its seeded fault, with its code, and the shipped rules have none."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from diagnose import InputError, load_rules
from diagnose.analysis.rules.checks.run import CODES, KNOWLEDGE, PROOFS, run_all
from diagnose.cli import app
from diagnose.common.content import folder, pack_in_use
from diagnose.knowledge.checks.run import AT_LOAD

FRAME = "criteria/1-policy_frame.integration.yaml"
CONSISTENCY = "criteria/8-policy_instruments.consistency.yaml"
PROCEDURE = "criteria/7-policy_instruments.procedural_instruments.yaml"
# code: (file, what stands there, what is put in its place, what is said)
FAULTS = {
    "R01": (FRAME, "level: 3", "level: 5", "lebih dari 4"),
    "R02": (FRAME, "id: F02", "id: F01", "sudah dipakai"),
    "R03": (FRAME, "saran: [decree-coordination,", "saran: [decree-cordination,", "decree-coordination"),
    "R04": ("measures/decree.yaml", "read: {fact: decree.signed}", "read: {fact: decree.sined}", "decree.signed"),
    "R05": (PROCEDURE, "at_least: monev_per_year", "at_most: monev_per_year", "membaik bila higher"),
    "R06": (FRAME, "SJ2022 3.2", "SJ2022 3.7", "tidak memiliki tempat"),
    "R07": (FRAME, "{agencies} belum terjangkau SK", "OPD belum terjangkau SK", "satu bahasa"),
    "R08": ("thresholds.yaml", "id: monev_per_year\n", "id: monev_per_year\n    until_year: 2020\n", "2021"),
    "R09": (FRAME, "level: 2", "level: 3", "tingkat 2"),
    "R10": (
        "saran/decree.yaml",
        "package: amend-decree",
        "package: amend-decree\n    after: [write-roles]",
        "write-roles",
    ),
    "R12": (FRAME, '      unknown: [{}, {decree: {signed: "no"}}]\n', "", "unknown"),
    "R13": (CONSISTENCY, "pattern_months", "one", "pattern_months"),
    "R19": (
        "levers/1-team.yaml",
        "set: {decree.states.targets:",
        "set: {decree.states.target:",
        "decree.states.targets",
    ),
    "R14": (PROCEDURE, "kurang dari dua kali setahun", "kurang dari tiga kali setahun", "3"),
    "R22": ("saran/families.yaml", "    asks_nothing:", "    # asks_nothing:", "asks_nothing"),
    "R20": ("saran/planning.yaml", "deciders: [budget_team]", "deciders: [camat]", "camat"),
    "R21": (
        "findings/money.yaml",
        '- {measure: budget.apbd_basis, in: ["no", draft]}\n    statement',
        '- {measure: budget.apb_desa_basis, in: ["no", draft]}\n    statement',
        "tidak dimiliki kota",
    ),
}


@pytest.fixture
def base(tmp_path: Path) -> Path:
    shutil.copytree(folder("rules"), tmp_path / "rules")
    return tmp_path / "rules"


def told(base: Path, code: str) -> list[str]:
    """What loading the rules in `base` says, else what the check `code` does; proofs have tests of their own."""
    try:
        rules = load_rules(base)
    except InputError as error:
        return [p.text() for p in error.problems]
    if code == "R12":  # the examples of a few rules: all of them are tried in test_rule_examples
        rules = replace(
            rules, blocks=tuple(b for b in rules.blocks if b.kind == "criteria" and b.content.id in ("F01", "P09"))
        )
    return [p.text() for p in run_all({c: m for c, m in KNOWLEDGE.items() if c == code}, rules)]


@pytest.mark.parametrize("code", FAULTS)
def test_a_seeded_fault_is_found_under_its_code(code: str, base: Path) -> None:
    name, old, new, said = FAULTS[code]
    text = (base / name).read_text(encoding="utf-8")
    assert old in text
    (base / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    if code == "R10":
        decree = base / "saran" / "decree.yaml"
        text = decree.read_text(encoding="utf-8")
        text = text.replace("  - id: write-roles\n", "  - id: write-roles\n    after: [decree-targets]\n")
        decree.write_text(text, encoding="utf-8")
    assert any(f": {code} " in line and said in line for line in told(base, code)), told(base, code)


def test_the_list_of_checks_is_closed_and_each_is_said_in_words() -> None:
    assert set(CODES) == {*FAULTS, "R11", *PROOFS}  # R11 below, R15 to R18 in test_proofs
    listed = CliRunner().invoke(app, ["rules", "check", "--list"]).stdout.splitlines()
    assert [line.split()[0] for line in listed] == list(CODES)
    root = Path(folder("rules")).parent / "diagnose"
    files = {p.stem for place in ("knowledge/checks", "analysis/rules/checks") for p in (root / place).glob("*.py")}
    used = {m for found in (*AT_LOAD, KNOWLEDGE, PROOFS) for m in found.values()}
    assert used <= files
    assert files - used == {"__init__", "run", "world", "terms", "variables"}


def test_the_command_tells_what_is_wrong_and_ends_with_2(base: Path) -> None:
    name, old, new, said = FAULTS["R03"]
    text = (base / name).read_text(encoding="utf-8")
    (base / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    result = CliRunner().invoke(app, ["rules", "check", "--rules", str(base)])
    assert result.exit_code == 2
    assert said in result.stderr


def test_the_shipped_rules_pass_every_check_and_proof() -> None:
    result = CliRunner().invoke(app, ["rules", "check"])
    assert result.stderr == ""
    assert result.exit_code == 0


def test_more_criteria_at_one_gate_than_the_engine_bears_are_refused(base: Path) -> None:
    file = base / PROCEDURE
    text = file.read_text(encoding="utf-8")
    start = text.index("  - id: P10")
    last = text[start:].rstrip() + "\n"
    more = "".join(last.replace("id: P10", f"id: P{n}") for n in range(20, 40))
    file.write_text(text + more, encoding="utf-8")
    assert any(": R11 " in line for line in told(base, "R11"))


def test_a_threshold_that_lapses_for_a_year_between_is_found(base: Path) -> None:
    file = base / "thresholds.yaml"
    text = file.read_text(encoding="utf-8")
    (block,) = [b for b in text.split("\n\n") if "id: monev_per_year" in b]
    dated = [block + "\n    until_year: 2020", block + "\n    from_year: 2022"]
    file.write_text(text.replace(block, "\n\n".join(dated)), encoding="utf-8")
    assert any(": R08 " in line and "2021" in line for line in told(base, "R08"))


def test_a_percentage_in_a_statement_is_one_that_the_condition_compares(base: Path) -> None:
    file = base / "findings" / "prevalence.yaml"
    text = file.read_text(encoding="utf-8")
    for words in ("masih di atas target nasional", "still above the national target of"):
        text = text.replace(f"{words} {{national_target_2024}}%", f"{words} 15%")
    file.write_text(text, encoding="utf-8")
    assert any(": R14 kalimat menyebut 15" in line for line in told(base, "R14"))


SARAN = "saran/working_together.yaml"
MENDED = {
    "a saran that waits for itself": (
        SARAN,
        "  - id: activate-bidang\n",
        "  - id: activate-bidang\n    after: [activate-bidang]\n",
        "R10",
    ),
    "a brace without its pair": (SARAN, "Laksanakan {lacking}.", "Laksanakan {lacking.", "R07"),
    "a nested blank": (SARAN, "Laksanakan {lacking}.", "Laksanakan {{lacking}}.", "R07"),
    "one agency where there may be many": (SARAN, "Laksanakan {lacking}.", "Laksanakan {agency}.", "R07"),
    "a blank in a title": (PROCEDURE, "title: {id: Monitoring", "title: {id: '{coordination.monev}', en: x}  #", "R07"),
    "a control character": (SARAN, '"Laksanakan {lacking}.', '"\\aLaksanakan {lacking}.', "R01"),
    "a lever that contradicts another": (
        "levers/4-plans.yaml",
        'calendar.planning_action: "{year}-01", calendar.musrenbang: "{year}-03"',
        'calendar.planning_action: "{year}-01", calendar.musrenbang: "{year}-04"',
        "R19",
    ),
    "a lever of a fact that no rule reads": (
        "levers/1-team.yaml",
        'set: {decree.states.sasaran: "yes"}',
        "set: {region.posyandu: 4}",
        "R19",
    ),
    "a saran whose effect has no lever": (
        "saran/carrying_out.yaml",
        'asks: [{so: {measure: strategy.procedures, is: "yes"}}]',
        'asks: [{so: {measure: coordination.reports_outputs, is: "yes"}}]',
        "R19",
    ),
    "a lever whose saran is none": ("levers/2-working_together.yaml", "saran: hold-monev", "saran: hold-monef", "R03"),
    "a lever of no list": ("levers/4-plans.yaml", "each_function: supporting", "each_function: suporting", "R03"),
    "a lever of each agency that names none": (
        "levers/1-team.yaml",
        'en: "Name {agency} in the TPPS decree"',
        'en: "Name them in the TPPS decree"',
        "R07",
    ),
    "an effort that is not named": ("levers/1-team.yaml", "- {effort: 5, name:", "- {effort: 4, name:", "R19"),
    "a fact in other hands that is none": (
        "levers/5-outside.yaml",
        "facts: [lokus.central_programmes]",
        "facts: [lokus.central_programme]",
        "R19",
    ),
    "a blank text": (
        SARAN,
        'en: "Carry out {lacking}"',
        'en: " "',
        "R01",
    ),
    "every label of a scale": (
        "findings/data.yaml",
        "measure: data.known_to_villages, in: [none, some, most]",
        "measure: data.known_to_villages, in: [none, some, most, all]",
        "R05",
    ),
    "an example of no case": (
        PROCEDURE,
        "met: [{coordination: {monev: 2}}]",
        "met: [{coordination: {monef: 2}}]",
        "R12",
    ),
    "an example that comes out otherwise": (
        PROCEDURE,
        "met: [{coordination: {monev: 2}}]",
        "met: [{coordination: {monev: 1}}]",
        "R12",
    ),
}


@pytest.mark.parametrize("fault", MENDED)
def test_a_mended_fault_is_found(fault: str, base: Path) -> None:
    name, old, new, code = MENDED[fault]
    text = (base / name).read_text(encoding="utf-8")
    assert old in text
    (base / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert any(f"{name}:" in line and f": {code} " in line for line in told(base, code)), told(base, code)


def test_a_compared_fact_without_direction_is_found(tmp_path: Path) -> None:
    for part in ("rules", "facts", "templates"):
        shutil.copytree(folder(part), tmp_path / part)
    file = tmp_path / "facts" / "vocabulary" / "06-coordination.yaml"
    text = file.read_text(encoding="utf-8")
    meetings = "  - fact: coordination.meetings\n"
    undirected = "    undirected: {id: Banyaknya rapat bukan mutu., en: The number of meetings is no quality.}\n"
    assert meetings in text
    file.write_text(text.replace(meetings, meetings + undirected), encoding="utf-8")
    with pack_in_use(tmp_path):
        assert any(": R13 " in line and "coordination.meetings" in line for line in told(tmp_path / "rules", "R13"))
