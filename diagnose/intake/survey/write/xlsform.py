"""The questionnaire as a form that people fill in: an XLSForm for KoboToolbox and ODK, and a list for Google Forms."""

import hashlib
from collections.abc import Iterator, Mapping

from diagnose.case import Case, questionnaire
from diagnose.common import LANGUAGES, Text, words
from diagnose.intake.survey.fields import (
    AGENCY,
    AGENCY_OTHER,
    DATE,
    NAMED,
    NAMED_OTHER,
    OBSTACLES,
    OTHER,
    PRIVATE,
    SUGGESTIONS,
    agencies,
    answers,
    asked,
    named,
    said,
    themes,
)
from diagnose.intake.survey.write.xlsform_book import book

SHEET_LANGUAGES = {"id": "Bahasa Indonesia (id)", "en": "English (en)"}
_LABELS = tuple(f"label::{SHEET_LANGUAGES[lang]}" for lang in LANGUAGES)
_HINTS = tuple(f"hint::{SHEET_LANGUAGES[lang]}" for lang in LANGUAGES)
_SURVEY = ("type", "name", *_LABELS, *_HINTS, "required", "relevant", "appearance", "default")
_SETTINGS = ("form_title", "form_id", "version", "default_language")


def xlsform(case: Case | None = None, lang_default: str = "id") -> bytes:
    """Return the questionnaire as an XLSForm (.xlsx) in both languages; `lang_default` is the one shown first.

    It offers the agencies that `case` names, else those of the register. Names of questions and choices are the ids of
    the questionnaire, so that answers can be read back; the version follows from the content.

    Raises:
        InputError: openpyxl is not installed.
    """
    survey = [_SURVEY, *_survey()]
    lists: dict[str, Mapping[str, Text]] = {AGENCY: agencies(case)}
    lists |= {q.id: answers(q) for q in questionnaire().questions}
    lists |= {OBSTACLES: named(questionnaire().obstacles), SUGGESTIONS: named(questionnaire().suggestions)}
    choices = [("list_name", "name", *_LABELS)]
    choices += [(ident, code, *_both(text)) for ident, found in lists.items() for code, text in found.items()]
    title = _title(case, lang_default)
    ident = f"konvergensi_{case.region.code.replace('.', '')}_{case.year}" if case else "konvergensi"
    version = int(hashlib.sha256(repr((survey, choices, title)).encode()).hexdigest()[:10], 16)
    settings = [_SETTINGS, (_plain(title), ident, str(version), SHEET_LANGUAGES[lang_default])]
    return book({"survey": survey, "choices": choices, "settings": settings})


def _title(case: Case | None, lang: str) -> str:
    word = words(lang)
    return word["form.title_of"].format(case.region.name, case.year) if case else word["form.title"]


def _survey() -> Iterator[tuple[str, ...]]:
    yield _row("note", "intro", said("form.intro"))
    yield _row("begin_group", "respondent", said("form.respondent"))
    yield _row(f"select_one {AGENCY}", AGENCY, asked(AGENCY), required="yes", appearance="minimal")
    yield _row("text", AGENCY_OTHER, asked(AGENCY_OTHER), required="yes", relevant=f"${{{AGENCY}}} = '{OTHER}'")
    for private in PRIVATE:
        yield _row("text", private, asked(private), said("form.private"))
    yield _row("date", DATE, asked(DATE), default="today()")
    yield _row("end_group", "")
    for theme in themes():
        yield _row("begin_group", f"theme_{theme.questions[0].id}", theme.title)
        for question in theme.questions:
            yield _row(f"select_one {question.id}", question.id, question.question)
        yield _row("end_group", "")
    several = said("form.several")
    yield _row("begin_group", "open_questions", said("form.open"))
    for field in (OBSTACLES, SUGGESTIONS):
        yield _row(f"select_multiple {field}", field, asked(field), several)
    yield _row(f"select_multiple {AGENCY}", NAMED, asked(NAMED), several)
    yield _row("text", NAMED_OTHER, asked(NAMED_OTHER), relevant=f"selected(${{{NAMED}}}, '{OTHER}')")
    yield _row("end_group", "")


def _row(kind: str, name: str, label: Text | None = None, hint: Text | None = None, **more: str) -> tuple[str, ...]:
    cells = (*_both(label), *_both(hint))
    return (kind, name, *cells, *(more.get(column, "") for column in _SURVEY[2 + len(cells) :]))


def _both(text: Text | None) -> tuple[str, ...]:
    return tuple(_plain(text.get(lang)) if text else "" for lang in LANGUAGES)


def _plain(text: str) -> str:
    """Keep a name of a stranger's from being read as a reference to a question."""
    return text.replace("${", "$ {")


def google_form_text(lang: str, case: Case | None = None) -> str:
    """Return the questionnaire as a list of questions to copy into a Google Form, in the language `lang`.

    Each title begins with its code in square brackets, by which the export is read back.
    """
    word = words(lang)
    questions = questionnaire()

    def item(code: str, text: Text, kind: str, choices: Mapping[str, Text] | None = None) -> str:
        options = [f"  {choice.get(lang)}" for key, choice in (choices or {}).items() if key != OTHER]
        return "\n".join([f"[{code}] {text.get(lang)}", f"({word[kind]})", *options])

    def section(title: Text) -> str:
        return word["form.google.section"].format(title.get(lang))

    parts = [_title(case, lang), word["form.google.how"], word["form.intro"], section(said("form.respondent"))]
    parts.append(item(AGENCY, asked(AGENCY), "form.google.dropdown", agencies(case)))
    parts += [item(private, asked(private), "form.google.text") for private in PRIVATE]
    parts.append(item(DATE, asked(DATE), "form.google.date"))
    for theme in themes():
        parts.append(section(theme.title))
        parts += [item(q.id, q.question, "form.google.one", answers(q)) for q in theme.questions]
    parts.append(section(said("form.open")))
    parts.append(item(OBSTACLES, asked(OBSTACLES), "form.google.several", named(questions.obstacles)))
    parts.append(item(SUGGESTIONS, asked(SUGGESTIONS), "form.google.several", named(questions.suggestions)))
    parts.append(item(NAMED, asked(NAMED), "form.google.several", agencies(case)))
    parts.append(item(NAMED_OTHER, asked(NAMED_OTHER), "form.google.text"))
    return "\n\n".join(parts) + "\n"
