"""The command ``konvergensi``: a face over the library that alone prints and writes files.

Results go to stdout, everything else to stderr; exit code 0 for a diagnosis, 2 for bad input or usage.
"""

import gc
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from diagnose.cli_common import Lang, LangOption, problems_end_here
from diagnose.cli_rules import app as rules_app

app = typer.Typer(
    name="konvergensi",
    help="Diagnosis kesenjangan konvergensi program stunting. / Diagnosis of convergence gaps in a stunting programme.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # help answers in half the time
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Format(StrEnum):
    """The form of the diagnosis."""

    text = "text"
    json = "json"


app.add_typer(rules_app)


@app.callback()
def _root(
    version: Annotated[bool, typer.Option("--version", help="Cetak versi. / Print the version.")] = False,
) -> None:
    if version:
        from diagnose import __version__

        typer.echo(f"konvergensi {__version__}")
        raise typer.Exit


@app.command("diagnose")
def diagnose_command(
    case: Annotated[
        str,
        typer.Argument(
            help="Berkas kasus (.yaml), atau nama kasus bawaan. / A case file, or the name of a shipped case.",
            show_default=False,
        ),
    ],
    form: Annotated[Format, typer.Option("--format", help="Bentuk keluaran. / Form of the output.")] = Format.text,
    lang: LangOption = Lang.id,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Tulis ke berkas ini. / Write to this file.", show_default=False),
    ] = None,
    rules: Annotated[
        Path | None,
        typer.Option("--rules", help="Folder aturan lain. / Another folder of rules.", show_default=False),
    ] = None,
) -> None:
    """Diagnosis satu kasus dari faktanya. / Diagnose one case from its facts."""
    with problems_end_here(lang.value):
        from diagnose.casefile import find_case

        text = _diagnosed(case, form, lang.value, rules)
        if output is None:
            typer.echo(text, nl=False)
        else:
            _write(output, text, lang.value, find_case(case))


def _diagnosed(case: str, form: Format, lang: str, rules: Path | None) -> str:
    from diagnose.casefile import load_case
    from diagnose.conclude import diagnose
    from diagnose.infer import measure_all
    from diagnose.phrases import Phrases
    from diagnose.rulebase import load_rules

    facts, knowledge = load_case(case), load_rules(rules)
    diagnosis = diagnose(facts, knowledge, lang)
    if form is Format.json:
        return diagnosis.to_json()
    from diagnose.report import text_report

    return text_report(diagnosis, knowledge, Phrases(facts, knowledge, measure_all(facts, knowledge), lang), case)


def _write(path: Path, text: str, lang: str, *inputs: Path) -> None:
    """Write `text` beside `path` and rename it, so that an old file is never half overwritten.

    None of `inputs` is ever overwritten, and what is no file (a device, a pipe) is written to as it is.
    """
    from diagnose.problems import InputError, Place, Problem
    from diagnose.wording import words

    if not path.name:
        raise InputError([Problem(Place(str(path)), "file_unwritable", {"why": "?"})])
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        if any(path.exists() and path.samefile(kept) for kept in inputs if kept.exists()):
            raise InputError([Problem(Place(str(path)), "output_is_input")])
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_text(text, encoding="utf-8")
        else:
            fresh.write_text(text, encoding="utf-8")
            fresh.replace(path.resolve())
    except OSError as error:
        fresh.unlink(missing_ok=True)
        why = {"why": error.strerror or error}
        raise InputError([Problem(Place(str(path)), "file_unwritable", why)]) from None
    typer.echo(words(lang)["written"].format(path), err=True)


def main() -> None:
    """Run the command."""
    gc.disable()  # one short run makes too little garbage to be worth looking for
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the caller
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - open as long as the program
        elif hasattr(getattr(sys, name), "reconfigure"):
            getattr(sys, name).reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except OSError as error:  # the reader (a pager, head) has left, or the disk is full
        if not isinstance(error, BrokenPipeError):
            sys.stderr.write(f"konvergensi: {error.strerror}\n")
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
