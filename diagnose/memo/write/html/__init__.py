"""A memo as one HTML page."""

from diagnose.memo.write.html.page import page, title_of
from diagnose.memo.write.html.style import faces_of

__all__ = [
    "faces_of",
    "page",
    "title_of",
]
