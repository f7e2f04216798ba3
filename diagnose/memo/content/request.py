"""What a letter asks of one agency: the questions of its form, and by when they are to be answered."""

from dataclasses import dataclass

from diagnose.memo.content.statement import Statement


@dataclass(frozen=True)
class Request:
    """A request to the agency `agency`: its questions, how many of the survey besides, the form, and the last day.

    `survey` is empty where none is asked; `due` is a blank to fill in where nobody has said the day.
    """

    agency: Statement
    questions: tuple[Statement, ...]
    survey: Statement
    form: Statement
    due: Statement
