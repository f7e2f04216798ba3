"""Tables of one kind of row each, in CSV or Excel, read into part of a case."""

from diagnose.intake.tables.mapping import guess, mapping_text
from diagnose.intake.tables.read import kind_of_table, read_table

__all__ = ["guess", "kind_of_table", "mapping_text", "read_table"]
