"""Where memos go: one file, or one for each kind and form in a folder, none of them over a file that is there."""

import os.path
from collections.abc import Sequence
from pathlib import Path

from diagnose.common import InputError, Place, Problem

PRINTED = ("txt", "md")  # forms that go to the terminal where no file is named
_FORMS = (".docx", ".pdf", ".html", ".md", ".txt")

Target = tuple[str, str, Path | None]


def targets(
    case: str, kinds: Sequence[str], forms: Sequence[str], output: Path | None, overwrite: bool
) -> list[Target]:
    """Return the kind, form and file of each memo; no file is the terminal.

    `output` may be ``-``, the terminal, for one memo; one without an ending gets that of the form.
    Without `output` a text is printed and every other memo written to ``<case>-<kind>.<form>`` here; with several
    memos `output` is a folder, which is made where there is none.

    Raises:
        InputError: a file is there already and `overwrite` is not given, or something else is in the way.
    """
    each = [(kind, form) for kind in dict.fromkeys(kinds) for form in dict.fromkeys(forms)]
    several = len(each) > 1
    if str(output) == "-":
        if several:
            raise InputError([Problem(Place("-o -"), "memo_several_printed")])
        return [(kind, form, None) for kind, form in each]
    into = output if output is not None and (several or os.path.isdir(output)) else None
    found: list[Target] = []
    for kind, form in each:
        name = f"{case}-{kind}.{form}"
        if into is not None:
            found.append((kind, form, into / name))
        elif output is not None:
            found.append((kind, form, output if output.suffix else output.with_name(f"{output.name}.{form}")))
        else:
            found.append((kind, form, None if form in PRINTED and not several else Path(name)))
    problems = _misplaced(into) or [p for _, _, path in found if path for p in _blocked(path, into, overwrite)]
    if problems:
        raise InputError(problems)
    if into is not None:
        _make(into)
    return found


# os.path says no where a path cannot be looked at; pathlib raises.
def _misplaced(into: Path | None) -> list[Problem]:
    """Return what is wrong with the folder `into`."""
    if into is None or os.path.isdir(into):
        return []
    if into.suffix.casefold() in _FORMS or os.path.lexists(into):
        return [Problem(Place(str(into)), "output_no_such_folder")]
    return _unreachable(into)


def _blocked(path: Path, into: Path | None, overwrite: bool) -> list[Problem]:
    """Return what keeps `path` from being written."""
    if os.path.isdir(path):
        return [Problem(Place(str(path)), "output_is_folder")]
    if os.path.isfile(path) and not overwrite:
        return [Problem(Place(str(path)), "output_exists")]
    if found := _unreachable(path):
        return found
    return [Problem(Place(str(path)), "output_no_folder")] if into is None and not os.path.isdir(path.parent) else []


def _unreachable(path: Path) -> list[Problem]:
    """Return why `path` cannot even be looked at: too long a name, a folder that is a file or closed."""
    try:
        path.lstat()
    except FileNotFoundError:
        pass
    except OSError as error:
        return [_unwritable(path, error)]
    return []


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError([_unwritable(folder, error)]) from None


def _unwritable(path: Path, error: OSError) -> Problem:
    return Problem(Place(str(path)), "file_unwritable", {"why": error.strerror or type(error).__name__})
