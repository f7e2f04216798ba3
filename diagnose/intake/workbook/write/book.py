"""The workbook as it grows: cells that are safe to write, and drop-downs from a hidden sheet."""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from diagnose.case import LARGEST, Field
from diagnose.common import repacked, words
from diagnose.intake.workbook.marks import CHOICES, LISTS, META
from diagnose.intake.workbook.titles import SAME_AS, codes, is_open, offers_draft
from diagnose.intake.workbook.write.styles import add_styles

AGENCIES = "opd"
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_CELL, _LONGEST_PROMPT = 32_767, 255
STYLES = {"count": "k_count", "number": "k_number", "percent": "k_number", "day": "k_day"}


class TooLongError(ValueError):
    """A text does not fit into a cell."""


class Book:
    """A workbook in one language."""

    def __init__(self, lang: str) -> None:
        self.book = Workbook()
        self.book.remove(self.book.worksheets[0])
        self.lang, self.words = lang, words(lang)
        self._lists: dict[str, tuple[str, ...]] = {}
        self._checks: dict[tuple[str, str], DataValidation] = {}
        add_styles(self.book)

    def sheet(self, title: str) -> Worksheet:
        """Add a sheet."""
        made: Worksheet = self.book.create_sheet(title)
        return made

    def write(self, sheet: Worksheet, row: int, column: int, value: object, style: str = "k_text") -> Cell:
        """Write `value` as a value: whatever a text begins with, it is never a formula.

        Raises:
            TooLongError: a cell cannot hold the text.
        """
        cell = sheet.cell(row, column)
        assert isinstance(cell, Cell)
        cell.style = style
        if isinstance(value, str):
            if len(value) > _LONGEST_CELL:
                raise TooLongError(value[:80])
            cell.value = _UNWRITABLE.sub(" ", value)
            cell.data_type = "s"
            cell.quotePrefix = value.startswith(_A_FORMULA)
        else:
            assert value is None or isinstance(value, int | float | date)
            cell.value = value
        return cell

    def formula(self, sheet: Worksheet, row: int, column: int, formula: str, style: str) -> None:
        """Write a formula; `formula` holds nothing of a user's."""
        cell = sheet.cell(row, column)
        cell.style = style
        cell.value = f"={formula}"

    def list_name(self, key: str, texts: Iterable[str]) -> str:
        """Return the name of a drop-down's list; a list is kept once."""
        name = f"pilihan_{key}"
        self._lists.setdefault(name, tuple(dict.fromkeys(texts)))
        return name

    def check(self, sheet: Worksheet, cells: str, field: Field, *, bounds: bool = False) -> None:
        """Offer what `field` takes in `cells`, and ask about what is not of it; `bounds` may be written too."""
        if field.kind in ("text", "texts") and self._list(field) is None and field.name != "source":
            return  # anything does
        key = f"{field.kind} {field.low} {field.high} {self._list(field)} {bounds} {field.name in ('source', 'year')}"
        held = self._checks.get((sheet.title, key))
        if held is None:
            held = self._checks[sheet.title, key] = self._validation(field, bounds)
            sheet.add_data_validation(held)
        held.add(cells)

    def choose(self, sheet: Worksheet, cells: str, name: str, *, strict: bool = True, prompt: str = "") -> None:
        """Offer the list called `name` in `cells`; unless `strict`, any other text does as well."""
        key = f"{name} {strict}"
        held = self._checks.get((sheet.title, key))
        if held is None:
            held = self._checks[sheet.title, key] = DataValidation("list", formula1=name, allow_blank=True)
            held.showErrorMessage = strict
            self._say(held, prompt or self.words["book.help.choice"])
            sheet.add_data_validation(held)
        held.add(cells)

    def _list(self, field: Field) -> str | None:
        if field.kind == "agency" or field.path == SAME_AS:
            return f"pilihan_{AGENCIES}"
        known = codes(field)
        if not known or field.kind == "texts":
            return None
        texts = [text.get(self.lang) for text in known.values()]
        if field.kind == "answer":
            listed = [known[c].get(self.lang) for c in ("yes", "draft", "no") if c != "draft" or offers_draft(field)]
            return self.list_name(f"answer{len(listed)}", [*listed, self.words["book.unknown"]])
        if field.kind == "extent":
            texts.append(self.words["book.unknown"])
        return self.list_name(
            re.sub(r"\W", "_", field.path if field.kind not in ("extent", "flag") else field.kind), texts
        )

    def _validation(self, field: Field, bounds: bool) -> DataValidation:
        listed = self._list(field)
        low = f"{-LARGEST if field.low is None else field.low:.0f}"
        high = f"{LARGEST if field.high is None else field.high:.0f}"
        if listed:
            made = DataValidation("list", formula1=listed, allow_blank=True)
            made.showErrorMessage = not (is_open(field) or listed == f"pilihan_{AGENCIES}")
        elif field.kind in ("count", "number", "percent"):
            made = DataValidation("whole" if field.kind == "count" else "decimal", low, high, allow_blank=True)
            made.operator, made.showErrorMessage = "between", True
        else:
            made = DataValidation(None, allow_blank=True)  # what to write is said, and nothing is asked about
        made.errorStyle = "warning"
        self._say(made, self.help(field, bounds))
        return made

    def _say(self, check: DataValidation, prompt: str) -> None:
        check.errorStyle = "warning"
        check.errorTitle, check.error = self.words["book.unlisted.title"], self.words["book.unlisted"]
        if prompt:
            check.prompt, check.showInputMessage = prompt[:_LONGEST_PROMPT], True

    def help(self, field: Field, bounds: bool) -> str:
        """Return how a cell of `field` is filled, in a sentence or two."""
        if field.name in ("source", "year") and not field.fact:
            return self.words[f"book.help.{field.name}"]
        if field.kind in ("agency", "agencies"):
            return self.words["book.help.agency"]
        if field.kind == "answer":
            return self.words["book.help.draft" if offers_draft(field) else "book.help.answer"]
        if codes(field) and field.kind != "extent":
            return self.words["book.help.choice"]
        if field.kind in ("texts", "text"):
            return ""
        said = self.words[f"ask.help.{field.kind}"]
        return f"{said} {self.words['book.help.bounds']}" if bounds else said

    def hint(self, field: Field) -> str:
        """Return what a cell of `field` takes, in a few words."""
        known = codes(field)
        if field.name == "source":
            return self.words["book.hint.source"]
        if field.kind == "answer":
            return self.words["ask.how.draft" if offers_draft(field) else "ask.how.answer"]
        if field.kind in ("choice", "flag"):
            return " / ".join(text.get(self.lang) for text in known.values())
        if field.high == 2100:  # the last year that the model takes
            return self.words["ask.how.year"]
        key = f"book.hint.{field.kind}" if f"book.hint.{field.kind}" in self.words else f"ask.how.{field.kind}"
        return self.words[key]

    def finish(self, meta: Sequence[tuple[str, object]], title: str) -> bytes:
        """Add the hidden sheets and return the file."""
        sheet = self.sheet(CHOICES)
        self.write(sheet, 1, 1, LISTS)
        for column, (name, texts) in enumerate(self._lists.items(), 2):
            for row, text in enumerate((name, *texts), 1):
                self.write(sheet, row, column, text)
            letter = get_column_letter(column)
            where = f"'{CHOICES}'!${letter}$2:${letter}${len(texts) + 1}"
            self.book.defined_names[name] = DefinedName(name, attr_text=where)
        about = self.sheet(META)
        for row, (key, value) in enumerate(meta, 1):
            self.write(about, row, 1, key)
            self.write(about, row, 2, value)
        for hidden in (sheet, about):
            hidden.sheet_state = "hidden"
            hidden.protection.enable()
        properties = self.book.properties
        properties.title, properties.creator, properties.language = (
            _UNWRITABLE.sub(" ", title),
            "konvergensi",
            self.lang,
        )
        file = io.BytesIO()
        self.book.save(file)
        return repacked(file.getvalue(), timeless=True)
