"""What fields, tables and codes are called in the form, in both languages."""

import re
from collections.abc import Mapping
from functools import cache

from diagnose.case import (
    TALLY,
    Answer,
    Extent,
    Field,
    Register,
    Section,
    Table,
    labels_file,
    questionnaire,
    register_file,
)
from diagnose.common import PLACEHOLDER, Text, words
from diagnose.intake.workbook.layout import form_file

SAME_AS = "agencies.same_as"
NO_REGISTER = Register(register_file())


def both(key: str) -> Text:
    """Return the program's own word `key` as a text in both languages."""
    return Text(id=words("id")[key], en=words("en")[key])


def field_title(field: Field) -> Text:
    """Return what a field outside lists is called."""
    columns = form_file().columns
    found = labels_file().labels.get(field.path) or columns.get(f"case.{field.path}") or columns.get(field.path)
    if found is None and field.name == "source":
        holder = heading(field.path.rpartition(".")[0])
        return _filled(both("book.source_of"), holder)
    return found or columns.get(field.name) or _bare(field.name)


def column_title(table: Table, field: Field) -> Text:
    """Return what a column of a list is called."""
    columns = form_file().columns
    found = columns.get(field.path) or columns.get(field.name)
    if found is None and (label := labels_file().labels.get(f"{table.path}[*].{field.name}")):
        found = Text(id=_open(label.id), en=_open(label.en))
    return found or _bare(field.name)


def table_title(table: Table) -> Text:
    """Return what a list is called."""
    return labels_file().labels.get(table.path) or heading(table.path)


def heading(path: str) -> Text:
    """Return the heading of a section; that of the sheet where it has none."""
    return form_file().sections.get(path) or form_file().sheet_of(path or "year").title


def section_heading(section: Section) -> Text:
    """Return the heading of a section of facts."""
    return heading(section.path) if section.path else both("book.about_case")


def tally_title(question: str, answer: str) -> Text:
    """Return what the number of OPD that gave `answer` to `question` is called."""
    asked = next(q for q in questionnaire().questions if q.id == question)
    return Text(**{lang: f"{asked.question.get(lang)} = {asked.answers[answer].get(lang)}" for lang in ("id", "en")})


def tally_field(question: str, answer: str) -> Field:
    """Return the field that counts the OPD that gave `answer` to `question`."""
    return Field(f"{TALLY}.{question}.{answer}", "count", fact=True, low=0)


@cache
def codes(field: Field) -> Mapping[str, Text]:
    """Return the codes that a field takes, each in words; empty where it takes none."""
    if field.kind == "answer":
        return {a.value: both(f"answer.{a.value}") for a in Answer}
    if field.kind == "extent":
        return {e.value: both(f"extent.{e.value}") for e in Extent}
    if field.kind == "flag":
        return {a: both(f"answer.{a}") for a in ("yes", "no")}
    if field.path == "obstacles.obstacle":
        return {o.id: o.name for o in questionnaire().obstacles}
    if field.path == "suggestions.suggestion":
        return {s.id: s.name for s in questionnaire().suggestions}
    if field.path == "agencies.functions":
        return {f.id: f.name for f in register_file().functions}
    if field.path == SAME_AS:
        return {a.id: Text(id=a.name, en=a.name) for a in register_file().agencies}
    listed = field.codes or form_file().suggested.get(field.path, ())
    own = form_file().choices.get(field.path, {})
    return {code: own.get(code) or labels_file().keys.get(code) or _bare(code) for code in listed}


def is_open(field: Field) -> bool:
    """Tell whether a field takes other texts than its codes."""
    return field.path == SAME_AS or field.path in form_file().suggested


def offers_draft(field: Field) -> bool:
    """Tell whether the drop-down of an answer offers "draft"."""
    path = field.path.removesuffix(".value")
    return any(path == part or path.startswith(f"{part}.") for part in form_file().draft)


def plain(text: object) -> str:
    """Fold letter case, spaces and marks at the end, as people write one word in several ways."""
    return re.sub(r"[\s\u00a0_]+", " ", str(text)).strip(" .;:*").casefold()


def meaning(text: object, known: Mapping[str, Text]) -> str | None:
    """Return which of the `known` codes `text` is, by its code or its words in either language; None where none."""
    said = plain(text)
    for code, name in known.items():
        if said in (plain(code), plain(name.get("id")), plain(name.get("en"))):
            return code
    return None


def _bare(name: str) -> Text:
    said = name.replace("_", " ").capitalize()
    return Text(id=said, en=said)


def _open(label: str) -> str:
    return PLACEHOLDER.sub("...", label)


def _filled(text: Text, part: Text) -> Text:
    return Text(id=text.id.format(part.get("id")), en=text.en.format(part.get("en")))
