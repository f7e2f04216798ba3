"""An empty table of cases: the columns that rules read, ready to be filled."""

from collections.abc import Iterator
from itertools import product

from diagnose.case import fact_kind, fact_patterns, kind_at, pattern_of, register_file, respondents
from diagnose.knowledge import ReadAgree, ReadEntries, ReadLowest, ReadRoster, ReadSeries, Rulebase
from diagnose.portfolio.layout import REQUIRED, column_names, items

ENTRIES = ("1", "2", "3")  # of a list, to begin with; more are added in the same way


def template(rules: Rulebase, year: int) -> tuple[str, ...]:
    """Return the columns of a table of cases of `year`: every plain fact, and of lists what `rules` read.

    Agencies are those of the register; of figures over the years `year` and the one before it.
    """
    plain = [path for path in fact_patterns() if fact_kind(pattern_of(path)) and "[" not in path]
    few = [path for path in fact_patterns() if path.endswith("]") and "*" not in path and not _asked(path)]
    answering = [f"{respondents()}[{agency.id}]" for agency in register_file().agencies]
    asked = [respondents(), *answering] if respondents() else []
    tallies = [column for column in column_names() if _asked(column)]
    lists = [column for m in rules.measures.values() for column in _of_lists(m.read, year)]
    return tuple(dict.fromkeys((*REQUIRED, *plain, *lists, *few, *asked, *tallies)))


def _asked(path: str) -> bool:
    return path.startswith(items())


def _of_lists(reading: object, year: int) -> Iterator[str]:
    """Yield the columns of lists that `reading` reads."""
    if isinstance(reading, ReadAgree):
        for part in reading.agree:
            yield from _of_lists(part, year)
    elif isinstance(reading, ReadRoster):
        yield from (f"{reading.roster}.agencies[{agency.id}]" for agency in register_file().agencies)
    elif isinstance(reading, ReadSeries):
        for figures, systems in ((reading.figures, reading.of), (reading.figures_against, reading.against or ())):
            for system, number in product(systems, (year - 1, year)):
                key = str(number) if system == "all" else f"{system} {number}"
                yield figures.replace("[*]", f"[{key}]")
    elif isinstance(reading, ReadLowest):
        before, _, after = reading.lowest.partition("[*]")
        yield from (f"{before}[{key}]{after}" for key in ENTRIES)
    elif isinstance(reading, ReadEntries):
        names = [*(["agency"] if kind_at(f"{reading.entries}[1].agency") else []), *reading.where]
        yield from (f"{reading.entries}[{key}].{name}" for key in ENTRIES for name in names)
