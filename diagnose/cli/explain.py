"""The commands ``konvergensi why`` and ``konvergensi why-not``."""

from enum import StrEnum
from typing import Annotated

import typer

from diagnose.analysis.why import why, why_not
from diagnose.case import find_case
from diagnose.cli import common
from diagnose.cli.completing import complete_subject, complete_target
from diagnose.cli.pages.mermaid import mermaid
from diagnose.cli.pages.why import why_not_text, why_text


class TreeFormat(StrEnum):
    """The form of a proof tree."""

    text = "text"
    json = "json"
    mermaid = "mermaid"


def why_command(
    case: common.CaseArgument,
    target: Annotated[
        str,
        typer.Argument(
            metavar="TARGET",
            help="Dimensi, aspek, kriteria (F04), temuan (N06), saran (add-agency:public_works) atau paket."
            " / A dimension, aspect, criterion, finding, saran or package.",
            autocompletion=complete_target,
            show_default=False,
        ),
    ],
    depth: Annotated[
        int | None,
        typer.Option(
            "--depth", min=0, max=20, help="Berapa langkah ke bawah. / How many steps down.", show_default=False
        ),
    ] = None,
    form: Annotated[
        TreeFormat, typer.Option("--format", case_sensitive=False, help="Bentuk keluaran. / Form of the output.")
    ] = TreeFormat.text,
    lang: common.LangOption = common.Lang.id,
    output: common.OutputOption = None,
    rules: common.RulesOption = None,
) -> None:
    """Mengapa demikian: dari tingkat sampai fakta. / Why it is so: from a level down to facts."""
    with common.problems_end_here(lang.value):
        found = why(common.diagnosed(case, rules, lang.value), target, depth=depth)
        forms = {TreeFormat.json: type(found).to_json, TreeFormat.mermaid: mermaid, TreeFormat.text: why_text}
        common.deliver(forms[form](found), output, lang.value, find_case(case))


def why_not_command(
    case: common.CaseArgument,
    target: Annotated[
        str,
        typer.Argument(
            metavar="ASPECT",
            help="Aspek atau dimensi. / An aspect or dimension.",
            autocompletion=complete_subject,
            show_default=False,
        ),
    ],
    level: Annotated[
        int | None,
        typer.Option(
            "--level", min=2, max=4, help="Tingkat yang ditanyakan. / The level asked about.", show_default=False
        ),
    ] = None,
    form: common.FormatOption = common.Format.text,
    lang: common.LangOption = common.Lang.id,
    output: common.OutputOption = None,
    rules: common.RulesOption = None,
) -> None:
    """Mengapa belum lebih tinggi, dan apa yang kurang. / Why no higher, and what is missing."""
    with common.problems_end_here(lang.value):
        found = why_not(common.diagnosed(case, rules, lang.value), target, level=level)
        text = found.to_json() if form is common.Format.json else why_not_text(found)
        common.deliver(text, output, lang.value, find_case(case))
