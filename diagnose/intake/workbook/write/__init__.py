"""The form in which facts are asked for: a workbook to fill, and a questionnaire for the telephone."""
