"""The command ``konvergensi whatif``."""

import json
import shlex
from pathlib import Path
from typing import Annotated

import typer

from diagnose.analysis.whatif import by_name, change_from, find_scenario, read_scenario, removal, stacked, whatif
from diagnose.case import Change, find_case, overlay
from diagnose.cli import common
from diagnose.cli.asking import ask_changes
from diagnose.cli.completing import complete_fact, complete_path
from diagnose.cli.completing_memo import complete_scenario
from diagnose.cli.pages.whatif import side_by_side, whatif_page
from diagnose.cli.sweeping import swept
from diagnose.common import InputError, Place, Problem, words
from diagnose.diagnosis import Diagnosed


def whatif_command(
    case: common.CaseArgument,
    sets: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="PATH=NILAI",
            help="Andaikan satu fakta; boleh berulang. / Suppose one fact; may be repeated.",
            autocompletion=complete_path,
            show_default=False,
        ),
    ] = None,
    remove: Annotated[
        list[str] | None,
        typer.Option(
            "--remove",
            metavar="PATH",
            help="Hapus satu isian. / Take out one entry.",
            autocompletion=complete_fact,
            show_default=False,
        ),
    ] = None,
    scenario: Annotated[
        list[Path] | None,
        typer.Option(
            "--scenario",
            metavar="SKENARIO",
            help="Berkas atau nama skenario bawaan; beberapa ditumpuk, yang belakangan menang."
            " / Scenario file, or the name of a shipped one; several stack.",
            autocompletion=complete_scenario,
            show_default=False,
        ),
    ] = None,
    side: Annotated[
        bool,
        typer.Option("--side-by-side", help="Setiap skenario sendiri-sendiri. / Each scenario by itself, in a table."),
    ] = False,
    interactive: Annotated[
        bool, typer.Option("--interactive", "-i", help="Tanyakan di terminal. / Ask on the terminal.")
    ] = False,
    every: Annotated[
        int | None,
        typer.Option(
            "--all",
            metavar="N",
            min=1,
            help="Coba semua gabungan sampai N langkah. / Try every combination of up to N steps.",
            show_default=False,
        ),
    ] = None,
    form: common.FormatOption = common.Format.text,
    lang: common.LangOption = common.Lang.id,
    output: common.OutputOption = None,
    rules: common.RulesOption = None,
) -> None:
    """Andaikan fakta berubah: apa akibatnya? / Suppose facts change: what follows?"""
    with common.problems_end_here(lang.value):
        diagnosed = common.diagnosed(case, rules, lang.value, narrow=False)
        facts = diagnosed.case
        if every is not None:
            if sets or remove or scenario or side or interactive:
                raise InputError([Problem(Place("--all"), "sweep_alone")])
            common.deliver(swept(diagnosed, every, form, case), output, lang.value, find_case(case))
            return
        layers: list[list[Change]] = []
        titles: list[str] = []
        problems: list[Problem] = []
        for path in scenario or ():
            try:
                read, changes = read_scenario(path)
                titles.append(read.name)
                layers.append(changes)
            except InputError as error:
                problems += error.problems
        typed: list[Change] = []
        for text in sets or ():
            try:
                typed.append(by_name(change_from(text), facts))
            except InputError as error:
                problems += error.problems
        for text in remove or ():
            try:
                typed.append(by_name(removal(text), facts))
            except InputError as error:
                problems += error.problems
        if interactive and not problems:  # what is wrong so far is told before anything is typed
            overlay(facts, stacked(facts, [*layers, typed]))
            typed += ask_changes(facts, diagnosed.phrases)
        if typed:
            titles.append(words(lang.value)["whatif.typed"])
            layers.append(typed)
        if not layers and not problems:
            problems.append(Problem(Place("whatif"), "whatif_nothing"))
        try:  # what else is wrong is told together with it
            overlay(facts, stacked(facts, layers))
        except InputError as error:
            problems += error.problems
        if problems:
            raise InputError(problems)
        text = (
            _several(diagnosed, layers, titles, form, case, _first(scenario, sets, remove))
            if side
            else _one(diagnosed, layers, form, case)
        )
        common.deliver(text, output, lang.value, find_case(case), *map(find_scenario, scenario or ()))


def _one(diagnosed: Diagnosed, layers: list[list[Change]], form: common.Format, name: str) -> str:

    found = whatif(diagnosed, stacked(diagnosed.case, layers))
    return found.to_json() if form is common.Format.json else whatif_page(found, diagnosed.rules, name)


def _several(
    diagnosed: Diagnosed, layers: list[list[Change]], titles: list[str], form: common.Format, name: str, first: str
) -> str:

    together = [stacked(diagnosed.case, layers)] if len(layers) > 1 else []
    found = [whatif(diagnosed, layer) for layer in [*layers, *together]]
    if form is common.Format.json:
        return json.dumps([json.loads(f.to_json()) for f in found], ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    return side_by_side(found, titles, name, first)


def _first(scenario: list[Path] | None, sets: list[str] | None, remove: list[str] | None) -> str:
    """Return the first of what is supposed, as it is typed."""
    typed = [("--scenario", str(path)) for path in (scenario or ())[:1]]
    typed = typed or [*(("--set", text) for text in sets or ()), *(("--remove", text) for text in remove or ())]
    return " ".join(f"{option} {shlex.quote(text)}" for option, text in typed) or "-i"
