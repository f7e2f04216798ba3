"""Ask a person for what is unknown, one question after another."""

from diagnose.analysis.ask.session import AskResult, Session

__all__ = [
    "AskResult",
    "Session",
]
