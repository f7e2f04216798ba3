"""Write the form, empty or filled, whole or for one agency."""

from diagnose.intake.workbook.write.workbook import agency_workbook, workbook

__all__ = [
    "agency_workbook",
    "workbook",
]
