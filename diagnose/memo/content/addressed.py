"""A memo made a request to one agency."""

from collections.abc import Sequence
from dataclasses import replace

from diagnose.common import words
from diagnose.memo.content.formats import number
from diagnose.memo.content.records import Memo
from diagnose.memo.content.request import Request
from diagnose.memo.content.statement import state


def requesting(memo: Memo, agency: str, questions: Sequence[str], survey: int, form: str, due: str) -> Memo:
    """Return `memo` as a request to whoever leads `agency`, whomever the letterhead writes to otherwise."""
    request = Request(
        agency=state(agency, "agency"),
        questions=tuple(state(q, "unknown") for q in questions),
        survey=state(number(survey, memo.lang) if survey else "", "unknown"),
        form=state(form, "form"),
        due=state(due or words(memo.lang)["memo.request_blank"], "due"),
    )
    to = words(memo.lang)["memo.request_to"].format(request.agency.text)
    return replace(memo, request=request, letterhead=memo.letterhead.model_copy(update={"to": to}))
