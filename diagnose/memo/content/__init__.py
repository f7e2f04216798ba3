"""What a memo says, gathered from a diagnosis."""

from diagnose.memo.content.addressed import requesting
from diagnose.memo.content.content import content
from diagnose.memo.content.formats import day
from diagnose.memo.content.ladder import Row, ladder, legend, title
from diagnose.memo.content.letterhead import PAPER_CM, Letterhead, read_letterhead
from diagnose.memo.content.notes import notes
from diagnose.memo.content.records import Aspect, Memo, Seat
from diagnose.memo.content.series import Figure, Series
from diagnose.memo.content.statement import Statement, counted, escaped, line, marked, pieces
from diagnose.memo.content.steps import Planned, planned

__all__ = [
    "PAPER_CM",
    "Aspect",
    "Figure",
    "Letterhead",
    "Memo",
    "Planned",
    "Row",
    "Seat",
    "Series",
    "Statement",
    "content",
    "counted",
    "day",
    "escaped",
    "ladder",
    "legend",
    "line",
    "marked",
    "notes",
    "pieces",
    "planned",
    "read_letterhead",
    "requesting",
    "title",
]
