"""Scenarios: named sets of changes in a small file of their own, which stack."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field as Info

from diagnose.case import Case, Change, Region, canonical, label, steps
from diagnose.common import (
    LANGUAGES,
    InputError,
    Place,
    Problem,
    Strict,
    folder,
    meant,
    parse_yaml,
    read_yaml,
    the_one_meant,
    validate,
)

MOST_CHANGES = 1_000  # of a scenario: more is another case


class Scenario(Strict):
    """The content of a scenario file.

    A value is written as in a case: bare, or in full with a note. `unknown` makes a fact unknown again.
    """

    name: Annotated[str, Info(min_length=1, max_length=120, pattern=r"^[^\x00-\x1f\x7f]+$")]
    description: str | None = None
    set: dict[str, Any] = Info(default={}, description="what comes to be so, by path")
    remove: tuple[str, ...] = Info(default=(), description="paths of entries and facts to take out")


def shipped_scenarios() -> dict[str, Path]:
    """Return the files of the scenarios that come with the pack, by name."""
    return {file.stem: file for file in sorted((folder("facts") / "scenarios").glob("*.yaml"))}


def find_scenario(path: str | Path) -> Path:
    """Return the file of a scenario: `path` itself, or the shipped one that it names, be it by a part of its name.

    Raises:
        InputError: it is the name of none, or a part of the names of several.
    """
    given, shipped = Path(path), shipped_scenarios()
    if given.exists() or str(path) != given.name or given.suffix or not shipped:
        return given
    found = meant(given.name, dict.fromkeys(shipped, ()))
    if len(found) != 1:
        key, expected = ("name_fits_several", found) if found else ("scenario_unknown", tuple(shipped))
        raise InputError([Problem(Place(given.name), key, {"given": given.name, "expected": ", ".join(expected)})])
    return shipped[found[0]]


def read_scenario(path: str | Path) -> tuple[Scenario, list[Change]]:
    """Return the scenario in the file `path`, or the shipped one of that name, and the changes it makes.

    Raises:
        InputError: with everything wrong with the file; that its paths lead somewhere is for `overlay` to say.
    """
    tree = read_yaml(find_scenario(path))
    scenario = validate(Scenario, tree)
    for name, asked in (("set", len(scenario.set)), ("remove", len(scenario.remove))):
        if asked > MOST_CHANGES:
            values = {"given": asked, "limit": MOST_CHANGES}
            raise InputError([Problem(tree.place((name,), key=True), "too_many_entries", values)])
    said = [
        Change(p, value, place=tree.place(("set", p), key=True), scenario=scenario.name)
        for p, value in scenario.set.items()
    ]
    taken = [
        Change(p, remove=True, place=tree.place(("remove", i)), scenario=scenario.name)
        for i, p in enumerate(scenario.remove)
    ]
    if not said and not taken:
        raise InputError([Problem(tree.place(()), "scenario_empty")])
    return scenario, [*said, *taken]


def change_from(text: str) -> Change:
    """Return the change that ``PATH=VALUE`` asks for, as typed after ``--set``.

    Raises:
        InputError: it is not of that form, or the value is no YAML.
    """
    place = Place(f"--set {text}")
    path, equals, value = _split(text)
    if not equals or not path or not value:
        raise InputError([Problem(place, "set_form", {"given": text})])
    try:
        return Change(path, parse_yaml(value, place.file).data, place=place)
    except InputError as error:
        raise InputError([replace(p, place=place) for p in error.problems]) from None


def by_name(change: Change, case: Case) -> Change:
    """Return `change` at the fact that its path means: a path, the name of a fact in either language, or a part of one.

    What means nothing stays as it is, for `overlay` to tell.

    Raises:
        InputError: it means several facts of the case.
    """
    try:
        canonical(case, change.path)
    except InputError:
        names = {path: [label(path, lang, case.register) or path for lang in LANGUAGES] for path in case.facts}
        if meant(change.path, names):
            return replace(change, path=the_one_meant(change.path, change.place, "path_unknown", names))
    return change


def _split(text: str) -> tuple[str, str, str]:
    """Split at the first equals sign outside brackets: names of entries may hold one."""
    depth = 0
    for i, c in enumerate(text):
        depth += (c == "[") - (c == "]")
        if c == "=" and depth <= 0:
            return text[:i].strip(), c, text[i + 1 :].strip()
    return text.strip(), "", ""


def removal(path: str) -> Change:
    """Return the change that takes out what stands at `path`, as typed after ``--remove``."""
    return Change(path.strip(), remove=True, place=Place(f"--remove {path}"))


def _supposable(path: str) -> bool:
    """Tell whether `path` is of the programme: which region and year a case is of, and its lists, are not supposed."""
    walked = [step.name for step in steps(path)]
    if not walked or walked[0] not in Case.model_fields:
        return True  # what is wrong with it is told with what was meant
    return walked[0] == "region" and len(walked) > 1 and walked[1] not in Region.model_fields


def stacked(case: Case, layers: Sequence[Sequence[Change]]) -> list[Change]:
    """Return the changes of all `layers`, a later one taking precedence where two change the same fact.

    Raises:
        InputError: a path leads nowhere.
    """
    problems: list[Problem] = []
    last: dict[str, int] = {}
    named: list[tuple[int, str, Change]] = []
    for number, layer in enumerate(layers):
        for change in layer:
            if not _supposable(change.path):
                problems.append(Problem(change.place, "path_not_fact", {"given": change.path}))
                continue
            try:
                path = change.path if "[*]" in change.path else canonical(case, change.path, change.place)
            except InputError as error:
                problems += error.problems
                continue
            last[path] = number
            named.append((number, path, change))
    if problems:
        raise InputError(problems)
    return [change for number, path, change in named if last[path] == number]
