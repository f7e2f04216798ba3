"""Blocks written as text, Markdown, HTML, PDF and Word."""

from diagnose.memo.write.markdown import markdown
from diagnose.memo.write.office import office, pdf_of
from diagnose.memo.write.plain import plain

__all__ = [
    "markdown",
    "office",
    "pdf_of",
    "plain",
]
