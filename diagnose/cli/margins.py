"""The command ``konvergensi margins``."""

import json
from typing import Annotated

import typer

from diagnose.analysis.plan import aspects_named, margins
from diagnose.case import find_case
from diagnose.cli import common
from diagnose.cli.pages.margins import margins_page


def margins_command(
    case: common.CaseArgument,
    subject: Annotated[
        str, typer.Argument(metavar="[ASPEK]", help="Satu aspek atau dimensi saja. / One aspect or dimension only.")
    ] = "all",
    form: common.FormatOption = common.Format.text,
    lang: common.LangOption = common.Lang.id,
    output: common.OutputOption = None,
    rules: common.RulesOption = None,
) -> None:
    """Seberapa dekat setiap tingkat dengan perubahan. / How near each level is to flipping."""
    with common.problems_end_here(lang.value):
        diagnosed = common.diagnosed(case, rules, lang.value, narrow=False)
        found = margins(diagnosed, aspects_named(subject, diagnosed.rules))
        if form is common.Format.json:
            records = [json.loads(m.to_json()) for m in found]
            text = json.dumps(records, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
        else:
            text = margins_page(found, diagnosed.case, lang.value, case)
        common.deliver(text, output, lang.value, find_case(case))
