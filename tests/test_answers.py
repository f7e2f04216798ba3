"""Answers to the questionnaire, read back from what KoboToolbox, ODK Central and Google Forms export."""

import csv
import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from diagnose.casefile import case_of_tree
from diagnose.content import folder
from diagnose.form.xlsform_fields import answers, asked, named
from diagnose.intake.answers import is_answers, read_answers, rule
from diagnose.intake.answers.called import Names
from diagnose.intake.answers.lists import chosen
from diagnose.intake.records import Intake
from diagnose.problems import InputError
from diagnose.questionnaire import questionnaire, tallies
from diagnose.registerfile import register_file
from diagnose.wording import words
from tests.conftest import make_case

EXAMPLES = folder("facts") / "examples"
QUESTIONS = {q.id: q for q in questionnaire().questions}
OBSTACLES = named(questionnaire().obstacles)
NAMES = {agency.id: agency.name for agency in register_file().agencies}
BASE: dict[str, Any] = {
    "region": {"code": "99.01", "name": "Kabupaten Contoh Raya", "kind": "kabupaten"},
    "year": 2025,
}
Rows = Sequence[Sequence[object]]
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a table as a CSV file, or as a workbook where the name says so."""

    def make(rows: Rows, name: str = "jawaban.csv", delimiter: str = ",") -> Path:
        path = tmp_path / name
        if path.suffix == ".xlsx":
            book = Workbook()
            for row in rows:
                book.worksheets[0].append(list(row))
            book.save(path)
        else:
            with path.open("w", encoding="utf-8", newline="") as opened:
                csv.writer(opened, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
        return path

    return make


def items(intake: Intake) -> dict[str, dict[str, str]]:
    return {k: v["answers"] for k, v in intake.tree.data["questionnaire"].get("items", {}).items()}


def count(intake: Intake, key: str) -> int:
    return next((c.number for c in intake.counts if c.key == f"import.answers.{key}"), 0)


def keys(intake: Intake) -> list[str]:
    return [doubt.key for doubt in intake.doubts]


# --- every shape of export says the same ---

PEOPLE: list[dict[str, Any]] = [
    {"agency": "dinkes", "attended_rembuk": "yes", "sosialisasi_even": "uneven", "obstacles": ["budget", "data"],
     "named_agencies": ["bappeda", "dinsos_p3a"]},
    {"agency": "dinsos_p3a", "attended_rembuk": "no", "sosialisasi_even": "dont_know", "obstacles": ["data"],
     "named_agencies": ["dinkes"]},
    {"agency": "kemenag", "attended_rembuk": "unanswered", "sosialisasi_even": "even", "obstacles": [],
     "named_agencies": []},
]  # fmt: skip
ASKED = ("attended_rembuk", "sosialisasi_even")


def codes(separator: str, group: str = "g") -> Rows:
    """Names and codes, as "XML values" have them; several choices stand in one cell."""
    lead = f"{group}{separator}" if separator else ""
    fields = ("agency", *ASKED, "obstacles", "named_agencies")
    rows = [[f"{lead}{f}" for f in fields]]
    for who in PEOPLE:
        rows.append([" ".join(who[f]) if isinstance(who[f], list) else who[f] for f in fields])
    return rows


def split(separator: str, yes: str, no: str, *, both: bool) -> Rows:
    """As above, with a column for each choice."""
    several = (("obstacles", ["budget", "data", "geography"]), ("named_agencies", ["bappeda", "dinkes", "dinsos_p3a"]))
    head = ["agency", *ASKED]
    for field, among in several:
        head += [f"g{separator}{field}"] * both + [f"g{separator}{field}{separator}{c}" for c in among]
    rows = [head]
    for who in PEOPLE:
        row = [who["agency"], *(who[q] for q in ASKED)]
        for field, among in several:
            row += [" ".join(who[field])] * both + [yes if c in who[field] else no for c in among]
        rows.append(row)
    return rows


def labels(lang: str, title: Callable[[str, str], str], mark: str) -> Rows:
    """Words of questions and answers in one language; several choices are joined by `mark`."""
    rows = [[title("agency", asked("agency").get(lang)), *(title(q, QUESTIONS[q].question.get(lang)) for q in ASKED),
             title("obstacles", asked("obstacles").get(lang)),
             title("named_agencies", asked("named_agencies").get(lang))]]  # fmt: skip
    for who in PEOPLE:
        rows.append([NAMES[who["agency"]], *(answers(QUESTIONS[q])[who[q]].get(lang) for q in ASKED),
                     mark.join(OBSTACLES[o].get(lang) for o in who["obstacles"]),
                     mark.join(NAMES[a] for a in who["named_agencies"])])  # fmt: skip
    return rows


def split_labels() -> Rows:
    """Kobo's labels with a column for each choice, after the names of groups."""
    rows = labels("id", lambda _, question: f"Kelompok/{question}", " ")
    head = list(rows[0])
    head += [f"{head[3]}/{OBSTACLES[o].get('id')}" for o in ("budget", "data")]
    return [head, *([*row, *("1" if o in who["obstacles"] else "0" for o in ("budget", "data"))]
                    for row, who in zip(rows[1:], PEOPLE, strict=True))]  # fmt: skip


SHAPES: dict[str, tuple[Rows, str]] = {
    "kobo_xml_with_groups": (codes("/"), ";"),
    "kobo_xml_without_groups": (codes(""), ";"),
    "kobo_xml_with_dots": (codes("."), ";"),
    "odk_central": (codes("-"), ","),
    "odk_briefcase": (codes(":"), ","),
    "kobo_both_columns": (split("/", "1", "0", both=True), ";"),
    "kobo_split_columns": (split("/", "1", "0", both=False), ";"),
    "split_with_true": (split("-", "TRUE", "FALSE", both=False), ","),
    "split_with_empty": (split("/", "1", "", both=False), ","),
    "kobo_labels_id": (labels("id", lambda _, question: question, " "), ";"),
    "kobo_labels_en": (labels("en", lambda _, question: question, " "), ";"),
    "kobo_labels_with_groups": (labels("id", lambda _, question: f"Kelompok/{question}", " "), ";"),
    "kobo_split_labels": (split_labels(), ";"),
    "google_with_code": (labels("id", lambda code, question: f"[{code}] {question}", ", "), ","),
    "google_code_alone": (labels("en", lambda code, _: f"[{code}] Pertanyaan yang diubah", ", "), ","),
    "google_without_code": (labels("id", lambda _, question: question, ", "), ","),
    "google_semicolons": (labels("id", lambda _, question: question, "; "), ","),
}


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_of_export_says_the_same(shape: str, suffix: str, write: Write) -> None:
    rows, delimiter = SHAPES[shape]
    intake = read_answers(write(rows, f"jawaban.{suffix}", delimiter))
    kesehatan, sosial, agama = NAMES["dinkes"], NAMES["dinsos_p3a"], NAMES["kemenag"]
    said = intake.tree.data["questionnaire"]
    assert said["respondents"] == [kesehatan, sosial, agama]
    assert items(intake) == {
        "attended_rembuk": {kesehatan: "yes", sosial: "no"},
        "sosialisasi_even": {kesehatan: "uneven", sosial: "dont_know", agama: "even"},
    }
    assert {n["agency"]: n["by"] for n in said["named_agencies"]} == {NAMES["bappeda"]: 1, sosial: 1, kesehatan: 1}
    assert [(o["obstacle"], o["rank"]) for o in intake.tree.data["obstacles"]] == [("data", 1), ("budget", 2)]
    assert intake.doubts == ()
    assert case_of_tree(merged(intake)).questionnaire.respondents == ("dinkes", "dinsos_p3a", "kemenag")


def merged(intake: Intake) -> Any:
    intake.tree.data = {**BASE, **intake.tree.data}
    return intake.tree


# --- the shipped examples ---


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


# --- several respondents of one agency ---


def three(*said: str) -> Rows:
    return [["agency", "attended_rembuk"], *(["Dinas Sosial", answer] for answer in said), ["Dinas Kesehatan", "yes"]]


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


# --- answers that are none ---


def test_not_to_know_is_never_no(write: Write) -> None:
    rows = [["agency", "attended_rembuk", "same_data_base"], ["Dinkes", "Tidak tahu", "tidak tahu"],
            ["Dinsos", "tidak tahu / tidak menjawab", "Tidak menjawab"], ["DPMD", "ya", "tidak"]]  # fmt: skip
    intake = read_answers(write(rows))
    assert items(intake) == {
        "attended_rembuk": {"DPMD": "yes"},
        "same_data_base": {"Dinkes": "dont_know", "DPMD": "no"},
    }
    assert intake.tree.data["questionnaire"]["respondents"] == ["Dinkes", "Dinsos", "DPMD"]
    assert count(intake, "dont_know") == 3


def test_an_empty_cell_is_unknown_and_counted(write: Write) -> None:
    rows = [["agency", "attended_rembuk"], ["Dinkes", ""], ["Dinsos", "-"], ["DPMD", "yes"]]
    intake = read_answers(write(rows))
    assert items(intake) == {"attended_rembuk": {"DPMD": "yes"}}
    assert count(intake, "empty") == 2


def test_an_unknown_answer_is_told_at_its_cell_with_what_was_meant(write: Write) -> None:
    intake = read_answers(write([["agency", "attended_rembuk"], ["Dinkes", "mengikutii"], ["Dinsos", "mengikuti"]]))
    assert items(intake) == {"attended_rembuk": {"Dinsos": "yes"}}
    (doubt,) = intake.doubts
    assert str(doubt.place).endswith("jawaban.csv:2:2")
    assert doubt.values["near"] == "mengikuti"
    assert count(intake, "unread") == 1


def test_an_unknown_obstacle_is_told_and_the_others_count(write: Write) -> None:
    rows = [
        ["agency", "[obstacles] Kendala"],
        ["Dinkes", "Keterbatasan anggaran, Cuaca buruk, Dampak pandemi Covid-19"],
    ]
    intake = read_answers(write(rows))
    assert [o["obstacle"] for o in intake.tree.data["obstacles"]] == ["budget", "covid"]
    assert [d.values["given"] for d in intake.doubts] == ["Cuaca buruk"]


def test_a_formula_is_refused_and_told(write: Write) -> None:
    rows = [
        ["agency", "attended_rembuk"],
        ["=1+1", "yes"],
        ["Dinkes", '=HYPERLINK("http://x.invalid")'],
        ["Dinsos", "yes"],
    ]
    for name in ("f.csv", "f.xlsx"):
        intake = read_answers(write(rows, name))
        assert items(intake) == {"attended_rembuk": {"Dinsos": "yes"}}
        assert keys(intake).count("cell_formula") == 2


# --- rows that do not count ---


def test_a_submission_is_read_once_in_one_file_or_two(write: Write) -> None:
    rows = [
        ["agency", "attended_rembuk", "_uuid"],
        ["Dinkes", "yes", "a1"],
        ["Dinsos", "yes", "a1"],
        ["DPMD", "no", "b2"],
    ]
    again = [["agency", "attended_rembuk", "meta/instanceID"], ["Dinkes", "no", "uuid:a1"]]
    intake = read_answers([write(rows), write(again, "lagi.csv")])
    assert intake.tree.data["questionnaire"]["respondents"] == ["Dinkes", "DPMD"]
    assert keys(intake) == ["answers_row_twice", "answers_row_twice"]
    assert str(intake.doubts[0].values["other"]).endswith("jawaban.csv:2:1")


def test_equal_rows_without_a_key_are_one_and_other_times_are_others(write: Write) -> None:
    same = ["2025/10/01 9:00:00 AM GMT+7", "Dinkes", "mengikuti"]
    rows = [["Timestamp", "OPD", "[attended_rembuk] x"], same, same, ["2025/10/02 9:00:00 AM GMT+7", *same[1:]]]
    assert count(read_answers(write(rows)), "respondents") == 2


@pytest.mark.parametrize(
    ("row", "key"),
    [
        (["tes", "", "yes", ""], "answers_row_test"),
        (["Dinsos", "Uji Coba", "yes", ""], "answers_row_test"),
        (["", "", "yes", ""], "answers_row_nameless"),
        (["?!", "", "yes", ""], "answers_row_nameless"),
        (["Perangkat daerah lain", "", "yes", ""], "answers_row_nameless"),
        (["Dinsos", "", "yes", "validation_status_not_approved"], "answers_row_refused"),
        (["Dinsos", "", "yes", "Not Approved"], "answers_row_refused"),
    ],
)
def test_a_row_that_does_not_count_is_told_and_the_rest_goes_on(row: list[str], key: str, write: Write) -> None:
    head = ["agency", "respondent_name", "attended_rembuk", "_validation_status"]
    intake = read_answers(write([head, row, ["Dinkes", "Siti", "yes", ""]]))
    assert intake.tree.data["questionnaire"]["respondents"] == ["Dinkes"]
    assert keys(intake) == [key]
    assert count(intake, "passed_over") == 1


def test_an_agency_outside_the_list_is_read_from_where_it_is_written(write: Write) -> None:
    rows = [["g/agency", "g/agency_other", "g/attended_rembuk"], ["other_agency", "Baznas", "yes"],
            ["Lainnya", "Dinas Sosial", "no"]]  # fmt: skip
    assert read_answers(write(rows)).tree.data["questionnaire"]["respondents"] == ["Baznas", "Dinas Sosial"]


# --- columns ---


def test_names_and_positions_of_people_are_not_read(write: Write) -> None:
    rows = [["agency", "respondent_name", "respondent_position", "Alamat email", "attended_rembuk"],
            ["Dinkes", "Siti Aminah", "Kepala Bidang Rahasia", "siti@contoh.invalid", "yes"]]  # fmt: skip
    intake = read_answers(write(rows))
    told = f"{intake.tree.data} {intake.tree.raw} {[d.text() for d in intake.doubts]}"
    assert not any(word in told for word in ("Siti", "Rahasia", "siti@"))
    assert intake.doubts == ()


def test_unknown_columns_are_told_and_missing_questions_counted(write: Write) -> None:
    rows = [["agency", "attended_rembuk", "Nomor surat", "[attended_rembk] x"], ["Dinkes", "yes", "1", ""]]
    intake = read_answers(write(rows))
    assert keys(intake) == ["answers_column_unknown", "answers_column_unknown"]
    assert "attended_rembuk" in intake.doubts[1].text("id")
    assert count(intake, "columns_unknown") == 2
    assert count(intake, "questions_absent") == len(QUESTIONS) - 1


ADDED = ["start", "end", "today", "deviceid", "__version__", "_id", "_uuid", "_submission_time", "_validation_status",
         "_notes", "_status", "_submitted_by", "_tags", "_index", "formhub/uuid", "meta/instanceID", "meta/rootUuid",
         "SubmissionDate", "KEY", "SubmitterID", "SubmitterName", "AttachmentsPresent", "AttachmentsExpected", "Status",
         "ReviewState", "DeviceID", "Edits", "FormVersion", "meta-instanceName", "Timestamp", "Cap waktu"]  # fmt: skip


def test_columns_that_programs_add_are_no_surprise(write: Write) -> None:
    intake = read_answers(write([["agency", "attended_rembuk", *ADDED], ["Dinkes", "yes", *[""] * len(ADDED)]]))
    assert intake.doubts == ()


def test_a_second_column_of_one_question_is_read_where_the_first_is_empty(write: Write) -> None:
    rows = [["agency", "attended_rembuk", "v2/attended_rembuk"], ["Dinkes", "", "no"], ["Dinsos", "yes", "no"]]
    intake = read_answers(write(rows))
    assert items(intake)["attended_rembuk"] == {"Dinkes": "no", "Dinsos": "yes"}
    assert keys(intake) == ["answers_column_twice"]


def test_the_row_of_titles_may_stand_below_others_and_on_another_sheet(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["Catatan"])
    sheet = book.create_sheet("Data")
    for row in (["Rekap jawaban"], [], ["OPD", "[attended_rembuk]"], ["Dinkes", "mengikuti"]):
        sheet.append(row)
    book.save(tmp_path / "b.xlsx")
    assert items(read_answers(tmp_path / "b.xlsx")) == {"attended_rembuk": {"Dinkes": "yes"}}


@pytest.mark.parametrize(
    ("rows", "key"),
    [
        ([["a", "b"], ["1", "2"]], "answers_no_columns"),
        ([["attended_rembuk"], ["yes"]], "answers_no_agency"),
        ([["agency", "attended_rembuk"]], "answers_none"),
        ([["agency", "attended_rembuk"], ["tes", "yes"]], "answers_none"),
        ([["agency", "attended_rembuk"], *([f"Dinas {n}", "yes"] for n in range(1_001))], "answers_too_large"),
        ([["agency", "attended_rembuk", *[f"k{n}" for n in range(2_000)]]], "answers_too_large"),
        (
            [["agency", "attended_rembuk", "sectoral_ego"], *([f"Dinas {n}", "entah", "x"] for n in range(501))],
            "answers_too_many_problems",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_the_reason(rows: Rows, key: str, write: Write) -> None:
    with pytest.raises(InputError) as caught:
        read_answers(write(rows))
    assert key in [p.key for p in caught.value.problems]
    assert all(p.text("id") and p.text("en") for p in caught.value.problems)


def test_of_several_files_all_that_cannot_be_used_are_named(write: Write) -> None:
    good, bad, worse = write(three("yes")), write([["a"], ["b"]], "bad.csv"), write([["c"]], "worse.csv")
    with pytest.raises(InputError) as caught:
        read_answers([good, bad, worse])
    assert [p.place.file.rpartition("/")[2] for p in caught.value.problems] == ["bad.csv", "worse.csv"]


def test_an_export_is_told_from_other_tables(write: Write) -> None:
    assert is_answers(EXAMPLES / "kobo-jawaban-opd.csv")
    assert is_answers(EXAMPLES / "google-forms-jawaban.csv")
    assert not is_answers(write([["Kecamatan", "Desa", "Tanggal", "OPD"], ["Contoh", "Raya", "2025-01-01", "DPMD"]]))
    assert not is_answers(write([[f"k{n}" for n in range(2_500)]], "lebar.csv"))


# --- days ---


def conducted(write: Write, title: str, *days: object, name: str = "jawaban.csv") -> Any:
    rows = [[title, "agency", "attended_rembuk"], *([day, f"Dinas {n}", "yes"] for n, day in enumerate(days))]
    intake = read_answers(write(rows, name))
    return intake.tree.data["questionnaire"].get("conducted"), keys(intake)


@pytest.mark.parametrize(
    ("title", "days", "first", "last"),
    [
        ("Timestamp", ["2025/10/01 9:12:33 AM GMT+7", "2025/10/04 1:00:00 PM GMT+7"], (10, 1), (10, 4)),
        ("Timestamp", ["10/1/2025 9:12:33", "10/14/2025 10:00:00"], (10, 1), (10, 14)),
        ("Timestamp", ["01/10/2025 9:12:33", "14/10/2025 10:00:00"], (10, 1), (10, 14)),
        ("Cap waktu", ["01/10/2025 9.12.33", "04/10/2025 10.00.00"], (10, 1), (10, 4)),
        ("end", ["2025-10-01T09:12:33.000+07:00", "2025-10-04T09:12:33.000+07:00"], (10, 1), (10, 4)),
        ("date", ["1 Oktober 2025", "4 Okt 2025"], (10, 1), (10, 4)),
    ],
)
def test_days_are_read_as_each_program_writes_them(
    title: str, days: list[str], first: tuple[int, int], last: tuple[int, int], write: Write
) -> None:
    found, doubts = conducted(write, title, *days)
    assert found == {"at_least": dt.date(2025, *first), "at_most": dt.date(2025, *last)}
    assert doubts == []


def test_days_that_can_be_read_in_two_ways_are_asked_about_once_and_not_used(write: Write) -> None:
    assert conducted(write, "Timestamp", "01/10/2025 9:00:00", "04/10/2025 9:00:00") == (None, ["answers_date_unsure"])


def test_one_day_is_a_day_and_one_that_is_none_is_told(write: Write) -> None:
    assert conducted(write, "date", dt.date(2025, 10, 1), name="a.xlsx") == ({"value": dt.date(2025, 10, 1)}, [])
    found, doubts = conducted(write, "date", "2025-10-01", "2025-02-30", "Oktober 2025", "kapan-kapan")
    assert (found, doubts) == ({"value": dt.date(2025, 10, 1)}, ["cell_not_date"] * 3)


def test_the_day_of_the_interview_counts_before_that_of_the_submission(write: Write) -> None:
    rows = [
        ["date", "_submission_time", "agency", "attended_rembuk"],
        ["2025-10-01", "2025-10-20T01:02:03", "Dinkes", "yes"],
    ]
    found = read_answers(write(rows)).tree.data["questionnaire"]["conducted"]
    assert found == {"value": dt.date(2025, 10, 1)}


# --- several choices in one cell ---


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("Dinas Sosial, Pemberdayaan Perempuan dan Perlindungan Anak, Dinkes",
         ["Dinas Sosial, Pemberdayaan Perempuan dan Perlindungan Anak", "Dinkes"]),
        ("Dinas Kesehatan Dinas Sosial", ["Dinas Kesehatan", "Dinas Sosial"]),
        ("Dinas Kesehatan, Dinas Antah Berantah; Bappeda", ["Dinas Kesehatan", "Dinas Antah Berantah", "Bappeda"]),
        ("dinkes baznas_contoh bappeda", ["dinkes", "baznas_contoh", "bappeda"]),
        ("Dinas Pemberdayaan Desa Tertinggal", ["Dinas Pemberdayaan Desa Tertinggal"]),
        ("Dinas PUPR\nDP2KB", ["Dinas PUPR", "DP2KB"]),
        ("Dinas Pekerjaan Umum & Penataan Ruang, TNI/Polri", ["Dinas Pekerjaan Umum & Penataan Ruang", "TNI/Polri"]),
    ],
)  # fmt: skip
def test_a_list_in_a_cell_comes_apart_where_its_names_end(cell: str, found: list[str]) -> None:
    assert chosen(cell, Names().known) == found


def test_a_local_name_with_commas_is_one_where_the_case_or_a_respondent_has_it(write: Write) -> None:
    local = "Dinas Kesehatan, Laut dan Angkasa"
    rows = [["agency", "[named_agencies] x"], ["Dinsos", f"{local}, Bappeda"]]
    case = make_case({"agencies": [{"name": local, "functions": ["health"]}]})
    declared = read_answers(write(rows), register=case.register).tree.data["questionnaire"]["named_agencies"]
    assert [n["agency"] for n in declared] == [local, "Bappeda"]
    answering = read_answers(write([*rows, [local, ""]])).tree.data["questionnaire"]["named_agencies"]
    assert [n["agency"] for n in answering] == [local, "Bappeda"]


def test_the_code_of_a_local_agency_becomes_its_name(write: Write) -> None:
    case = make_case({"agencies": [{"name": "Badan Riset Contoh", "same_as": "bappeda"}, {"name": "Dinas Angkasa"}]})
    rows = [["agency", "attended_rembuk"], ["bappeda", "yes"], ["dinas_angkasa", "no"]]
    said = read_answers(write(rows), register=case.register).tree.data["questionnaire"]
    assert said["respondents"] == ["Badan Riset Contoh", "Dinas Angkasa"]


def test_a_name_that_ends_in_the_region_s_is_one_with_the_name_alone(write: Write) -> None:
    rows = [["agency", "attended_rembuk"], ["rsud", "yes"], ["RSUD Contoh Raya", "yes"]]
    intake = read_answers(write(rows), region="Kabupaten Contoh Raya")
    assert intake.tree.data["questionnaire"]["respondents"] == [NAMES["rsud"]]
    assert count(intake, "respondents") == 2


# --- documents, and files of strangers ---


def test_the_document_is_named_after_the_file_unless_it_is_given(write: Write) -> None:
    path = write(three("yes"), "jawaban OPD (final).csv")
    data = read_answers(path).tree.data
    assert data["documents"][0]["id"] == data["questionnaire"]["source"] == "jawaban-OPD-final"
    assert read_answers(path, source="kobo-2025").tree.data["questionnaire"]["source"] == "kobo-2025"


def test_every_count_and_doubt_has_words_in_both_languages() -> None:
    intake = read_answers([EXAMPLES / "kobo-jawaban-opd.csv", EXAMPLES / "google-forms-jawaban.csv"])
    for lang in ("id", "en"):
        assert all(str(c.number) in words(lang)[c.key].format(c.number) for c in intake.counts)
        assert all(d.text(lang) for d in intake.doubts)


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("asing")


def refused(read: Callable[[], object]) -> list[str]:
    """Why a file is refused, by the keys of its problems; each of them can be told."""
    try:
        read()
    except InputError as error:
        return [p.key for p in error.problems if p.text("id") and p.text("en")]
    return []


def readable(path: Path) -> None:
    """A stranger's file is read into a sound part of a case, or refused with a reason."""
    if refused(lambda: read_answers(path)):
        return
    intake = read_answers(path)
    assert all(d.text("id") and d.text("en") for d in intake.doubts)
    # names of agencies are settled later, all else must fit
    later = {"agency_unknown", "agency_ambiguous", "agency_twice"}
    assert set(refused(lambda: case_of_tree(merged(intake)))) <= later


FUZZ = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
CELLS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["Dinkes", "Dinsos", "yes", "no", "tidak tahu", "1", "0", "=1+1", "a, b", "x" * 300, "2025-13-01"]),
)
TITLES = st.sampled_from(
    ["agency", "agency_other", "attended_rembuk", "sectoral_ego", "obstacles", "obstacles/budget", "obstacles/", "date",
     "named_agencies", "named_agencies/dinkes", "named_agencies_other", "Timestamp", "_uuid", "[x]", "/", "", "OPD"]
)  # fmt: skip


@FUZZ
@given(content=st.binary(max_size=400))
def test_random_bytes_are_refused_or_read(content: bytes, stranger: Path) -> None:
    path = stranger / "acak.csv"
    path.write_bytes(content)
    readable(path)


@FUZZ
@given(head=st.lists(TITLES, min_size=1, max_size=8), body=st.lists(st.lists(CELLS, max_size=9), max_size=6))
def test_random_cells_are_refused_or_read(head: list[str], body: list[list[str]], stranger: Path) -> None:
    path = stranger / "sel.csv"
    with path.open("w", encoding="utf-8", errors="ignore", newline="") as opened:
        csv.writer(opened, delimiter=";").writerows([["agency", "attended_rembuk", *head], ["Dinkes", "yes"], *body])
    readable(path)


@FUZZ
@given(length=st.integers(min_value=0, max_value=8_000))
def test_a_file_that_was_cut_off_is_refused_or_read(length: int, stranger: Path) -> None:
    for name in ("kobo-jawaban-opd.csv", "google-forms-jawaban.csv"):
        path = stranger / name
        path.write_bytes((EXAMPLES / name).read_bytes()[:length])
        readable(path)
