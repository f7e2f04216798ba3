"""The form that `diagnose.intake.workbook.write.workbook` writes, filled by people and read into part of a case."""

from diagnose.intake.workbook.read import is_workbook, read_workbook

__all__ = [
    "is_workbook",
    "read_workbook",
]
