"""The command ``konvergensi``: a face over the library that alone prints and writes files.

Results go to stdout, everything else to stderr; exit code 0 for a diagnosis, 2 for bad input or usage.
`table` lists the commands, each imported when it runs, so that ``--help`` pays for none of them.
"""

import gc
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from diagnose import __version__
from diagnose.cli.group import LazyGroup

app = typer.Typer(
    name="konvergensi",
    cls=LazyGroup,
    help="Diagnosis kesenjangan konvergensi program. / Diagnosis of convergence gaps in a programme.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # help answers in half the time
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Engine(StrEnum):
    """What concludes; as `diagnose.engine.EngineName`, which ``--help`` would wait for."""

    auto = "auto"
    durable = "durable"
    plain = "plain"


def _tell_version(asked: bool) -> None:
    if asked:
        typer.echo(f"konvergensi {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option("--version", help="Cetak versi. / Print the version.", callback=_tell_version, is_eager=True),
    ] = False,
    engine: Annotated[
        Engine | None,
        typer.Option(
            "--engine",
            help="Mesin inferensi; plain: penalar cadangan. / The inference engine; plain: its stand-in.",
            show_default=False,
        ),
    ] = None,
    pack: Annotated[
        Path | None,
        typer.Option(
            "--pack",
            metavar="DIR",
            help="Pengetahuan lain: map dengan rules/ dan facts/. / Other content: a folder with rules/ and facts/.",
            show_default=False,
        ),
    ] = None,
) -> None:
    if pack:
        _use(pack)
    if engine:
        os.environ["KONVERGENSI_ENGINE"] = engine.value


def _use(pack: Path) -> None:
    """Take content from the folder `pack`, or say what it lacks."""
    from diagnose.common.content import use_pack

    try:
        use_pack(pack)
    except FileNotFoundError:
        sys.stderr.write(f"{pack}: bukan paket: perlu map rules/ dan facts/. / no pack: it needs rules/ and facts/.\n")
        raise typer.Exit(2) from None


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
