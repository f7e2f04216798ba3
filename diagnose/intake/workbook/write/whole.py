"""The whole workbook: its sheets in order, filled from a case, and what tells whose form it is."""

from diagnose.case import Case, Field, Section, Table, register_file, sections, tables, vocabulary
from diagnose.intake.workbook.layout import SheetLayout, form_file, within
from diagnose.intake.workbook.marks import CLAIMS, DETAILS, FORM, TEXT, with_about
from diagnose.intake.workbook.titles import both, field_title, section_heading, table_title
from diagnose.intake.workbook.write.book import AGENCIES, Book
from diagnose.intake.workbook.write.cells import Row
from diagnose.intake.workbook.write.completeness import completeness
from diagnose.intake.workbook.write.filled import Filled
from diagnose.intake.workbook.write.matrix import Matrix, opd, tallies
from diagnose.intake.workbook.write.particulars import details, disputes
from diagnose.intake.workbook.write.printing import finish_sheet
from diagnose.intake.workbook.write.sheet import Page
from diagnose.intake.workbook.write.usual import usual_agencies

_LEAST, _LEAST_BLANK = 6, 12  # rows of a list
_SPECIAL = {"details": DETAILS, "disputes": CLAIMS}


class Whole:
    """The form for `case`, or a blank one, in the language `lang`, under that title."""

    def __init__(self, case: Case | None, lang: str, title: str) -> None:
        self.case, self.lang, self.title = case, lang, title
        self.filled, self.book = Filled(case, lang), Book(lang)
        self.usual = usual_agencies(self.filled.register)
        own = [agency.name for agency in case.agencies] if case else []
        self.book.list_name(AGENCIES, [*own, *(a.name for a in register_file().agencies)])
        self.matrix: Matrix | None = None  # where the form has a questionnaire

    def bytes(self) -> bytes:
        """Return the file.

        Raises:
            TooLongError: the case holds a text that no cell can hold.
        """
        sheets = [layout for layout in form_file().sheets if not layout.holds or self._has_any(layout)]
        pages = {layout.id: self._page(layout) for layout in sheets}
        for ident, page in pages.items():
            if ident not in ("guide", "completeness"):
                self._fill(ident, page)
        completeness(pages["completeness"], list(pages.values()), self.matrix, self.case)
        self._guide(pages["guide"], list(pages.values()))
        for page in pages.values():
            finish_sheet(page, self._region())
        case = self.case
        meta = [("form", FORM), ("version", form_file().version), ("lang", self.lang)]
        meta += [("region_code", case.region.code), ("region", case.region.name), ("year", case.year)] if case else []
        return self.book.finish(meta, f"{self.title} {' '.join(self._region())}" if case else self.title)

    def _page(self, layout: SheetLayout) -> Page:
        held = [t for t in tables() if form_file().sheet_of(t.path) is layout]
        if layout.id in _SPECIAL:
            held = [with_about(_SPECIAL[layout.id])]
        agencies = len(opd(self.filled, self.usual)) if layout.id == "questionnaire" else 0
        return Page(self.book, layout, held, span=3 + agencies + 4 if agencies else 3)

    def _fill(self, ident: str, page: Page) -> None:
        if ident == "questionnaire":
            self.matrix = Matrix(page, self.filled, opd(self.filled, self.usual))
            self.matrix.write()
        if ident == "tallies":
            tallies(page, self.filled)
        elif ident == "details":
            details(page, self.filled)
        elif ident == "disputes":
            disputes(page, self.filled)
        else:
            self._facts(page)
            for table in page.tables:
                self._table(page, table)

    def _facts(self, page: Page) -> None:
        for section in sections():
            fields = [f for f in self._own(section) if form_file().sheet_of(f.path) is page.layout]
            if fields:
                title = section_heading(Section(section.path, tuple(fields))).get(self.lang)
                page.facts(title, fields, self.filled.said, lambda f: field_title(f).get(self.lang))
        emptied = {t.path: t for t in page.tables if t.optional}
        if emptied:
            page.facts(
                page.layout.title.get(self.lang),
                [Field(path, "flag") for path in emptied],
                lambda f: self._emptied(emptied[f.path]),
                lambda f: both("book.asked_none").get(self.lang).format(table_title(emptied[f.path]).get(self.lang)),
            )

    def _own(self, section: Section) -> list[Field]:
        """Return the fields of a section but for facts that such a region does not have, and says nothing of."""
        case = self.case
        if case is None:
            return list(section.fields)
        own = [f for f in section.fields if not f.fact or f.path in case.facts]
        if any(f.fact for f in own) or not any(f.fact for f in section.fields):
            return own
        return [f for f in own if self.filled.said(f).get("value") is not None]  # of what is left, what is filled

    def _has_any(self, layout: SheetLayout) -> bool:
        """Tell whether a sheet has something to fill for the region of the case."""
        held = [f for section in sections() for f in self._own(section) if form_file().sheet_of(f.path) is layout]
        return bool(held) or any(within(t.path, part) for t in tables() for part in layout.holds) or self._asks(layout)

    @staticmethod
    def _asks(layout: SheetLayout) -> bool:
        """Tell whether a sheet asks the questionnaire."""
        return any(within(part, str(vocabulary().survey)) for part in layout.holds)

    def _emptied(self, table: Table) -> Row:
        return {"value": self.filled.write.plain(Field(table.path, "flag"), self.filled.empty(table) or None)}

    def _table(self, page: Page, table: Table) -> None:
        rows = self.filled.rows(table)
        if table.roster:
            named = [row[table.key[0]] for row in rows]
            usual = [self.filled.register.name(agency) for agency in self.usual]
            rows += [{table.key[0]: name} for name in usual if name not in named]
        page.table(table, rows, _LEAST if self.case else _LEAST_BLANK)

    def _region(self) -> tuple[str, str]:
        if self.case is None:
            return self.book.words["book.region_unnamed"], self.book.words["book.year_unnamed"]
        return self.case.region.name, str(self.case.year)

    def _guide(self, page: Page, pages: list[Page]) -> None:
        said = self.book.words
        page.row += 1
        page.line(self.title, "k_section")
        page.line(" · ".join(self._region()), "k_text")
        page.row += 1
        for number in range(1, 8):
            page.line(f"{number}. {said[f'book.guide.{number}']}")
        page.row += 2
        page.mark(TEXT)
        page.write(2, said["book.guide.sample"], "k_input")
        page.row += 1
        page.heading(said["book.guide.sheets"])
        for other in pages:
            if other is not page:
                page.row += 1
                page.mark(TEXT)
                page.write(2, other.sheet.title, "k_label")
                cell = page.sheet.cell(page.row, 2)
                cell.hyperlink = f"#'{other.sheet.title}'!B1"
                about = other.layout.help.get(self.lang) if other.layout.help else ""
                for column in range(3, page.last + 1):
                    page.write(column, about if column == 3 else None, "k_hint")
                page.sheet.merge_cells(start_row=page.row, end_row=page.row, start_column=3, end_column=page.last)
                page.high(-(-len(about) // int(page.width(3, page.last))))
