"""Facts from where offices keep them; a folder a kind of file, its writer beside its reader."""

from diagnose.intake.names import Suggestion, confirmed, suggestions, unresolved
from diagnose.intake.recognise import TABLES, Wanted, beside_table, read, read_case, wanted, with_kinds
from diagnose.intake.records import Intake

__all__ = [
    "TABLES",
    "Intake",
    "Suggestion",
    "Wanted",
    "beside_table",
    "confirmed",
    "read",
    "read_case",
    "suggestions",
    "unresolved",
    "wanted",
    "with_kinds",
]
