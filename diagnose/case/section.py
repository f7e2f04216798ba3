"""What every section of a case is made of: groups, list entries, and answers per agency."""

from typing import Annotated, Any, ClassVar

from pydantic import Field, model_validator

from diagnose.case.agencynames import AgencyName, OrNames
from diagnose.case.fact import AnswerFact
from diagnose.case.values import Cite, Year
from diagnose.common import Strict


class Section(Strict):
    """A group of facts; its `source` holds for every fact in it that names none."""

    source: Cite | None = None

    @model_validator(mode="before")
    @classmethod
    def _empty_says_nothing(cls, raw: Any) -> Any:
        return {} if raw is None else raw

    def said(self) -> dict[str, Any] | None:
        """Return what the section says, where it is one fact as a whole; None where its parts are the facts."""
        return None


class Item(Section):
    """One entry of a list; `KEY` names the fields that tell it from the others."""

    KEY: ClassVar[tuple[str, ...]] = ()
    year: Year | None = None
    note: str | None = None


class Roster(Section):
    """An answer for each agency; `others` holds for every agency that is not listed."""

    agencies: Annotated[dict[AgencyName, AnswerFact], OrNames] = Field(default={})
    others: AnswerFact = Field(default=AnswerFact(), description="'no' makes the list complete")


class Listed(AnswerFact):
    """The answer of an agency in a roster where one that is listed without further word has said yes."""

    @model_validator(mode="before")
    @classmethod
    def _listed_is_yes(cls, raw: Any) -> Any:
        if raw is None:
            return {"value": "yes"}
        if isinstance(raw, dict) and not raw.keys() & {"value", "at_least", "at_most", "disputed", "planned"}:
            return {**raw, "value": "yes"}
        return raw
