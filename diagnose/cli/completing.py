"""What the shell offers for what is typed so far: cases, subjects, facts and agencies, by name."""

from collections.abc import Iterable
from pathlib import Path

import typer

from diagnose.case import load_case, register_file, shipped_cases
from diagnose.case.patterns import fact_patterns
from diagnose.common import InputError
from diagnose.knowledge import GATED, load_rules, rule_titles, saran_names, subjects


def complete_case(incomplete: str) -> list[str]:
    """Return the shipped cases and the case files whose names begin as typed."""
    return beginning([*shipped_cases(), *yaml_files(incomplete)], incomplete)


def complete_subject(incomplete: str) -> list[str]:
    """Return the dimensions and aspects whose ids, or the last parts of them, begin as typed."""
    return _naming(subjects(load_rules()), incomplete)


def complete_target(incomplete: str) -> list[str]:
    """Return whatever can be asked about: dimensions, aspects, rules, saran and packages."""
    rules = load_rules()
    return _naming([*subjects(rules), *rule_titles(rules), *saran_names(rules)], incomplete)


def complete_goal(incomplete: str) -> list[str]:
    """Return goals, an aspect or dimension with each level above the lowest."""
    named = [*subjects(load_rules()), "all"]
    return beginning([f"{name}={level}" for name in named for level in GATED], incomplete)


def complete_path(context: typer.Context, incomplete: str) -> list[str]:
    """Return the paths of facts that begin as typed, of the case named on the command line where it can be read."""
    return [f"{path}=" for path in complete_fact(context, incomplete)]


def complete_fact(context: typer.Context, incomplete: str) -> list[str]:
    """Return the same paths, bare."""
    try:
        paths = list(load_case(str(context.params.get("case") or "")).facts)
    except InputError:
        paths = list(fact_patterns())
    return beginning(paths, incomplete)


def complete_agency(incomplete: str) -> list[str]:
    """Return the agencies of the register whose ids or names begin as typed."""
    ids = [agency.id for agency in register_file().agencies]
    names = [agency.name for agency in register_file().agencies]
    return beginning(ids, incomplete) or beginning(names, incomplete)


def beginning(names: Iterable[str], incomplete: str) -> list[str]:
    """Return the names that begin as typed, in whatever letters."""
    return [name for name in names if name.casefold().startswith(incomplete.casefold())]


def _naming(names: Iterable[str], incomplete: str) -> list[str]:
    """Return the names that begin as typed; where none does, the last parts that do, which are taken for them."""
    listed = list(names)
    return beginning(listed, incomplete) or beginning([name.rpartition(".")[2] for name in listed], incomplete)


def yaml_files(incomplete: str) -> list[str]:
    """Return the YAML files and the folders that what is typed leads to, as a path would go on."""
    folder = Path(incomplete) if incomplete.endswith("/") else Path(incomplete).parent
    try:
        found = sorted(folder.iterdir())
    except OSError:
        return []
    named = [f"{path}/" for path in found if path.is_dir() and not path.name.startswith(".")]
    return [*named, *(str(path) for path in found if path.suffix.casefold() in (".yaml", ".yml"))]
