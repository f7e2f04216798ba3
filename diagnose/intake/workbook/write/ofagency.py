"""The form of one agency: what that agency alone can answer on one sheet, which prints on two pages at most."""

from dataclasses import replace

from diagnose.case import Case, Field, register_file
from diagnose.common import Text, words
from diagnose.intake.workbook.asked import AskedOf, AskedTable, spoken
from diagnose.intake.workbook.layout import SheetLayout, form_file
from diagnose.intake.workbook.marks import DOCUMENT, END, FORM, MATRIX, OPD, PART
from diagnose.intake.workbook.titles import heading, table_title
from diagnose.intake.workbook.write.book import AGENCIES, Book
from diagnose.intake.workbook.write.cells import Row
from diagnose.intake.workbook.write.filled import Filled
from diagnose.intake.workbook.write.printing import finish_sheet
from diagnose.intake.workbook.write.sheet import Page

_LABEL, _ROWS, _PAGES = 72, 3, 2
_LINES = 76 * _PAGES  # of which more would be too small to read on paper
_HEAD = 18  # lines of the title and of heads, and of the few questions that are long
_TOLD = ("source",)  # a respondent names the document, and no more


class OfAgency:
    """The form of what is `asked` of one agency, in the language `lang`, with what `case` knows roughly."""

    def __init__(self, asked: AskedOf, case: Case | None, lang: str) -> None:
        self.asked, self.case, self.lang = asked, case, lang
        self.filled, self.book = Filled(case, lang), Book(lang)
        own = [agency.name for agency in case.agencies] if case else []
        self.book.list_name(AGENCIES, [*own, *(a.name for a in register_file().agencies)])
        said = self.book.words
        help_ = Text(**{each: words(each)["form.agency.help"] for each in ("id", "en")})
        title = Text(**{each: words(each)["form.agency.title"] for each in ("id", "en")})
        layout = SheetLayout(id="agency", title=title, help=help_, holds=("agency",))
        self.facts, rest = _facts_fitting(asked)
        self.lists, self.left = _fitting(asked, len(self.facts))
        self.more = tuple(dict.fromkeys(heading(f.path.split(".")[0]).get(lang) for f, _ in rest))
        self.page = Page(self.book, layout, [each.table for each in self.lists], told=_TOLD, label=_LABEL)
        self.name = self.filled.register.name(asked.agency)
        self.title = f"{said['form.agency.title']}: {self.name}"
        self.page.sheet.cell(1, 2).value = self.title

    def bytes(self) -> bytes:
        """Return the file.

        Raises:
            TooLongError: the case holds a text that no cell can hold.
        """
        page, case = self.page, self.case
        page.line(" · ".join(self._region()), "k_text")
        self._facts()
        for each in self.lists:
            self._list(each)
        if self.asked.survey:
            self._survey()
        if self.left or self.more:
            named = "; ".join([*(table_title(each.table).get(self.lang) for each in self.left), *self.more])
            page.line(self.book.words["form.agency.left"].format(named), "k_help")
        finish_sheet(page, self._region(), pages=_PAGES, upright=True)
        meta = [("form", FORM), ("version", form_file().version), ("lang", self.lang), (PART, self.name)]
        if case:
            region = case.region
            meta += [("region.code", region.code), ("region.name", region.name), ("region.kind", region.kind)]
            meta += [("year", case.year), *((f"{DOCUMENT}{d.id}", d.title) for d in case.documents)]
        return self.book.finish(meta, f"{self.title} {' '.join(self._region())}" if case else self.title)

    def _facts(self) -> None:
        """Write the questions on facts, under the heading of the section of each."""
        said = {field.path: self._spoken(text) for field, text in self.facts}
        idle = frozenset[str]().union(*(each.beside for each in self.left))
        sections: dict[str, list[Field]] = {}
        for field in (field for field, _ in self.facts if field.path not in idle):
            sections.setdefault(field.path.split(".")[0], []).append(field)
        for path, fields in sections.items():
            self.page.facts(
                heading(path).get(self.lang),
                fields,
                self.filled.said,
                lambda f: said[f.path],
                titled=not self.page.asked,
            )

    def _list(self, each: AskedTable) -> None:
        questions = [self._spoken(text) for text in each.questions]
        if questions != [table_title(each.table).get(self.lang)]:
            for question in questions:
                self.page.line(question, "k_help")
        rows: list[Row] = [{each.table.key[0]: self.filled.register.name(agency)} for agency in each.agencies]
        table = replace(each.table, optional=False)
        self.page.table(table, rows, len(rows) or _ROWS, spare=0)

    def _survey(self) -> None:
        """Write the questions of the survey: the agency has the one column."""
        page, said = self.page, self.book.words
        page.heading(form_file().sheet("questionnaire").title.get(self.lang))
        answers = said["book.column.answers"]
        page.head(MATRIX, [(2, "", said["book.column.question"]), (3, OPD, self.name), (4, "", answers)])
        page.spread(4, answers, "k_head", page.last)
        for number, question in enumerate(self.asked.survey, 1):
            page.row += 1
            page.mark(question.id)
            texts = [text.get(self.lang) for text in question.answers.values()]
            page.write(2, f"{number}. {self._spoken(question.question)}", "k_label")
            page.write(3, None, "k_small")
            page.spread(4, " / ".join(texts), "k_hint", page.last)
            offered = self.book.list_name(f"jawab_{question.id}", dict.fromkeys([*texts, said["book.dont_know"]]))
            page.book.choose(page.sheet, f"C{page.row}", offered)
        page.row += 1
        page.mark(END)

    def _spoken(self, text: Text) -> str:
        return spoken(text, self.lang, self.case, self.asked.terms)

    def _region(self) -> tuple[str, str]:
        if self.case is None:
            return self.book.words["book.region_unnamed"], self.book.words["book.year_unnamed"]
        return self.case.region.name, str(self.case.year)


def _room(asked: AskedOf) -> int:
    """Return how many lines are left for questions on facts, and lists, beside those of the survey."""
    sections = {field.path.split(".")[0] for field, _ in asked.facts}
    return _LINES - _HEAD - 2 * len(sections) - 2 * len(asked.survey)


def _facts_fitting(asked: AskedOf) -> tuple[tuple[tuple[Field, Text], ...], tuple[tuple[Field, Text], ...]]:
    """Return the questions on facts that fit on the paper, those that matter most, and the others."""
    first = sorted(asked.facts, key=lambda fact: asked.ranks[fact[0].path])[: max(_room(asked), 0)]
    kept = {field.path for field, _ in first}
    return tuple(f for f in asked.facts if f[0].path in kept), tuple(f for f in asked.facts if f[0].path not in kept)


def _fitting(asked: AskedOf, facts: int) -> tuple[list[AskedTable], list[AskedTable]]:
    """Return the lists that fit on the paper beside all questions, and those that do not: of these other forms ask."""
    left = _room(asked) - facts
    kept: list[AskedTable] = []
    rest: list[AskedTable] = []
    for each in asked.lists:
        needs = max(len(each.agencies), _ROWS) + len(each.questions) + 4
        (kept if needs <= left else rest).append(each)
        left -= needs if needs <= left else 0
    return kept, rest
