"""Ask a person for what is unknown, one question after another."""

from diagnose.analysis.ask.beginning import blank, file_name, needed, new_text, prompts, put
from diagnose.analysis.ask.session import AskResult, Session
from diagnose.analysis.ask.source import cite

__all__ = [
    "AskResult",
    "Session",
    "blank",
    "cite",
    "file_name",
    "needed",
    "new_text",
    "prompts",
    "put",
]
