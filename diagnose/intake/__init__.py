"""Facts from where offices keep them; a folder a kind of file, its writer beside its reader."""

from diagnose.intake.identity import suggested
from diagnose.intake.names import Resolved, Suggestion, confirmed, named, once, resolve_agency, suggestions, unresolved
from diagnose.intake.recognise import Wanted, beside_table, kinds, read, read_case, tables, wanted, with_kinds
from diagnose.intake.records import Intake
from diagnose.intake.tables import Asked

__all__ = [
    "Asked",
    "Intake",
    "Resolved",
    "Suggestion",
    "Wanted",
    "beside_table",
    "confirmed",
    "kinds",
    "named",
    "once",
    "read",
    "read_case",
    "resolve_agency",
    "suggested",
    "suggestions",
    "tables",
    "unresolved",
    "wanted",
    "with_kinds",
]
