"""Questionnaires: written as an XLSForm, and answers read from exports."""
