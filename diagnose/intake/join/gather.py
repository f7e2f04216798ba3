"""Several imports into one case: each is checked by itself, then laid into what there was, and the whole is checked."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from diagnose.case import Case, Register, bare_region, case_of_tree, plain_name, register_file
from diagnose.common import InputError, Path_, Place, Problem, Tree
from diagnose.intake.join.merge import Clash, merge
from diagnose.intake.join.parts import cited
from diagnose.intake.names import Suggestion, declared, listed, register_of
from diagnose.intake.records import Count, Intake


@dataclass(frozen=True)
class Contribution:
    """What one file added: facts by what came of them, what was counted in it, and what was left out and why."""

    file: str
    facts: Mapping[str, int]
    counts: tuple[Count, ...]
    doubts: tuple[Problem, ...]


@dataclass(frozen=True)
class Gathered:
    """The case that came of it, what each file added, and where they do not agree."""

    case: Case
    parts: tuple[Contribution, ...]
    clashes: tuple[Clash, ...]


def gather(
    base: Tree | None,
    intakes: Sequence[Intake],
    said: Sequence[Suggestion] = (),
    given: Mapping[str, Any] | None = None,
) -> Gathered:
    """Return the case that `intakes` make of `base`; whatever their order, it is the same to the byte.

    `said` declares the agencies that a person confirmed; `given` holds the region and year where no file does.

    Raises:
        InputError: region or year are nowhere, or differ between files; a part is not sound by itself, or the whole is
            not. Problems of all parts are told together.
    """
    intakes = sorted(intakes, key=_by_name)
    trees = ([base] if base else []) + [intake.tree for intake in intakes]
    identity = _identity(trees, given or {})
    wholes = [_whole(tree, identity, trees, said) for tree in trees]
    problems = [p for tree in wholes for p in _unsound(tree)]
    problems += [p for intake in intakes for p in _of_another_region(intake, str(identity["region"]["name"]))]
    if problems:
        raise InputError(problems)
    register = register_of([tree.data for tree in wholes], bare_region(str(identity["region"]["name"])))
    done = _whole(trees[0], identity, [], said)
    if base is None and len(intakes) > 1:
        done = cited(done)
    parts, clashes = [], []
    for number, intake in enumerate(intakes):
        told: Mapping[str, int]
        if base is None and number == 0:  # there is nothing to lay it into
            told = {"new": sum(fact.known for fact in case_of_tree(done).facts.values())}
        else:
            joined = merge(done, intake.tree, register, base.file if base else None)
            done, told = joined.tree, joined.told
            clashes += joined.clashes
        doubts = (*_of_another_year(intake, identity["year"]), *intake.doubts)
        parts.append(Contribution(intake.tree.file, told, intake.counts, doubts))
    return Gathered(case_of_tree(done), tuple(parts), tuple(clashes))


def _by_name(intake: Intake) -> tuple[str, str]:
    """Return what puts files in order: their name, and of two of one name what they say."""
    return intake.tree.file, json.dumps(intake.tree.data, sort_keys=True, default=str)


def register_for(trees: Sequence[Tree], given: Mapping[str, Any]) -> tuple[Register, str]:
    """Return the register of the case that `trees` are parts of, and the bare name of its region, as far as told."""
    names = (_at(data, ("region", "name")) for data in (given, *(tree.data for tree in trees)))
    region = bare_region(str(next((name for name in names if name), "")))
    return register_of([tree.data for tree in trees], region), region


def told_of(trees: Sequence[Tree], given: Mapping[str, Any]) -> tuple[str, int | None, str]:
    """Return the region's name, the year and the region's code of the case `trees` are parts of, as far as told."""
    data = (given, *(tree.data for tree in trees))
    region = next((name for part in data if (name := _at(part, ("region", "name")))), "")
    year = next((said for part in data if isinstance(said := _at(part, ("year",)), int)), None)
    code = next((said for part in data if (said := _at(part, ("region", "code")))), "")
    return str(region), year, str(code)


def _identity(trees: Sequence[Tree], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the region (code, name, kind) and the year that the files are of."""
    problems: list[Problem] = []
    found: dict[Path_, Any] = {}
    first: dict[Path_, Place] = {}
    places = [(("region", part), Place("--region")) for part in ("code", "name", "kind")] + [
        (("year",), Place("--year"))
    ]
    for loc, option in places:
        told = [(_at(given, loc), option)] if _at(given, loc) is not None else []
        told += [(_at(tree.data, loc), tree.place(loc)) for tree in trees if _at(tree.data, loc) is not None]
        for value, place in told:
            if loc not in found:
                found[loc], first[loc] = value, place
            elif str(value).casefold() != str(found[loc]).casefold():
                values = {"field": ".".join(loc), "given": value, "other": found[loc], "where": first[loc]}
                problems.append(Problem(place, "import_other_case", values))
        if loc not in found:
            problems.append(Problem(Place(trees[0].file), "import_no_identity", {"field": ".".join(loc)}))
    if problems:
        raise InputError(problems)
    return {"region": {loc[1]: value for loc, value in found.items() if len(loc) > 1}, "year": found[("year",)]}


def _at(data: Mapping[str, Any], loc: Path_) -> Any:
    here: Any = data
    for part in loc:
        here = here.get(part) if isinstance(here, Mapping) else None
    return here


def _whole(tree: Tree, identity: dict[str, Any], others: Sequence[Tree], said: Sequence[Suggestion]) -> Tree:
    """Return `tree` as a case by itself: of that region and year, with the agencies and documents of the `others`."""
    data = dict(tree.data)
    region = data.get("region")
    data["region"] = {**identity["region"], **(region if isinstance(region, dict) else {})}
    data["year"] = identity["year"]
    for name, key in (("documents", "id"), ("agencies", "name")):
        own, foreign = data.get(name) or [], [held for other in others for held in listed(other.data, name)]
        if isinstance(own, list):  # else what it is instead is told when the case is read
            known = [held.get(key) for held in own if isinstance(held, dict)]
            more = {str(f.get(key)): f for f in foreign if isinstance(f, dict) and f.get(key) not in known}
            data[name] = [*own, *more.values()]
    data = declared(data, said)
    data = {name: value for name, value in data.items() if name not in ("documents", "agencies") or value}
    return replace(tree, data=data)


def _of_another_region(intake: Intake, region: str) -> Iterator[Problem]:
    """Find that a file says it is of another region than the case."""
    bare = plain_name(bare_region(region))
    no_names = "|".join(register_file().naming.no_regions)
    a_name = re.compile(rf"\b(?:kabupaten|kab|kota) (?!(?:{no_names})\b)[^\W\d]")
    said = [re.sub(r"\b(?:kabupaten|kab) kota\b", "-", plain_name(text)) for text in intake.about]  # any, not one
    named = [text for text in said if a_name.search(text)]
    if named and not any(re.search(rf"\b{re.escape(bare)}\b", text) for text in named):
        yield Problem(Place(intake.tree.file), "import_other_region", {"given": named[0], "other": region})


def _of_another_year(intake: Intake, year: int) -> Iterator[Problem]:
    """Find that what a file tells happened in another year than that of the case."""
    conducted = _at(intake.tree.data, ("questionnaire", "conducted"))
    said = conducted.values() if isinstance(conducted, dict) else [conducted]
    years = intake.years | {int(str(day)[:4]) for day in said if re.match(r"\d{4}-", str(day))}
    if years and year not in years:
        told = ", ".join(map(str, sorted(years)))
        yield Problem(Place(intake.tree.file), "import_other_year", {"given": told, "year": year})


def _unsound(tree: Tree) -> tuple[Problem, ...]:
    try:
        case_of_tree(tree)
    except InputError as error:
        return error.problems
    return ()
