"""Ask in the terminal what the name of an agency means that nobody knows, or say what to type to tell it."""

import shlex
from collections.abc import Mapping

from diagnose.case import register_file
from diagnose.cli.terminal import Stopped, line, say
from diagnose.common import InputError, Place, joined, words
from diagnose.intake import Suggestion, confirmed, suggestions


def ask_agencies(names: Mapping[str, Place], lang: str) -> list[Suggestion]:
    """Return what a person says that each of `names` means; what nobody knows is left out."""
    w = words(lang)
    said: list[Suggestion] = []
    try:
        for name, place in names.items():
            offered = suggestions(name)
            say(w["import.which_agency"].format(name, place))
            for number, suggestion in enumerate(offered, 1):
                say(f"{number}. {named(suggestion, lang)}", 2, 5)
            while typed := line(w["import.which_prompt"]):
                if typed.isdigit() and 0 < int(typed) <= len(offered):
                    said.append(offered[int(typed) - 1])
                    break
                try:
                    said.append(confirmed(f"{name}={typed}"))
                    break
                except InputError as error:
                    say(f"! {'; '.join(p.text(lang).partition(': ')[2] for p in error.problems)}", 2, 4)
    except (Stopped, KeyboardInterrupt):
        say()
    return said


def hint(names: Mapping[str, Place], lang: str) -> str:
    """Return what to type so that each of `names` is understood."""
    typed = []
    for name in names:
        meant = [suggestion.typed for suggestion in suggestions(name)[:1]]
        typed.append(f"--agency {shlex.quote('='.join([name, *(meant or ['...'])]))}")
    return words(lang)["import.agency_hint"].format(" ".join(typed))


def named(suggestion: Suggestion, lang: str) -> str:
    """Return what is suggested, in words."""
    file = register_file()
    if suggestion.same_as:
        return next(f"{a.name} ({a.id})" for a in file.agencies if a.id == suggestion.same_as)
    functions = [f.name.get(lang) for f in file.functions if f.id in suggestion.functions]
    return words(lang)["import.which_functions"].format(joined(functions, lang))
