"""One part of a case as a single form: every fact of it, and the agencies of its lists to tick."""

from collections.abc import Mapping
from dataclasses import dataclass

from diagnose.case import BadAnswer, Change, is_unknown, kind_at, parse, tables
from diagnose.common import Place
from diagnose.diagnosis import Diagnosed, UnknownRecord
from diagnose.intake.workbook.write.usual import usual_agencies
from diagnose.web.controls import UNKNOWN, Control, control
from diagnose.web.tabled import Line

_OTHERS = "others"  # of a list of agencies: what holds for those that it does not name
PATH, SAID, VALUE, ROSTER, AGENCY = "jalur", "semula", "nilai", "daftar", "opd"


@dataclass(frozen=True)
class Roster:
    """A list of agencies to which some can be added: its path and name, those that it lacks, and those that it has."""

    path: str
    name: str
    agencies: list[tuple[str, str]]
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Filled:
    """What a form of a part says: the changes, what is wrong by the number of a field, and what changed meanwhile."""

    changes: list[Change]
    wrong: dict[int, str]
    meanwhile: list[Control]


def part_of(path: str) -> str:
    """Return the part of a case that the fact at `path` belongs to."""
    return path.partition(".")[0].partition("[")[0]


def fields(d: Diagnosed, part: str) -> list[Control]:
    """Return the facts of a part that can be filled; what follows from others is not asked."""
    paths = [path for path in d.case.facts if part_of(path) == part]
    found = [c for c in (control(d, path) for path in paths) if c is not None]
    return [c for c in found if not c.derived and not c.disputed]


def ticks(d: Diagnosed, part: str) -> list[Roster]:
    """Return the lists of agencies of a part, each with the usual agencies that it does not have yet."""
    found = []
    for table in tables():
        if not table.roster or part_of(table.path) != part:
            continue
        there = {key for key, _ in d.case.entries(f"{table.path}[*]")}
        left = [(a, d.case.register.name(a)) for a in usual_agencies(d.case.register) if a not in there]
        if left:
            found.append(Roster(table.path, d.phrases.fact(table.path), left))
    return found


def asked_facts(d: Diagnosed, record: UnknownRecord) -> list[Control]:
    """Return the facts that answer a question: of a list of agencies also those that it names and does not have."""
    paths: dict[str, None] = {}
    for path in record.facts:
        group, _, last = path.rpartition(".")
        for table in tables() if last == _OTHERS else ():
            if table.roster and table.path.rpartition(".")[0] == group:
                agencies = dict.fromkeys(d.case.register.holding(function) for function in record.functions)
                entries = (f"{table.path}[{agency}]" for agency in agencies if agency)
                paths |= dict.fromkeys(e for e in entries if not (held := d.case.facts.get(e)) or not held.known)
        paths[path] = None
    return [c for c in (control(d, path) for path in paths) if c is not None]


def read(d: Diagnosed, part: str, form: Mapping[str, str], ticked: Mapping[str, list[str]], lang: str) -> Filled:
    """Return what `form` says of the facts of a part, and the agencies `ticked` by the path of their list.

    A fact that is not as the form had it is not changed, and told.
    """
    filled = Filled([], {}, [])
    now = {c.path: c for c in fields(d, part)}
    number = 0
    while (path := form.get(f"{PATH}.{number}")) is not None:
        held = now.get(path)
        if held is not None:
            _read(held, form, number, filled, lang)
        number += 1
    for one in ticks(d, part):
        known = {agency for agency, _ in one.agencies}
        chosen = [agency for agency in ticked.get(one.path, ()) if agency in known]
        filled.changes.extend(Change(f"{one.path}[{a}]", "yes", place=Place(one.name)) for a in chosen)
    return filled


def _read(held: Control, form: Mapping[str, str], number: int, filled: Filled, lang: str) -> None:
    typed = form.get(f"{VALUE}.{number}", "").strip()
    before = held.value if held.options else held.said if held.known else ""
    if typed == before or (not held.known and (not typed or typed == UNKNOWN)):
        return
    if form.get(f"{SAID}.{number}", "") != held.said:
        filled.meanwhile.append(held)
        return
    try:
        filled.changes.append(Change(held.path, _value(held.path, typed, lang), place=Place(held.name)))
    except BadAnswer as error:
        filled.wrong[number] = str(error)


def _value(path: str, typed: str, lang: str) -> object:
    kind = kind_at(path, lang)
    if kind is None or not typed or typed == UNKNOWN or is_unknown(typed):
        return None
    return parse(typed, kind, lang)
