"""Write the questionnaire as an XLSForm."""

from diagnose.intake.survey.write.xlsform import google_form_text, xlsform

__all__ = [
    "google_form_text",
    "xlsform",
]
