"""Several files read for one case: tables last, since they want to know its year; exports of answers together."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from diagnose.common import InputError, Problem, Tree, shown
from diagnose.intake.join.gather import register_for, told_of
from diagnose.intake.recognise import Wanted, read, tables
from diagnose.intake.records import Intake
from diagnose.intake.survey.read import read_answers
from diagnose.intake.tables import Asked


def read_files(
    asked: Sequence[Wanted],
    base: Tree | None,
    source: str | None,
    mapping: Path | None,
    given: Mapping[str, Any],
    lang: str,
) -> list[Intake]:
    """Return what each file says, in their order, and after them all exports of answers as one.

    Raises:
        InputError: with the problems of all files that cannot be read.
    """
    intakes: list[Intake] = []
    problems: list[Problem] = []
    read_so_far: list[Tree] = [base] if base else []
    kept: dict[int, Intake] = {}
    order = [i for i, f in enumerate(asked) if f.kind != "answers"]
    for number in sorted(order, key=lambda i: asked[i].kind in tables()):  # tables want to know the year
        try:
            kept[number] = read(asked[number], source, mapping, lang, Asked(*told_of(read_so_far, given)))
            read_so_far.append(kept[number].tree)
        except InputError as error:
            problems += error.problems
    intakes += [kept[number] for number in order if number in kept]
    if exports := [file.path for file in asked if file.kind == "answers"]:
        trees = ([base] if base else []) + [intake.tree for intake in intakes]
        try:
            register, region = register_for(trees, given)
            intakes.append(_named(read_answers(exports, source, register, region), exports))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return intakes


def _named(intake: Intake, files: list[Path]) -> Intake:
    """Name all the files that were read as one."""
    return replace(intake, tree=replace(intake.tree, file=", ".join(shown(file) for file in files)))
