"""The root of the command: each command is imported when it is run, and ``--help`` tells them group by group."""

import os
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from diagnose.cli.table import COMMANDS, GROUPS


class LazyGroup(TyperGroup):
    """The commands of the table, none of which is imported before it is run."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import the command called `cmd_name`; None where there is none."""
        command = COMMANDS.get(cmd_name)
        if command is None:
            return None
        held: Any = getattr(import_module(f"diagnose.cli.{command.module}"), command.holds)
        if isinstance(held, typer.Typer):
            return get_command(held)
        app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
        app.command(cmd_name)(held)
        return get_command(app)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write what each command is for, grouped by what one wants to do."""
        english = os.environ.get("KONVERGENSI_LANG") == "en"
        width = max(map(len, COMMANDS))
        for group in GROUPS:
            with formatter.section(group.en if english else group.id):
                formatter.write_dl([(f"{c.name:<{width}}", c.en if english else c.id) for c in group.commands])
