"""Goals: which aspects are to stand at which level, as typed after ``--to``."""

from collections.abc import Sequence

from diagnose.common import InputError, Place, Problem, nearest
from diagnose.knowledge import Criterion, Rulebase

EVERYTHING = "all"
_LEVELS = range(2, 5)


def goal_from(texts: Sequence[str], rules: Rulebase) -> dict[str, int]:
    """Return the level that each aspect is to reach at least, from ``ASPECT=N``, ``DIMENSION=N`` or ``all=N``.

    Raises:
        InputError: a text is not of that form, or names nothing.
    """
    goal: dict[str, int] = {}
    problems: list[Problem] = []
    for text in texts:
        subject, _, level = (part.strip() for part in text.partition("="))
        aspects = aspects_of(subject, rules)
        place = Place(f"--to {text}")
        if not aspects:
            problems.append(_unknown(subject, rules, place))
        elif not (level.isascii() and level.isdigit()) or int(level) not in _LEVELS:
            problems.append(Problem(place, "goal_level", {"given": level}))
        else:
            for aspect in aspects:
                goal[aspect] = max(int(level), goal.get(aspect, 0))
    if not texts:
        problems.append(Problem(Place("--to"), "goal_missing"))
    if problems:
        raise InputError(problems)
    return goal


def aspects_of(subject: str, rules: Rulebase) -> tuple[str, ...]:
    """Return the aspects that `subject` stands for: itself, those of a dimension, or all; none where it is neither."""
    everything = tuple(a for found in rules.aspects.values() for a in found)
    if subject == EVERYTHING:
        return everything
    return rules.aspects.get(subject, (subject,) if subject in everything else ())


def aspects_named(subject: str, rules: Rulebase) -> tuple[str, ...]:
    """Return the aspects that `subject` stands for.

    Raises:
        InputError: it names nothing.
    """
    found = aspects_of(subject, rules)
    if not found:
        raise InputError([_unknown(subject, rules, Place(subject))])
    return found


def _unknown(subject: str, rules: Rulebase, place: Place) -> Problem:
    known = [EVERYTHING, *rules.aspects, *(a for found in rules.aspects.values() for a in found)]
    return Problem(place, "subject_unknown", {"given": subject, "near": nearest(subject, known)})


def gates(goal: dict[str, int], rules: Rulebase, year: int, kind: str) -> list[Criterion]:
    """Return the criteria in force that must be met for `goal`."""
    return [
        c
        for c in rules.criteria.values()
        if c.reading != "second" and c.level <= goal.get(c.aspect, 0) and c.holds_for(year, kind)
    ]


def known_levers(names: Sequence[str], rules: Rulebase) -> tuple[str, ...]:
    """Return `names` of levers, or of one function's move of a lever (``renstra:education``).

    Raises:
        InputError: there is no such lever.
    """
    problems = [
        Problem(Place(f"--without {n}"), "lever_unknown", {"given": n, "near": nearest(n.split(":")[0], rules.levers)})
        for n in names
        if n.split(":")[0] not in rules.levers
    ]
    if problems:
        raise InputError(problems)
    return tuple(names)
