"""The command ``konvergensi plan``."""

from pathlib import Path
from typing import Annotated

import typer
import yaml

from diagnose.analysis.plan import Plan, goal_from, known_levers
from diagnose.case import find_case
from diagnose.cli import common
from diagnose.cli.completing import complete_goal
from diagnose.common import InputError, Place, Problem


def plan_command(
    case: common.CaseArgument,
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to",
            metavar="ASPEK=N",
            help="Tujuan: aspek, dimensi atau all, dan tingkatnya. / Goal: aspect, dimension or all, and its level.",
            autocompletion=complete_goal,
            show_default=False,
        ),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=200, help="Banyaknya rencana. / How many plans.")] = 3,
    without: Annotated[
        list[str] | None,
        typer.Option(
            "--without",
            metavar="LANGKAH",
            help="Tanpa langkah ini (mis. teams-desa). / Without this lever.",
            show_default=False,
        ),
    ] = None,
    save: Annotated[
        Path | None,
        typer.Option(
            "--save",
            metavar="BERKAS",
            help="Simpan rencana pertama sebagai skenario. / Save the first plan as a scenario.",
            show_default=False,
        ),
    ] = None,
    form: common.FormatOption = common.Format.text,
    lang: common.LangOption = common.Lang.id,
    output: common.OutputOption = None,
    rules: common.RulesOption = None,
) -> None:
    """Langkah terkecil untuk mencapai suatu tingkat. / The smallest steps that reach a level."""
    with common.problems_end_here(lang.value):
        diagnosed = common.diagnosed(case, rules, lang.value, narrow=False)
        knowledge = diagnosed.rules
        goal = goal_from(to or [], knowledge)
        left_out = known_levers(without or [], knowledge)
        try:
            from diagnose.analysis.plan.plan import plans
            from diagnose.cli.pages.plan import plans_page
        except ImportError:
            raise InputError([Problem(Place("plan"), "solver_missing")]) from None
        found = plans(diagnosed, goal, limit, without=left_out)
        text = found.to_json() if form is common.Format.json else plans_page(found, knowledge, case, to or [], left_out)
        if save is not None:
            if output is not None and save.resolve() == output.resolve():
                raise InputError([Problem(Place(str(save)), "output_is_input")])
            if not found.plans:
                _deliver(text, output, save, lang.value, case)
                raise InputError([Problem(Place(str(save)), "plan_none_to_save")])
            scenario = _scenario(found.plans[0], diagnosed.case.region.name, to or [])
            common.write(save, scenario, lang.value, find_case(case))
        _deliver(text, output, save, lang.value, case)


def _deliver(text: str, output: Path | None, save: Path | None, lang: str, case: str) -> None:
    """Print `text` or write it; where the scenario has standard output for itself it is told beside."""
    if output is None:
        common.tell(text, save)
    else:
        common.deliver(text, output, lang, find_case(case))


def _scenario(plan: Plan, region: str, to: list[str]) -> str:
    """Return `plan` as a scenario file."""
    changes = {
        f.fact: f.value_after if f.value_after is not None else "unknown"
        for f in plan.facts
        if not (f.value_after is None and f.value_before is None)
    }
    content = {"name": ", ".join(to), "description": f"{region}: --to {' --to '.join(to)}", "set": changes}
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=110)
