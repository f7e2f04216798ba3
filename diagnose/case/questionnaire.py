"""The questionnaire: which questions and answers there are, and how often each answer was given."""

import math
from collections.abc import Mapping
from functools import cached_property

from diagnose.case.blocks import FieldBlock
from diagnose.case.model import Case
from diagnose.case.shape import shape
from diagnose.case.survey import QuestionnaireItem
from diagnose.common import Strict, Text, content_file, per_pack, read_content, validate


class Question(Strict):
    """One question, and what can be answered."""

    id: str
    question: Text
    answers: dict[str, Text]


class Named(Strict):
    """An obstacle or a suggestion that OPD name when asked openly; `not_compared` says why no rule compares it."""

    id: str
    name: Text
    not_compared: Text | None = None


class QuestionnaireFile(Strict):
    """The content of ``facts/questionnaire.yaml``."""

    questions: tuple[Question, ...] = ()
    obstacles: tuple[Named, ...] = ()
    suggestions: tuple[Named, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        """The questions by their ids."""
        return {question.id: question for question in self.questions}


@per_pack
def questionnaire() -> QuestionnaireFile:
    """Return the questionnaire of the pack in use; an empty one where it has none.

    Raises:
        InputError: the file is malformed.
    """
    file = content_file("facts/questionnaire.yaml")
    return validate(QuestionnaireFile, read_content(file)) if file.exists() else QuestionnaireFile()


@per_pack
def named_lists() -> Mapping[str, tuple[Named, ...]]:
    """Return the lists whose entries the questionnaire names, such as obstacles, each with these names."""
    content = questionnaire()
    named = {"obstacles": content.obstacles, "suggestions": content.suggestions}
    found = {}
    for node in shape().walk():
        if isinstance(node.block, FieldBlock) and node.block.named_in and node.kind == "plain":
            found[node.path.rpartition("[*]")[0]] = named[node.block.named_in]
    return found


def tallies(case: Case, item: str) -> tuple[dict[str, tuple[float, float]], float | None]:
    """Return how often each answer to `item` was given, as (fewest, most), and the number of respondents.

    A respondent who is not accounted for may have given any answer. The number is None where nothing tells it: a count
    of each answer does, bounds of them or counts of some of them do not.
    """
    found = case.survey.items.get(item)
    asked: float | None = len(case.survey.respondents) or None
    if found is None:
        return {}, asked
    low, high = counted(item, found)
    counts = dict(found.tallied)
    if asked is None and (found.answers or all(a in counts and counts[a].exact for a in low)):
        asked, high = sum(low.values()), dict(low)  # those who are counted are all
    if asked is None:
        return {a: (low[a], high[a]) for a in low}, None
    least = {a: max(low[a], asked - sum(h for b, h in high.items() if b != a)) for a in low}
    most = {a: min(high[a], asked - sum(n for b, n in low.items() if b != a)) for a in low}
    return {a: (least[a], most[a]) for a in low}, asked


def counted(item: str, found: QuestionnaireItem) -> tuple[dict[str, float], dict[str, float]]:
    """Return the fewest and the most who gave each answer to `item`, as far as each count tells by itself.

    An upper bound is said of everybody who was asked; a bare count only of those who were counted.
    """
    answers = questionnaire().by_id[item].answers
    low, high = dict.fromkeys(answers, 0.0), dict.fromkeys(answers, math.inf)
    for answer in (found.answers or {}).values():
        low[answer] += 1
    for answer, count in found.tallied:
        low[answer] = max(count.bounds()[0], 0.0)
        high[answer] = math.inf if count.at_most is None else float(count.at_most)
    return low, high
