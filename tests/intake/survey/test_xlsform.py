"""The questionnaire as a form: what KoboToolbox and ODK make of it, and the list for Google Forms."""

import io
import re
from typing import Any

import pytest
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from diagnose import load_case
from diagnose.case.model import Case
from diagnose.case.questionnaire import questionnaire
from diagnose.intake.survey.fields import OTHER, themes
from diagnose.intake.survey.write.xlsform import google_form_text, xlsform
from tests.conftest import make_case

LABELS = ("label::Bahasa Indonesia (id)", "label::English (en)")


def sheet(form: bytes, name: str) -> list[dict[str, Any]]:
    rows = list(load_workbook(io.BytesIO(form))[name].iter_rows(values_only=True))
    return [{str(k): v for k, v in zip(rows[0], row, strict=True) if v is not None} for row in rows[1:]]


def converted(form: bytes) -> str:
    """The form as ODK's own converter reads it, which must have nothing to warn of."""
    warnings: list[str] = []
    made = convert(io.BytesIO(form), warnings=warnings, validate=False, file_type=".xlsx")
    assert warnings == []
    assert made.warnings == []
    return str(made.xform)


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("name", ["", "lebak-2022", "fiktif-kota-2024"])
def test_kobo_and_odk_take_the_form_without_a_warning(name: str, lang: str) -> None:
    assert "attended_rembuk" in converted(xlsform(load_case(name) if name else None, lang))


def test_every_question_is_asked_with_its_answers_in_both_languages() -> None:
    form = xlsform()
    survey = {row["name"]: row for row in sheet(form, "survey") if "name" in row}
    choices = sheet(form, "choices")
    for question in questionnaire().questions:
        row = survey[question.id]
        assert row["type"] == f"select_one {question.id}"
        assert (row[LABELS[0]], row[LABELS[1]]) == (question.question.get("id"), question.question.get("en"))
        offered = {row["name"]: row for row in choices if row["list_name"] == question.id}
        assert list(offered)[: len(question.answers)] == list(question.answers)
        for code, text in question.answers.items():
            assert offered[code][LABELS[0]].lower() == text.get("id").lower()
            assert offered[code][LABELS[1]].lower() == text.get("en").lower()


def test_every_respondent_can_say_that_they_do_not_know() -> None:
    offered: dict[str, list[str]] = {}
    for row in sheet(xlsform(), "choices"):
        offered.setdefault(row["list_name"], []).append(row["name"])
    for question in questionnaire().questions:
        ways = {"dont_know", "unanswered"} & set(offered[question.id])
        assert len(ways) == 1, question.id


def test_obstacles_suggestions_and_named_agencies_can_be_several() -> None:
    survey = {row["name"]: row["type"] for row in sheet(xlsform(), "survey") if "name" in row}
    assert survey["obstacles"] == "select_multiple obstacles"
    assert survey["suggestions"] == "select_multiple suggestions"
    assert survey["named_agencies"] == "select_multiple agency"


def test_every_question_stands_in_one_named_group() -> None:
    assert [q.id for theme in themes() for q in theme.questions] == [q.id for q in questionnaire().questions]
    assert len(list(themes())) > 1


def test_names_are_valid_in_xml_and_stand_once() -> None:
    names = [row["name"] for row in sheet(xlsform(), "survey") if "name" in row]
    assert all(re.fullmatch(r"[a-z_][a-z0-9_]*", name) for name in names)
    assert len(names) == len(set(names))


def test_an_agency_s_code_is_one_that_the_case_resolves_to_it() -> None:
    case = load_case("fiktif-kota-2024")
    offered = {row["name"]: row for row in sheet(xlsform(case), "choices") if row["list_name"] == "agency"}
    assert OTHER in offered
    for code, row in offered.items():
        if code != OTHER:
            assert case.register.find(code) == case.register.find(row[LABELS[0]])
    assert "Badan Perencanaan dan Riset Kota" in [row[LABELS[0]] for row in offered.values()]


def test_equal_content_gives_equal_bytes_and_other_content_another_version() -> None:
    plain, of_case = xlsform(), xlsform(load_case("lebak-2022"))
    assert xlsform() == plain
    settings = [sheet(form, "settings")[0] for form in (plain, of_case)]
    assert settings[0]["version"] != settings[1]["version"]
    assert settings[1]["form_id"] == "konvergensi_3602_2022"
    assert settings[0]["default_language"] == "Bahasa Indonesia (id)"
    assert sheet(xlsform(None, "en"), "settings")[0]["default_language"] == "English (en)"


@pytest.mark.parametrize(
    "name", ['=HYPERLINK("http://x.invalid","Dinas")', "+Dinas Baru", "@Dinas Baru", "Dinas ${agency}"]
)
def test_a_hostile_name_is_neither_a_formula_nor_a_reference(name: str) -> None:
    case: Case = make_case({"agencies": [{"name": name, "functions": ["health"]}]})
    form = xlsform(case)
    converted(form)
    cells = [cell for row in load_workbook(io.BytesIO(form))["choices"].iter_rows() for cell in row]
    written = [cell for cell in cells if isinstance(cell.value, str) and name[:8] in cell.value.replace("$ {", "${")]
    assert written
    assert all(cell.data_type == "s" for cell in written)
    if name[0] in "=+@":
        assert all(cell.quotePrefix for cell in written)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_list_for_google_forms_has_every_code_and_every_option(lang: str) -> None:
    text = google_form_text(lang, load_case("lebak-2022"))
    for question in questionnaire().questions:
        assert f"[{question.id}] {question.question.get(lang)}" in text
        assert all(f"  {answer.get(lang)}\n".lower() in text.lower() for answer in question.answers.values())
    for field in ("agency", "date", "obstacles", "suggestions", "named_agencies"):
        assert f"\n[{field}] " in text
    assert "Bapelitbangda" in text


def test_the_form_says_that_names_are_not_imported() -> None:
    survey = {row["name"]: row for row in sheet(xlsform(), "survey") if "name" in row}
    for field in ("respondent_name", "respondent_position"):
        assert "required" not in survey[field]
        assert "Tidak diimpor" in survey[field]["hint::Bahasa Indonesia (id)"]
