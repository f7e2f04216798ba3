"""Tell which region and year files are of: ``python -m diagnose.web.imports.identity FOLDER LANG``.

Files are strangers', so a process of its own reads them; the page gets what they say, to be accepted or said otherwise.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

from diagnose.case import register_file
from diagnose.common import InputError, Tree
from diagnose.intake import Intake, Wanted, suggested
from diagnose.intake import with_kinds as of_kinds
from diagnose.intake.decree import propose
from diagnose.intake.join import read_files
from diagnose.web.imports.store import FILES, STATE, Held

PATHS = ("region.name", "region.code", "year")


def identity(folder: Path, lang: str) -> dict[str, str]:
    """Return what the files of the import in `folder` say of themselves, by path; what none says is left out."""
    held = Held.model_validate_json((folder / STATE).read_bytes())
    os.chdir(folder / FILES)
    intakes = [found for name, kind in held.kinds.items() for found in _read(Wanted(Path(name), kind), lang)]
    told: dict[str, Any] = {}
    for intake in intakes:
        for path in PATHS:
            value = _at(intake.tree.data, path)
            if value is not None:
                told.setdefault(path, value)
    return {path: str(value) for path, value in (suggested(intakes) | told).items()}


def _read(wanted: Wanted, lang: str) -> list[Intake]:
    """Return what one file says, nothing where it cannot be read; of a decree its title and its region."""
    try:
        found = of_kinds([wanted])[0]
        if found.kind != "sk":
            return read_files([found], None, None, None, {}, lang)
        proposal = propose(found.path)
    except InputError:
        return []
    tree = Tree(found.path.name, {"documents": [{"id": "sk", "title": proposal.document.title}]})
    return [Intake(tree, about=(f"kabupaten {proposal.region}",) if proposal.region else ())]


def _at(data: Any, path: str) -> Any:
    for part in path.split("."):
        data = data.get(part) if isinstance(data, dict) else None
    return data


def main() -> None:
    """Print what the files say, as JSON."""
    folder, lang = sys.argv[1:3]
    sys.stdout.write(json.dumps(identity(Path(folder).resolve(), lang)))


if __name__ == "__main__":
    register_file()
    main()
