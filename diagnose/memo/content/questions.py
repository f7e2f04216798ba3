"""Questions as memos ask them, each agency's together."""

from collections.abc import Iterable

from diagnose.diagnosis import Diagnosed, UnknownRecord, questions_by_agency
from diagnose.memo.content.records import Questions
from diagnose.memo.content.statement import line, state

LISTED = 10  # questions that an annex asks one by one; all of them stand in the forms of the agencies


def questions(diagnosed: Diagnosed, asked: Iterable[UnknownRecord], office: str) -> tuple[Questions, ...]:
    """Return what is `asked`, by whom it is asked; `office` is the one whose memo it is."""
    return tuple(
        Questions(
            who=state(group["who"], "unknown"),
            questions=tuple(state(one["question"], "unknown") for one in group["asked"]),
            own=line(group["who"]) == office,
        )
        for group in questions_by_agency(diagnosed, asked, each=True)
    )
