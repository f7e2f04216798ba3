"""Imports in the workbench: files kept in the folder until they are joined, read in a process of its own."""

from diagnose.web.imports.decree import Asked, Section, fill, sections
from diagnose.web.imports.outcome import ClashTold, FileTold, NameAsked, Outcome
from diagnose.web.imports.store import Batch, Batches, Held

__all__ = [
    "Asked",
    "Batch",
    "Batches",
    "ClashTold",
    "FileTold",
    "Held",
    "NameAsked",
    "Outcome",
    "Section",
    "fill",
    "sections",
]
