"""Write a case that answers were laid over as a file of its own."""

import os
from pathlib import Path

from diagnose.case.model import Case
from diagnose.common import as_yaml, printable

_MODELINE = "# yaml-language-server: $schema="


def case_text(case: Case, original: Path | None, target: Path, made: str) -> str:
    """Return `case` as the text of the file `target`.

    `original` is the file it came from, if any, whose schema the new file names too; `made` tells how it was made.
    """
    schema = _modeline(original, target) if original else ""
    told = " ".join(printable(made).split())  # names of files are a stranger's too
    head = [line for line in (schema, f"# {told}" if told else "") if line]
    return "\n".join([*head, as_yaml(case.tree.data)])


def has_comments(original: Path) -> bool:
    """Tell whether the file has comments besides its schema, which a new file loses."""
    lines = original.read_text(encoding="utf-8-sig").splitlines()
    return any((line.lstrip().startswith("#") and not line.startswith(_MODELINE)) or " #" in line for line in lines)


def _modeline(original: Path, target: Path) -> str:
    """Return the line by which editors find the schema, as it must stand in `target`."""
    first = original.read_text(encoding="utf-8-sig").split("\n", 1)[0].strip()
    if not first.startswith(_MODELINE):
        return ""
    schema = first.removeprefix(_MODELINE)
    held = original.resolve().parent / schema
    if "://" in schema or not held.is_file():
        return first
    return _MODELINE + Path(os.path.relpath(held, target.resolve().parent)).as_posix()
