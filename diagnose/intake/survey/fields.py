"""What the form of the questionnaire asks and offers, for those who write it and for those who read answers back."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diagnose.case import Case, Named, Question, questionnaire, register_file
from diagnose.common import LANGUAGES, Text, printable, words

AGENCY, AGENCY_OTHER, DATE = "agency", "agency_other", "date"
PRIVATE = ("respondent_name", "respondent_position")
OBSTACLES, SUGGESTIONS, NAMED, NAMED_OTHER = "obstacles", "suggestions", "named_agencies", "named_agencies_other"
SEVERAL = (OBSTACLES, SUGGESTIONS, NAMED)
OTHER = "other_agency"  # the choice of an agency that is not in the list
UNANSWERED = "unanswered"  # the choice of one who does not know, where the questionnaire has no such answer
DONT_KNOW = "dont_know"


@dataclass(frozen=True)
class Theme:
    """Questions that stand together, under a name in both languages."""

    title: Text
    questions: tuple[Question, ...]


def said(key: str) -> Text:
    """Return the words under `key` in both languages."""
    return Text(**{lang: words(lang)[key] for lang in LANGUAGES})


def asked(field: str) -> Text:
    """Return how the form asks for `field`, which is none of the questionnaire's questions."""
    return said(f"form.ask.{field}")


def themes() -> Iterator[Theme]:
    """Yield the questions of the questionnaire by theme: a theme is named after the question it begins with."""
    questions = questionnaire().questions
    starts = [i for i, q in enumerate(questions) if f"form.theme.{q.id}" in words("id")]
    for start, end in zip(starts, [*starts[1:], len(questions)], strict=True):
        yield Theme(said(f"form.theme.{questions[start].id}"), questions[start:end])


def answers(question: Question) -> dict[str, Text]:
    """Return what can be chosen: the answers, and that one does not know where no answer says so."""
    more = {} if DONT_KNOW in question.answers else {UNANSWERED: said("form.unanswered")}
    return {code: _capital(text) for code, text in question.answers.items()} | more


def named(entries: Sequence[Named]) -> dict[str, Text]:
    """Return the obstacles or suggestions that can be chosen."""
    return {entry.id: _capital(entry.name) for entry in entries}


def agencies(case: Case | None) -> dict[str, Text]:
    """Return the agencies that can be chosen, by id: those that `case` names, else those of the register; and another.

    An id is what the register of a case resolves to the agency, so that answers find it again.
    """
    called = case.register.called if case else {}
    listed = called or {a.id: a.name for a in register_file().agencies}
    plain = {re.sub(r"\s+", "_", key): printable(name) for key, name in listed.items()}
    return {key: Text(id=name, en=name) for key, name in plain.items()} | {OTHER: said("form.other_agency")}


def _capital(text: Text) -> Text:
    return Text(**{lang: text.get(lang)[:1].upper() + text.get(lang)[1:] for lang in LANGUAGES})
