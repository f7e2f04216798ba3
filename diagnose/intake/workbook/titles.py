"""What fields, tables and codes are called in the form, in both languages."""

import re
from collections.abc import Mapping

from diagnose.case import (
    Answer,
    Extent,
    FactBlock,
    Field,
    FieldBlock,
    GroupBlock,
    Register,
    RosterBlock,
    Section,
    SurveyBlock,
    Table,
    labels,
    may_be_draft,
    named_lists,
    node_at,
    questionnaire,
    register_file,
    tally_path,
    vocabulary,
)
from diagnose.common import PLACEHOLDER, Text, per_pack, words
from diagnose.intake.workbook.layout import form_file

SAME_AS = "agencies.same_as"
NO_REGISTER = Register(register_file())


def both(key: str) -> Text:
    """Return the program's own word `key` as a text in both languages."""
    return Text(id=words("id")[key], en=words("en")[key])


def field_title(field: Field) -> Text:
    """Return what a field outside lists is called."""
    columns = form_file().columns
    found = (
        labels().get(field.path) or _named(field.path) or columns.get(f"case.{field.path}") or columns.get(field.path)
    )
    if found is None and field.name == "source":
        holder = heading(field.path.rpartition(".")[0])
        return _filled(both("book.source_of"), holder)
    return found or columns.get(field.name) or _bare(field.name)


def column_title(table: Table, field: Field) -> Text:
    """Return what a column of a list is called: a short title of its own, else the name of the field or fact."""
    entry = node_at(f"{table.path}[*].{field.name}")
    block = entry.block if entry is not None else None
    if isinstance(block, FactBlock | FieldBlock) and block.column is not None:
        return block.column
    if isinstance(block, FieldBlock):
        return block.name
    holder = node_at(table.path)
    if table.roster and holder is not None and isinstance(holder.block, RosterBlock):
        own = holder.block.details.get(field.name) or (holder.block.column if field.name == "value" else None)
        if own is not None:
            return own
    found = form_file().columns.get(field.name)
    if found is None and isinstance(block, FactBlock):
        found = Text(id=_open(block.name.id), en=_open(block.name.en))
    return found or _bare(field.name)


def _named(path: str) -> Text | None:
    """Return what a plain field of a section is called, as its block has it."""
    block = vocabulary().by_path.get(path)
    return (block.column or block.name) if isinstance(block, FieldBlock) else None


def table_title(table: Table) -> Text:
    """Return what a list is called."""
    return labels().get(table.path) or heading(table.path)


def heading(path: str) -> Text:
    """Return the heading of a section; that of the sheet where it has none."""
    block = vocabulary().by_path.get(path)
    own = block.heading if isinstance(block, GroupBlock | RosterBlock | SurveyBlock) else form_file().sections.get(path)
    return own or form_file().sheet_of(path or "year").title


def section_heading(section: Section) -> Text:
    """Return the heading of a section of facts."""
    return heading(section.path) if section.path else both("book.about_case")


def tally_title(question: str, answer: str) -> Text:
    """Return what the number of OPD that gave `answer` to `question` is called."""
    asked = questionnaire().by_id[question]
    return Text(**{lang: f"{asked.question.get(lang)} = {asked.answers[answer].get(lang)}" for lang in ("id", "en")})


def tally_field(question: str, answer: str) -> Field:
    """Return the field that counts the OPD that gave `answer` to `question`."""
    return Field(f"{tally_path()}.{question}.{answer}", "count", fact=True, low=0)


@per_pack
def codes(field: Field) -> Mapping[str, Text]:
    """Return the codes that a field takes, each in words; empty where it takes none."""
    if field.kind == "answer":
        return {a.value: both(f"answer.{a.value}") for a in Answer}
    if field.kind == "extent":
        return {e.value: both(f"extent.{e.value}") for e in Extent}
    if field.kind == "flag":
        return {a: both(f"answer.{a}") for a in ("yes", "no")}
    listed, _, _ = field.path.rpartition(".")
    node = node_at(f"{listed}[*].{field.name}") or node_at(field.path)
    if node is not None and isinstance(node.block, FieldBlock) and node.block.named_in:
        return {named.id: named.name for named in named_lists()[listed]}
    if field.path == "agencies.functions":
        return {f.id: f.name for f in register_file().functions}
    if field.path == SAME_AS:
        return {a.id: Text(id=a.name, en=a.name) for a in register_file().agencies}
    return node.codes if node is not None else {}


def is_open(field: Field) -> bool:
    """Tell whether a field takes other texts than its codes."""
    node = node_at("[*].".join(field.path.rsplit(".", 1)))
    return field.path == SAME_AS or (node is not None and node.open)


def offers_draft(field: Field) -> bool:
    """Tell whether the drop-down of an answer offers "draft"."""
    listed, _, name = field.path.removesuffix(".value").rpartition(".")
    inside = f"{listed}[*].{name}"
    return may_be_draft(inside if node_at(inside) is not None else f"{listed}.{name}" if listed else name)


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
