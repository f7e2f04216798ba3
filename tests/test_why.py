"""Why and why not: every answer ends in facts of the case, and says of each rule what the diagnosis says."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from diagnose import InputError, load_case, load_rules
from diagnose.cli import app
from diagnose.content import folder
from diagnose.explain.ground import Ground
from diagnose.explain.mermaid import escaped, mermaid
from diagnose.explain.records import Leaf, Step
from diagnose.explain.text import why_not_text, why_text
from diagnose.explain.why import cut, explain, targets, why
from diagnose.explain.whynot import shortfall, why_not
from tests.conftest import make_case

CASES = sorted(p.stem for p in (folder("facts") / "cases").glob("*.yaml"))
LANGUAGES = ["id", "en"]
LEVELS = [2, 3, 4]
RULES = load_rules()
LINK = re.compile(r"    n\d+ --> n\d+")
NODE = re.compile(
    r"    n\d+"
    r'(\(\["[^"]*"\]\)|\{\{"[^"]*"\}\}|\[\["[^"]*"\]\]|\[/"[^"]*"/\]|\["[^"]*"\]|\("[^"]*"\)|>"[^"]*"\])'
)


@cache
def ground(case: str, lang: str = "id") -> Ground:
    return Ground(load_case(case), RULES, lang)


def run(*args: str) -> Result:
    return CliRunner().invoke(app, list(args))


def steps(step: Step) -> Iterator[Step]:
    yield step
    for child in step.children:
        yield from steps(child)


def leaves(step: Step) -> Iterator[Leaf]:
    for one in steps(step):
        yield from one.facts


def asked(case: str) -> list[str]:
    """Everything that can be asked of a case; of saran for each function, only of a few functions."""
    return [t for t in targets(ground(case)) if ":" not in t or t.split(":")[1] in ("health", "public_works")]


def assert_readable(text: str) -> None:
    assert max(map(len, text.splitlines())) <= 80
    assert "\n\n\n" not in text
    assert "None" not in text
    assert not set("{}") & set(text)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


# what every tree keeps to


@pytest.mark.parametrize("case", CASES)
def test_every_leaf_is_a_fact_of_the_case_with_its_value_source_and_place(case: str) -> None:
    facts = ground(case).case.facts
    lines = Path(folder("facts") / "cases" / f"{case}.yaml").read_text(encoding="utf-8").splitlines()
    for target in asked(case):
        for leaf in leaves(explain(ground(case), target, depth=9).tree):
            entry = facts.get(leaf.path)
            assert leaf.value == (entry.value if entry else None), leaf.path
            assert leaf.source == (entry.source if entry else None), leaf.path
            if entry is None or not entry.known:
                assert leaf.line is None, leaf.path
            else:
                assert leaf.line is not None, leaf.path
                assert lines[leaf.line - 1].strip(), leaf.path


@pytest.mark.parametrize("case", CASES)
def test_every_rule_in_a_tree_is_as_true_as_in_the_diagnosis(case: str) -> None:
    g = ground(case)
    for target in asked(case):
        for step in steps(explain(g, target, depth=9).tree):
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
    g = ground(case)
    for name, record in g.criteria.items():
        tree = explain(g, name).tree
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
    g = ground(case)
    for aspect in (a for d in g.rules.aspects.values() for a in d):
        level = g.level(aspect)
        gates = [s for s in explain(g, aspect).tree.children if s.kind == "gate"]
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
        trees = [explain(ground(case, lang), target).tree for lang in LANGUAGES]
        assert shape(trees[0]) == shape(trees[1])
        assert trees[0].statement != trees[1].statement


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_every_answer_reads_as_text_and_is_a_flowchart(case: str, lang: str) -> None:
    for target in asked(case):
        found = explain(ground(case, lang), target)
        assert_readable(why_text(found))
        assert_chart(mermaid(found))


def test_depth_cuts_the_tree_and_without_facts_nothing_is_told_of_them() -> None:
    deep = explain(ground("lebak-2022"), "policy_frame.integration", depth=9).tree
    assert explain(ground("lebak-2022"), "policy_frame.integration", depth=2).tree == cut(deep, 2)
    assert not list(leaves(cut(deep, 2)))
    assert {s.kind for s in steps(cut(deep, 1))} == {"aspect", "gate", "second_reading"}
    assert cut(deep, 0).children == ()


# what an adviser asks of the reference case


def test_the_range_of_goals_reaches_facts_with_their_passages() -> None:
    tree = why(load_case("lebak-2022"), RULES, "policy_goals.range").tree
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
    tree = explain(ground("lebak-2022"), "policy_goals").tree
    assert [(s.id, bool(s.children)) for s in tree.children] == [
        ("policy_goals.range", True),
        ("policy_goals.coherence", False),
    ]


def test_the_second_reading_is_told_where_it_differs_and_nowhere_else() -> None:
    g = ground("lebak-2022")
    for aspect in g.diagnosis.aspects:
        told = [s for s in steps(explain(g, aspect.id).tree) if s.kind == "second_reading"]
        assert [s.level for s in told] == ([aspect.second_reading.level] if aspect.second_reading else [])


def test_a_saran_for_one_agency_rests_on_the_facts_of_that_agency_alone() -> None:
    tree = explain(ground("lebak-2022"), "add-agency:public_works").tree
    assert [s.id for s in tree.children if s.kind == "criterion"] == ["F04", "S03"]
    assert {leaf.path for leaf in leaves(tree)} == {"decree.members.agencies[pupr]"}
    assert [s.id for n in tree.children if n.kind == "needs" for s in n.children] == ["P02"]


def test_a_saran_for_each_agency_is_told_with_all_its_instances() -> None:
    g = ground("lebak-2022")
    told = [s.id for s in explain(g, "add-agency").tree.children if s.kind == "saran"]
    assert told == [s.id for s in g.diagnosis.saran if s.id.startswith("add-agency:")]
    assert len(told) == 5


@pytest.mark.parametrize("case", CASES)
def test_a_saran_is_explained_by_the_rules_that_the_diagnosis_names(case: str) -> None:
    g = ground(case)
    for record in g.diagnosis.saran:
        tree = explain(g, record.id).tree
        assert tree.truth == "met"
        assert tuple(s.id for s in tree.children if s.kind in ("criterion", "finding")) == record.rules


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
    tree = explain(ground(case), target).tree
    assert tree.truth == truth
    assert said in tree.statement


def test_an_unknown_criterion_says_what_is_unknown_and_whom_to_ask() -> None:
    text = " ".join(run("why", "lebak-2022", "P09").stdout.split())
    assert "Monitoring dan evaluasi: belum diketahui; diminta paling sedikit 2 kali" in text
    assert "(tidak tercantum dalam berkas kasus)" in text
    assert "Tanya Bapelitbangda: Berapa kali monitoring" in text


# why not


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("case", CASES)
def test_why_not_lists_exactly_the_criteria_up_to_the_level_that_are_not_met(case: str, level: int) -> None:
    g = ground(case)
    for aspect in g.diagnosis.aspects:
        (found,) = shortfall(g, aspect.id, level=level).aspects
        expected = {c.id for c in aspect.criteria if c.gates <= level and c.reading != "second" and c.truth != "met"}
        assert {m.criterion.id for m in found.missing} == expected
        assert len(found.missing) == len(expected)
        stands = "met" if aspect.level.lowest >= level else "unmet" if aspect.level.highest < level else "unknown"
        assert found.truth == stands
        assert bool(found.missing) == (found.truth != "met")
        for missing in found.missing:
            answered = {s.id for s in g.diagnosis.saran if missing.criterion.id in s.rules}
            assert answered <= {s.id for s in missing.saran}
            assert missing.gaps
            assert missing.saran if missing.criterion.truth == "unmet" else missing.questions


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_why_not_reads_as_text_for_every_subject(case: str, lang: str) -> None:
    g = ground(case, lang)
    for subject in g.names:
        for level in (None, *LEVELS):
            assert_readable(why_not_text(shortfall(g, subject, level=level)))


def test_why_not_names_the_agencies_targets_time_frame_and_network_that_the_study_names() -> None:
    result = run("why-not", "lebak-2022", "policy_frame.integration", "--level", "4")
    text = " ".join(result.stdout.split())
    assert result.exit_code == 0
    for agency in ("Dinas PUPR", "Dinas Dukcapil", "Dinas Pertanian", "Dinas Perikanan", "Rumah Sakit Ajidarmo"):
        assert agency in text
    assert "kurang 5 dari 14 urusan" in text
    for said in ("SK memuat target dan indikator: tidak", "SK memuat jangka waktu: tidak", "jaringan proses"):
        assert said in text
    assert "Saran add-agency:public_works: Cantumkan Dinas PUPR" in text
    assert "SJ2022 4.1.1/6" in text


@pytest.mark.parametrize(
    ("aspect", "level", "criterion", "difference"),
    [
        ("policy_frame.integration", 4, "F04", 5),  # functions without a seat
        ("policy_goals.range", 3, "G01", 1),  # functions with a goal
        ("policy_goals.range", 3, "G03", 6),  # half of 12
        ("policy_instruments.consistency", 4, "K07", 2),  # days between an action after Musrenbang and the day before
    ],
)
def test_a_gap_in_numbers_says_how_many_are_short(aspect: str, level: int, criterion: str, difference: int) -> None:
    (found,) = shortfall(ground("lebak-2022"), aspect, level=level).aspects
    (gap,) = next(m.gaps for m in found.missing if m.criterion.id == criterion)
    assert gap.difference == difference
    assert str(difference) in gap.said


def test_a_share_of_answers_is_short_by_respondents() -> None:
    tally = {"questionnaire": {"respondents": ["Dinkes", "Dinsos", "DPMD", "Bappeda"], "items": {}}}
    tally["questionnaire"]["items"] = {"understands_situation": {"tally": {"fully": 2, "partly": 2}}}
    tree = explain(Ground(make_case(tally), RULES), "F03").tree
    assert "2 dari 4; diminta paling sedikit 75%, yaitu 3 dari 4" in tree.children[0].statement


def test_an_answer_is_short_from_what_it_is_to_what_is_asked() -> None:
    (found,) = shortfall(ground("lebak-2022"), "policy_frame.integration", level=4).aspects
    gaps = next(m.gaps for m in found.missing if m.criterion.id == "F05")
    assert [g.said for g in gaps] == ['dari "tidak" ke "ya"'] * 3


def test_the_next_level_is_asked_about_where_none_is_named() -> None:
    assert why_not(load_case("lebak-2022"), RULES, "policy_goals.range").wanted == 2
    assert shortfall(ground("fiktif-kuat-2023"), "policy_frame.integration").wanted == 4


def test_an_aspect_that_stands_there_is_said_to() -> None:
    result = run("why-not", "lebak-2022", "policy_frame.integration", "--level", "2", "--lang", "en")
    assert result.exit_code == 0
    assert "level 2 is reached" in " ".join(result.stdout.split())


def test_a_dimension_is_answered_by_its_aspects_below_the_level() -> None:
    found = shortfall(ground("lebak-2022"), "policy_goals", level=2)
    assert [a.id for a in found.aspects] == ["policy_goals.range"]


def test_a_criterion_whose_saran_needs_another_first_is_answered_by_that() -> None:
    (found,) = shortfall(ground("fiktif-tanpa-tpps-2023"), "policy_frame.integration", level=4).aspects
    (answer,) = next(m.saran for m in found.missing if m.criterion.id == "F04")
    assert answer.id == "issue-decree"


# the commands


@pytest.mark.parametrize("command", ["why", "why-not"])
def test_json_holds_the_whole_answer_and_is_the_same_each_time(command: str) -> None:
    args = (command, "lebak-2022", "policy_frame.integration", "--format", "json")
    first = run(*args)
    assert first.exit_code == 0
    assert first.stdout == run(*args).stdout
    assert json.loads(first.stdout)["target"] == "policy_frame.integration"
    assert "Infinity" not in first.stdout


@pytest.mark.parametrize(
    ("args", "near"),
    [
        (("why", "lebak-2022", "add-agncy"), "add-agency"),
        (("why", "lebak-2022", "policy_goal.range"), "policy_goals.range"),
        (("why-not", "lebak-2022", "policy_fram"), "policy_frame"),
    ],
)
def test_an_unknown_id_is_answered_with_the_nearest(args: tuple[str, ...], near: str) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert f'Maksud Anda "{near}"?' in result.stderr


def test_ids_are_found_in_any_case_of_their_letters_and_no_level_beyond_four_is() -> None:
    assert explain(ground("lebak-2022"), "f04").target == "F04"
    assert run("why-not", "lebak-2022", "policy_goals", "--level", "5").exit_code == 2
    with pytest.raises(InputError, match="tingkat 5"):
        shortfall(ground("lebak-2022"), "policy_goals", level=5)


def test_the_case_file_is_never_overwritten(tmp_path: Path) -> None:
    case = tmp_path / "kasus.yaml"
    text = 'region: {code: "99.99", name: Kabupaten Contoh, kind: kabupaten}\nyear: 2022\n'
    case.write_text(text, encoding="utf-8")
    assert run("why", str(case), "F04", "-o", str(case)).exit_code == 2
    assert case.read_text(encoding="utf-8") == text
    assert run("why", str(case), "F04", "-o", str(tmp_path / "mengapa.txt")).exit_code == 0


# facts are a stranger's


def assert_chart(chart: str) -> None:
    first, *lines = chart.rstrip("\n").split("\n")
    assert first == "flowchart TD"
    for line in lines:
        assert NODE.fullmatch(line) or LINK.fullmatch(line), line
        assert all(c.isprintable() for c in line)
        inside = re.sub(r"<br/>|#\d+;", "", line.partition('"')[2].rpartition('"')[0])
        assert not set('"<>&#;`{}|') & set(inside), line


HOSTILE = 'x"] --> n0[/"y%%{init: {}}%%<script>`1. a`&lt;#quot; \u202eabc\u2066 end\tclick n1 "z'


def test_hostile_texts_break_neither_the_text_nor_the_flowchart() -> None:
    items = [{"name": f"{HOSTILE} {i}", "agency": "Dinas Sosial", "source": "D 1; --> [x]"} for i in range(5)]
    documents = [{"id": "D", "title": HOSTILE.replace("\u202e", "").replace("\u2066", "")}]
    try:
        case = make_case({"documents": documents, "programmes": {"items": items}})
    except InputError:  # what the reader of cases refuses outright needs no care here
        for item in items:
            item["name"] = item["name"].translate({0x202E: None, 0x2066: None, 9: " "})
        case = make_case({"documents": documents, "programmes": {"items": items}})
    for target in ("I01", "policy_instruments"):
        found = explain(Ground(case, RULES), target, depth=9)
        assert_chart(mermaid(found))
        text = why_text(found)
        assert max(map(len, text.splitlines())) <= 80
        assert all(c.isprintable() or c == "\n" for c in text)


def test_a_label_shows_what_it_was_given_and_no_line_of_it_looks_like_a_list() -> None:
    label = escaped("1. satu 2) dua, yang ketiga 27,3% (Perpres-72-2021 Pasal 2) selesai")
    shown = re.sub(r"#(\d+);", lambda m: chr(int(m[1])), label.replace("<br/>", " "))
    assert shown == "1. satu 2) dua, yang ketiga 27,3% (Perpres-72-2021 Pasal 2) selesai"
    assert not any(re.match(r"\d+[.)]|[-+*]", line) for line in label.split("<br/>"))


@given(st.text(max_size=400))
def test_no_text_can_end_or_act_in_a_label(text: str) -> None:
    assert_chart(f'flowchart TD\n    n0["{escaped(text)}"]\n')


ANSWERS = st.sampled_from(["yes", "no", "draft", None])


@settings(max_examples=15, deadline=None)
@given(st.lists(ANSWERS, min_size=8, max_size=8), st.sampled_from(["Dinas PUPR", "RSUD", "Dukcapil"]), ANSWERS)
def test_any_case_is_explained_as_it_is_diagnosed(said: list[str | None], agency: str, seat: str | None) -> None:
    states = ("sasaran", "targets", "time_frame", "process_network", "coordination", "data_base")
    decree: dict[str, Any] = {
        "signed": said[0],
        "members": {"agencies": {agency: seat or "unknown"}, "others": said[1]},
        "states": dict(zip(states, said[2:], strict=True)),
    }
    g = Ground(make_case({"decree": decree}), RULES)
    for target in ("policy_frame.integration", "subsystem_involvement", "F04", "add-agency:public_works"):
        found = explain(g, target, depth=9)
        for step in steps(found.tree):
            if step.kind == "criterion":
                assert step.truth == g.inference.truth(step.id)
        assert_readable(why_text(found))
        assert_chart(mermaid(found))
