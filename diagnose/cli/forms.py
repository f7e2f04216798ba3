"""The commands ``konvergensi form ...``: forms to fill, as a workbook, an XLSForm, or questions for Google Forms."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from diagnose.case import Case, find_case, load_case
from diagnose.cli import common
from diagnose.cli.completing import complete_agency, complete_case
from diagnose.common import InputError, Place, Problem

app = typer.Typer(
    name="form",
    help="Formulir untuk diisi: Excel, KoboToolbox/ODK, Google Forms. / Forms to fill.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

CaseOption = Annotated[
    str | None,
    typer.Option(
        "--case",
        help="Isi dari kasus ini. / Filled from this case.",
        autocompletion=complete_case,
        show_default=False,
    ),
]
FileOption = Annotated[
    Path, typer.Option("--output", "-o", help="Berkas yang ditulis. / File to write.", show_default=False)
]
OverwriteOption = Annotated[
    bool, typer.Option("--overwrite", help="Timpa berkas yang ada. / Overwrite a file that exists.")
]


@app.command("xlsx")
def xlsx_command(
    output: common.OutputOption = None,
    case: CaseOption = None,
    agency: Annotated[
        list[str] | None,
        typer.Option(
            "--agency",
            metavar="OPD",
            help="Hanya yang dapat dijawab OPD ini; boleh berulang. / Only what this agency can answer.",
            autocompletion=complete_agency,
            show_default=False,
        ),
    ] = None,
    each: Annotated[
        bool, typer.Option("--each-agency", help="Satu formulir tiap OPD, ke sebuah folder. / A form for each agency.")
    ] = False,
    due: Annotated[
        str | None,
        typer.Option("--due", metavar="2026-12-15", help="Batas jawaban dalam surat. / Last day, for the letter."),
    ] = None,
    letterhead: Annotated[
        Path | None, typer.Option("--letterhead", help="Berkas kop surat. / Letterhead of the letter.")
    ] = None,
    letter: Annotated[
        bool, typer.Option("--letter/--no-letter", help="Surat dan pesan di sampingnya. / Letter and message beside.")
    ] = True,
    overwrite: OverwriteOption = False,
    lang: common.LangOption = common.Lang.id,
) -> None:
    """Buku kerja Excel, seluruhnya atau untuk satu OPD. / Excel workbook, whole or for one agency."""
    with common.problems_end_here(lang.value):
        if agency or each:
            from diagnose.cli.agencyforms import Wanted, agency_forms

            if agency and each:
                raise InputError([Problem(Place("--each-agency"), "form_one_or_all")])
            wanted = Wanted(tuple(agency or ()), case, output, letter, letterhead, due, overwrite)
            agency_forms(wanted, lang.value)
            return
        if alone := [option for option, given in (("--due", due), ("--letterhead", letterhead)) if given]:
            raise InputError([Problem(Place(option), "form_agency_alone") for option in alone])
        from diagnose.intake.workbook.write import workbook

        _write(output or _usual(case), case, overwrite, lang.value, workbook)


def _usual(case: str | None) -> Path:
    """Return the file that is written where none is named."""
    return Path(f"{find_case(case).stem}-formulir.xlsx" if case else "formulir.xlsx")


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
