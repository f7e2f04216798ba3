"""Why not: exactly what is missing for a level, and how far off."""

import pytest

from diagnose import Diagnosed
from diagnose.analysis.why.why import why
from diagnose.analysis.why.whynot import why_not
from diagnose.cli.pages.why import why_not_text
from tests.conftest import make_case
from tests.lib.explaining import CASES, LANGUAGES, LEVELS, RULES, assert_readable, diagnosed, run


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("case", CASES)
def test_why_not_lists_exactly_the_criteria_up_to_the_level_that_are_not_met(case: str, level: int) -> None:
    g = diagnosed(case)
    for aspect in g.diagnosis.aspects:
        (found,) = why_not(g, aspect.id, level=level).aspects
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
    g = diagnosed(case, lang)
    for subject in g.names:
        for level in (None, *LEVELS):
            assert_readable(why_not_text(why_not(g, subject, level=level)))


def test_why_not_names_the_agencies_targets_time_frame_and_network_that_the_study_names() -> None:
    result = run("why-not", "lebak-2022", "policy_frame.integration", "--level", "4")
    text = " ".join(result.stdout.split())
    assert result.exit_code == 0
    for agency in ("Dinas PUPR", "Dinas Dukcapil", "Dinas Pertanian", "Dinas Perikanan", "Rumah Sakit Ajidarmo"):
        assert agency in text
    assert "kurang 5 dari 17 urusan; 3 dari 17 urusan belum diketahui" in text
    for said in ("SK memuat target dan indikator: tidak", "SK memuat jangka waktu: tidak", "jaringan proses"):
        assert said in text
    assert "Saran add-agency:public_works: Cantumkan Dinas PUPR" in text
    assert "SJ2022 4.1.1/6" in text


@pytest.mark.parametrize(
    ("aspect", "level", "criterion", "difference"),
    [
        ("policy_frame.integration", 4, "F04", 5),  # functions without a seat
        ("policy_goals.range", 3, "G01", 1),  # functions with a goal
        ("policy_goals.range", 3, "G03", 5),  # half of 10
        ("policy_instruments.consistency", 4, "K07", 2),  # days between an action after Musrenbang and the day before
    ],
)
def test_a_gap_in_numbers_says_how_many_are_short(aspect: str, level: int, criterion: str, difference: int) -> None:
    (found,) = why_not(diagnosed("lebak-2022"), aspect, level=level).aspects
    (gap,) = next(m.gaps for m in found.missing if m.criterion.id == criterion)
    assert gap.difference == difference
    assert str(difference) in gap.said


def test_a_share_of_answers_is_short_by_respondents() -> None:
    tally = {"questionnaire": {"respondents": ["Dinkes", "Dinsos", "DPMD", "Bappeda"], "items": {}}}
    tally["questionnaire"]["items"] = {"understands_situation": {"tally": {"fully": 2, "partly": 2}}}
    tree = why(Diagnosed(make_case(tally), RULES), "F03").tree
    assert "2 dari 4; diminta paling sedikit 75%, yaitu 3 dari 4" in tree.children[0].statement


def test_an_answer_is_short_from_what_it_is_to_what_is_asked() -> None:
    (found,) = why_not(diagnosed("lebak-2022"), "policy_frame.integration", level=4).aspects
    gaps = next(m.gaps for m in found.missing if m.criterion.id == "F05")
    assert [g.said for g in gaps] == ['dari "tidak" ke "ya"'] * 3


def test_the_next_level_is_asked_about_where_none_is_named() -> None:
    assert why_not(diagnosed("lebak-2022"), "policy_goals.range").wanted == 2
    assert why_not(diagnosed("fiktif-kuat-2023"), "policy_frame.integration").wanted == 4


def test_an_aspect_that_stands_there_is_said_to() -> None:
    result = run("why-not", "lebak-2022", "policy_frame.integration", "--level", "2", "--lang", "en")
    assert result.exit_code == 0
    assert "level 2 is reached" in " ".join(result.stdout.split())


def test_a_dimension_is_answered_by_its_aspects_below_the_level() -> None:
    found = why_not(diagnosed("lebak-2022"), "policy_goals", level=2)
    assert [a.id for a in found.aspects] == ["policy_goals.range"]


def test_a_criterion_whose_saran_needs_another_first_is_answered_by_that() -> None:
    (found,) = why_not(diagnosed("fiktif-tanpa-tpps-2023"), "policy_frame.integration", level=4).aspects
    (answer,) = next(m.saran for m in found.missing if m.criterion.id == "F04")
    assert answer.id == "issue-decree"


# the commands
