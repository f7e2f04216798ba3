"""Which agency a name may mean that nobody has declared: suggestions for a person to confirm, never a choice.

A name is looked for without its office words (Kepala, Badan for Dinas), by what it names of the functions (a merged
agency), and by likeness; what a person confirms becomes a local agency of the case.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from diagnose.case import LocalAgency, Register, RegisterFile, bare_region, function_ids, plain_name, register_file
from diagnose.common import InputError, Place, Problem, joined, nearest, per_pack, words

NOTHING = "-"  # typed for an agency that does nothing here


@dataclass(frozen=True)
class Suggestion:
    """What a name may mean: an agency of the register (`same_as`), or one of its own with `functions`, or with none.

    With `slip` the name is no name that the agency goes by here: it is misspelt, or that of a person's office.
    """

    name: str
    same_as: str = ""
    functions: tuple[str, ...] = ()
    slip: bool = False

    @property
    def typed(self) -> str:
        """How it is written after ``--agency NAME=``."""
        return self.same_as or "+".join(self.functions) or NOTHING

    def local(self) -> dict[str, Any]:
        """Return the entry under ``agencies:`` of a case that says so."""
        if self.slip:
            return {"name": _registered(self.same_as), "aliases": [self.name]}
        if self.same_as:
            return {"name": self.name, "same_as": self.same_as}
        return {"name": self.name, "functions": list(self.functions)}


def suggestions(name: str, region: str = "") -> tuple[Suggestion, ...]:
    """Return what `name` may mean, the likeliest first; empty where nothing is near it.

    `region` is the name of the region, which a name may end in.
    """
    file = register_file()
    offices = "|".join(file.naming.offices)
    bare = re.sub(rf"^(?:{offices}) (?!daerah)", "", plain_name(name))
    office = bare != plain_name(name)
    bare = re.sub(rf" (?:kabupaten |kab |kota )?{re.escape(plain_name(region))}$", "", bare) if region else bare
    found = [Suggestion(name, same_as=key, slip=slip or office) for key, slip in _agencies(bare, file)]
    merged = _functions(bare, file)
    if len(merged) > 1 and bare not in file.names:
        found.insert(0, Suggestion(name, functions=merged))
    elif merged and not found:
        found.append(Suggestion(name, functions=merged))
    first: dict[str, Suggestion] = {}
    for suggestion in found:
        first.setdefault(suggestion.typed, suggestion)
    return tuple(first.values())


def named(suggestion: Suggestion, lang: str) -> str:
    """Return what is suggested, in words."""
    file = register_file()
    if suggestion.same_as:
        return next(f"{a.name} ({a.id})" for a in file.agencies if a.id == suggestion.same_as)
    if not suggestion.functions:
        return words(lang)["import.which_none"]
    functions = [f.name.get(lang) for f in file.functions if f.id in suggestion.functions]
    return words(lang)["import.which_functions"].format(joined(functions, lang))


_UNRESOLVED = {"agency_unknown": "agency_unknown_several", "agency_ambiguous": "agency_ambiguous_several"}


def _registered(key: str) -> str:
    return next(a.name for a in register_file().agencies if a.id == key)


def _agencies(bare: str, file: RegisterFile) -> Iterator[tuple[str, bool]]:
    """Yield agencies that `bare` may be the name of, each with whether it would be a slip."""
    for key in file.doubtful.get(bare, ()):
        yield key, False
    names = file.names
    first, _, rest = bare.partition(" ")
    kinds = file.naming.kinds
    for form in (bare, *(f"{kind} {rest if first in kinds else bare}" for kind in kinds)):
        if form in names:
            yield names[form], False
    for key, begins in file.naming.begins.items():
        if f"{bare} ".startswith(tuple(f"{begin} " for begin in begins)):
            yield key, key in file.naming.one_of_many
    if bare not in names and (meant := file.misspelt(bare)):
        yield meant, True


def _functions(bare: str, file: RegisterFile) -> tuple[str, ...]:
    """Return the functions that a merged name is made of; none where part of it names no function."""
    first, _, rest = bare.partition(" ")
    if first not in file.naming.kinds:
        return ()
    found: dict[str, None] = {}
    phrases = _phrases()
    while rest:
        match = next((p for p in phrases if rest == p or rest.startswith(f"{p} ")), None)
        if match is None:
            return ()
        found |= dict.fromkeys(phrases[match])
        rest = rest.removeprefix(match).strip().removeprefix("dan ").removeprefix("serta ")
    return tuple(found)


@per_pack
def _phrases() -> dict[str, tuple[str, ...]]:
    """Return what agencies are called after their kind, the longest first, with the functions that it names."""
    file = register_file()
    found: dict[str, tuple[str, ...]] = {plain_name(f.name.id): (f.id,) for f in file.functions}
    for agency in file.agencies:
        for name in (agency.name, *agency.aliases):
            first, _, rest = plain_name(name).partition(" ")
            if first in file.naming.kinds and rest:
                found.setdefault(rest, agency.functions)
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


def confirmed(text: str, region: str = "") -> Suggestion:
    """Return what ``NAME=ID``, ``NAME=FUNCTION+FUNCTION`` or ``NAME=-`` confirms, as typed after ``--agency``.

    Raises:
        InputError: it is not of that form, or names neither an agency of the register nor functions.
    """
    place = Place(f"--agency {text}")
    name, equals, meant = (part.strip() for part in text.partition("="))
    if not equals or not name or not meant:
        raise InputError([Problem(place, "agency_form", {"given": text})])
    file = register_file()
    registered = file.names.get(plain_name(name))
    if registered and registered != file.names.get(plain_name(meant)):
        told = {"given": name, "other": _registered(registered)}
        raise InputError([Problem(place, "agency_known", told)])
    if meant == NOTHING:
        return Suggestion(name)
    if file.has(meant):
        key = file.names[plain_name(meant)]
        return next((s for s in suggestions(name, region) if s.same_as == key), Suggestion(name, same_as=key))
    functions = tuple(part.strip() for part in meant.split("+"))
    unknown = [f for f in functions if f not in function_ids()]
    if unknown:
        known = [*(a.id for a in file.agencies), *function_ids()]
        values = {"given": unknown[0], "near": nearest(unknown[0], known), "expected": ", ".join(function_ids())}
        raise InputError([Problem(place, "agency_meant", values)])
    return Suggestion(name, functions=functions)


def unresolved(problems: Iterable[Problem]) -> dict[str, Place]:
    """Return the names among `problems` that no agency is known by, each with the place where it stands first."""
    found: dict[str, Place] = {}
    for problem in problems:
        if problem.key in _UNRESOLVED:
            found.setdefault(str(problem.values["given"]), problem.place)
    return found


def once(problems: Iterable[Problem]) -> list[Problem]:
    """Return `problems`, each name that no agency is known by once, at its first place, with how many cells have it."""
    found: dict[object, Problem] = {}
    for problem in problems:
        key = (problem.key, str(problem.values.get("given"))) if problem.key in _UNRESOLVED else problem
        first = found.setdefault(id(problem) if key is problem else key, problem)
        if first is not problem:
            several = int(str(first.values.get("number", 1))) + 1
            found[key] = Problem(first.place, _UNRESOLVED[problem.key], {**first.values, "number": several})
    return list(found.values())


@dataclass(frozen=True)
class Resolved:
    """An agency that a name is known by: its id, how the register calls it, and the functions that it holds."""

    id: str
    name: str
    functions: tuple[str, ...]


def resolve_agency(name: str, region: str = "") -> Resolved:
    """Return the agency that `name` is read as; `region` is the name of the region, which a name may end in.

    Raises:
        InputError: the name is unknown (told with what it may be, where words agree), or means several agencies.
    """
    register = Register(register_file(), (), bare_region(region))
    try:
        key = register.find(name)
    except PydanticCustomError as error:
        raise InputError([Problem(Place(name), error.type, error.context or {})]) from None
    return Resolved(key, register.name(key), register.holds(key))


def declared(data: dict[str, Any], said: Sequence[Suggestion]) -> dict[str, Any]:
    """Return the raw data of a case with the agencies of `said` declared, those that it does not have yet."""
    held = list(listed(data, "agencies"))
    if data.get("agencies") and not all(isinstance(own, dict) and isinstance(own.get("name"), str) for own in held):
        return data  # what is wrong with them is told when the case is read
    for own in (s.local() for s in said):
        same = next((i for i, h in enumerate(held) if plain_name(h["name"]) == plain_name(own["name"])), None)
        if same is None:
            held.append(own)
        elif aliases := [a for a in own.get("aliases", ()) if a not in held[same].get("aliases", ())]:
            held[same] = {**held[same], "aliases": [*held[same].get("aliases", ()), *aliases]}
    return {**data, "agencies": held} if held else data


def register_of(trees: Sequence[dict[str, Any]], region: str) -> Register:
    """Return the register by which the names of several parts of one case are told apart."""
    local = []
    for own in (own for data in trees for own in listed(data, "agencies")):
        with suppress(ValidationError):  # told when the case is read
            local.append(LocalAgency.model_validate(own))
    return Register(register_file(), local, region)


def listed(data: dict[str, Any], name: str) -> list[Any]:
    """Return the list called `name` in raw data; empty where there is none, or something else."""
    held = data.get(name)
    return held if isinstance(held, list) else []
