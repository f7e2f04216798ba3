"""The register of agencies that ships with the program, read once."""

from functools import cache

from diagnose.case.register import RegisterFile
from diagnose.common.content import folder
from diagnose.common.validation import validate
from diagnose.common.yamltree import read_yaml


@cache
def register_file() -> RegisterFile:
    """Return the content of ``facts/agencies.yaml``."""
    return validate(RegisterFile, read_yaml(folder("facts") / "agencies.yaml"))


@cache
def function_ids() -> tuple[str, ...]:
    """Return the ids of all functions, in the order of the register."""
    return tuple(f.id for f in register_file().functions)
