"""Read a case file: strict, with every error at once and the place of each."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from diagnose.case.crosschecks import check_numbers, cross_check
from diagnose.case.limits import check_limits
from diagnose.case.model import DECISIVE, Case, case_model
from diagnose.case.register import LocalAgency, Register, register_file
from diagnose.case.section import Item
from diagnose.case.table import key_of
from diagnose.common import InputError, Place, Problem, Tree, as_yaml, folder, meant, parse_yaml, read_yaml, validate


def load_case(path: str | Path) -> Case:
    """Read the case in the file `path`, or the shipped case of that name.

    Raises:
        InputError: with everything that is wrong with the file, each with its place.
    """
    return case_of_tree(read_yaml(find_case(path)))


def parse_case(text: str, file: str = "<case>") -> Case:
    """Read a case from YAML text; `file` names it in problems.

    Raises:
        InputError: as `load_case`.
    """
    return case_of_tree(parse_yaml(text, file))


def case_from(data: dict[str, Any]) -> Case:
    """Build a case from plain data, as it would stand in YAML.

    Raises:
        InputError: as `load_case`; places are those of the data written out as YAML.
    """
    return parse_case(as_yaml(data))


def shipped_cases() -> dict[str, Path]:
    """Return the files of the cases that come with the pack, by name."""
    return {file.stem: file for file in sorted((folder("facts") / "cases").glob("*.yaml"))}


def find_case(path: str | Path) -> Path:
    """Return the file of a case: `path` itself, or the shipped case that it names, by a part of its name or region.

    Raises:
        InputError: it is a part of the names of several shipped cases.
    """
    given = Path(path)
    if given.exists() or str(path) != given.name or given.suffix:
        return given
    shipped = shipped_cases()
    found = meant(given.name, dict.fromkeys(shipped, ())) or meant(given.name, _regions(shipped))
    if len(found) > 1:
        raise InputError([Problem(Place(given.name), "name_fits_several", {"given": path, "expected": found})])
    return shipped[found[0]] if found else given


def _regions(cases: Mapping[str, Path]) -> dict[str, tuple[str, ...]]:
    """Return what the region of each case is called."""
    named: dict[str, tuple[str, ...]] = {}
    for case, file in cases.items():
        data = read_yaml(file).data
        region = data.get("region") if isinstance(data, dict) else None
        named[case] = (str(region.get("name", "")),) if isinstance(region, dict) else ()
    return named


def case_of_tree(tree: Tree, like: Case | None = None, touched: Iterable[str] = ()) -> Case:
    """Build a case from a parsed file.

    Where it is the file of the case `like`, changed in the parts `touched` alone, the others are taken over as they
    were read, and their facts.

    Raises:
        InputError: as `load_case`.
    """
    if too_much := list(check_limits(tree)):
        raise InputError(too_much)
    changed = None if like is None or DECISIVE & set(touched) else frozenset(touched)
    local, region, kind = _local_names(tree)
    register = Register(register_file(), local, region, kind)
    problems = cross_check(tree, register)
    try:
        context = {"register": register, "read": like.register if like is not None else None}
        case = validate(case_model(), _taken_over(tree, like, changed), context)
    except InputError as error:
        raise InputError([*error.problems, *problems]) from None
    case._register, case._tree = register, tree
    if like is not None and changed is not None:
        case.take_over(like, changed)
    problems += [*check_numbers(case, tree), *_twice(case, tree, changed)]
    if problems:
        raise InputError(problems)
    return case


def _taken_over(tree: Tree, like: Case | None, changed: frozenset[str] | None) -> Tree:
    """Return `tree` with the sections of `like` that did not change as they were read, which are not read again."""
    if like is None or changed is None or not isinstance(tree.data, dict):
        return tree
    same = like.model_fields_set - changed
    read = {name: getattr(like, name) for name in same if isinstance(getattr(like, name), BaseModel | tuple)}
    return replace(tree, data={name: read.get(name, raw) for name, raw in tree.data.items()})


def _local_names(tree: Tree) -> tuple[list[LocalAgency], str, str]:
    """Read the agencies that the case declares, and the name and kind of its region; errors in them come up later."""
    data = tree.data if isinstance(tree.data, dict) else {}
    region = data.get("region")
    name, kind = (str(region.get(key, "")) if isinstance(region, dict) else "" for key in ("name", "kind"))
    local = []
    for entry in data.get("agencies") or [] if isinstance(data.get("agencies"), list) else []:
        try:
            local.append(LocalAgency.model_validate(entry))
        except ValidationError:
            continue
    return local, bare_region(name), kind


def bare_region(name: str) -> str:
    """Return the name of a region without its kind, as names of agencies end in it."""
    return name.casefold().removeprefix("kabupaten ").removeprefix("kota ")


def _twice(case: Case, tree: Tree, changed: frozenset[str] | None) -> list[Problem]:
    """Find list entries that cannot be told apart, in what is `changed` where that is given."""
    problems = []

    def look(thing: Any, loc: tuple[str | int, ...]) -> None:
        if isinstance(thing, tuple):
            seen: set[str] = set()
            for i, item in enumerate(thing):
                if isinstance(item, Item):
                    key = key_of(item)
                    if key in seen:
                        problems.append(Problem(tree.place((*loc, i)), "entry_twice", {"given": key}))
                    seen.add(key)
        elif isinstance(thing, BaseModel):
            for name in thing.model_fields_set:
                if loc or changed is None or name in changed:
                    look(getattr(thing, name), (*loc, name))

    look(case, ())
    return problems
