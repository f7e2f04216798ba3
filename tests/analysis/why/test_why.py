"""Why and why not: every answer ends in facts of the case, and says of each rule what the diagnosis says."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from diagnose import Diagnosed
from diagnose.analysis.why.records import Step
from diagnose.analysis.why.why import why
from diagnose.cli import app
from diagnose.cli.pages.mermaid import mermaid
from diagnose.cli.pages.why import why_text
from diagnose.common.content import folder
from tests.cli.test_mermaid import assert_chart
from tests.conftest import make_case
from tests.lib.examples import examples
from tests.lib.explaining import (
    CASES,
    LANGUAGES,
    LEVELS,
    RULES,
    asked,
    assert_readable,
    diagnosed,
    leaves,
    run,
    steps,
)


@pytest.mark.parametrize("case", CASES)
def test_every_leaf_is_a_fact_of_the_case_with_its_value_source_and_place(case: str) -> None:
    facts = diagnosed(case).case.facts
    lines = Path(folder("facts") / "cases" / f"{case}.yaml").read_text(encoding="utf-8").splitlines()
    for target in asked(case):
        for leaf in leaves(why(diagnosed(case), target, depth=9).tree):
            entry = facts.get(leaf.path)
            assert leaf.value == (entry.value if entry else None), leaf.path
            assert leaf.source == (entry.source if entry else None), leaf.path
            if entry is not None and entry.derived is not None:  # it stands where what it follows from does, or nowhere
                continue
            if entry is None or not entry.known:
                assert leaf.line is None, leaf.path
            else:
                assert leaf.line is not None, leaf.path
                assert lines[leaf.line - 1].strip(), leaf.path


@pytest.mark.parametrize("case", CASES)
def test_every_rule_in_a_tree_is_as_true_as_in_the_diagnosis(case: str) -> None:
    g = diagnosed(case)
    for target in asked(case):
        for step in steps(why(g, target, depth=9).tree):
            if step.kind == "criterion" and step.id in g.criteria:
                assert step.truth == g.criteria[step.id].truth
            if step.kind == "finding" and step.id in g.in_force:
                assert (step.truth == "met") == (step.id in g.findings)
            if step.kind == "aspect":
                assert step.level == g.diagnosis.aspect(step.id).level
            if step.kind == "dimension":
                assert step.level == next(d.level for d in g.diagnosis.dimensions if d.id == step.id)


@pytest.mark.parametrize("case", CASES)
def test_a_criterion_that_is_met_or_unmet_rests_on_a_comparison_and_ends_in_facts(case: str) -> None:
    g = diagnosed(case)
    for name, record in g.criteria.items():
        tree = why(g, name).tree
        measures = [s for s in tree.children if s.kind == "measure"]
        assert list(leaves(tree)), name
        assert {leaf.path for leaf in leaves(tree)} == {read.fact for read in record.read}, name
        if record.truth != "unknown":
            deciding = {s.id for s in measures if s.truth == record.truth}
            assert deciding == {test.measure for test in record.tests}, name
        else:
            assert any(s.truth == "unknown" for s in measures), name
            assert any(s.kind == "question" for s in tree.children), name


@pytest.mark.parametrize("case", CASES)
def test_a_level_tree_shows_each_gate_up_to_the_one_above_and_all_its_criteria(case: str) -> None:
    g = diagnosed(case)
    for aspect in (a for d in g.rules.aspects.values() for a in d):
        level = g.level(aspect)
        gates = [s for s in why(g, aspect).tree.children if s.kind == "gate"]
        assert [s.id for s in gates] == [f"{aspect}:{k}" for k in LEVELS if k <= level.highest + 1]
        for k, gate in zip(LEVELS, gates, strict=False):
            truths = [s.truth for s in gate.children]
            assert gate.truth == ("met" if k <= level.lowest else "unknown" if k <= level.highest else "unmet")
            assert {s.id for s in gate.children} == {c.id for c in g.gate(aspect, k)}
            assert truths.count("met") == len(truths) if gate.truth == "met" else gate.truth in truths
            assert all(s.children for s in gate.children if s.truth == gate.truth != "met")


@pytest.mark.parametrize("case", CASES)
def test_both_languages_tell_the_same_tree(case: str) -> None:
    def shape(step: Step) -> Any:
        facts = [(leaf.path, leaf.value, leaf.source, leaf.line) for leaf in step.facts]
        return step.kind, step.id, step.truth, step.level, facts, [shape(c) for c in step.children]

    for target in asked(case):
        trees = [why(diagnosed(case, lang), target).tree for lang in LANGUAGES]
        assert shape(trees[0]) == shape(trees[1])
        assert trees[0].statement != trees[1].statement


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_every_answer_reads_as_text_and_is_a_flowchart(case: str, lang: str) -> None:
    for target in asked(case):
        found = why(diagnosed(case, lang), target)
        assert_readable(why_text(found))
        assert_chart(mermaid(found))


def test_the_range_of_goals_reaches_facts_with_their_passages() -> None:
    tree = why(diagnosed("lebak-2022"), "policy_goals.range").tree
    found = {leaf.path: leaf for leaf in leaves(tree)}
    assert found["goals.others"].source == "SJ2022 5/rentang"
    assert found["goals.agencies[disdik]"].source == "SJ2022 4.3.1/3"
    text = run("why", "lebak-2022", "policy_goals.range").stdout
    assert "[belum] G01*" in text
    assert "lebak-2022.yaml:" in text
    assert "paling sedikit 1 urusan (ambang one: asumsi sistem)" in " ".join(text.split())


def test_functions_that_lack_come_first_and_those_that_agree_are_told_together() -> None:
    text = " ".join(run("why", "lebak-2022", "F04", "--lang", "en").stdout.split())
    assert text.index("no for 5: Dinas PUPR") < text.index("yes for 6: Dinas Sosial")


def test_a_dimension_explains_its_lowest_aspect_and_only_tells_the_others() -> None:
    tree = why(diagnosed("lebak-2022"), "policy_goals").tree
    assert [(s.id, bool(s.children)) for s in tree.children] == [
        ("policy_goals.range", True),
        ("policy_goals.coherence", False),
    ]


def test_the_second_reading_is_told_where_it_differs_and_nowhere_else() -> None:
    g = diagnosed("lebak-2022")
    for aspect in g.diagnosis.aspects:
        told = [s for s in steps(why(g, aspect.id).tree) if s.kind == "second_reading"]
        assert [s.level for s in told] == ([aspect.second_reading.level] if aspect.second_reading else [])


@pytest.mark.parametrize(
    ("case", "target", "truth", "said"),
    [
        ("lebak-2022", "add-agency:health", "unmet", "tidak ada yang kurang padanya"),
        ("fiktif-kota-2024", "add-agency:health", "unmet", "tidak ada yang kurang padanya"),
        ("fiktif-kota-2024", "add-agency:hospital", "unknown", "faktanya belum diketahui"),
        ("fiktif-kota-2024", "add-agency:village", "unmet", "tidak memeriksa urusan ini"),
        ("lebak-2022", "hold-rembuk", "unmet", "tidak ada aturan yang menuntutnya"),
        ("fiktif-tanpa-tpps-2023", "add-agency", "unmet", "syaratnya belum terpenuhi"),
        ("fiktif-tanpa-tpps-2023", "amend-decree", "unmet", "Tidak ada saran di dalamnya"),
        ("fiktif-kota-2024", "renstra-goal", "unknown", "Belum dapat ditentukan"),
        ("lebak-2022", "N03", "unmet", "Tidak berlaku"),
        ("fiktif-kota-2024", "N06", None, "tidak dipakai untuk kota"),
        ("fiktif-kota-2024", "F05", "unknown", "Belum dapat ditentukan"),
    ],
)
def test_what_does_not_hold_is_explained_as_such(case: str, target: str, truth: str | None, said: str) -> None:
    tree = why(diagnosed(case), target).tree
    assert tree.truth == truth
    assert said in tree.statement


def test_an_unknown_criterion_says_what_is_unknown_and_whom_to_ask() -> None:
    text = " ".join(run("why", "lebak-2022", "P09").stdout.split())
    assert "Monitoring dan evaluasi: belum diketahui; diminta paling sedikit 2 kali" in text
    assert "(tidak tercantum dalam berkas kasus)" in text
    assert "Tanya Bapelitbangda: Berapa kali monitoring" in text


ANSWERS = st.sampled_from(["yes", "no", "draft", None])


@examples(15)
@given(st.lists(ANSWERS, min_size=8, max_size=8), st.sampled_from(["Dinas PUPR", "RSUD", "Dukcapil"]), ANSWERS)
def test_any_case_is_explained_as_it_is_diagnosed(said: list[str | None], agency: str, seat: str | None) -> None:
    states = ("sasaran", "targets", "time_frame", "process_network", "coordination", "data_base")
    decree: dict[str, Any] = {
        "signed": said[0],
        "members": {"agencies": {agency: seat or "unknown"}, "others": said[1]},
        "states": dict(zip(states, said[2:], strict=True)),
    }
    g = Diagnosed(make_case({"decree": decree}), RULES)
    for target in ("policy_frame.integration", "subsystem_involvement", "F04", "add-agency:public_works"):
        found = why(g, target, depth=9)
        for step in steps(found.tree):
            if step.kind == "criterion":
                assert step.truth == g.inference.truth(step.id)
        assert_readable(why_text(found))
        assert_chart(mermaid(found))


@pytest.mark.parametrize(
    ("value", "now"), [("", "belum diketahui"), ("value: tidak, ", "tidak")], ids=["nothing said", "not yet"]
)
def test_what_is_promised_is_told_and_not_said_to_be_missing(value: str, now: str, tmp_path: Path) -> None:
    case = tmp_path / "janji.yaml"
    case.write_text(
        'region: {code: "99.12", name: Kabupaten Janji, kind: kabupaten}\nyear: 2025\n'
        "decree:\n  signed: ya\n  states:\n"
        f"    targets: {{{value}planned: {{value: ya, by: 2027-03}}}}\n",
        encoding="utf-8",
    )
    said = " ".join(CliRunner().invoke(app, ["why", str(case), "F05"]).stdout.split())
    assert f"{now}; dijanjikan: ya, paling lambat 31 Maret 2027" in said
    target = said.partition("dijanjikan: ya")[2][:120]
    assert "janji.yaml:6" in target
    assert "tidak tercantum" not in target.partition("janji.yaml:6")[0]
