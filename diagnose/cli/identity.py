"""Which region and year an import is of: what was typed, what files tell of themselves, and what is asked."""

import shlex
from collections.abc import Mapping, Sequence
from typing import Any

from diagnose.case import Kind, Prompt
from diagnose.cli.terminal import Stopped, read
from diagnose.common import InputError, Place, Problem, Tree, words
from diagnose.intake import Intake, suggested
from diagnose.knowledge import REGION_KINDS

_FIELDS = (("region.name", "--region"), ("region.code", "--code"), ("year", "--year"))


def given_identity(region: str | None, code: str | None, year: int | None) -> dict[str, Any]:
    """Return the region and year that were typed, as a case has them."""
    kind = (region or "").split(" ")[0].casefold()
    said = {"code": code, "name": region, "kind": kind if kind in REGION_KINDS else None}
    return {"region": {k: v for k, v in said.items() if v}, **({"year": year} if year else {})}


def identified(
    given: dict[str, Any], base: Tree | None, intakes: Sequence[Intake], may_ask: bool, lang: str
) -> dict[str, Any]:
    """Return `given` with what neither it nor a file tells: asked in the terminal, with what titles suggest to accept.

    Raises:
        InputError: nobody can be asked, or does not say; with the options to add.
    """
    trees = ([base.data] if base else []) + [intake.tree.data for intake in intakes]
    told = {path: next((v for data in (given, *trees) if (v := _at(data, path)) is not None), None) for path in _PATHS}
    if told["region.name"] is not None and told["region.kind"] is None:
        told["region.name"] = None  # the name begins with its kind
    missing = [path for path, _ in _FIELDS if told[path] is None]
    if not missing:
        return given
    found = suggested(intakes)
    try:
        said = {path: _asked(path, found.get(path), lang) for path in missing} if may_ask else {}
    except (Stopped, KeyboardInterrupt):
        said = {}
    if not said:
        shown = {path: found.get(path) or words(lang)[_BLANK[path]] for path in missing}
        options = " ".join(f"{option} {shlex.quote(str(shown[p]))}" for p, option in _FIELDS if p in missing)
        raise InputError([Problem(Place(intakes[0].tree.file), "import_identity_missing", {"options": options})])
    region = given.get("region", {})
    return given_identity(
        said.get("region.name") or region.get("name"),
        said.get("region.code") or region.get("code"),
        said.get("year") or given.get("year"),
    )


_BLANK = {
    "region.name": "import.identity.region.name",
    "region.code": "import.identity.region.code",
    "year": "import.identity.year",
}
_PATHS = ("region.code", "region.name", "region.kind", "year")


def _at(data: Mapping[str, Any], path: str) -> Any:
    here: Any = data
    for part in path.split("."):
        here = here.get(part) if isinstance(here, Mapping) else None
    return here


def _asked(path: str, suggested: Any, lang: str) -> Any:
    """Return what a person says of `path`; an empty line takes what is suggested."""
    w, problem = words(lang), ""
    text = w[f"new.{path.rpartition('.')[2]}"]
    if suggested is not None:
        text = w["import.identity.enter"].format(text, suggested)
    while True:
        said = read(Prompt(text, Kind("year" if path == "year" else "text"), problem=problem), lang)
        said = suggested if said is None else said
        problem = w["new.needed"] if said is None else ""
        if said is not None and path == "region.name" and str(said).split(" ")[0].casefold() not in REGION_KINDS:
            problem = w["new.kind"]
        if not problem:
            return said
