"""How names of agencies are read: the command ``konvergensi agencies``, and what is asked of a name nobody knows."""

import shlex
from collections.abc import Mapping
from typing import Annotated

import typer

from diagnose.case import bare_region, register_file
from diagnose.cli import common
from diagnose.cli.terminal import Stopped, line, say
from diagnose.common import InputError, Place, joined, whole_number, words
from diagnose.intake import Suggestion, confirmed, named, resolve_agency, suggestions


def agencies_command(
    names: Annotated[list[str], typer.Argument(metavar="NAMA...", help="Nama perangkat daerah. / Names of agencies.")],
    region: Annotated[str, typer.Option("--region", help="Kabupaten/Kota ...", show_default=False)] = "",
    lang: common.LangOption = common.Lang.id,
) -> None:
    """Bagaimana nama perangkat daerah dibaca. / How names of agencies are read."""
    with common.problems_end_here(lang.value):
        w = words(lang.value)
        for name in names:
            try:
                found = resolve_agency(name, region)
            except InputError as error:
                typer.echo(error.problems[0].text(lang.value).partition(": ")[2])
                for meant in suggestions(name, bare_region(region)):
                    typer.echo("  " + w["import.agency_may_be"].format(meant.typed, named(meant, lang.value)))
                continue
            functions = [f.name.get(lang.value) for f in register_file().functions if f.id in found.functions]
            held = joined(functions, lang.value) or w["import.which_none"]
            typer.echo(f"{name}: {found.name} ({found.id}); {held}")


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
                if (chosen := whole_number(typed)) and chosen <= len(offered):
                    said.append(offered[chosen - 1])
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
    """Return what to type so that each of `names` is understood; what it means is for a person to fill in."""
    lines = [words(lang)["import.agency_hint"]]
    for name in names:
        offered = "; ".join(f"{s.typed} = {named(s, lang)}" for s in suggestions(name)[:3])
        may = words(lang)["import.agency_may"].format(offered) if offered else ""
        lines.append(f"  --agency {shlex.quote(f'{name}=...')}{may}")
    return "\n".join(lines)
