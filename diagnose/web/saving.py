"""Save a file whole or not at all: written beside, forced to the disk, then put in its place."""

from pathlib import Path

from diagnose.common import InputError, Place, Problem, locked, mark, put, shown


def save(path: Path, content: bytes, *, new: bool = False) -> None:
    """Put a file with `content` at `path`; whatever happens before it is whole leaves what was there.

    Raises:
        InputError: it cannot be written; with `new`, one is there already.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        target = path.resolve()
        with locked(target.parent):
            put(target, content, None if new else mark(target))
    except FileExistsError:
        key = "file_there" if new else "file_changed"
        raise InputError([Problem(Place(shown(path)), key)]) from None
    except (OSError, RuntimeError) as error:  # RuntimeError: links that lead in a circle, in older Pythons
        why = {"why": getattr(error, "strerror", None) or error}
        raise InputError([Problem(Place(shown(path)), "file_unwritable", why)]) from None
