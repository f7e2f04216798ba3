"""Where content is: in a checkout beside the package, in a wheel inside it, or in a pack laid over it.

A pack is a folder with ``rules/``, ``facts/`` and ``templates/`` on a subject of its own. What is general (the
register of agencies, and all under ``templates/``) comes from the program where the pack has none; knowledge, facts
and tables do not, since those of another subject would be wrong.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
_PACKAGE = Path(__file__).resolve().parents[1]
_ROOT = _PACKAGE.parent if (_PACKAGE.parent / "pyproject.toml").is_file() else _PACKAGE
_GENERAL = ("templates/", "facts/agencies.yaml")
PACK_VARIABLE = "KONVERGENSI_PACK"  # of the environment, so that worker processes take the same content
_pack: Path | None = Path(os.environ[PACK_VARIABLE]) if os.environ.get(PACK_VARIABLE) else None


def use_pack(path: str | Path | None) -> None:
    """Take content from the pack at `path` from now on, in the whole process; from the built-in one where None.

    Raises:
        FileNotFoundError: there is no folder at `path`, or it has neither ``rules/`` nor ``facts/``.
    """
    global _pack
    root = Path(path).resolve() if path is not None else None
    if root is not None and not all((root / name).is_dir() for name in ("rules", "facts")):
        raise FileNotFoundError(str(path))
    _pack = root
    os.environ[PACK_VARIABLE] = str(root or "")


@contextmanager
def pack_in_use(path: str | Path | None) -> Iterator[None]:
    """Use the pack at `path` inside the block only.

    Raises:
        FileNotFoundError: as `use_pack`.
    """
    before = _pack
    use_pack(path)
    try:
        yield
    finally:
        use_pack(before)


def pack_root() -> Path | None:
    """Return the folder of the pack in use; None where it is the built-in one."""
    return _pack


def folder(name: str) -> Path:
    """Return the content folder `name` of the pack in use, such as ``rules`` or ``templates/web``.

    Raises:
        FileNotFoundError: the installation lacks the folder.
    """
    path = (_pack or _ROOT) / name
    if not path.is_dir() and _pack is not None and f"{name}/".startswith(_GENERAL):
        path = _ROOT / name
    if not path.is_dir():
        raise FileNotFoundError(f"content folder '{name}' is missing from this installation")
    return path


def content_file(name: str) -> Path:
    """Return the content file `name` (``facts/agencies.yaml``), from the pack where it has one; it may not exist."""
    own = (_pack or _ROOT) / name
    return own if own.exists() or not name.startswith(_GENERAL) else _ROOT / name


def content_files(name: str, pattern: str = "*.yaml") -> list[Path]:
    """Return the files of the content folder `name`, by name; of general content, the pack's after the program's."""
    roots = [_ROOT, _pack] if _pack is not None and f"{name}/".startswith(_GENERAL) else [_pack or _ROOT]
    return [file for root in roots if root for file in sorted((root / name).glob(pattern))]


def template_folders() -> list[Path]:
    """Return the folders in which templates are looked up, the pack's first."""
    return [root / "templates" for root in (_pack, _ROOT) if root is not None and (root / "templates").is_dir()]


def template(name: str) -> Path:
    """Return the file `name` below ``templates/``, the pack's own where it has one.

    Raises:
        FileNotFoundError: there is none.
    """
    found = next((root / name for root in template_folders() if (root / name).is_file()), None)
    if found is None:
        raise FileNotFoundError(f"'{name}' is missing from the templates of this installation")
    return found


def per_pack(function: Callable[P, T]) -> Callable[P, T]:
    """Remember what `function` returns, for each pack and its (hashable, positional) arguments."""
    found: dict[Any, T] = {}

    @wraps(function)
    def remembered(*args: P.args, **kwargs: P.kwargs) -> T:
        key = (_pack, args, tuple(kwargs.items()))
        if key not in found:
            found[key] = function(*args, **kwargs)
        return found[key]

    return remembered


def shown(path: Path) -> str:
    """Write `path` as a user would: relative to the working folder where it lies below it."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
