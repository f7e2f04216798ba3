"""The command ``konvergensi diagnose``."""

from diagnose.case import find_case
from diagnose.cli import common
from diagnose.cli.pages.diagnosis import text_report


def diagnose_command(
    case: common.CaseArgument,
    form: common.FormatOption = common.Format.text,
    lang: common.LangOption = common.Lang.id,
    output: common.OutputOption = None,
    rules: common.RulesOption = None,
) -> None:
    """Diagnosis satu kasus dari faktanya. / Diagnose one case from its facts."""
    with common.problems_end_here(lang.value):
        found = common.diagnosed(case, rules, lang.value)
        text = found.diagnosis.to_json() if form is common.Format.json else text_report(found, case)
        common.deliver(text, output, lang.value, find_case(case))
