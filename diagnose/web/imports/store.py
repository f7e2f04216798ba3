"""Imports begun in the workbench: one folder each, with the files as they came and what was said of them so far.

No path is made of what a request says: a folder is found among those that are there, a file is named by the program.
"""

import hashlib
import re
import secrets
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from diagnose.common import InputError, Place, Problem, printable
from diagnose.web.saving import save
from diagnose.web.workspace import NoSuchPage

FOLDER, FILES, STATE = "impor", "berkas", "impor.json"
MAPPING, PROPOSAL = ".peta.yaml", ".usulan.yaml"
MOST_FILES, MOST_BYTES = 20, 25 * 1024 * 1024
_UNFIT = re.compile(r"[^\w.+-]+")
_LONGEST = 100


class Held(BaseModel):
    """What is kept of an import: the case, the files with the kind that a person named, and what was decided."""

    model_config = ConfigDict(extra="forbid")
    case: str  # empty until a person says which
    begun: str
    kinds: dict[str, str] = {}  # by file; empty: as its content tells
    names: dict[str, str] = {}  # what a name means, as typed after --agency
    counts: dict[str, Literal["ours", "theirs"]] = {}  # of a fact in conflict, which side counts


@dataclass(frozen=True)
class Batch:
    """One import: the name it goes by in addresses, its folder, and what is kept of it."""

    id: str
    folder: Path
    held: Held

    @property
    def files(self) -> Path:
        """The folder with the files as they came."""
        return self.folder / FILES

    def keep(self) -> None:
        """Save what is kept of it.

        Raises:
            InputError: it cannot be written.
        """
        save(self.folder / STATE, self.held.model_dump_json(indent=1).encode())

    def mark(self) -> str:
        """Return a short mark of all that it says: its files, and what was decided."""
        found = hashlib.sha256((self.folder / STATE).read_bytes())
        for file in sorted(self.files.iterdir()):
            stat = file.stat()
            found.update(f"{file.name} {stat.st_size} {stat.st_mtime_ns}".encode())
        return found.hexdigest()[:16]

    def proposal(self, name: str) -> Path:
        """Return the file of a proposal by its name.

        Raises:
            NoSuchPage: there is none of that name.
        """
        found = {file.name: file for file in self.files.iterdir()}.get(name)
        if found is None or found.suffix != ".yaml":
            raise NoSuchPage(name)
        return found

    def end(self) -> None:
        """Delete it, with its files."""
        shutil.rmtree(self.folder, ignore_errors=True)


class Batches:
    """The imports of one folder."""

    def __init__(self, root: Path) -> None:
        self._root = root / FOLDER

    def of(self, case: str) -> list[Batch]:
        """Return the imports into `case` that were begun and not ended, the latest first; empty: into none so far."""
        return sorted((b for b in self._all() if b.held.case == case), key=lambda b: (b.held.begun, b.id), reverse=True)

    def batch(self, case: str, name: str) -> Batch:
        """Return the import `name` into `case`.

        Raises:
            NoSuchPage: there is none.
        """
        for batch in self._all():
            if batch.id == name and batch.held.case == case:
                return batch
        raise NoSuchPage(name)

    def begin(self, case: str, files: Sequence[tuple[str, bytes]]) -> Batch:
        """Keep `files`, each with the name it came by, as a new import into `case`.

        Raises:
            InputError: there is none, too much of them, or they cannot be kept.
        """
        if not files:
            raise InputError([Problem(Place(FOLDER), "import_nothing")])
        large = [name for name, content in files if len(content) > MOST_BYTES]
        if large:
            values = {"megabytes": MOST_BYTES // (1024 * 1024)}
            raise InputError([Problem(Place(fit_name(name)), "upload_too_large", values) for name in large])
        ident = secrets.token_hex(5)
        now = datetime.now().isoformat(timespec="seconds")
        batch = Batch(ident, self._root / ident, Held(case=case, begun=now))
        try:
            for name, content in files:
                fit = _free(fit_name(name), batch.held.kinds)
                save(batch.files / fit, content)
                if not fit.endswith(MAPPING):
                    batch.held.kinds[fit] = ""
            batch.keep()
        except InputError:
            batch.end()
            raise
        return batch

    def _all(self) -> list[Batch]:
        found = []
        for state in self._root.glob(f"*/{STATE}"):
            try:
                held = Held.model_validate_json(state.read_bytes())
            except (OSError, ValidationError):
                continue  # not one of ours, or half written by another program
            found.append(Batch(state.parent.name, state.parent, held))
        return found


def fit_name(name: str) -> str:
    """Return a name for a file that came as `name`: no folder, nothing that a system or a page could trip over."""
    bare = re.split(r"[/\\]", printable(name))[-1]
    stem, dot, ending = _UNFIT.sub("-", bare).strip(".-").rpartition(".")
    fit = f"{stem[:_LONGEST]}{dot}{ending[:12]}".strip(".-")
    return fit or "berkas"


def _free(name: str, taken: dict[str, str]) -> str:
    stem, dot, ending = name.rpartition(".")
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{stem or ending}-{number}{dot if stem else ''}{ending if stem else ''}"
    return free
