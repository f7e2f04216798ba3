"""Answers of several respondents of one agency, and those of the shipped examples."""

import datetime as dt
from functools import partial
from pathlib import Path

import pytest

from diagnose.case.load import case_of_tree
from diagnose.case.questionnaire import tallies
from diagnose.common.problems import InputError
from diagnose.intake.records import Intake
from diagnose.intake.survey.read import read_answers, rule
from tests.lib.answer_files import EXAMPLES, NAMES, Write, count, items, merged, table_file, three


@pytest.fixture
def write(tmp_path: Path) -> Write:
    return partial(table_file, tmp_path)


def test_the_examples_are_one_inquiry_of_eleven_agencies() -> None:
    intake = read_answers([EXAMPLES / "kobo-jawaban-opd.csv", EXAMPLES / "google-forms-jawaban.csv"])
    assert (count(intake, "respondents"), count(intake, "agencies"), count(intake, "differ")) == (12, 11, 1)
    case = case_of_tree(merged(intake))
    assert len(case.questionnaire.respondents) == 11
    assert tallies(case, "attended_rembuk") == ({"yes": (10, 10), "no": (1, 1)}, 11)
    by = {n.agency: n.by.value for n in case.questionnaire.named_agencies}
    assert (by["dinkes"], by["dppkb"]) == (10, 6)
    assert case.questionnaire.conducted.bounds() == (
        dt.date(2025, 10, 6).toordinal(),
        dt.date(2025, 10, 16).toordinal(),
    )


def test_in_the_example_two_respondents_of_the_village_agency_differ() -> None:
    intake = read_answers(EXAMPLES / "kobo-jawaban-opd.csv")
    desa = NAMES["dpmd"]
    assert desa not in items(intake)["team_active"]
    assert items(intake)["understands_situation"][desa] == "partly"
    assert desa in intake.tree.data["questionnaire"]["items"]["team_active"]["note"]
    doubt = next(d for d in intake.doubts if d.key == "answers_disagree")
    assert desa in doubt.text("id")
    assert str(doubt.place).endswith("kobo-jawaban-opd.csv:7:18")
    case = case_of_tree(merged(intake))
    assert tallies(case, "team_active")[0]["active"] == (0, 1)  # the one that is left unknown may be either


@pytest.mark.parametrize("name", ["kobo-jawaban-opd.csv", "google-forms-jawaban.csv"])
def test_an_example_alone_is_part_of_a_case(name: str) -> None:
    intake = read_answers(EXAMPLES / name)
    source = intake.tree.data["questionnaire"]["source"]
    assert source == name.removesuffix(".csv")
    cited = case_of_tree(merged(intake)).facts["questionnaire.items[attended_rembuk]"].source
    assert str(cited).startswith(f"{source} kolom ")


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        (("yes", "yes", "no"), "yes"),
        (("yes", "no"), None),
        (("yes", "no", "unanswered"), None),
        (("yes", "yes", "unanswered"), "yes"),
        (("yes", "unanswered", "unanswered"), None),
        (("yes", "", ""), "yes"),
    ],
)
def test_what_more_than_half_of_those_who_answer_say_counts(
    said: tuple[str, ...], counts: str | None, write: Write
) -> None:
    answered = items(read_answers(write(three(*said))))["attended_rembuk"]
    assert answered.get("Dinas Sosial") == counts
    assert answered["Dinas Kesehatan"] == "yes"


def test_the_rule_can_be_told_in_both_languages() -> None:
    assert "lebih dari separuh" in rule("id")
    assert "more than half" in rule("en")


def test_a_dissent_is_noted_where_it_does_not_count(write: Write) -> None:
    item = read_answers(write(three("yes", "yes", "no"))).tree.data["questionnaire"]["items"]["attended_rembuk"]
    assert item["note"] == "Dinas Sosial: 2 × mengikuti, 1 × tidak mengikuti"


def test_an_agency_written_in_several_ways_is_one_under_the_first_name(write: Write) -> None:
    names = ["DP2KB", "Dinas Pengendalian Penduduk dan Keluarga Berencana", "d.p.2.k.b", "DPPKB Kabupaten Contoh Raya"]
    intake = read_answers(write([["agency", "attended_rembuk"], *([name, "yes"] for name in names)]))
    assert intake.tree.data["questionnaire"]["respondents"] == ["DP2KB"]
    assert count(intake, "respondents") == 4


def test_names_that_mean_several_agencies_or_many_offices_stay_as_written(write: Write) -> None:
    names = ["DKP", "Kecamatan Kota Baru", "Kecamatan Kota Lama"]
    intake = read_answers(write([["agency", "attended_rembuk"], *([name, "yes"] for name in names)]))
    assert intake.tree.data["questionnaire"]["respondents"] == names


def test_each_name_keeps_the_place_of_its_cell(write: Write) -> None:
    rows = [["_id", "agency", "attended_rembuk"], [1, "Dinas Entah", "yes"]]
    tree = read_answers(write(rows, "a.xlsx")).tree
    assert str(tree.place(("questionnaire", "respondents", 0))).endswith("a.xlsx!Sheet!B2")
    assert str(tree.place(("questionnaire", "items", "attended_rembuk", "answers", "Dinas Entah"))).endswith("!C2")
    with pytest.raises(InputError) as caught:
        case_of_tree(merged(Intake(tree)))
    assert any("a.xlsx!Sheet!B2" in p.text() and p.key == "agency_unknown" for p in caught.value.problems)


def test_an_agency_names_what_any_of_its_respondents_names(write: Write) -> None:
    rows = [["agency", "obstacles", "named_agencies"], ["Dinas Sosial", "budget", "dinkes"],
            ["Dinas Sosial", "data", "dinkes bappeda"], ["Dinkes", "data geography", ""]]  # fmt: skip
    data = read_answers(write(rows)).tree.data
    assert [(o["obstacle"], o["rank"]) for o in data["obstacles"]] == [("data", 1), ("budget", 2), ("geography", 2)]
    by = {n["agency"]: n["by"] for n in data["questionnaire"]["named_agencies"]}
    assert by == {"Dinkes": 1, NAMES["bappeda"]: 1}
