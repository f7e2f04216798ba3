"""A memo as PDF, through Typst."""

from diagnose.memo.write.pdf.writer import pdf

__all__ = [
    "pdf",
]
