"""What agencies answered to a questionnaire: "does not know" is an answer, not a gap in the data."""

from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from diagnose.case.agencynames import AgencyName
from diagnose.case.fact import CountFact, MonthFact
from diagnose.case.section import Section


def word(raw: object) -> object:
    """Take back what YAML made of a bare yes or no, and take the Indonesian words for them."""
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    return {"ya": "yes", "tidak": "no"}.get(raw.casefold(), raw) if isinstance(raw, str) else raw


AnswerWord = Annotated[str, BeforeValidator(word)]


class QuestionnaireItem(Section):
    """The answers to one question: per agency where known per agency, else as tallies."""

    answers: dict[AgencyName, AnswerWord] | None = None
    tally: dict[str, CountFact] | None = None
    note: str | None = None

    def said(self) -> dict[str, Any]:
        """Return the answers by agency, or the count (or its bounds) by answer."""
        if self.answers is not None:
            return dict(self.answers)
        counts = {a: f.model_dump(include={"value", "at_least", "at_most"}, exclude_none=True) for a, f in self.tallied}
        return {answer: said.get("value", said) for answer, said in counts.items()}

    @property
    def tallied(self) -> list[tuple[str, CountFact]]:
        """The answers that were counted, each with its count."""
        return list((self.tally or {}).items())

    @model_validator(mode="after")
    def _answers_or_tally(self) -> Self:
        if (self.answers is None) == (self.tally is None):
            raise PydanticCustomError("answers_or_tally", "answers or tally")
        return self


class Survey(Section):
    """Who was asked, and what they answered to each question."""

    conducted: MonthFact = MonthFact()
    respondents: tuple[AgencyName, ...] = ()
    items: dict[str, QuestionnaireItem] = Field(default={})
