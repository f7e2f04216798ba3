"""The command that imports files, run as typed."""

from typer.testing import CliRunner, Result

from diagnose.cli import app

TYPED = ["--region", "Kabupaten Contoh Raya", "--code", "99.01", "--year", "2025"]


def run(*typed: str, answers: str | None = None) -> Result:
    return CliRunner().invoke(app, [*typed], input=answers)
