"""The command ``konvergensi diagnose``."""

import json
from pathlib import Path
from typing import Annotated

import typer

from diagnose.case import find_case
from diagnose.cli import common
from diagnose.cli.pages.diagnosis import parts_page
from diagnose.cli.pages.overview import first_screen
from diagnose.diagnosis import Diagnosed


def diagnose_command(
    case: common.CaseArgument,
    saran: Annotated[bool, typer.Option("--saran", help="Semua saran. / All saran.")] = False,
    temuan: Annotated[bool, typer.Option("--temuan", help="Semua temuan. / All findings.")] = False,
    tanya: Annotated[bool, typer.Option("--tanya", help="Semua pertanyaan. / All questions.")] = False,
    asumsi: Annotated[bool, typer.Option("--asumsi", help="Semua asumsi sistem. / All assumptions.")] = False,
    lengkap: Annotated[bool, typer.Option("--lengkap", help="Semuanya. / Everything.")] = False,
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
        chosen = {"saran": saran, "temuan": temuan, "tanya": tanya, "asumsi": asumsi, "lengkap": lengkap}
        parts = [name for name, wanted in chosen.items() if wanted]
        found = common.diagnosed(case, rules, lang.value)
        if form is common.Format.json:
            text = found.diagnosis.to_json()
        else:
            text = parts_page(found, parts) if parts else first_screen(found, case)
        if receipt is not None:
            _write_receipt(found, receipt, lang.value, find_case(case))
        if output is None:
            common.tell(text, receipt)
        else:
            common.deliver(text, output, lang.value, find_case(case))


def _write_receipt(found: Diagnosed, target: Path, lang: str, case: Path) -> None:
    from diagnose.analysis.receipt import provenance, receipt

    content = receipt(found)
    told = provenance(content) if target.suffix.casefold() == ".jsonld" else content
    common.write(target, json.dumps(told, ensure_ascii=False, indent=1) + "\n", lang, case)
