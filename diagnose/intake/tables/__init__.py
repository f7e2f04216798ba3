"""Tables of one kind of row each, in CSV or Excel, read into part of a case."""

from diagnose.intake.tables.cards import read_cards
from diagnose.intake.tables.mapping import guess, mapping_text
from diagnose.intake.tables.read import form_kinds, kind_of_table, kinds_that_fit, nearest_kind, read_table, table_kinds
from diagnose.intake.tables.reading import NOBODY, Asked

__all__ = [
    "NOBODY",
    "Asked",
    "form_kinds",
    "guess",
    "kind_of_table",
    "kinds_that_fit",
    "mapping_text",
    "nearest_kind",
    "read_cards",
    "read_table",
    "table_kinds",
]
