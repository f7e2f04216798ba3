"""A memo as a Word file."""

from diagnose.memo.write.word.codes import foreign_codes
from diagnose.memo.write.word.document import word
from diagnose.memo.write.word.template import filled_word

__all__ = [
    "filled_word",
    "foreign_codes",
    "word",
]
