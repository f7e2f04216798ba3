"""A memo as one HTML page."""

from diagnose.memo.write.html.page import page, title_of

__all__ = [
    "page",
    "title_of",
]
