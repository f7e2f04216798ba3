"""Write the form, empty or filled."""

from diagnose.intake.workbook.write.workbook import workbook

__all__ = [
    "workbook",
]
