"""Ask a person for what is unknown, one question after another."""

from diagnose.analysis.ask.session import AskResult, Session
from diagnose.analysis.ask.source import cite

__all__ = [
    "AskResult",
    "Session",
    "cite",
]
