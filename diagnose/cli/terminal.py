"""Ask in the terminal: prompts to stderr, answers line by line from stdin, which may be a pipe."""

import sys
from typing import Any

import typer

from diagnose.case import HELP, STOP, BadAnswer, Prompt, help_for, how_to_write, is_unknown, parse
from diagnose.common import printable, words, wrapped


class Stopped(Exception):  # noqa: N818 - no error: the person is done
    """No more answers will come."""


def say(text: str = "", indent: int = 0, hanging: int | None = None) -> None:
    """Print `text` to stderr, wrapped at 80 columns."""
    typer.echo(_wrapped(text, indent, indent if hanging is None else hanging), err=True)


def read(prompt: Prompt, lang: str) -> Any:
    """Return the value typed at `prompt`, None where it is not known; explain and ask again until it is either.

    Raises:
        Stopped: the person is done, or the input has ended.
    """
    if prompt.problem:
        say(f"! {prompt.problem}", 2, 4)
    for above in prompt.above:
        say(above, 2, 4)
    how = "" if prompt.kind.name == "text" else f" [{how_to_write(prompt.kind, lang)}]"
    text = words(lang)["ask.prompt"].format(prompt.text, how)
    while True:
        typed = line(text)
        if typed.casefold() in STOP:
            raise Stopped
        if typed.casefold() in HELP:
            say(help_for(prompt.kind, lang), 2, 4)
        elif is_unknown(typed):
            return None
        else:
            try:
                return parse(typed, prompt.kind, lang)
            except BadAnswer as bad:
                say(f"! {bad}", 2, 4)


def _wrapped(text: str, indent: int, hanging: int) -> str:

    return wrapped(printable(text), indent, hanging)


def line(text: str) -> str:
    """Return one line typed after `text`, without the blanks around it.

    Raises:
        Stopped: there is none, and none will come.
    """
    typer.echo(f"{_wrapped(text, 2, 4)} ", nl=False, err=True)
    if sys.stdin is None:  # closed by the caller
        raise Stopped
    typed = sys.stdin.readline()
    if not sys.stdin.isatty():  # nobody sees what is typed, nor the end of the line
        typer.echo(err=True)
    if not typed:
        raise Stopped
    return typed.strip()
