"""Cases in lists: what each is of and how much of it is known, read once for what its file says and not diagnosed."""

from dataclasses import dataclass
from datetime import datetime

from diagnose.case import load_case
from diagnose.common import InputError, Place, Problem
from diagnose.web.desk import Desk
from diagnose.web.workspace import CaseFile


@dataclass(frozen=True)
class Listed:
    """A case in the list: what is known of it without diagnosing it, or what is wrong with its file."""

    file: CaseFile
    code: str = ""
    region: str = ""
    year: int = 0
    fictional: bool = False
    known: int = 0
    asked: int = 0
    changed: str = ""
    problems: tuple[str, ...] = ()


def listed(desk: Desk, file: CaseFile, lang: str) -> Listed:
    """Return what a list says of the case in `file`."""
    try:
        state = file.path.stat()
    except OSError as error:
        return Listed(file, problems=(Problem(Place(file.shown), "file_unreadable", {"why": error}).text(lang),))
    key = (str(file.path), state.st_mtime_ns, state.st_size, lang)
    found: Listed = desk.listed.get(key, lambda: _read(file, lang, state.st_mtime))
    return found


def _read(file: CaseFile, lang: str, changed: float) -> Listed:
    try:
        case = load_case(file.path)
    except InputError as error:
        return Listed(file, problems=tuple(p.text(lang) for p in error.problems))
    known = sum(fact.known for fact in case.facts.values())
    when = datetime.fromtimestamp(changed).strftime("%Y-%m-%d %H:%M")
    region = case.region
    return Listed(file, region.code, region.name, case.year, case.fictional, known, len(case.facts), when)
