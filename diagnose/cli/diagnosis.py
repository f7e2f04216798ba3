"""The command ``konvergensi diagnose``."""

from pathlib import Path

import typer

from diagnose.cli import common


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("diagnose")(diagnose_command)


def diagnose_command(
    case: common.CaseArgument,
    form: common.FormatOption = common.Format.text,
    lang: common.LangOption = common.Lang.id,
    output: common.OutputOption = None,
    rules: common.RulesOption = None,
) -> None:
    """Diagnosis satu kasus dari faktanya. / Diagnose one case from its facts."""
    with common.problems_end_here(lang.value):
        from diagnose.case import find_case

        common.deliver(_diagnosed(case, form, lang.value, rules), output, lang.value, find_case(case))


def _diagnosed(case: str, form: common.Format, lang: str, rules: Path | None) -> str:
    from diagnose.case import load_case
    from diagnose.diagnosis import Phrases, diagnose
    from diagnose.inference import measure_all
    from diagnose.knowledge import load_rules

    facts, knowledge = load_case(case), load_rules(rules)
    diagnosis = diagnose(facts, knowledge, lang)
    if form is common.Format.json:
        return diagnosis.to_json()
    from diagnose.cli.pages.diagnosis import text_report

    return text_report(diagnosis, knowledge, Phrases(facts, knowledge, measure_all(facts, knowledge), lang), case)
