"""The folder that a workbench works in: its cases, and the cases that ship with the program as examples beside them."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from diagnose.common import InputError, KonvergensiError, Tree, folder, read_yaml, shown

CASES, SCENARIOS, LETTERHEADS = "kasus", "skenario", "kop"
_MARKS = ("region", "year")  # what a case file has, and no other YAML file that stands beside it


class NoSuchPage(KonvergensiError):  # noqa: N818 - what it is, not what went wrong
    """An address names a case, or a part of one, that is not there."""


@dataclass(frozen=True)
class CaseFile:
    """A case file: the name it goes by in addresses, where it stands, and whether it is an example of the program's."""

    id: str
    path: Path
    example: bool

    @property
    def shown(self) -> str:
        """Where it stands, as a user would write it."""
        return shown(self.path)

    def revision(self) -> str:
        """Return a short mark of what the file says now.

        Raises:
            OSError: it cannot be read.
        """
        return revision_of(self.path)


class Workspace:
    """A folder with the cases of one office."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @property
    def shown(self) -> str:
        """The folder as a user would write it."""
        return shown(self.root)

    def cases(self) -> dict[str, CaseFile]:
        """Return the case files by name: those of the folder, then the examples that none of them replaces.

        Names that a request gives are only ever looked up here; no path is made of them.
        """
        own = sorted((self.root / CASES).glob("*.yaml")) + sorted(p for p in self.root.glob("*.yaml") if _is_case(p))
        shipped = sorted((folder("facts") / "cases").glob("*.yaml"))
        files = [CaseFile(p.stem, p, False) for p in own] + [CaseFile(p.stem, p, True) for p in shipped]
        found: dict[str, CaseFile] = {}
        seen: set[object] = set()
        for file in files:
            mark = _mark(file.path)
            if mark not in seen and file.id not in found:
                found[file.id] = file
                seen.add(mark)
        return found

    def case(self, name: str) -> CaseFile:
        """Return the case file called `name`.

        Raises:
            NoSuchPage: there is none.
        """
        try:
            return self.cases()[name]
        except KeyError:
            raise NoSuchPage(name) from None

    def scenarios(self) -> dict[str, CaseFile]:
        """Return the scenario files by name: those of the folder, then the examples."""
        own = sorted((self.root / SCENARIOS).glob("*.yaml"))
        shipped = sorted((folder("facts") / "scenarios").glob("*.yaml"))
        examples = {p.stem: CaseFile(p.stem, p, True) for p in shipped}
        return examples | {p.stem: CaseFile(p.stem, p, False) for p in own}

    def letterheads(self) -> dict[str, CaseFile]:
        """Return the letterhead files of the folder by name."""
        return {p.stem: CaseFile(p.stem, p, False) for p in sorted((self.root / LETTERHEADS).glob("*.yaml"))}

    def scenario(self, name: str) -> CaseFile:
        """Return the scenario file called `name`.

        Raises:
            NoSuchPage: there is none.
        """
        try:
            return self.scenarios()[name]
        except KeyError:
            raise NoSuchPage(name) from None


def revision_of(path: Path) -> str:
    """Return a short mark of what a file says now.

    Raises:
        OSError: it cannot be read.
    """
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def _is_case(path: Path) -> bool:
    try:
        tree: Tree = read_yaml(path)
    except InputError:
        return False
    return isinstance(tree.data, dict) and all(mark in tree.data for mark in _MARKS)


def _mark(path: Path) -> object:
    """Return what two names of one file have in common."""
    try:
        state = path.stat()
    except OSError:
        return path
    return state.st_dev, state.st_ino
