"""The form as an Excel workbook, blank or filled with what a case says; `diagnose.intake.workbook` reads it back."""

from diagnose.case import Case
from diagnose.common import InputError, Place, Problem, words
from diagnose.intake.workbook.asked import AskedOf


def workbook(case: Case | None, lang: str, *, title: str | None = None) -> bytes:
    """Return the form as an xlsx file in the language `lang`: filled with `case`, blank without one.

    `title` stands on the first page and in the properties of the file instead of the usual title.

    Raises:
        InputError: the case holds a text that is too long for a cell, or openpyxl is not installed.
    """
    try:
        from diagnose.intake.workbook.write.book import TooLongError
        from diagnose.intake.workbook.write.whole import Whole
    except ImportError as error:
        raise InputError([Problem(Place("xlsx"), "office_missing", {"given": error.name})]) from None
    try:
        return Whole(case, lang, title or words(lang)["book.title"]).bytes()
    except TooLongError as error:
        raise InputError([Problem(Place("xlsx"), "form_too_long", {"given": error})]) from None


def agency_workbook(asked: AskedOf, case: Case | None, lang: str) -> bytes:
    """Return the form of what is `asked` of one agency as an xlsx file of one sheet, two printed pages at most.

    Raises:
        InputError: as `workbook`.
    """
    try:
        from diagnose.intake.workbook.write.book import TooLongError
        from diagnose.intake.workbook.write.ofagency import OfAgency
    except ImportError as error:
        raise InputError([Problem(Place("xlsx"), "office_missing", {"given": error.name})]) from None
    try:
        return OfAgency(asked, case, lang).bytes()
    except TooLongError as error:
        raise InputError([Problem(Place("xlsx"), "form_too_long", {"given": error})]) from None
