"""What there is to ask for behind one measure: facts, agencies of a roster, entries of lists, tallies, series."""

from collections.abc import Callable, Iterator
from functools import partial, singledispatch
from typing import TYPE_CHECKING

from diagnose.case import (
    Change,
    Dialogue,
    Kind,
    Prompt,
    Said,
    Walk,
    code_names,
    is_no,
    is_yes,
    kind_at,
    named_lists,
    node_at,
    questionnaire,
)
from diagnose.common import Place, joined
from diagnose.inference import Measured
from diagnose.knowledge import ReadEntries, ReadingBase, ReadListed, ReadLowest, ReadRoster, ReadSeries, ReadTally

if TYPE_CHECKING:
    from diagnose.analysis.ask.session import Session

Step = tuple[str, Callable[[], Dialogue | Said]]  # what tells it from others, and the dialogue itself
_SHOWN = 12


def steps_of(session: "Session", code: str) -> Iterator[Step]:
    """Yield what there is to ask for, while the measure `code` is not known."""
    m = session.measured(code)
    if m.known and not m.unsure:
        return
    readings = session.rules.measures[m.measure].read.parts()
    for path in m.facts:
        special = [s for r in readings for s in _special(r, session, m, path)]
        if special:
            yield from special
        elif (plain := _plain(session, path)) is not None:
            yield plain


@singledispatch
def _special(reading: ReadingBase, session: "Session", m: Measured, path: str) -> Iterator[Step]:
    """Yield what `path` stands for in `reading`, where that is more than the value of a fact."""
    yield from ()


@_special.register(ReadRoster)
def _of_roster(reading: ReadRoster, session: "Session", m: Measured, path: str) -> Iterator[Step]:
    for agency in _agencies(session, m) if path == reading.others else ():
        one = f"{reading.roster}.agencies[{agency}]"
        yield one, partial(session.value, one, kind_at(one) or Kind("answer"))


@_special.register(ReadLowest)
def _of_lowest(reading: ReadLowest, session: "Session", m: Measured, path: str) -> Iterator[Step]:
    whole, _, leaf = reading.lowest.partition("[*].")
    if path == reading.all_listed:
        yield from _listing(session, m, path, whole, (leaf,))


@_special.register(ReadEntries)
def _of_entries(reading: ReadEntries, session: "Session", m: Measured, path: str) -> Iterator[Step]:
    if path == reading.all_listed:
        yield from _listing(session, m, path, reading.entries, tuple(reading.where))
    elif m.seen and _unowned(session, reading.entries, path):
        name = path.removeprefix(f"{reading.entries}[").removesuffix("]")
        owner, text = f"{path}.agency", session.w["ask.entry_agency"].format(name)
        yield owner, partial(session.value, owner, Kind("text"), text)


@_special.register(ReadTally)
def _of_tally(reading: ReadTally, session: "Session", m: Measured, path: str) -> Iterator[Step]:
    if path == reading.item and reading.tally not in session.case.survey.items:
        yield path, partial(_tally, session, reading.tally)


@_special.register(ReadSeries)
def _of_series(reading: ReadSeries, session: "Session", m: Measured, path: str) -> Iterator[Step]:
    of = (*reading.of, *(reading.against or ()))
    if path == reading.series:
        yield f"{path} {of}", partial(_series, session, reading, of)


@_special.register(ReadListed)
def _of_listed(reading: ReadListed, session: "Session", m: Measured, path: str) -> Iterator[Step]:
    if path == reading.listed:
        yield path, partial(_named, session, path)


def _agencies(session: "Session", m: Measured) -> list[str]:
    """Return the agencies of whom nothing is known that `m` reads."""
    holding = session.case.register.holding
    return list(dict.fromkeys(agency for f in m.unsure if (agency := holding(f)) is not None))


def _listing(session: "Session", m: Measured, path: str, whole: str, leaves: tuple[str, ...]) -> Iterator[Step]:
    """Yield what may be missing from the list `whole`, of which `leaves` are read, and whether it is complete."""
    agencies = _agencies(session, m)
    if not agencies:
        yield f"{whole}+", partial(_entries, session, whole, leaves)
    for agency in agencies:
        yield f"{whole}+{agency}", partial(_entries, session, whole, leaves, agency)
    yield path, partial(_complete, session, whole, path)


def _unowned(session: "Session", whole: str, path: str) -> bool:
    """Tell whether `path` is an entry of a list that names no agency, and so may be anybody's."""
    entry = session.case.facts.get(path)
    return path.startswith(f"{whole}[") and entry is not None and "agency" not in (entry.value or {})


def _plain(session: "Session", path: str) -> Step | None:
    entry = session.case.facts.get(path)
    kind = kind_at(path)
    if kind is None or (entry is not None and entry.known and entry.low == entry.high):
        return None
    return path, partial(session.value, path, kind)


def _keys(session: "Session", whole: str) -> list[str]:
    return Walk(session.case, session.case.tree.data, whole, Place(whole)).entry_keys()


def _on_record(session: "Session", whole: str, *, closing: bool = False) -> str:
    """Say what the case lists; when `closing`, also what it means to call that complete."""
    keys = [session.case.register.name(k) for k in _keys(session, whole)]
    shown = [*keys[:_SHOWN], *(["..."] if len(keys) > _SHOWN else [])]
    w = session.w
    listed = w["ask.listed"].format(joined(shown, session.lang)) if keys else w["ask.none_listed"]
    return f"{listed} {w['ask.complete_means' if keys else 'ask.none_means']}" if closing else listed


def _entries(session: "Session", whole: str, leaves: tuple[str, ...], agency: str | None = None) -> Dialogue:
    """Let further entries be named, with what is read of each; of one agency, where the list goes by agency."""
    title, w = session.phrases.fact(whole), session.w
    if agency is None:
        text = w["ask.entry"].format(title)
    else:
        text = w["ask.entry_of"].format(session.case.register.name(agency), title[:1].lower() + title[1:])
    above = (_on_record(session, whole),) if agency is None else ()
    problem = ""
    while True:
        name = yield Prompt(text, Kind("text"), above, problem)
        above = ()
        if name is None or is_no(name):
            return
        if is_yes(name):
            problem = w["ask.bad.name"]
            continue
        name = name.translate(str.maketrans("[]", "()"))
        path = f"{whole}[{name}]"
        if name.casefold() in (key.casefold() for key in _keys(session, whole)):
            problem = w["ask.already"].format(name)
            continue
        problem = session.put(Change(path, {} if agency is None else {"agency": session.case.register.name(agency)}))
        if problem:
            continue
        for leaf in leaves:
            kind = kind_at(f"{path}.{leaf}", session.lang) or Kind("text")
            yield from session.value(f"{path}.{leaf}", kind)


def _complete(session: "Session", whole: str, path: str) -> Said:
    """Ask whether the list is complete."""
    return (yield from session.value(path, Kind("answer"), above=(_on_record(session, whole, closing=True),)))


def _tally(session: "Session", item: str) -> Dialogue:
    """Ask how many agencies gave each answer."""
    question = questionnaire().by_id[item]
    problem = ""
    while True:
        above: tuple[str, ...] = (session.w["ask.questionnaire"].format(question.question.get(session.lang)),)
        counts = {}
        for answer, said in question.answers.items():
            text = session.w["ask.respondents_say"].format(said.get(session.lang))
            count = yield Prompt(text, Kind("count"), above, problem)
            above, problem = (), ""
            if count is not None:
                counts[answer] = count
        problem = session.put(Change(f"questionnaire.items[{item}]", {"tally": counts})) if counts else ""
        if not problem:
            return


def _series(session: "Session", reading: ReadSeries, of: tuple[str, ...]) -> Dialogue:
    """Ask for figures by year."""
    keys = code_names()
    choices = tuple((o, " ".join(keys[p].get(session.lang) if p in keys else p for p in o.split())) for o in of)
    whole, w = session.phrases.fact(reading.series), session.w
    while True:
        of_what = of[0]
        if len(of) > 1:
            of_what = yield Prompt(w["ask.figure_of"], Kind("choice", choices), (f"{whole}.",))
            if of_what is None:
                return
        year = yield Prompt(w["ask.figure_year"], Kind("year"), (f"{whole}: {dict(choices)[of_what]}.",))
        if year is None:
            return
        holder = node_at(reading.series)
        key = f"{of_what} {year}" if holder is not None and len(holder.key) > 1 else str(year)
        path = f"{reading.series}[{key}].{reading.figure}"
        yield from session.value(path, kind_at(path) or Kind("number"))


def _named(session: "Session", whole: str) -> Dialogue:
    """Ask which of the known obstacles or suggestions agencies named."""
    named = named_lists()[whole]
    above = tuple(f"{i}. {n.name.get(session.lang)}" for i, n in enumerate(named, 1))
    problem = ""
    while True:
        text = session.w["ask.named"].format(session.phrases.fact(whole))
        typed = yield Prompt(text, Kind("text"), above, problem)
        if typed is None:
            return
        numbers = [n.strip() for n in typed.split(",")]
        if not all(n.isascii() and n.isdigit() and 1 <= int(n) <= len(named) for n in numbers):
            problem, above = session.w["ask.bad.named"], ()
            continue
        picked = dict.fromkeys(int(n) for n in numbers)
        problem = session.put(*(Change(f"{whole}[{named[n - 1].id}]", {}) for n in picked))
        if not problem:
            return
