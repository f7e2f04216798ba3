"""What a case says, field by field and row by row, for the cells of the form; a blank form is that of no case."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from diagnose.case import ABOUT, NAME, Case, Fact, Field, Register, Table, sections, tables, tally_path
from diagnose.common import words
from diagnose.intake.workbook.layout import form_file
from diagnose.intake.workbook.marks import JOIN
from diagnose.intake.workbook.titles import (
    NO_REGISTER,
    column_title,
    field_title,
    table_title,
    tally_field,
    tally_title,
)
from diagnose.intake.workbook.write.cells import Row, Shown, Writer


@dataclass(frozen=True)
class Particular:
    """One fact, and where it stands as people would say it: the list or sheet, the entry, the column or item."""

    where: str
    entry: str | None
    cell: str
    field: Field
    fact: Fact[Any]
    own: bool = False  # the row that it stands in says all that is said about it


class Filled:
    """The content of the form for `case`, in one language."""

    def __init__(self, case: Case | None, lang: str) -> None:
        self.case, self.lang = case, lang
        self.register: Register = case.register if case else NO_REGISTER
        self.write = Writer(lang, self.register.name)

    def said(self, field: Field) -> Row:
        """Return the cells of a field outside lists."""
        holder, _, name = field.path.rpartition(".")
        thing = self._at(holder)
        if thing is None:
            return {}
        value = getattr(thing, name)
        if isinstance(value, Fact):
            return {"value": self.write.fact(field, value), **_about(value)}
        return {"value": self._plain(thing, field)}

    def rows(self, table: Table) -> list[Row]:
        """Return the rows of a list or roster."""
        found = self._at(table.path)
        if table.roster:
            return [self._seat(table, agency, fact) for agency, fact in (found or {}).items()]
        return [self._entry(table, entry) for entry in found or ()]

    def empty(self, table: Table) -> bool:
        """Tell whether a list says that there was nothing to list."""
        return table.optional and self._at(table.path) == ()

    def particulars(self) -> Iterator[Particular]:
        """Yield every fact of the case with the place where it stands in the form."""
        for section in sections():
            for field in section.fields:
                if field.fact and (fact := self._at(field.path)) is not None:
                    where = form_file().sheet_of(field.path).title.get(self.lang)
                    yield Particular(where, None, field_title(field).get(self.lang), field, fact)
        for table in tables():
            found = self._at(table.path) or ()
            for entry in found.items() if isinstance(found, dict) else found:
                yield from self._within(table, entry)
        for question, item in self._items().items():
            for answer, fact in item.tallied:
                where = form_file().sheet_of(tally_path()).title.get(self.lang)
                cell = tally_title(question, answer).get(self.lang)
                yield Particular(where, None, cell, tally_field(question, answer), fact)

    def tally(self, question: str, answer: str) -> Row:
        """Return the cells of the number of OPD that gave `answer` to `question`."""
        item = self._items().get(question)
        fact = (item.tally or {}).get(answer) if item else None
        if fact is None:
            return {}
        return self._known(tally_field(question, answer), fact)

    def _items(self) -> Mapping[str, Any]:
        return self.case.survey.items if self.case else {}

    def _at(self, path: str) -> Any:
        thing: Any = self.case
        for name in path.split(".") if path else ():
            thing = getattr(thing, name, None)
        return thing

    def _plain(self, thing: BaseModel, field: Field) -> Shown:
        if field.name not in thing.model_fields_set:  # what was not said is not to be said on reading back
            return None
        value = getattr(thing, field.name)
        return None if value == () == type(thing).model_fields[field.name].default else self.write.plain(field, value)

    def _entry(self, table: Table, entry: BaseModel) -> Row:
        row: Row = {}
        for field in table.fields:
            value = getattr(entry, field.name)
            row[field.name] = self.write.fact(field, value) if field.fact else self._plain(entry, field)
            if row[field.name] is None and field.fact and type(entry).model_fields[field.name].is_required():
                row[field.name] = words(self.lang)["book.unknown"]  # an empty cell would be one that was forgotten
        return row

    def _seat(self, table: Table, agency: str, fact: Fact[Any]) -> Row:
        value = table.field("value")
        assert value is not None
        row: Row = {NAME: self.register.name(agency), **self._known(value, fact)}
        return row | {f.name: self._plain(fact, f) for f in table.fields if f.name not in (NAME, "value", *ABOUT)}

    def _known(self, field: Field, fact: Fact[Any]) -> Row:
        """Return the cells of an entry that is a fact: that it is listed as unknown is said in so many words."""
        shown = self.write.fact(field, fact)
        return {"value": words(self.lang)["book.unknown"] if shown is None else shown, **_about(fact)}

    def _within(self, table: Table, entry: Any) -> Iterator[Particular]:
        where = table_title(table).get(self.lang)
        if table.roster:
            value = table.field("value")
            assert value is not None
            agency, fact = entry
            yield Particular(
                where, self.register.name(agency), column_title(table, value).get(self.lang), value, fact, own=True
            )
        else:
            for field in table.facts:
                fact = getattr(entry, field.name)
                yield Particular(
                    where, self.entry_name(table, entry), column_title(table, field).get(self.lang), field, fact
                )

    def entry_name(self, table: Table, entry: Any) -> str:
        """Return what tells an entry from others, as its first cells say it."""
        fields = (f for name in table.key for f in table.fields if f.name == name)
        return JOIN.join(self._part(f, getattr(entry, f.name)) for f in fields)

    def _part(self, field: Field, value: Any) -> str:
        return str(self.write.plain(field, value)) if value is not None else words(self.lang)["book.none"]


def _about(fact: Fact[Any]) -> Row:
    return {name: getattr(fact, name) for name in ABOUT}
