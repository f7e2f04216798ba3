"""The questionnaire: which questions and answers there are, and how often each answer was given."""

import math
from collections.abc import Mapping
from functools import cache

from diagnose.case import Case
from diagnose.content import folder
from diagnose.fact import Strict
from diagnose.governance import QuestionnaireItem
from diagnose.problems import Problem, nearest
from diagnose.validation import validate
from diagnose.wording import Text
from diagnose.yamltree import Tree, read_yaml


class Question(Strict):
    """One question, and what can be answered."""

    id: str
    question: Text
    answers: dict[str, Text]


class Named(Strict):
    """An obstacle or a suggestion that OPD name when asked openly."""

    id: str
    name: Text


class QuestionnaireFile(Strict):
    """The content of ``facts/questionnaire.yaml``."""

    questions: tuple[Question, ...]
    obstacles: tuple[Named, ...]
    suggestions: tuple[Named, ...]


@cache
def questionnaire() -> QuestionnaireFile:
    """Return the project's questionnaire."""
    return validate(QuestionnaireFile, read_yaml(folder("facts") / "questionnaire.yaml"))


def tallies(case: Case, item: str) -> tuple[dict[str, tuple[float, float]], float | None]:
    """Return how often each answer to `item` was given, as (fewest, most), and the number of respondents.

    A respondent who is not accounted for may have given any answer. The number is None where nothing tells it.
    """
    found = case.questionnaire.items.get(item)
    asked: float | None = len(case.questionnaire.respondents) or None
    if found is None:
        return {}, asked
    answers = next(q for q in questionnaire().questions if q.id == item).answers
    low, high = dict.fromkeys(answers, 0.0), dict.fromkeys(answers, math.inf)
    for answer in (found.answers or {}).values():
        low[answer] += 1
    for answer, count in found.tallied:
        low[answer], most_said = max(count.bounds()[0], 0.0), count.bounds()[1]
        # a bound is said of everybody; a bare count only of those who were counted
        high[answer] = math.inf if most_said == low[answer] else most_said
    if asked is None:  # then those who are counted are all
        asked, high = sum(low.values()), dict(low)
    least = {a: max(low[a], asked - sum(h for b, h in high.items() if b != a)) for a in low}
    most = {a: min(high[a], asked - sum(n for b, n in low.items() if b != a)) for a in low}
    return {a: (least[a], most[a]) for a in low}, asked


def check_questionnaire(case: Case, tree: Tree) -> list[Problem]:
    """Find questions, answers, obstacles and suggestions that do not exist, and tallies that cannot be."""
    problems: list[Problem] = []
    known = {q.id: q.answers for q in questionnaire().questions}
    for item, given in case.questionnaire.items.items():
        loc = ("questionnaire", "items", item)
        if item not in known:
            values = {"given": item, "near": nearest(item, known)}
            problems.append(Problem(tree.place(loc, key=True), "question_unknown", values))
            continue
        problems += _answers(given, known[item], len(case.questionnaire.respondents), tree, loc)
    named = questionnaire()
    for field, entries, vocabulary in (
        ("obstacles", [o.obstacle for o in case.obstacles or ()], named.obstacles),
        ("suggestions", [s.suggestion for s in case.suggestions or ()], named.suggestions),
    ):
        ids = [n.id for n in vocabulary]
        for i, code in enumerate(entries):
            if code not in ids:
                values = {"given": code, "near": nearest(code, ids), "expected": ", ".join(ids)}
                problems.append(Problem(tree.place((field, i, field[:-1])), "code_unknown", values))
    return problems


def _answers(
    given: QuestionnaireItem, known: Mapping[str, Text], asked: int, tree: Tree, loc: tuple[str, ...]
) -> list[Problem]:
    problems = []
    pairs = [("answers", k, v) for k, v in (given.answers or {}).items()]
    names = list((tree.data["questionnaire"]["items"][loc[-1]].get("answers") or {}) if given.answers else ())
    for (field, _, answer), name in zip(pairs, names, strict=False):
        if answer not in known:
            values = {"given": answer, "near": nearest(answer, known), "expected": ", ".join(known)}
            problems.append(Problem(tree.place((*loc, field, name)), "answer_unknown", values))
    for answer, _ in given.tallied:
        if answer not in known:
            values = {"given": answer, "near": nearest(answer, known), "expected": ", ".join(known)}
            problems.append(Problem(tree.place((*loc, "tally", answer), key=True), "answer_unknown", values))
    total = sum(max(f.bounds()[0], 0) for _, f in given.tallied) or len(given.answers or {})
    if asked and total > asked:
        problems.append(Problem(tree.place(loc, key=True), "tally_exceeds", {"given": int(total), "limit": asked}))
    return problems
