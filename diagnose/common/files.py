"""Write a result to a file: whole or not at all, and never over what is not the program's own of that kind."""

import errno
import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from diagnose.common.layout import WIDTH
from diagnose.common.locking import locked
from diagnose.common.problems import InputError, Place, Problem
from diagnose.common.putting import Mark, mark, put

_RULE = "=" * WIDTH  # stands under the title of every page that the program prints
_HEAD = 4  # lines in which a title ends


def write_file(
    path: Path, content: bytes, inputs: Sequence[Path] = (), *, overwrite: bool = False, since: Mark | None = None
) -> None:
    """Write `content` beside the file that `path` leads to and put it in its place, its permissions kept.

    A file that is there is overwritten with `overwrite`, or where it is still what it was `since`, or an earlier result
    of the same kind; none of `inputs` ever is. What is no file (a device, a pipe) is written to as it is.

    Raises:
        InputError: something else stands there, or it cannot be written.
    """
    try:
        if not path.name:
            raise OSError(errno.EINVAL, "?")
        target = path.resolve()
        if any(target.exists() and target.samefile(kept) for kept in inputs if kept.exists()):
            raise InputError([Problem(Place(str(path)), "output_is_input")])
        if target.exists() and not target.is_file() and not target.is_dir():
            target.write_bytes(content)
            return
        with locked(target.parent):
            was = mark(target)
            mine = overwrite or (since is not None and was == since)
            if target.is_file() and not mine and not _own(target, content):
                yaml = {path.suffix.casefold(), target.suffix.casefold()} & {".yaml", ".yml"}
                raise InputError([Problem(Place(str(path)), "output_is_yaml" if yaml else "output_not_ours")])
            put(target, content, was)
    except FileExistsError:  # it came into being, or changed, meanwhile, and is another's
        raise InputError([Problem(Place(str(path)), "output_not_ours")]) from None
    except (OSError, RuntimeError) as error:  # RuntimeError: links that lead in a circle, in older Pythons
        why = {"why": getattr(error, "strerror", None) or error}
        raise InputError([Problem(Place(str(path)), "file_unwritable", why)]) from None


def _own(target: Path, content: bytes) -> bool:
    """Tell whether `target` is an earlier result of the kind of `content`, or holds nothing that could be lost."""
    old = target.read_bytes()
    if not old:
        return True
    try:
        before, now = old.decode(), content.decode()
    except UnicodeDecodeError:
        return False
    if now.startswith("{"):
        return _keys(before) == _keys(now)
    head, title = before.splitlines()[:_HEAD], now.splitlines()[:_HEAD]
    return _RULE in head and _RULE in title and head[0].split()[:1] == title[0].split()[:1]


def _keys(text: str) -> frozenset[str] | None:
    """Return the keys of a result written as JSON; None for any other text."""
    with suppress(ValueError, RecursionError):
        data = json.loads(text)
        if isinstance(data, dict) and "schema_version" in data:
            return frozenset(data)
    return None
