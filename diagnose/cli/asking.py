"""Ask in the terminal what to suppose: which fact, found by words of its name or its path, and its new value."""

from diagnose.case import (
    HELP,
    STOP,
    BadAnswer,
    Case,
    Change,
    Kind,
    canonical,
    help_for,
    how_to_write,
    is_unknown,
    kind_at,
    overlay,
    parse,
)
from diagnose.cli.terminal import Stopped, line, say
from diagnose.common import InputError, whole_number, words
from diagnose.diagnosis import Phrases

_SHOWN = 12  # facts offered for the words typed


def ask_changes(case: Case, phrases: Phrases) -> list[Change]:
    """Return the changes that a person asks for, until an empty line or the end of the input."""
    w = words(phrases.lang)
    changes: dict[str, Change] = {}
    say(w["whatif.ask_intro"])
    try:
        while path := _which(case, phrases):
            change = _to_what(path, case, phrases)
            if change is not None:
                changes[path] = change
    except (Stopped, KeyboardInterrupt):
        say()
    return list(changes.values())


def _which(case: Case, phrases: Phrases) -> str | None:
    """Return the path of the fact that is meant; None where nothing more is."""
    w = words(phrases.lang)
    names = {path: phrases.fact(path) for path in case.facts}
    offered: list[str] = []
    while typed := line(w["whatif.ask_fact"]):
        if typed.casefold() in STOP:
            return None
        if typed.casefold() in HELP:
            say(w["whatif.ask_intro"])
            continue
        if (chosen := whole_number(typed)) and chosen <= len(offered):
            return offered[chosen - 1]
        found = [p for p, name in names.items() if all(t in f"{p} {name}".casefold() for t in typed.casefold().split())]
        if typed in names or len(found) == 1:
            return typed if typed in names else found[0]
        if not found:
            try:  # a fact that the case does not have yet, such as the seat of an agency
                return canonical(case, typed)
            except InputError as error:
                say(f"! {'; '.join(p.text(phrases.lang).partition(': ')[2] for p in error.problems)}", 2, 4)
                continue
        offered = found[:_SHOWN]
        for number, path in enumerate(offered, 1):
            say(f"{number}. {names[path]}: {phrases.value(case.facts[path].value, path)}", 2, 5)
        if len(found) > _SHOWN:
            say(w["whatif.ask_more"].format(len(found) - _SHOWN), 2, 4)
    return None


def _to_what(path: str, case: Case, phrases: Phrases) -> Change | None:
    """Return the change of the fact at `path`; None where nothing is typed."""
    w = words(phrases.lang)
    kind: Kind | None = kind_at(path)
    entry = case.facts.get(path)
    now = phrases.value(entry.value if entry else None, path)
    if kind is None:
        say(w["whatif.ask_no_value"].format(phrases.fact(path), now), 2, 4)
        return None
    text = w["whatif.ask_value"].format(phrases.fact(path), now, how_to_write(kind, phrases.lang))
    while typed := line(text):
        if typed.casefold() in HELP:
            say(help_for(kind, phrases.lang), 2, 4)
            continue
        try:
            change = Change(path, None if is_unknown(typed) else parse(typed, kind, phrases.lang))
            overlay(case, [change])
        except BadAnswer as bad:
            say(f"! {bad}", 2, 4)
        except InputError as error:
            say(f"! {'; '.join(p.text(phrases.lang).partition(': ')[2] for p in error.problems)}", 2, 4)
        else:
            return change
    return None
