"""The command ``konvergensi diagnose``."""

import json
from pathlib import Path
from typing import Annotated

import typer

from diagnose.case import find_case
from diagnose.cli import common
from diagnose.cli.pages.diagnosis import text_report
from diagnose.diagnosis import Diagnosed


def diagnose_command(
    case: common.CaseArgument,
    form: common.FormatOption = common.Format.text,
    lang: common.LangOption = common.Lang.id,
    output: common.OutputOption = None,
    rules: common.RulesOption = None,
    receipt: Annotated[
        Path | None,
        typer.Option(
            "--receipt",
            help="Tulis bukti kesimpulan (.json, atau .jsonld: PROV-O). / Write what the conclusion rests on.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Diagnosis satu kasus dari faktanya. / Diagnose one case from its facts."""
    with common.problems_end_here(lang.value):
        found = common.diagnosed(case, rules, lang.value)
        text = found.diagnosis.to_json() if form is common.Format.json else text_report(found, case)
        if receipt is not None:
            _write_receipt(found, receipt, lang.value, find_case(case))
        common.deliver(text, output, lang.value, find_case(case))


def _write_receipt(found: Diagnosed, target: Path, lang: str, case: Path) -> None:
    from diagnose.analysis.receipt import provenance, receipt

    content = receipt(found)
    told = provenance(content) if target.suffix.casefold() == ".jsonld" else content
    common.write(target, json.dumps(told, ensure_ascii=False, indent=1) + "\n", lang, case)
