"""The questionnaire in the form: a row a question, a column an OPD; and, beside it, counts of answers."""

from collections.abc import Sequence

from openpyxl.utils import get_column_letter

from diagnose.case import Field, Question, QuestionnaireItem, questionnaire
from diagnose.intake.workbook.marks import ANSWERS, DONT_KNOW, END, MATRIX, OPD, RESPONDS, TALLY, WAY
from diagnose.intake.workbook.titles import tally_field, tally_title
from diagnose.intake.workbook.write.filled import Filled
from diagnose.intake.workbook.write.sheet import Page, lines

SPARE = 4
_FIRST, _WAY = 5, 4  # the first column of an OPD; that of the way
_NARROW, _TALL = 12, 118
_SMALLER = 1.15  # more of small letters stand in a line


def opd(filled: Filled, usual: Sequence[str]) -> list[str]:
    """Return the agencies that have a column: those who were asked or answered; if nobody, the `usual` ones."""
    if filled.case is None:
        return list(usual)
    asked = filled.case.survey
    answered = [agency for item in asked.items.values() for agency in item.answers or ()]
    return list(dict.fromkeys([*asked.respondents, *answered])) or list(usual)


class Matrix:
    """The block of questions on `page`; `agencies` have a column each, and some more stay empty."""

    def __init__(self, page: Page, filled: Filled, agencies: Sequence[str]) -> None:
        self.page, self.filled, self.book = page, filled, page.book
        self.columns: list[str | None] = [*agencies, *[None] * SPARE]
        self._questionnaire = filled.case.survey if filled.case else None

    def write(self) -> None:
        """Write the names of the OPD, who of them answered, and the questions."""
        page, words = self.page, self.book.words
        names = [self.filled.register.name(a) if a else None for a in self.columns]
        for i in range(len(names)):
            page.sheet.column_dimensions[get_column_letter(_FIRST + i)].width = _NARROW
        page.sheet.column_dimensions[get_column_letter(_WAY)].width = _NARROW
        page.heading(page.layout.title.get(self.book.lang))
        about = [(page.about, "source"), (page.about + 2, "note")]
        page.head(
            MATRIX,
            [
                (2, "", words["book.column.question"]),
                (3, "", words["book.column.answers"]),
                (_WAY, WAY, words["book.column.way"]),
                *((_FIRST + i, OPD, "") for i in range(len(names))),
                *((column, name, words[f"book.column.{name}"]) for column, name in about),
            ],
        )
        page.sheet.row_dimensions[page.row].height = _TALL
        self.names = page.row
        for i, name in enumerate(names):
            page.write(_FIRST + i, name, "k_agency")
        self.book.choose(page.sheet, self._span(), "pilihan_opd", strict=False, prompt=words["book.help.agency"])
        page.row += 1
        self._responds()
        self.first = page.row + 1
        for number, question in enumerate(questionnaire().questions, 1):
            page.row += 1
            self._question(question, number, about)
        self.last = page.row
        page.row += 1
        page.mark(END)

    def answers(self) -> list[tuple[str, str]]:
        """Return for each column the cell of its OPD's name and the range of its answers."""
        letters = [get_column_letter(_FIRST + i) for i in range(len(self.columns))]
        return [(f"${c}${self.names}", f"${c}${self.first}:${c}${self.last}") for c in letters]

    def _responds(self) -> None:
        words = self.book.words
        self.page.mark(RESPONDS)
        self.page.write(2, words["book.responds"], "k_label")
        for i, agency in enumerate(self.columns):
            said = self._said(agency)
            self.page.write(_FIRST + i, words[f"answer.{said}"] if said else None, "k_small")
        self.book.choose(self.page.sheet, self._span(), self.book.list_name("flag", self._texts("yes", "no")))

    def _said(self, agency: str | None) -> str | None:
        """Return whether an agency was asked: "no" only where it is not listed, yet answered."""
        if self._questionnaire is None or agency is None:
            return None
        if agency in self._questionnaire.respondents:
            return "yes"
        return "no" if any(agency in (item.answers or ()) for item in self._questionnaire.items.values()) else None

    def _texts(self, *answers: str) -> list[str]:
        return [self.book.words[f"answer.{a}"] for a in answers]

    def _question(self, question: Question, number: int, about: Sequence[tuple[int, str]]) -> None:
        page, words, lang = self.page, self.book.words, self.book.lang
        item = self._questionnaire.items.get(question.id) if self._questionnaire else None
        texts = [text.get(lang) for text in question.answers.values()]
        page.mark(question.id)
        page.write(2, f"{number}. {question.question.get(lang)}", "k_label")
        page.write(3, " / ".join(texts), "k_hint")
        page.high(lines(" / ".join(texts), page.width(3, 3) * _SMALLER))
        page.write(_WAY, _way(item, words), "k_small")
        ways = self.book.list_name("way", [words[f"book.way.{way}"] for way in (ANSWERS, TALLY)])
        self.book.choose(page.sheet, f"{get_column_letter(_WAY)}{page.row}", ways)
        for i, agency in enumerate(self.columns):
            code = item.answers.get(agency or "") if item and item.answers else None
            page.write(_FIRST + i, question.answers[code].get(lang) if code else None, "k_small")
        offered = texts if DONT_KNOW in question.answers else [*texts, words["book.dont_know"]]
        self.book.choose(page.sheet, self._span(), self.book.list_name(f"jawab_{question.id}", offered))
        for column, name in about:
            page.input(column, Field(name, "text"), getattr(item, name) if item else None)

    def _span(self) -> str:
        last = get_column_letter(_FIRST + len(self.columns) - 1)
        return f"{get_column_letter(_FIRST)}{self.page.row}:{last}{self.page.row}"


def _way(item: QuestionnaireItem | None, words: dict[str, str]) -> str | None:
    return words[f"book.way.{ANSWERS if item.answers is not None else TALLY}"] if item else None


def tallies(page: Page, filled: Filled) -> None:
    """Write how many OPD gave each answer, a fact an answer."""
    lang = page.book.lang
    fields = {tally_field(q.id, a).path: (q.id, a) for q in questionnaire().questions for a in q.answers}
    page.facts(
        page.layout.title.get(lang),
        [tally_field(*of) for of in fields.values()],
        lambda f: filled.tally(*fields[f.path]),
        lambda f: tally_title(*fields[f.path]).get(lang),
    )
    page.entries, page.ranges, page.asked = page.ranges, [], 0  # nobody is asked for both answers and counts
