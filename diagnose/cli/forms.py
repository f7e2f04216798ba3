"""The commands ``konvergensi form ...``: forms to fill, as a workbook, an XLSForm, or questions for Google Forms."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from diagnose.case import Case, find_case, load_case
from diagnose.cli import common

app = typer.Typer(
    name="form",
    help="Formulir untuk diisi: Excel, KoboToolbox/ODK, Google Forms. / Forms to fill.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

CaseOption = Annotated[
    str | None,
    typer.Option("--case", help="Isi dari kasus ini. / Filled from this case.", show_default=False),
]
FileOption = Annotated[
    Path, typer.Option("--output", "-o", help="Berkas yang ditulis. / File to write.", show_default=False)
]
OverwriteOption = Annotated[
    bool, typer.Option("--overwrite", help="Timpa berkas yang ada. / Overwrite a file that exists.")
]


@app.command("xlsx")
def xlsx_command(
    output: FileOption,
    case: CaseOption = None,
    overwrite: OverwriteOption = False,
    lang: common.LangOption = common.Lang.id,
) -> None:
    """Buku kerja Excel, satu lembar tiap jenis fakta. / Excel workbook, a sheet for each kind of fact."""
    with common.problems_end_here(lang.value):
        from diagnose.intake.workbook.write import workbook

        _write(output, case, overwrite, lang.value, workbook)


@app.command("xlsform")
def xlsform_command(
    output: FileOption,
    case: CaseOption = None,
    overwrite: OverwriteOption = False,
    lang: common.LangOption = common.Lang.id,
) -> None:
    """Kuesioner OPD untuk KoboToolbox dan ODK. / Questionnaire for KoboToolbox and ODK."""
    with common.problems_end_here(lang.value):
        from diagnose.intake.survey.write import xlsform

        _write(output, case, overwrite, lang.value, xlsform)


@app.command("google")
def google_command(
    output: common.OutputOption = None,
    case: CaseOption = None,
    overwrite: OverwriteOption = False,
    lang: common.LangOption = common.Lang.id,
) -> None:
    """Daftar pertanyaan untuk disalin ke Google Forms. / Questions to copy into Google Forms."""
    with common.problems_end_here(lang.value):
        from diagnose.intake.survey.write import google_form_text

        if output is not None:
            common.refuse_existing(output, overwrite)
        text = google_form_text(lang.value, load_case(case) if case else None)
        common.deliver(text, output, lang.value, *([find_case(case)] if case else []), overwrite=overwrite)


def _write(
    output: Path, case: str | None, overwrite: bool, lang: str, form: "Callable[[Case | None, str], bytes]"
) -> None:
    """Write `form` of the case, or the blank one."""
    common.refuse_existing(output, overwrite)
    made = form(load_case(case) if case else None, lang)
    common.write(output, made, lang, *([find_case(case)] if case else []), overwrite=overwrite)
