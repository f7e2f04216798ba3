"""Rows gathered to lines of a list and to sums, and what the lines are called."""

from collections import Counter
from dataclasses import dataclass, field

from diagnose.case import code_names
from diagnose.common import Place


@dataclass
class Group:
    """The rows of one line; `said` holds what all of them say alike, None where they do not."""

    name: str
    agency: str
    fund: str
    year: int | None
    sheet: str | None
    places: dict[str, Place]
    said: dict[str, str | None]
    amount: float = 0
    known: bool = True  # the amount of each row
    rows: list[int] = field(default_factory=list)
    amounts: set[float] = field(default_factory=set)
    again: float = 0  # of amounts that may only be repeated


@dataclass
class Sum:
    """What is budgeted from one source of funds in one year, as far as it is known."""

    amount: float = 0
    known: bool = True
    spent: float = 0
    spent_known: bool = True
    again: float = 0


def names_of(lines: list[Group], lang: str) -> list[str]:
    """Return a name of its own for each line: with the agency and the source of funds where lines share a name."""
    keys = code_names()
    forms = []
    for group in lines:
        fund = keys[group.fund].get(lang) if group.fund in keys else group.fund
        by_agency = f"{group.name} ({group.agency or '-'})"
        forms.append((group.name, by_agency, f"{group.name} ({group.agency or '-'}, {fund or '-'})"))
    times = [Counter(form[i].casefold() for form in forms) for i in range(2)]
    taken: set[str] = set()
    names = []
    for form in forms:
        name = next((form[i] for i in range(2) if times[i][form[i].casefold()] == 1), form[2])
        while name in taken:  # another line is called so by itself
            name += " *"
        taken.add(name)
        names.append(name)
    return names
