"""The command ``konvergensi verify``: a receipt checked again."""

import json
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from diagnose.analysis.receipt import changes, check
from diagnose.cli import common
from diagnose.common import InputError, Place, Problem, folder, words

_LONGEST = 20_000_000  # bytes


def verify_command(
    file: Annotated[Path, typer.Argument(help="Bukti dari --receipt. / A receipt, made by --receipt.")],
    lang: common.LangOption = common.Lang.id,
) -> None:
    """Buktikan ulang sebuah diagnosis dari buktinya. / Prove a diagnosis anew from its receipt."""
    with common.problems_end_here(lang.value):
        content, w = _read(file), words(lang.value)
        faults = check(content)
        for fault in faults:
            typer.echo(f"{file}: {w[fault.key].format(fault.what)}")
        if not faults:
            typer.echo(w["receipt.proven"].format(len(content["firings"]), content["hash"][:12]))
        states = changes(content, partial(_now, file.parent)) if isinstance(content.get("files"), dict) else []
        for state in (s for s in states if s.state != "same"):
            typer.echo(w[f"receipt.{state.state}"].format(state.file))
        if states and all(s.state == "same" for s in states):
            typer.echo(w["receipt.same"].format(len(states)))
        if faults:
            raise typer.Exit(1)


def _now(beside: Path, name: str) -> Path | None:
    """Return where a file that a receipt names is now: here, beside the receipt, or among the content in use."""
    places = (Path(), beside, folder("rules").parent)
    return next((place / name for place in places if (place / name).is_file()), None)


def _read(file: Path) -> dict[str, Any]:
    """Return the content of a receipt.

    Raises:
        InputError: it cannot be read, or is none.
    """
    try:
        if file.stat().st_size > _LONGEST:
            raise ValueError("> 20 MB")
        content = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError([Problem(Place(str(file)), "file_unreadable", {"why": error.strerror or error})]) from None
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict) or "firings" not in content:
        raise InputError([Problem(Place(str(file)), "receipt_none")])
    return content
