"""What a memo says, gathered from a diagnosis."""

from diagnose.memo.content.content import content
from diagnose.memo.content.formats import day
from diagnose.memo.content.ladder import (
    LEVELS,
    Kind,
    Rung,
    kinds,
    legend,
    levels,
    meaning,
    named,
    rungs,
    second,
    second_meaning,
)
from diagnose.memo.content.letterhead import PAPER_CM, Letterhead, read_letterhead
from diagnose.memo.content.notes import notes
from diagnose.memo.content.records import Aspect, Figure, Memo, Seat
from diagnose.memo.content.statement import Statement, escaped, line, marked, pieces
from diagnose.memo.content.steps import planned

__all__ = [
    "LEVELS",
    "PAPER_CM",
    "Aspect",
    "Figure",
    "Kind",
    "Letterhead",
    "Memo",
    "Rung",
    "Seat",
    "Statement",
    "content",
    "day",
    "escaped",
    "kinds",
    "legend",
    "levels",
    "line",
    "marked",
    "meaning",
    "named",
    "notes",
    "pieces",
    "planned",
    "read_letterhead",
    "rungs",
    "second",
    "second_meaning",
]
