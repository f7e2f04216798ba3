"""A memo as one HTML page."""

from diagnose.memo.write.html.page import page

__all__ = [
    "page",
]
