"""Goals: which aspects are to stand at which level, as typed after ``--to``."""

from collections.abc import Sequence

from diagnose.common import InputError, Names, Place, Problem, the_one_meant
from diagnose.knowledge import GATED, Criterion, Rulebase, lever_names, subjects

EVERYTHING = "all"


def goal_from(texts: Sequence[str], rules: Rulebase) -> dict[str, int]:
    """Return the level that each aspect is to reach at least, from ``ASPECT=N``, ``DIMENSION=N`` or ``all=N``.

    Raises:
        InputError: a text is not of that form, or names nothing.
    """
    goal: dict[str, int] = {}
    problems: list[Problem] = []
    for text in texts:
        subject, _, level = (part.strip() for part in text.partition("="))
        place = Place(f"--to {text}")
        try:
            aspects = aspects_named(subject, rules, place)
        except InputError as error:
            problems += error.problems
            continue
        if not (level.isascii() and level.isdigit()) or int(level) not in GATED:
            problems.append(Problem(place, "goal_level", {"given": level}))
        else:
            for aspect in aspects:
                goal[aspect] = max(int(level), goal.get(aspect, 0))
    if not texts:
        problems.append(Problem(Place("--to"), "goal_missing"))
    if problems:
        raise InputError(problems)
    return goal


def aspects_named(subject: str, rules: Rulebase, place: Place | None = None) -> tuple[str, ...]:
    """Return the aspects that `subject`, an id, a name or a part of one, stands for: it, those of a dimension, or all.

    Raises:
        InputError: it names nothing, or several.
    """
    known: Names = {EVERYTHING: ("semua",), **subjects(rules)}
    found = the_one_meant(subject, place or Place(subject), "subject_unknown", known)
    if found == EVERYTHING:
        return tuple(a for aspects in rules.aspects.values() for a in aspects)
    return rules.aspects.get(found, (found,))


def gates(goal: dict[str, int], rules: Rulebase, year: int, kind: str) -> list[Criterion]:
    """Return the criteria in force that must be met for `goal`."""
    return [
        c
        for c in rules.criteria.values()
        if c.reading != "second" and c.level <= goal.get(c.aspect, 0) and c.holds_for(year, kind)
    ]


def known_levers(names: Sequence[str], rules: Rulebase) -> tuple[str, ...]:
    """Return the levers that `names` mean, or one function's move of a lever (``renstra:education``).

    Raises:
        InputError: there is no such lever, or there are several.
    """
    found: list[str] = []
    problems: list[Problem] = []
    for name in names:
        lever, of, function = name.partition(":")
        try:
            meant = the_one_meant(lever, Place(f"--without {name}"), "lever_unknown", lever_names(rules))
            found.append(f"{meant}{of}{function}")
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return tuple(found)
