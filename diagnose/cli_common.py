"""What the commands have in common: languages, and how problems end."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Annotated

import typer


class Lang(StrEnum):
    """The language of what is printed."""

    id = "id"
    en = "en"


LangOption = Annotated[
    Lang, typer.Option("--lang", envvar="KONVERGENSI_LANG", help="Bahasa keluaran. / Language of the output.")
]


@contextmanager
def problems_end_here(lang: str) -> Iterator[None]:
    """Tell problems with a user's files on stderr and exit with 2, those of the engine with 1."""
    from diagnose.problems import EngineError, InputError

    try:
        yield
    except InputError as error:
        typer.echo(error.text(lang), err=True)
        raise typer.Exit(2) from None
    except EngineError as error:
        typer.echo(f"konvergensi: {error}", err=True)
        raise typer.Exit(1) from None
