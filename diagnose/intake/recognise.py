"""What kind of import a file is, told by its content; a kind named by the user comes first."""

import os.path
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from diagnose.case import doubtful_numbers, find_case
from diagnose.common import InputError, Place, Problem, Tree, read_yaml, shown
from diagnose.intake.files import kind_of
from diagnose.intake.records import Intake
from diagnose.intake.tables import (
    NOBODY,
    Asked,
    form_kinds,
    kind_of_table,
    kinds_that_fit,
    nearest_kind,
    read_cards,
    read_table,
    table_kinds,
)

_MOST = 5_000  # files in a folder
_OTHERS: Mapping[str, str] = {"isian": "workbook", "jawaban": "answers", "kasus": "case", "sk": "sk"}


def tables() -> tuple[str, ...]:
    """Return the kinds of tables."""
    return tuple(dict.fromkeys(table_kinds().values()))


def kinds() -> tuple[str, ...]:
    """Return the kinds of imports that a user may name."""
    return ("workbook", "answers", *tables(), "sk", "case")


@dataclass(frozen=True)
class Wanted:
    """One file to import, and its kind where the user has named it."""

    path: Path
    kind: str = ""
    forms: tuple[Path, ...] = ()  # files of one thing each, read together as those of `path`


def wanted(words: Sequence[str]) -> list[Wanted]:
    """Return the files in `words`: a kind holds for the files after it, until the next one.

    A word that is the name of a file here is a file.

    Raises:
        InputError: no file is named.
    """
    found, kind = [], ""
    for word in words:
        if (named := {**_OTHERS, **table_kinds()}.get(word, word)) in kinds() and not Path(word).exists():
            kind = named
        else:
            found.append(Wanted(Path(word), kind))
    if not found:
        raise InputError([Problem(Place("import"), "import_nothing")])
    return found


def with_kinds(files: Sequence[Wanted]) -> list[Wanted]:
    """Return `files` with the kind of each.

    Raises:
        InputError: some cannot be opened, or are of no kind that is recognised; all are told.
    """
    found: list[Wanted] = []
    problems: list[Problem] = []
    for file in (one for each in files for one in _unfolded(each)):
        try:
            found.append(Wanted(file.path, file.kind or recognised(file.path)))
        except InputError as error:
            problems += error.problems
    unknown = [f for f in found if not f.kind]
    problems += [problem for file in unknown for problem in _unknown(file.path)]
    if problems:
        raise InputError(problems)
    return _together(found, [file.path for file in files if file.path.is_dir()])


def _unfolded(file: Wanted) -> list[Wanted]:
    """Return the files in a folder, if it is one: without mappings, and what programs leave there."""
    if not file.path.is_dir():
        return [file]
    inside = sorted(p for p in file.path.iterdir() if p.is_file() and not p.name.startswith((".", "~$")))
    inside = [p for p in inside if not p.name.endswith(".peta.yaml")]
    if not inside:
        raise InputError([Problem(Place(shown(file.path)), "import_folder_empty")])
    if len(inside) > _MOST:
        raise InputError([Problem(Place(shown(file.path)), "import_folder_many", {"limit": _MOST})])
    return [Wanted(path, file.kind) for path in inside]


def _together(found: list[Wanted], folders: Sequence[Path]) -> list[Wanted]:
    """Put forms of one thing each together, by their kind: they are counted as one table."""
    forms: dict[str, list[Path]] = {}
    for file in found:
        if file.kind in form_kinds():
            forms.setdefault(file.kind, []).append(file.path)
    joined = []
    for kind, paths in forms.items():
        around = next((f for f in folders if all(p.parent == f for p in paths)), paths[0])
        joined.append(Wanted(around, kind, tuple(paths)))
    return [file for file in found if file.kind not in forms] + joined


def _unknown(path: Path) -> list[Problem]:
    """Return what is told of a file of no kind that is recognised: of a table, its titles and what it lacks."""
    values = {"expected": ", ".join(kinds())}
    is_table = kind_of(path) in ("xlsx", "text")
    if is_table and (alike := kinds_that_fit(path)):
        told = {"expected": ", ".join(alike), "first": alike[0], "table": shlex.quote(shown(path))}
        return [Problem(Place(shown(path)), "import_table_alike", told)]
    near = nearest_kind(path) if is_table else None
    if near is None:
        return [Problem(Place(shown(path)), "import_kind_unknown", values)]
    key = "import_table_unknown" if near.values["lacks"] else "import_table_nearest"
    return [Problem(near.place, key, {**values, **near.values}), *near.hidden]


def read(file: Wanted, source: str | None, mapping: Path | None, lang: str, asked: Asked = NOBODY) -> Intake:
    """Return what one file says that is no export of answers, which are read together.

    `source` names the document that its facts cite, `mapping` is the file that tells the columns of a table; without
    one, that beside the table is taken (``desa.peta.yaml`` for ``desa.csv``). `asked` is the case that it is read for.

    Raises:
        InputError: it cannot be read as what it is.
    """
    if file.kind == "workbook":
        from diagnose.intake.workbook import read_workbook

        return read_workbook(file.path)
    if file.kind == "proposal":
        from diagnose.intake.decree import read_proposal

        return read_proposal(file.path)
    if file.kind in tables():
        beside = beside_table(file.path)
        kept = beside if os.path.exists(beside) else None  # says no where a name is too long to look at
        if file.kind in form_kinds():
            forms = file.forms or (file.path,)
            return read_cards(file.kind, forms, file.path, mapping or kept, source, lang, asked)
        return read_table(file.kind, file.path, mapping or kept, source, lang, asked)
    tree = read_case(file.path)
    return Intake(tree, doubts=doubtful_numbers(tree))


def read_case(path: str | Path) -> Tree:
    """Return the raw data of a case, or of part of one: the file `path`, or the shipped case of that name.

    Raises:
        InputError: it cannot be read, or is no mapping.
    """
    tree = read_yaml(find_case(path))
    if not isinstance(tree.data, dict):
        raise InputError([Problem(tree.place(()), "not_a_mapping_at_top")])
    return tree


def beside_table(table: Path) -> Path:
    """Return where the mapping of a table is kept."""
    return table.with_name(f"{table.stem}.peta.yaml")


def recognised(path: Path) -> str:
    """Return the kind of import that the file at `path` is; empty where its content does not tell.

    Raises:
        InputError: it cannot be opened.
    """
    if path.suffix.casefold() in (".yaml", ".yml"):
        from diagnose.intake.decree import is_proposal

        return "proposal" if is_proposal(path) else "case"
    kind = kind_of(path)
    if kind in ("docx", "pdf"):
        return "sk"
    if mapped := _mapped_kind(path):
        return mapped
    if kind == "xlsx":
        from diagnose.intake.workbook import is_workbook

        if is_workbook(path):
            return "workbook"
    from diagnose.intake.survey.read import is_answers

    return "answers" if is_answers(path) else kind_of_table(path)


def _mapped_kind(path: Path) -> str:
    """Return the kind that the mapping beside a table names; empty where there is none, or it names none."""
    beside = beside_table(path)
    if not os.path.exists(beside):
        return ""
    data = read_yaml(beside).data
    return table_kinds().get(str(data.get("kind", "")), "") if isinstance(data, dict) else ""
