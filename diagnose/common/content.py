"""Where the content folders are: in a checkout beside the package, in a wheel inside it."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
_ROOT = _PACKAGE.parent if (_PACKAGE.parent / "pyproject.toml").is_file() else _PACKAGE


def folder(name: str) -> Path:
    """Return the content folder `name`: ``rules``, ``facts`` or ``templates``.

    Raises:
        FileNotFoundError: the installation lacks the folder.
    """
    path = _ROOT / name
    if not path.is_dir():
        raise FileNotFoundError(f"content folder '{name}' is missing from this installation")
    return path


def shown(path: Path) -> str:
    """Write `path` as a user would: relative to the working folder where it lies below it."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
