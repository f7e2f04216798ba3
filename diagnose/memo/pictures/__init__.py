"""The pictures of memos, by the names that templates use."""

from diagnose.memo.pictures.drawing import Picture, clean, width_of
from diagnose.memo.pictures.named import PICTURES, picture

__all__ = ["PICTURES", "Picture", "clean", "picture", "width_of"]
