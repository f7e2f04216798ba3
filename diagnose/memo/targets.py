"""Where memos go: one file, or one for each kind and form in a folder, none of them over a file that is there."""

from collections.abc import Sequence
from pathlib import Path

from diagnose.problems import InputError, Place, Problem

PRINTED = ("txt", "md")  # forms that go to the terminal where no file is named

Target = tuple[str, str, Path | None]


def targets(
    case: str, kinds: Sequence[str], forms: Sequence[str], output: Path | None, overwrite: bool
) -> list[Target]:
    """Return the kind, form and file of each memo; no file is the terminal.

    Without `output` a text is printed and every other memo written to ``<case>-<kind>.<form>`` here; with several
    memos `output` is a folder.

    Raises:
        InputError: a file is there already and `overwrite` is not given, or a folder is missing.
    """
    several = len(kinds) * len(forms) > 1
    into = output if output is not None and (several or output.is_dir()) else None
    found: list[Target] = []
    for kind in dict.fromkeys(kinds):
        for form in dict.fromkeys(forms):
            name = f"{case}-{kind}.{form}"
            if into is not None:
                found.append((kind, form, into / name))
            elif output is not None:
                found.append((kind, form, output))
            else:
                found.append((kind, form, None if form in PRINTED and not several else Path(name)))
    _refuse(found, into, overwrite)
    return found


def _refuse(found: Sequence[Target], into: Path | None, overwrite: bool) -> None:
    problems = []
    if into is not None and not into.is_dir():
        problems.append(Problem(Place(str(into)), "output_no_such_folder"))
    for _, _, path in found:
        if path is not None and path.exists() and not overwrite:
            problems.append(Problem(Place(str(path)), "output_exists"))
    if problems:
        raise InputError(problems)
