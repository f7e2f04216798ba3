"""Read a filled form back."""

from diagnose.intake.workbook.read.read import is_workbook, read_workbook

__all__ = [
    "is_workbook",
    "read_workbook",
]
