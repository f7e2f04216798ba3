"""Answers to the questionnaire, from exports of KoboToolbox, ODK Central and Google Forms."""

from diagnose.intake.survey.read.agree import rule
from diagnose.intake.survey.read.read import is_answers, read_answers

__all__ = [
    "is_answers",
    "read_answers",
    "rule",
]
