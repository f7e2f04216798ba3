"""Files of strangers: opened with care, their cells and rows read."""

from diagnose.intake.files.cells import day, nothing, number, sound, text
from diagnose.intake.files.opening import kind_of
from diagnose.intake.files.progress import watching
from diagnose.intake.files.rows import open_table, open_workbook
from diagnose.intake.files.table import Cell, Look, Merge, Percent, Row, Scaled, letters

__all__ = [
    "Cell",
    "Look",
    "Merge",
    "Percent",
    "Row",
    "Scaled",
    "day",
    "kind_of",
    "letters",
    "nothing",
    "number",
    "open_table",
    "open_workbook",
    "sound",
    "text",
    "watching",
]
