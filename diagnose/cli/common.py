"""What the commands have in common: options, where results go, and how problems end."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from diagnose.case import load_case
from diagnose.cli.completing import complete_case
from diagnose.common import EngineError, InputError, Mark, Place, Problem, words, wrapped, write_file
from diagnose.diagnosis import Diagnosed
from diagnose.engine import stood_in
from diagnose.knowledge import load_rules


class Lang(StrEnum):
    """The language of what is printed."""

    id = "id"
    en = "en"


class Format(StrEnum):
    """The form of a result."""

    text = "text"
    json = "json"


LangOption = Annotated[
    Lang,
    typer.Option(
        "--lang",
        envvar="KONVERGENSI_LANG",
        case_sensitive=False,
        help="Bahasa keluaran. / Language of the output.",
    ),
]
CaseArgument = Annotated[
    str,
    typer.Argument(
        help="Berkas kasus (.yaml), atau nama kasus bawaan. / A case file, or the name of a shipped case.",
        autocompletion=complete_case,
        show_default=False,
    ),
]
FormatOption = Annotated[
    Format, typer.Option("--format", case_sensitive=False, help="Bentuk keluaran. / Form of the output.")
]
OutputOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="Tulis ke berkas ini. / Write to this file.", show_default=False),
]
RulesOption = Annotated[
    Path | None, typer.Option("--rules", help="Folder aturan lain. / Another folder of rules.", show_default=False)
]


@contextmanager
def problems_end_here(lang: str) -> Iterator[None]:
    """Tell problems with a user's files on stderr and exit with 2, those of the engine with 1."""
    try:
        yield
        if stood_in():
            typer.echo(wrapped(words(lang)["stand_in"]), err=True)
    except InputError as error:
        typer.echo(error.text(lang), err=True)
        raise typer.Exit(2) from None
    except EngineError as error:
        typer.echo(f"konvergensi: {error}", err=True)
        raise typer.Exit(1) from None


def diagnosed(case: str, rules: Path | None, lang: str, *, narrow: bool = True) -> Diagnosed:
    """Return the case called `case` under the rules in the folder `rules`, to be asked what follows.

    Raises:
        InputError: the case or the rules cannot be read or are unsound.
    """
    return Diagnosed(load_case(case), load_rules(rules), lang, narrow=narrow)


def printed(path: Path | None) -> bool:
    """Tell whether a result goes to standard output under the name that programs agree on."""
    return str(path) == "-"


def tell(text: str, *outputs: Path | None) -> None:
    """Print `text`, on stderr where one of `outputs` has standard output for itself."""
    typer.echo(text, nl=False, err=any(map(printed, outputs)))


def refuse_existing(path: Path, overwrite: bool) -> None:
    """Refuse to write over a file that is there: forms are filled by people.

    Raises:
        InputError: it is there, and `overwrite` was not given.
    """
    if not overwrite and not printed(path) and os.path.isfile(path):
        raise InputError([Problem(Place(str(path)), "output_exists")])


def deliver(text: str, output: Path | None, lang: str, *inputs: Path, overwrite: bool = False) -> None:
    """Print `text`, or write it to `output` (see `write`), which may be ``-``.

    Raises:
        InputError: as `write`.
    """
    if output is None:
        typer.echo(text, nl=False)
    else:
        write(output, text, lang, *inputs, overwrite=overwrite)


def write(
    path: Path, text: str | bytes, lang: str, *inputs: Path, overwrite: bool = False, since: Mark | None = None
) -> None:
    """Write `text` to `path` and say so; none of `inputs` is ever overwritten, another's file only with `overwrite`.

    A file that is still what it was `since` is overwritten too.

    ``-`` is standard output, and nothing is said besides.

    Raises:
        InputError: as `diagnose.common.write_file`.
    """
    if printed(path):
        typer.echo(text, nl=False)
        return
    write_file(path, text.encode() if isinstance(text, str) else text, inputs, overwrite=overwrite, since=since)
    typer.echo(words(lang)["written"].format(path), err=True)
