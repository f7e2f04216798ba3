"""Answers read from what KoboToolbox, ODK Central and Google Forms export: every shape says the same."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from diagnose.case.load import case_of_tree
from diagnose.intake.survey.fields import answers, asked
from diagnose.intake.survey.read import read_answers
from tests.lib.answer_files import NAMES, OBSTACLES, QUESTIONS, Rows, Write, items, merged, table_file


@pytest.fixture
def write(tmp_path: Path) -> Write:
    return partial(table_file, tmp_path)


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
